"""A word, a phrase or a clause stands twice in the translation, and once in the source.

Found where two equal words are joined (fair and fair, 会员国 会员国), where an item of a list is the one before it once more (巴西(2018)、巴西(2018)), and where a long run of words comes again (information: lists of names may). A source that
says something twice itself excuses both.

Why: a machine that has lost its way says again what it has said, and what belongs there is missing.

Example: 公平和公正的程序。 | A fair and fair procedure.
Better: 公平和公正的程序。 | A fair and just procedure.

Source: common practice of post-editing; drafts of machine translation read against their sources.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.weight._pairs import translated
from yizhi.checks.weight._repeats import CHARACTERS, WORDS, clauses, joined, listed, repeats


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        text, lang = target.text, target.lang
        spans = [(*span, Severity.WARNING) for span in joined(text, lang)]
        if not spans:
            spans = [(*span, Severity.WARNING) for span in listed(text)]
        if not spans and len(text) > _LONG:
            spans = list(_again(text, lang))
        if not spans or repeats(source.text, source.lang):
            continue
        for start, end, severity in spans:
            words = text[start:end]
            shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
            message = f"“{shown}” stands twice in the translation, and once in the source"
            yield Issue(Mark(view, TARGET, start, end), message, severity=severity)


def _again(text: str, lang: str) -> Iterator[tuple[int, int, Severity]]:
    """Yield the first clause that comes again; a machine that says one three times has lost its way, and one finding is enough."""
    for start, end in clauses(text, lang, CHARACTERS if lang == "zh" else WORDS):
        yield start, end, Severity.WARNING if text.count(text[start:end]) >= _LOST else Severity.INFO
        return


_LOST = 3
_SHOWN, _LONG = 60, 40
"""Characters of a repetition that a message shows, and of a text that may say a clause twice."""


RULE = Rule("repetition", Severity.WARNING, ("zh", "en"), check)
