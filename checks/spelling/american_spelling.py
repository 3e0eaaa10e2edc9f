"""A word has an American spelling: program, center, labor, defense, favor.

Names keep their own spelling (Department of Defense), so only words without a capital count; a computer program is one. Quotations are left alone.
Each word is told once a document; its other places are information. A document that is American throughout, in several words, is
told at the first of them.

Why: the Organization follows British spelling, apart from -ize.

Example: the program of work of the labor center
Better: the programme of work of the labour centre

Source: United Nations Editorial Manual, spelling; the American and British lists of SCOWL.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english.dictionary import variants

_MORE = {
    "program": "programme", "programs": "programmes", "toward": "towards", "afterward": "afterwards", "airplane": "aeroplane",
    "airplanes": "aeroplanes", "counselors": "counsellors", "counselor": "counsellor",
}  # fmt: skip
"""Words that British English has too, in another meaning or beside its own: the dictionary does not part them."""
_BOTH = frozenset(["toward", "afterward"])
"""Words that are only less usual in British English: information, but where the document is British otherwise."""
_WORD = compiled(r"(?<![\w.@/-])[a-z]+(?![\w@]|\.\w)")
_COMPUTER = compiled(r"(?:computer|software|spyware|malware|installed) $")
_BEFORE = 12
"""Characters before a word in which one of them stands."""
_COURT = compiled(r"(?i)\b(?:court|tribunal|appeals?|judges?|chamber|case|cases|ruling|delivered|convict\w*)\b")
"""Courts give judgments; anybody has a judgement."""


@lru_cache(maxsize=1)
def _better() -> dict[str, str]:
    """{American spelling: the Organization's}."""
    return {word: better for word, (better, kind) in variants().items() if kind == "american"} | _MORE


@lru_cache(maxsize=1)
def _british() -> frozenset[str]:
    """Return the Organization's spellings of words that Americans spell otherwise."""
    return frozenset(_better().values())


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    american = {word for word in document.words("en") if word in _better()}
    if not american:
        return
    british = not document.words("en").isdisjoint(_british())
    throughout = len(american) > 1 and not british
    told: set[str] = set()
    for view, side in document.written("en"):
        if american.isdisjoint(side.words):
            continue
        zones = side.quotations
        court = _COURT.search(side.text) is not None
        for match in _WORD.finditer(side.text):
            word = match.group()
            if word not in american or match.start() in zones or _other_meaning(word, side.text, match.start(), court):
                continue
            better = _better()[word]
            message = f"“{word}” is spelt “{better}” in United Nations documents"
            again = word in told or (word in _BOTH and not british) or (throughout and bool(told))
            told.add(word)
            severity = Severity.INFO if again else None
            yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, severity=severity)


def _other_meaning(word: str, text: str, start: int, court: bool) -> bool:
    """Return whether a word is the British one in this meaning: a computer program, the judgment of a court."""
    if word.startswith("program"):
        return _COMPUTER.search(text, max(0, start - _BEFORE), start) is not None
    return word.startswith("judgment") and court


RULE = Rule("american-spelling", Severity.WARNING, ("en",), check, style=True, habit=True)
