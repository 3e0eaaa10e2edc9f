"""Word-edge evidence: how much a text speaks against an edge of a candidate.

The unit is the nat. All ways of cutting the surroundings into words are weighed (a lattice over jieba's dictionary, with
the kinship of neighbouring word classes); the doubt about a candidate is what it costs to force its two edges on the
best cutting. Three ideas go beyond a plain lattice:

- Words that hold the whole candidate do not speak against it: 石油公司 holds 石油. They only favour themselves, since one
  word is always cheaper than two. Compounds are out of the lattice altogether, so that their parts can speak.
- A compound speaks by its parts: 基督教堂 is 基督 and 教堂, so that it does not hold 基督教.
- Characters that seldom are words (域, 堂) cost more than their frequency says.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import TYPE_CHECKING

from yizhi.termbase.words.dictionary import COMPOUND, LONGEST, UNKNOWN, Words

if TYPE_CHECKING:
    from yizhi.termbase.recognition.boundaries import Standing

REACH = 6
"""Characters of context on either side."""

_COMPOUND_CUT = 3.0
_HELD = 0.5
_CERTAIN = 99.0
_TRACE = 0.25
_FAR = 1 << 40
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零〇两几")
_UNITS = frozenset("年月日时分号岁")
_UNIT = 300
_KEPT = 1 << 17

Arc = tuple[int, int, float, int]
"""(start, end, cost, class) of a word in the window. Costs are whole, but for the trace of one that crosses an edge."""


class CharacterPairs(dict[str, bool]):
    """Whether two neighbouring characters stand together in any word (fewer than two do not)."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, pair: str) -> bool:
        is_word = self[pair] = len(pair) == 2 and pair in self._words.pairs
        return is_word


