"""From the stretches of a document that share something with a name to near misses: what the document says about each is gathered, and weighed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from yizhi.checks.document import APART, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.names import _english_search, _near, _search
from yizhi.checks.names._channel import CHANNEL, SMALL_EN, SMALL_ZH, NameChange, chinese_change, english_change
from yizhi.checks.names._english_search import EnglishStretch
from yizhi.checks.names._inventory import Inventory, ListedName
from yizhi.checks.names._near import WEIGHTS, NearMissEvidence
from yizhi.checks.names._search import Stretch
from yizhi.checks.spans import SpanOf, Spans
from yizhi.checks.term_matching.concepts import Concepts
from yizhi.termbase.model import Strictness
from yizhi.termbase.recognition.hit import Hit
from yizhi.termbase.text.lazy import compiled, once
from yizhi.termbase.text.normal import Normal, normal
from yizhi.termbase.words import lattice

_BRACKET = compiled(r"[》”\"]?\s?[(（]\s?[\"“]?")
_TITLE = compiled("《([^《》]{7,80})》")
_REACH = 4
"""Characters between a name and the short form in brackets behind it."""
_ANCHOR = 2
"""Characters that two names share at their ends where the end is no guess."""
TORN = 300
"""Hundredths of a nat by which a text is cheaper to read across a place that cuts a word."""


class NearMiss(NamedTuple):
    """Where a side nearly has a name: places in its text, the name, the change, the gain in nats."""

    view: RecognisedUnit
    side: RecognisedSegment
    start: int
    end: int
    name: ListedName
    change: NameChange
    gain: float


def chinese_misses(document: Document, names: Inventory, places: Concepts) -> Iterator[NearMiss]:
    """Yield the near misses of the Chinese that the draft's author wrote. All paragraphs are searched as one text."""
    sides = document.written("zh")
    texts = [side.form.text.replace(APART, " ") for _, side in sides]
    whole = APART.join(texts)
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    terms = [_SideTerms(side) for _, side in sides]
    times = lru_cache(maxsize=None)(whole.count)
    inside = bytearray(len(whole) + 1)
    for shift, side_terms in zip(starts, terms, strict=False):
        side_terms.mark(inside, shift)
    present = frozenset().union(*(side.concepts for _, side in sides))
    declared = {normal(item.full).text.strip() for item in document.declarations["zh"] if item.concept is None}
    stretches = chain(_search.chinese(names, whole, inside), _titled(names, sides, texts, starts))
    for stretch in dict.fromkeys(stretches):
        number = bisect_right(starts, stretch.start) - 1
        start, end = stretch.start - starts[number], stretch.end - starts[number]
        name, window = names.name(stretch.name), whole[stretch.start : stretch.end]
        change = chinese_change(name.key, window, stretch.prefix, stretch.suffix, names.words, name.proper)
        if change is None or change.cost > WEIGHTS.most or _moved(whole, stretch.start, change):
            continue
        if window in declared and not change.alike:
            continue  # a body of its own, for which the document declares a short form
        demanded = _demanded(sides[number][0], sides[number][1], name.concept)
        gain = _chinese_gain(names, name, window, change, start, end, stretch, terms[number], present, places, demanded)
        # Where the name's own edge stands, no word is cut.
        if gain < WEIGHTS.likely or (not stretch.prefix and _torn(whole, stretch.start)):
            continue
        if stretch.suffix < _ANCHOR and _torn(whole, stretch.end):
            continue
        gain -= WEIGHTS.again * (times(window) - 1)
        view, side = sides[number]
        first, last = side.form.span(start, end)
        if gain >= WEIGHTS.likely and "\n" not in side.text[first:last].strip():
            yield NearMiss(view, side, first, last, name, change, gain)


def _titled(
    names: Inventory,
    sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]],
    texts: Sequence[str],
    starts: Sequence[int],
) -> Iterator[Stretch]:
    """Titles with the words of a name in another order; their marks are gone from the normalised texts."""
    for (_, side), text, shift in zip(sides, texts, starts, strict=False):
        for title in _TITLE.findall(side.text) if "《" in side.text else ():
            words = normal(title).text.strip()
            position = text.find(words)
            if position >= 0:
                yield from _search.title(names, words, shift + position)


def _chinese_gain(
    names: Inventory, name: ListedName, window: str, change: NameChange, start: int, end: int, stretch: Stretch,
    terms: _SideTerms, present: frozenset[str], places: Concepts, demanded: bool,
) -> float:  # fmt: skip
    """Return the gain of a stretch; less than any that counts where it is another name."""
    inner = terms.inner(start, end)
    if (0, end - start) in inner or terms.named(start, end, stretch, change, name.concept):
        return -WEIGHTS.name
    if _conjoins(change, stretch.prefix, inner):
        return -WEIGHTS.name
    prominent = name.prominent or (bool(name.concept) and places.is_place_concept(name.concept))
    declared = terms.declared(end, name.concept)
    evidence = NearMissEvidence(tuple(inner), name.concept in present, declared, demanded, prominent)
    return _near.gain(name, window, change, evidence, names.words)


def _moved(text: str, start: int, change: NameChange) -> bool:
    """Return whether the words that a name lacks stand right before it: 专门讨论裁军问题的大会特别会议."""
    return not change.written and len(change.official) > 1 and text.endswith(change.official, 0, start)


def _demanded(view: RecognisedUnit, side: RecognisedSegment, concept: str) -> bool:
    """Return whether the source has a name in full, and the translation nothing that stands for it."""
    source = view.source
    if side is not view.target or source is None or concept not in source.concepts or concept in side.concepts:
        return False
    return concept in source.full_names


