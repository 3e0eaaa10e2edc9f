"""Places that surely correspond in a text and a translation of it: for putting the inline codes of the one into the other.

A value (A/RES/72/195 and 第72/195号), a term of the termbase, a name in Latin letters, the one bracket or quotation of
either side: each counts only where it stands once on both sides. The marks that end clauses correspond where both sides
have the same ones in the same order; commas do not, for Chinese sets them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yizhi.termbase.language import is_chinese
from yizhi.tm.memory.repair import Terms
from yizhi.tm.values import values
from yizhi.tm.values.model import LABEL, SYMBOL
from yizhi.tm.values.scan import label

Span = tuple[int, int]

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9&@._/:%+#’'-]*[A-Za-z0-9])?", re.ASCII)
_QUOTED = (
    re.compile(r"[(（][^()（）]+[)）]"),
    re.compile(r"\[[^\[\]]+\]|［[^［］]+］"),
    re.compile(r"“[^“”]+”|\"[^\"]+\"|「[^「」]+」|『[^『』]+』|《[^《》]+》"),
)
_ENDS = re.compile(r"[:：](?!//)(?![0-9])|[;；]|[?？]|[!！]|。|(?<![A-Z])(?<!\b[A-Za-z])\.(?=[\s\"”’)）]|$)")
"""Marks that end a clause. A full stop behind a single letter (p.m., a name) is none."""
_ONE_OF = str.maketrans("：；？！。", ":;?!.")
_BEFORE, _AFTER = "第", "号届年月日条段章页次项款%％"
"""What belongs to a figure in Chinese and has no counterpart of its own."""
_GLUE = re.compile(r"(?:[\s第号届年月日条段章页次项款的和与及,，、]|\b(?:of|the|in|on|and)(?=\s|$))*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """`source` of the text is `target` of the translation. `full` is the same with what belongs to it there (第…号)."""

    source: Span
    target: Span
    full: Span
    full_source: Span


@dataclass(frozen=True, slots=True)
class Anchors:
    """What corresponds: spans, and cuts (place in the text, place in the translation) between clauses, both ends among them."""

    spans: tuple[Anchor, ...]
    cuts: tuple[tuple[int, int], ...]

    def union(self, start: int, end: int, text: str, translation: str) -> Span | None:
        """What a stretch of the text is in the translation: where anchors make up all of it, and stand side by side there."""
        inside = [one for one in self.spans if start <= one.source[0] and one.source[1] <= end]
        inside.sort(key=lambda one: (one.source[0] - one.source[1], one.source[0]))
        chosen: list[Anchor] = []
        for one in inside:
            if not any(_meet(one.source, other.source) or _meet(one.target, other.target) for other in chosen):
                chosen.append(one)
        if not chosen or not _covered(text, start, end, [one.source for one in chosen]):
            return None
        if len(chosen) == 1 and chosen[0].source == (start, end):
            low, high = chosen[0].target
            # What is written alike is all of it (72/195 in 第72/195号); a month, an ordinal has its sign besides.
            return chosen[0].target if translation[low:high] == text[start:end] else chosen[0].full
        spans = [one.full for one in chosen]
        low, high = min(spans)[0], max(span[1] for span in spans)
        return (low, high) if _covered(translation, low, high, spans) else None


def anchors(text: str, translation: str, languages: tuple[str, str], terms: Terms | None = None) -> Anchors:
    """What surely corresponds in a text and its translation; `languages` are theirs."""
    pairs: list[tuple[Span, Span]] = []
    for one, other in (
        (_values(text, languages[0]), _values(translation, languages[1])),
        (_names(text), _names(translation)),
    ):
        pairs += _both(one, other)
    for pattern in _QUOTED:
        pairs += _quoted(pattern, text, translation)
    if terms is not None:
        ours, theirs = terms(text, *languages), terms(translation, languages[1], languages[0])
        pairs += _both(
            [(one.concept, (one.start, one.end)) for one in ours],
            [(one.concept, (one.start, one.end)) for one in theirs],
        )
    spans = [
        Anchor(one, other, _full(translation, other, languages[1]), _full(text, one, languages[0]))
        for one, other in dict.fromkeys(pairs)
    ]
    return Anchors(tuple(spans), tuple(_cuts(text, translation)))


def _values(text: str, language: str) -> list[tuple[object, Span]]:
    short = "zh" if is_chinese(language) else "en"
    return [
        ((value.group, value.key, value.sort if value.kind == SYMBOL and value.sort == "decision" else ""),
         (value.start, value.end))
        for value in values(text, short)
        if not value.soft and value.kind != LABEL
    ]  # fmt: skip


def _names(text: str) -> list[tuple[object, Span]]:
    return [(found[0], found.span()) for found in _NAME.finditer(text) if not found[0].isdigit()]


def _both(ours: Sequence[tuple[object, Span]], theirs: Sequence[tuple[object, Span]]) -> Iterator[tuple[Span, Span]]:
    """What stands once on either side."""
    one, other = _once(ours), _once(theirs)
    return ((span, other[what]) for what, span in one.items() if what in other)


def _once(found: Sequence[tuple[object, Span]]) -> dict[object, Span]:
    counts: dict[object, int] = {}
    for what, _ in found:
        counts[what] = counts.get(what, 0) + 1
    return {what: span for what, span in found if counts[what] == 1}


def _quoted(pattern: re.Pattern[str], text: str, translation: str) -> Iterator[tuple[Span, Span]]:
    """The one bracket or quotation of both sides, with its marks and without."""
    ours, theirs = list(pattern.finditer(text)), list(pattern.finditer(translation))
    if len(ours) == len(theirs) == 1:
        one, other = ours[0].span(), theirs[0].span()
        yield one, other
        yield (one[0] + 1, one[1] - 1), (other[0] + 1, other[1] - 1)


def _full(text: str, span: Span, language: str) -> Span:
    """A figure with what Chinese puts around it."""
    start, end = span
    if not is_chinese(language):
        return span
    if text[start - 1 : start] == _BEFORE:
        start -= 1
    if (start < span[0] or text[end - 1 : end].isnumeric()) and text[end : end + 1] and text[end] in _AFTER:
        end += 1
    return start, end


def _cuts(text: str, translation: str) -> Iterator[tuple[int, int]]:
    """The places where clauses begin and end, before and behind their marks."""
    yield _edge(text), _edge(translation)
    yield len(text.rstrip()), len(translation.rstrip())
    heads = label(text), label(translation)
    if heads[0] and heads[1] and heads[0].key == heads[1].key:
        yield _behind_label(text, heads[0].end), _behind_label(translation, heads[1].end)
    ours, theirs = list(_ENDS.finditer(text)), list(_ENDS.finditer(translation))
    if [one[0].translate(_ONE_OF) for one in ours] != [one[0].translate(_ONE_OF) for one in theirs]:
        ours, theirs = _last(ours, text), _last(theirs, translation)
    for one, other in zip(ours, theirs, strict=False):
        yield one.start(), other.start()
        yield one.end(), other.end()


def _last(marks: Sequence[re.Match[str]], text: str) -> list[re.Match[str]]:
    """The mark with which a text ends."""
    return [mark for mark in marks if mark.end() == len(text.rstrip())]


def _edge(text: str) -> int:
    return len(text) - len(text.lstrip())


def _behind_label(text: str, end: int) -> int:
    return end + (text[end : end + 1] in ".．、)）")


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _covered(text: str, start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether spans and what is of no weight make up all of a stretch."""
    at = start
    for low, high in sorted(spans):
        if low > at and not _GLUE.fullmatch(text, at, low):
            return False
        at = max(at, high)
    return at >= end or bool(_GLUE.fullmatch(text, at, end))