class Crossings(dict[str, bool]):
    """Whether a word can be across the middle of four characters (of three at the end of a text).

    A word of two characters is across it itself, a longer one holds three characters round it. 第 makes what follows an
    ordinal, whatever the dictionary has.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._triples = words.trie, words.triples

    def __missing__(self, around: str) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        triples = self._triples
        is_joined = around[1:3] in self._words or around[:3] in triples or around[1:] in triples or around[1] == "第"
        self[around] = is_joined
        return is_joined


class Edges:
    """Weighs the edges of candidates in normalised text. Keeps what it has weighed."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.pairs = CharacterPairs(words)
        self._crossings = Crossings(words)
        self._weighed: dict[tuple[str, int, int, bool], float] = {}

    def loose(self, text: str, stand: Iterable[Standing]) -> list[bool]:
        """For each match whether a word can be across one of its edges. About the others there is no doubt.

        A compound could not be there without one of its parts, so words of the dictionary that are no compounds tell.
        """
        pairs, crossings, text = self.pairs, self._crossings, " " + text
        return [
            (pairs[text[start : start + 2]] and crossings[text[start - 1 : start + 3]])
            or (pairs[text[end : end + 2]] and crossings[text[end - 1 : end + 3]])
            for start, end, _, _, _ in stand
        ]

    def doubt(self, text: str, start: int, end: int, sure: frozenset[int] = frozenset()) -> float:
        """Return how much speaks against `text[start:end]` as a unit of whole words: 0 is nothing, in nats.

        `sure` are places where something that separates stood in the user's text (a title mark).
        """
        pairs = self.pairs
        # At the beginning of the text the slice is empty.
        before = pairs[text[start - 1 : start + 1]] and start not in sure
        after = pairs[text[end - 1 : end + 1]] and end not in sure
        if not (before or after):
            return 0.0
        if before and text[start - 1] == "第" and text[start] in _NUMERALS:
            return _CERTAIN
        key = self._window(text, start, end, sure, before, after)
        cost = self._weighed.get(key)
        if cost is None:
            if len(self._weighed) >= _KEPT:
                self._weighed.clear()
            cost = self._weighed[key] = self._weigh(*key)
        return cost

    def cutting(self, text: str, start: int, end: int, sure: frozenset[int] = frozenset()) -> list[str]:
        """Return the best way to cut the surroundings of a candidate into words, whatever its edges: for explaining a doubt."""
        before = start not in sure and self.pairs[text[start - 1 : start + 1]]
        after = end not in sure and self.pairs[text[end - 1 : end + 1]]
        window, low, high, _ = self._window(text, start, end, sure, before, after)
        arcs, _, _, _ = self._arcs(window, list(range(len(window))), low, high)
        kinship, classes = self._words.kinship, self._words.classes
        best: list[dict[int, tuple[float, list[str]]]] = [{} for _ in range(len(window) + 1)]
        best[0] = {classes: (0, [])}
        for place_index, row in enumerate(arcs):
            for first, last, cost, kind in row:
                for earlier, (spent, words) in best[place_index].items():
                    total = spent + cost - kinship[earlier * classes + kind]
                    if total < best[last].get(kind, (_FAR, []))[0]:
                        best[last][kind] = (total, [*words, window[first:last]])
        return min(best[len(window)].values())[1]

    def _window(
        self, text: str, start: int, end: int, sure: frozenset[int], before: bool, after: bool
    ) -> tuple[str, int, int, bool]:
        """Return the characters round a candidate on the sides in doubt, its place in them, whether a digit stands before.

        The window ends where no word joins two characters, for every way of cutting has an edge there.
        """
        pairs = self.pairs
        low, high = start, end
        if before:
            reach = max(0, start - REACH)
            low -= 1
            while low > reach and pairs[text[low - 1 : low + 1]] and low not in sure:
                low -= 1
        if after:
            reach = min(len(text), end + REACH)
            high += 1
            while high < reach and pairs[text[high - 1 : high + 1]] and high not in sure:
                high += 1
        return text[low:high], start - low, end - low, low > 0 and text[low - 1].isdigit()

    def _weigh(self, window: str, start: int, end: int, after_digit: bool) -> float:
        """Return the doubt within a window."""
        near = self._near(window, start, end)
        near_arcs, cut, held, crossed = self._arcs(window, near, start, end)
        if not crossed:
            return cut
        far = [index for index in range(len(window)) if index not in near]
        rows = dict(zip(near + far, near_arcs + self._arcs(window, far, start, end)[0], strict=True))
        arcs = [rows[index] for index in range(len(window))]
        if after_digit and start and window[0] in _UNITS:
            arcs[0].append((0, 1, _UNIT, 0))
        loss = self._loss(arcs, start, end) / 100
        # A word that is known as one leaves a candidate inside it less to win.
        return cut + loss + (held if loss else 0.0)

    def _near(self, window: str, start: int, end: int) -> list[int]:
        """Return where a word may begin that crosses an edge of the candidate or holds it: mostly none does, and looking is dear."""
        near = [*range(start)]
        if len(window) > end:
            near.append(start)
            index = end - 1
            while index > start:
                near.append(index)
                if not self.pairs[window[index - 1 : index + 1]]:
                    break
                index -= 1
        return near

    def _arcs(self, window: str, places: list[int], start: int, end: int) -> tuple[list[list[Arc]], float, float, bool]:
        """Return the words that begin at some places, what compounds and words that hold the candidate say, whether one crosses an edge.

        Words that hold the candidate are left out.
        """
        arcs: list[list[Arc]] = []
        cut, held, crossed = 0.0, 0.0, False
        prefixes, costs, kinds = self._words.trie.iter_prefixes_with_ids, self._words.costs, self._words.kinds
        for start_index in places:
            row: list[Arc] = []
            for word, number in prefixes(window[start_index : start_index + LONGEST]):
                stop = start_index + len(word)
                kind = kinds[number]
                if start_index <= start and stop >= end and stop - start_index > end - start:
                    if kind < COMPOUND:
                        held = _HELD
                    elif not cut and self._parts_cut(word, start - start_index, end - start_index):
                        cut = _COMPOUND_CUT
                elif kind < COMPOUND:
                    if start_index < start < stop or start_index < end < stop:
                        crossed = True
                        row.append((start_index, stop, costs[number] + _TRACE, kind))
                    else:
                        row.append((start_index, stop, costs[number], kind))
            if not row or row[0][1] != start_index + 1:
                row.append((start_index, start_index + 1, UNKNOWN, 0))
            arcs.append(row)
        return arcs, cut, held, crossed

    def _parts_cut(self, word: str, start: int, end: int) -> bool:
        """Return whether no way of cutting a compound into words of two characters and more has both edges of the candidate."""
        reached = {0}
        for index in range(len(word) - 1):
            if index not in reached:
                continue
            for part in self._words.trie.iter_prefixes(word[index:]):
                stop = index + len(part)
                if 1 < len(part) < len(word) and not (index < start < stop or index < end < stop):
                    reached.add(stop)
        return len(word) not in reached

    def _loss(self, arcs: list[list[Arc]], start: int, end: int) -> int:
        """Return how much more the best way through a window costs that has both edges of the candidate than the best of all."""
        free: list[dict[int, float]] = [{} for _ in range(len(arcs) + 1)]
        free[0][self._words.classes] = 0
        best = self._cheapest(arcs, free, 0)
        # Two words at most cross an edge: their traces stay below one, and without a trace nothing was crossed.
        if best % 1 == 0:
            return 0
        # Up to the first edge that something can cross both ways are the same.
        fork = start or end
        forced: list[dict[int, float]] = [{} for _ in range(len(arcs) + 1)]
        forced[fork] = free[fork]
        without_forced = [[arc for arc in row if arc[2] % 1 == 0] for row in arcs]
        return floor(self._cheapest(without_forced, forced, fork)) - floor(best)

    def _cheapest(self, arcs: list[list[Arc]], states: list[dict[int, float]], first: int) -> float:
        """Return the cost of the best way through a window from a place on.

        `states` has for each place the cost of getting there by the class of the last word; those from `first` on are filled in.
        """
        kinship, classes = self._words.kinship, self._words.classes
        for index in range(first, len(arcs)):
            ways = states[index]
            for _, high, cost, kind in arcs[index]:
                best: float = _FAR
                for last, spent in ways.items():
                    value = spent - kinship[last * classes + kind]
                    if value < best:
                        best = value
                best += cost
                states_there = states[high]
                if best < states_there.get(kind, _FAR):
                    states_there[kind] = best
        return min(states[-1].values())
