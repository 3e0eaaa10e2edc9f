"""What of a pair of texts the words of the other side do not account for.

A term that was left out leaves a translation in which every word has its source; one that was rendered freely leaves words
without a source about where its counterpart would stand; and where much of a pair is free, one more free rendering says little.
Words are read as families of English ones, Chinese through the dictionary and the termbase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.term_matching.concepts import Concepts, chinese, ids
from yizhi.checks.term_matching.senses import Senses, senses
from yizhi.termbase.language import is_han
from yizhi.termbase.lexicon.families import placed_words
from yizhi.termbase.text.lazy import once

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.termbase.recognition.hit import Hit

NEAR = 0.3
"""How far from a term's own place, as a share of the text, a word may stand to be its free rendering."""
CHARACTER = 0.5
"""What a Chinese character weighs beside an English word."""
MOST = 1.5
"""So much of a counterpart's weight in unaccounted words near its place is as much as one can ask for."""
BESIDE = {True: 6, False: 30}
"""Characters to either side of a Chinese term (True), of an English one, that are its neighbours."""
UNKNOWN = 0.5
"""What is supposed where a term has no neighbours."""
SHORT = {True: 4.0, False: 2.0}
"""Han characters, or telling words, that a text is supposed to have at least when shares are taken of it."""
_LINKING = frozenset("的了和与在是对等及其有为于以所将并或之而可应就也由从到被把向这该各")


class Surroundings(NamedTuple):
    """How a term stands: what is unaccounted for near its counterpart's place (as a share of the counterpart), in the rest of
    its own text, in the other text, and right beside it (shares of what is there)."""

    near: float
    own: float
    other: float
    beside: float


class _Word(NamedTuple):
    start: int
    end: int
    family: str
    weight: float
    answered: bool


class Residue:
    """Asks one pair of texts. `both` are the concepts that stand on both sides."""

    def __init__(
        self, source: RecognisedSegment, target: RecognisedSegment, both: frozenset[str], concepts: Concepts
    ) -> None:
        self._zh, self._en = (source, target) if source.lang == "zh" else (target, source)
        self._both = both
        self._concepts = concepts

    @once
    def _senses(self) -> Senses:
        return senses(self._concepts.library)

    def _answered(self, side: RecognisedSegment) -> bytearray:
        """1 where a side has a value or a term that stands on both sides."""
        mask = bytearray(len(side.text))
        hits = ((hit.start, hit.end) for hit in side.hits if not ids(hit).isdisjoint(self._both))
        for start, end in (*hits, *((value.start, value.end) for value in side.values)):
            mask[start:end] = b"\1" * (end - start)
        return mask

    @once
    def _words(self) -> list[_Word]:
        """The English words that say something."""
        answered = self._answered(self._en)
        weight, find = self._senses.weight, answered.find
        return [
            _Word(start, end, name, min(1.0, weight(name)), find(0, start, end) < 0)
            for start, end, _, name in placed_words(self._en.text)
            if name
        ]

    @once
    def _rendered(self) -> dict[str, list[tuple[int, int]]]:
        """Where the Chinese has words that an English family of the text may render."""
        wanted = frozenset([word.family for word in self._words])
        places: dict[str, list[tuple[int, int]]] = {}
        for start, end, result in self._senses.of(self._zh.text):
            # Most words of a text render none of the other's.
            if not wanted.isdisjoint(result):
                for name in result & wanted:
                    places.setdefault(name, []).append((start, end))
        return places

    @once
    def _answered_zh(self) -> bytearray:
        return self._answered(self._zh)

    def _free_words(self, hit: Hit | None) -> list[_Word]:
        """Return the English words that no Chinese word accounts for, other than those in `hit`."""

        rendered = self._rendered
        if hit is None:
            return [word for word in self._words if not word.answered and word.family not in rendered]
        first, last = hit.start, hit.end
        return [
            word
            for word in self._words
            if not word.answered
            and not any(start < first or last < end for start, end in rendered.get(word.family, ()))
        ]

    def _free_characters(self, hit: Hit | None) -> list[int]:
        """Return the places of Han characters that no English word accounts for, other than those in `hit`."""
        mask = bytearray(self._answered_zh)
        there = {word.family for word in self._words if hit is None or word.start < hit.start or hit.end < word.end}
        for name, places in self._rendered.items():
            for start, end in places if name in there else ():
                mask[start:end] = b"\1" * (end - start)
        return [index for index in self._telling if not mask[index]]

    @once
    def _telling(self) -> list[int]:
        """The places of the Han characters that say something."""
        return [index for index, item in enumerate(self._zh.text) if is_han(item) and item not in _LINKING]

    @once
    def _all_free(self) -> tuple[list[_Word], list[int]]:
        return self._free_words(None), self._free_characters(None)

    @once
    def foreign_words(self) -> frozenset[int]:
        """Where the English words begin that no word of the Chinese accounts for."""
        return frozenset(word.start for word in self._all_free[0])

    @once
    def foreign_spans(self) -> list[tuple[int, int]]:
        """Where the Chinese has words of the dictionary that no word of the English accounts for."""
        free = set(self._all_free[1])
        return [
            (start, end)
            for start, end, result in self._senses.of(self._zh.text)
            if result and all(index in free for index in range(start, end))
        ]

    def around(self, hit: Hit) -> Surroundings:
        """Return what is unaccounted for around a term that nothing on the other side answers for."""
        return self._of_chinese(hit) if chinese(hit) else self._of_english(hit)

    def _of_chinese(self, hit: Hit) -> Surroundings:
        words = self._free_words(hit)
        position, length = (hit.start + hit.end) / 2 / len(self._zh.text), len(self._en.text)
        near = sum(word.weight * _nearness(position, (word.start + word.end) / 2 / length) for word in words)
        forms = self._concepts.families(hit.concept)
        wanted = min((sum(map(self._senses.weight, form)) for form in forms), default=1.0)
        telling = [index for index in self._telling if not hit.start <= index < hit.end]
        free = {index for index in self._all_free[1] if not hit.start <= index < hit.end}
        beside = [index for index in telling if hit.start - BESIDE[True] <= index < hit.end + BESIDE[True]]
        return Surroundings(
            min(MOST, near / max(wanted, CHARACTER)),
            len(free) / max(SHORT[True], len(telling)),
            sum(word.weight for word in words) / max(SHORT[False], sum(word.weight for word in self._words)),
            sum(index in free for index in beside) / len(beside) if beside else UNKNOWN,
        )

    def _of_english(self, hit: Hit) -> Surroundings:
        places = self._free_characters(hit)
        position, length = (hit.start + hit.end) / 2 / len(self._en.text), len(self._zh.text)
        near = CHARACTER * sum(_nearness(position, index / length) for index in places)
        forms = self._concepts.forms(hit.concept, "zh")
        wanted = min((CHARACTER * len(form) for form in forms), default=1.0)
        rest = [word for word in self._words if word.start < hit.start or hit.end < word.end]
        free = {word.start for word in self._all_free[0]}
        beside = [
            word.start in free
            for word in rest
            if hit.start - BESIDE[False] <= word.start and word.start < hit.end + BESIDE[False]
        ]
        return Surroundings(
            min(MOST, near / max(wanted, CHARACTER)),
            sum(word.weight for word in rest if word.start in free)
            / max(SHORT[False], sum(word.weight for word in rest)),
            len(places) / max(SHORT[True], len(self._telling)),
            sum(beside) / len(beside) if beside else UNKNOWN,
        )


def _nearness(first: float, second: float) -> float:
    """1 at one place, 0 from `NEAR` on."""
    return max(0.0, 1 - abs(first - second) / NEAR)