def _conjoins(change: NameChange, position: int, inner: Sequence[tuple[int, int]]) -> bool:
    """Return whether a small word that is too much stands between two terms: 联合国和环境署."""
    if change.official or change.written not in SMALL_ZH:
        return False
    return any(last == position for _, last in inner) and any(first == position + 1 for first, _ in inner)


def _torn(text: str, position: int) -> bool:
    """Return whether a place cuts a word: the text is much cheaper to read across it."""
    before, after = text[max(0, position - 3) : position], text[position : position + 3]
    return lattice.cost(before + after) + TORN < lattice.cost(before) + lattice.cost(after)


class _SideTerms:
    """The terms of a side, at places of its normalised text."""

    def __init__(self, side: RecognisedSegment) -> None:
        self._side = side

    @once
    def _places(self) -> Spans[Hit]:
        form = self._side.form
        if not form.at:
            return self._side.spans
        return Spans(SpanOf(_placed(form, hit.start), _placed(form, hit.end), hit) for hit in self._side.all_hits)

    def mark(self, inside: bytearray, shift: int) -> None:
        """Mark the places within terms, in the text of all sides."""
        form = self._side.form
        for hit in self._side.hits:
            start, end = (_placed(form, hit.start), _placed(form, hit.end)) if form.at else (hit.start, hit.end)
            mark = _search.WITHIN_LONG if end - start >= _search.LONG_TERM else _search.WITHIN_SHORT
            inside[shift + start + 1 : shift + end] = bytes((mark,)) * (end - start - 1)

    def inner(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the terms within a stretch, at places of it."""
        return [(low - start, high - start) for low, high, _ in self._places.within(start, end)]

    def named(self, start: int, end: int, stretch: Stretch, change: NameChange, concept: str) -> bool:
        """Return whether another name stands where the change is, or the same one, in another form, is all the rest of the stretch."""
        low, high = start + stretch.prefix, end - stretch.suffix
        edge = not (stretch.prefix and stretch.suffix) and lattice.word(change.whole_written) is not None
        whole = len(change.whole_written) > 1
        return any(
            (edge and hit.concept == concept)
            or (whole and hit.strictness is Strictness.NAME and hit.concept != concept and first < high and low < last)
            for first, last, hit in self._places.within(start, end)
        )

    def declared(self, end: int, concept: str) -> bool:
        """Return whether a form of a concept stands in brackets right behind a place."""
        return _declared(self._side.form.text, self._places, end, concept)


def _placed(form: Normal, position: int) -> int:
    """Return where the normalised text has what stands at a place of the original."""
    edit = bisect_right(form.end, position) - 1
    return position if edit < 0 else position - form.end[edit] + form.upto[edit]


def _declared(text: str, terms: Spans[Hit], end: int, concept: str) -> bool:
    for low, _, hit in terms.beginning(end + 1, end + _REACH + 1):
        if hit.concept == concept:
            return _BRACKET.fullmatch(text, end, low) is not None
    return False


def english_misses(document: Document, names: Inventory, places: Concepts) -> Iterator[NearMiss]:
    """Yield the near misses of the English that the draft's author wrote."""
    sides = document.written("en")
    whole = document.whole("en")
    times = lru_cache(maxsize=None)(whole.count)
    present = frozenset().union(*(side.concepts for _, side in sides))
    for view, side in sides:
        for position in _english_search.english(names, side.text):
            name, stretch = names.name(position.stretch.name), position.stretch
            change = english_change(name.words, position.words, stretch.prefix, stretch.suffix, names.words)
            if change is None or change.cost > WEIGHTS.most or not _capitals(side.text, position):
                continue
            inner = _inner(side.spans, position, name.concept, change)
            if inner is None:
                continue
            declared = _declared(side.text, side.spans, position.end, name.concept)
            demanded = _demanded(view, side, name.concept)
            prominent = name.prominent or places.is_place_concept(name.concept)
            again = times(side.text[position.start : position.end]) - 1
            evidence = NearMissEvidence(tuple(inner), name.concept in present, declared, demanded, prominent, again)
            evidence = evidence._replace(continued=_continued(side, position))
            gain = _near.gain(name, position.words, change, evidence, names.words)
            if gain >= WEIGHTS.likely:
                yield NearMiss(view, side, position.start, position.end, name, change, gain)


def _continued(side: RecognisedSegment, position: EnglishStretch) -> bool:
    """Return whether a longer name seems to stand there; a name of its own right before the stretch is no part of it."""
    return position.continued and not any(
        hit.strictness is Strictness.NAME for *_, hit in side.spans.ending(position.start - 1)
    )


def _capitals(text: str, position: EnglishStretch) -> bool:
    """Return whether the words of a stretch, but for small ones, begin with capitals as those of a name do."""
    return all(
        text[start].isupper() or text[start].isdigit() or word in SMALL_EN
        for word, (start, _) in zip(position.words, position.spans, strict=True)
    )


def _inner(
    terms: Spans[Hit], position: EnglishStretch, concept: str, change: NameChange
) -> list[tuple[int, int]] | None:
    """Return the terms within a stretch, as places of its words.

    None where the stretch is a term, cuts one, or is the concept in another form with a word beside it.
    """
    inner: list[tuple[int, int]] = []
    firsts = {start: number for number, (start, _) in enumerate(position.spans)}
    lasts = {end: number + 1 for number, (_, end) in enumerate(position.spans)}
    beside = not (position.stretch.prefix and position.stretch.suffix) and change.cost > CHANNEL.slip + CHANNEL.order
    for *_, hit in terms.touching(position.start, position.end):
        if (
            hit.start < position.start
            or hit.end > position.end
            or (hit.start == position.start and hit.end == position.end)
        ):
            return None
        if beside and hit.concept == concept:
            return None
        if hit.start in firsts and hit.end in lasts:
            inner.append((firsts[hit.start], lasts[hit.end]))
    return inner
