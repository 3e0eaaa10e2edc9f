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
        """Return what a stretch of the text is in the translation: where anchors make up all of it, and stand side by side there."""
        inside = [anchor for anchor in self.spans if start <= anchor.source[0] and anchor.source[1] <= end]
        inside.sort(key=lambda anchor: (anchor.source[0] - anchor.source[1], anchor.source[0]))
        chosen: list[Anchor] = []
        for anchor in inside:
            if not any(
                _meet(anchor.source, earlier.source) or _meet(anchor.target, earlier.target) for earlier in chosen
            ):
                chosen.append(anchor)
        if not chosen or not _covered(text, start, end, [anchor.source for anchor in chosen]):
            return None
        if len(chosen) == 1 and chosen[0].source == (start, end):
            low, high = chosen[0].target
            # What is written alike is all of it (72/195 in 第72/195号); a month, an ordinal has its sign besides.
            return chosen[0].target if translation[low:high] == text[start:end] else chosen[0].full
        spans = [anchor.full for anchor in chosen]
        low, high = min(spans)[0], max(span[1] for span in spans)
        return (low, high) if _covered(translation, low, high, spans) else None


def anchors(text: str, translation: str, languages: tuple[str, str], terms: Terms | None = None) -> Anchors:
    """Return what surely corresponds in a text and its translation; `languages` are theirs."""
    pairs: list[tuple[Span, Span]] = []
    for source_places, target_places in (
        (_values(text, languages[0]), _values(translation, languages[1])),
        (_names(text), _names(translation)),
    ):
        pairs += _both(source_places, target_places)
    for pattern in _QUOTED:
        pairs += _quoted(pattern, text, translation)
    if terms is not None:
        source_terms, target_terms = terms(text, *languages), terms(translation, languages[1], languages[0])
        pairs += _both(
            [(source_places.concept, (source_places.start, source_places.end)) for source_places in source_terms],
            [(source_places.concept, (source_places.start, source_places.end)) for source_places in target_terms],
        )
    spans = [
        Anchor(
            source_places,
            target_places,
            _full(translation, target_places, languages[1]),
            _full(text, source_places, languages[0]),
        )
        for source_places, target_places in dict.fromkeys(pairs)
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
    return [(match[0], match.span()) for match in _NAME.finditer(text) if not match[0].isdigit()]


def _both(
    source_places: Sequence[tuple[object, Span]], target_places: Sequence[tuple[object, Span]]
) -> Iterator[tuple[Span, Span]]:
    """Yield what stands once on either side."""
    source_spans, target_spans = _once(source_places), _once(target_places)
    return ((span, target_spans[what]) for what, span in source_spans.items() if what in target_spans)


def _once(places: Sequence[tuple[object, Span]]) -> dict[object, Span]:
    counts: dict[object, int] = {}
    for what, _ in places:
        counts[what] = counts.get(what, 0) + 1
    return {what: span for what, span in places if counts[what] == 1}


def _quoted(pattern: re.Pattern[str], text: str, translation: str) -> Iterator[tuple[Span, Span]]:
    """Yield the one bracket or quotation of both sides, with its marks and without."""
    source_matches, target_matches = list(pattern.finditer(text)), list(pattern.finditer(translation))
    if len(source_matches) == len(target_matches) == 1:
        source_span, target_span = source_matches[0].span(), target_matches[0].span()
        yield source_span, target_span
        yield (source_span[0] + 1, source_span[1] - 1), (target_span[0] + 1, target_span[1] - 1)


def _full(text: str, span: Span, language: str) -> Span:
    """Return a figure with what Chinese puts around it."""
    start, end = span
    if not is_chinese(language):
        return span
    if text[start - 1 : start] == _BEFORE:
        start -= 1
    if (start < span[0] or text[end - 1 : end].isnumeric()) and text[end : end + 1] and text[end] in _AFTER:
        end += 1
    return start, end


def _cuts(text: str, translation: str) -> Iterator[tuple[int, int]]:
    """Yield the places where clauses begin and end, before and behind their marks."""
    yield _edge(text), _edge(translation)
    yield len(text.rstrip()), len(translation.rstrip())
    heads = label(text), label(translation)
    if heads[0] and heads[1] and heads[0].key == heads[1].key:
        yield _behind_label(text, heads[0].end), _behind_label(translation, heads[1].end)
    source_ends, target_ends = list(_ENDS.finditer(text)), list(_ENDS.finditer(translation))
    if [source_end[0].translate(_ONE_OF) for source_end in source_ends] != [
        source_end[0].translate(_ONE_OF) for source_end in target_ends
    ]:
        source_ends, target_ends = _last(source_ends, text), _last(target_ends, translation)
    for source_end, target_end in zip(source_ends, target_ends, strict=False):
        yield source_end.start(), target_end.start()
        yield source_end.end(), target_end.end()


def _last(marks: Sequence[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Return the mark with which a text ends."""
    return [mark for mark in marks if mark.end() == len(text.rstrip())]


def _edge(text: str) -> int:
    return len(text) - len(text.lstrip())


def _behind_label(text: str, end: int) -> int:
    return end + (text[end : end + 1] in ".．、)）")


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _covered(text: str, start: int, end: int, spans: Sequence[Span]) -> bool:
    """Return whether spans and what is of no weight make up all of a stretch."""
    covered_to = start
    for low, high in sorted(spans):
        if low > covered_to and not _GLUE.fullmatch(text, covered_to, low):
            return False
        covered_to = max(covered_to, high)
    return covered_to >= end or bool(_GLUE.fullmatch(text, covered_to, end))
