"""A segment, or words in it, still stand in the source language.

Han characters in an English translation are always found; English in a Chinese one where a whole clause of it is left
(names, symbols and titles may rightly stay in Latin letters). Segments without words (numbers, symbols) are left alone.

Why: what was forgotten in a draft goes out as it is.

Example: 村民用坎儿井的水灌溉。 | Villagers irrigate with water from a 坎儿井.
Better: 村民用坎儿井的水灌溉。 | Villagers irrigate with water from a karez.

Source: common practice of translation quality assurance.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_HAN = compiled(
    r"[\u3400-\u9fff\U00020000-\U000323af\uf900-\ufaff][\u3400-\u9fff\U00020000-\U000323af\uf900-\ufaff，。、；：“”（）《》〈〉·\d\s]*(?<=[\u3400-\u9fff\U00020000-\U000323af\uf900-\ufaff。])|[\u3400-\u9fff\U00020000-\U000323af]"
)
_ENGLISH_RUN = compiled(
    r"(?:(?<![A-Za-z./-])[a-z][a-z'’-]*[ ,]+){4,}[a-z][a-z'’-]*|[A-Z][A-Za-z'’-]*(?:[ ,]+[A-Za-z'’-]+){3,}"
)
_WORDS = compiled(r"[A-Za-z]{2,}")
_LOWER = compiled(r"(?<![A-Za-z/._-])[a-z]{2,}(?![A-Za-z/._-])")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        if target.lang == "en":
            if target.text.isascii():
                continue
            for match in _HAN.finditer(target.text):
                message = f"“{_shortened(match.group())}” is not translated"
                yield Issue(
                    Mark(view, TARGET, *match.span()), message, related=(Mark(view, SOURCE, 0, len(source.text)),)
                )
        elif target.lang == "zh" and source.lang == "en":
            yield from _english_left(view, source, target)


def _english_left(view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment) -> Iterator[Issue]:
    none = not _HAN.search(target.text)
    if none and len(_LOWER.findall(target.text)) >= 3 and len(_WORDS.findall(target.text)) >= 4:
        message = "the segment is not translated"
        yield Issue(
            Mark(view, TARGET, 0, len(target.text)), message, related=(Mark(view, SOURCE, 0, len(source.text)),)
        )
        return
    if target.text.count(" ") + target.text.count(",") < 3:
        return  # fewer than stand in any run
    for match in _ENGLISH_RUN.finditer(target.text):
        text = match.group()
        if len(_LOWER.findall(text)) >= 5 and text in source.text and not _bracketed(target.text, *match.span()):
            yield Issue(Mark(view, TARGET, *match.span()), f"“{_shortened(text)}” is not translated")


def _bracketed(text: str, start: int, end: int) -> bool:
    """Return whether the words stand in brackets or quotation marks, where an original may stand beside its translation."""
    before, after = text[:start], text[end:]
    return any(before.rfind(a) > before.rfind(b) and b in after for a, b in ("()", "（）", "“”", "《》", "[]"))


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:22]}…"


RULE = Rule("untranslated", Severity.ERROR, ("zh", "en"), check)
