"""IBM model 1 over more sentence pairs than memory holds: counted in chunks, then trained on what survived the counting.

A chunk is some thousand units as arrays of word numbers. Pairs of words that stand together no more often than chance would
have it are dropped before the training, so that its tables and what lies on the disk between its rounds stay small.
Source: Brown et al., *The mathematics of statistical machine translation* (1993), model 1, trained in both directions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROUNDS = 5
"""Rounds of expectation maximisation: the tables hardly change afterwards."""
LONGEST = 120
"""Different words of a side above which a unit is left out: such a text says little about any one word."""
LEAST = 2
"""Units in which a word, or a pair of words, must stand to be learnt."""
LIFT = 1.5
"""Times as often as by chance two words must stand together to be tried as a pair."""
COMMON = 0.25
"""Share of the units above which a word of one Han character is taken for grammar."""
HEAD_START = 12.0
"""How much likelier a pair of the dictionary is before anything is learnt."""
NULL = 0.02
"""Weight of the word that stands for nothing on the other side."""
MOST_PAIRS = 24_000_000
"""Pairs that are counted at once; beyond, those seen a single time are forgotten."""

Numbers = NDArray[np.int32]
Keys = NDArray[np.int64]


class WordRows(NamedTuple):
    """The words of many units on one side: `words[starts[i]:starts[i + 1]]` are the different words of unit i."""

    words: Numbers
    starts: NDArray[np.int64]

    def sizes(self) -> NDArray[np.int64]:
        """Return how many words each unit has."""
        return np.diff(self.starts)


class PairCounts(NamedTuple):
    """Pairs of words `zh << 32 | en`, rising, and in how many units each stands."""

    keys: Keys
    counts: NDArray[np.int32]

    @classmethod
    def empty(cls) -> PairCounts:
        """Return counts of nothing."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int32))


class ModelCrossings(NamedTuple):
    """Pairs of words of a chunk that are worth training: which pair (index into the keys), and which occurrence on either side."""

    pairs: Numbers
    zh: Numbers
    en: Numbers


class WordPairs(NamedTuple):
    """What was learnt: for each pair t(en | zh) and t(zh | en)."""

    keys: Keys
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]


def rows(lists: Iterable[Numbers]) -> WordRows:
    """Return the rows of units, each given as the numbers of its words."""
    different = [np.unique(words) for words in lists]
    starts = np.cumsum([0, *map(len, different)]).astype(np.int64)
    return WordRows(np.concatenate([np.zeros(0, np.int32), *different]).astype(np.int32), starts)


def restricted(side: WordRows, numbers: Numbers) -> WordRows:
    """Return the rows with words renumbered by `numbers` (negative: left out), each number once a unit."""
    new = numbers[side.words]
    unit = np.repeat(np.arange(len(side.starts) - 1), side.sizes())
    keep = new >= 0
    packed = np.unique(unit[keep].astype(np.int64) << 32 | new[keep])
    starts = np.searchsorted(packed, np.arange(len(side.starts), dtype=np.int64) << 32)
    return WordRows((packed & 0xFFFFFFFF).astype(np.int32), starts)


def crossed(zh: WordRows, en: WordRows) -> tuple[Keys, NDArray[np.int64], NDArray[np.int64]]:
    """Return every word with every word of its unit's other side: (pair, place in `zh.words`, place in `en.words`)."""
    zh_sizes, en_sizes = zh.sizes(), en.sizes()
    fitting = (zh_sizes <= LONGEST) & (en_sizes <= LONGEST)
    unit = np.repeat(np.arange(len(zh_sizes)), zh_sizes)
    repeats = np.where(fitting[unit], en_sizes[unit], 0)
    left = np.repeat(np.arange(len(zh.words)), repeats)
    first = np.repeat(en.starts[unit] - (np.cumsum(repeats) - repeats), repeats)
    right = first + np.arange(len(left))
    return zh.words[left].astype(np.int64) << 32 | en.words[right], left, right


def counted(pair_counts: PairCounts, keys: Keys) -> PairCounts:
    """Return the counts with those of another chunk added."""
    new, more = np.unique(keys, return_counts=True)
    index = np.searchsorted(pair_counts.keys, new)
    hit = np.zeros(len(new), np.bool_)
    inside = index < len(pair_counts.keys)
    hit[inside] = pair_counts.keys[index[inside]] == new[inside]
    counts = pair_counts.counts.copy()
    counts[index[hit]] += more[hit].astype(np.int32)
    # Both sides are sorted, so what is new goes between: sorting tens of millions again would take three times the memory.
    total = PairCounts(
        np.insert(pair_counts.keys, index[~hit], new[~hit]),
        np.insert(counts, index[~hit], more[~hit].astype(np.int32)),
    )
    if len(total.keys) > MOST_PAIRS:
        often = total.counts > 1
        total = PairCounts(total.keys[often], total.counts[often])
    return total


def promising(pair_counts: PairCounts, zh_units: NDArray[np.int64], en_units: NDArray[np.int64], units: int) -> Keys:
    """Return the pairs that stand together more often than by chance; `zh_units` and `en_units` say in how many of the
    `units` each word stands."""
    chance = zh_units[pair_counts.keys >> 32] * (en_units[pair_counts.keys & 0xFFFFFFFF] / max(1, units))
    often = (pair_counts.counts >= LEAST) & (pair_counts.counts >= LIFT * chance)
    return np.asarray(pair_counts.keys[often])


def chosen(keys: Keys, zh: WordRows, en: WordRows) -> ModelCrossings:
    """Return the crossings of a chunk that are among the promising pairs."""
    crossings, left, right = crossed(zh, en)
    if not len(keys):
        crossings = crossings[:0]
    places = np.minimum(np.searchsorted(keys, crossings), max(0, len(keys) - 1))
    hit = np.flatnonzero(keys[places] == crossings) if len(keys) else places
    return ModelCrossings(places[hit].astype(np.int32), left[hit].astype(np.int32), right[hit].astype(np.int32))


class Training:
    """Expectation maximisation over chunks that come again in every round."""

    def __init__(self, keys: Keys, in_dictionary: NDArray[np.bool_]) -> None:
        self.keys = keys
        self._heads, self._tails = keys >> 32, keys & 0xFFFFFFFF
        start = np.where(in_dictionary, HEAD_START, 1.0)
        self._forward = _shares(start, self._heads)
        self._backward = _shares(start, self._tails)

    def round(self, chunks: Iterable[ModelCrossings]) -> None:
        """Go once through the chunks and learn from them."""
        forward, backward = np.zeros(len(self.keys)), np.zeros(len(self.keys))
        for pairs, zh, en in chunks:
            for table, slot, counts in ((self._forward, en, forward), (self._backward, zh, backward)):
                value = table[pairs]
                share = value / (np.bincount(slot, value)[slot] + NULL) if len(slot) else value
                counts += np.bincount(pairs, share, len(counts))
        self._forward, self._backward = _shares(forward, self._heads), _shares(backward, self._tails)

    def learnt(self) -> WordPairs:
        """Return what was learnt so far."""
        return WordPairs(self.keys, self._forward, self._backward)


def _shares(counts: NDArray[np.float64], heads: Keys) -> NDArray[np.float64]:
    """Count as shares of those of the same head."""
    if not len(counts):
        return counts
    return np.asarray(counts / (np.bincount(heads, counts)[heads] + 1e-12))
