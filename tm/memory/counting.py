"""Which units have most of some grams: in plain Python for a single look-up, which must start at once, and with numpy where
many follow one another. Both say the same."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from itertools import chain, compress

from yizhi.tm.memory.index import GramIndex, IndexPart

_SPARE = 3
"""Times as many units are looked at as are wanted, for some have the wrong length."""

LONGEST = 0xFFFF
"""No length in the index is greater."""

Ranked = tuple[int, int, int]
"""(grams, minus the difference in length, unit): what has more of the grams comes first, then what is of the likest length."""


@dataclass(frozen=True, slots=True)
class GramQuery:
    """What is asked for: at most `most` units with `least` of the grams, between `low` and `high` characters, those of about
    `size` before others; only those `allowed`, where that is said."""

    most: int
    least: int
    low: int
    high: int
    size: int
    allowed: Container[int] | None = None


Count = Callable[[GramIndex, list[int], GramQuery], list[Ranked]]
"""(index, grams, what is wanted) to the units, the best first."""


def plain(index: GramIndex, codes: list[int], query: GramQuery) -> list[Ranked]:
    """Without anything that has to be loaded."""
    ranked: list[Ranked] = []
    for part in index.parts:
        counted = Counter(chain.from_iterable(index.postings(part, map(part.find, codes))))
        # Most units have one gram or two: they are left aside without a step of Python for each, if there are enough others.
        floor = max(query.least, _floor(counted, _SPARE * query.most))
        fitting = list(_fitting(part, counted, floor, query))
        if len(fitting) < query.most and floor > query.least:
            fitting = list(_fitting(part, counted, query.least, query))
        ranked += fitting
    return heapq.nlargest(query.most, ranked)


def _fitting(part: IndexPart, counted: Counter[int], floor: int, query: GramQuery) -> Iterator[Ranked]:
    lengths, first, allowed = part.lengths, part.first, query.allowed
    for position in compress(counted, map(floor.__le__, counted.values())):
        length = lengths[position]
        if query.low <= length <= query.high and (allowed is None or first + position in allowed):
            yield counted[position], -abs(length - query.size), first + position


def _floor(counted: Counter[int], most: int) -> int:
    """Return how many grams the best `most` units have at least."""
    histogram = Counter(counted.values())
    remaining = most
    for number in sorted(histogram, reverse=True):
        remaining -= histogram[number]
        if remaining <= 0:
            return number
    return 1


def quick(index: GramIndex, codes: list[int], query: GramQuery) -> list[Ranked]:
    """With numpy: several times as fast, once it is there."""
    import numpy as np

    ranked: list[Ranked] = []
    for part in index.parts:
        lists = [np.frombuffer(postings, dtype=np.uint32) for postings in index.postings(part, map(part.find, codes))]
        if not lists:
            continue
        places = np.concatenate(lists)
        places.sort()
        starts = np.flatnonzero(np.append(True, places[1:] != places[:-1]))
        counts = np.diff(starts, append=len(places))
        often = counts >= query.least
        places, counts = places[starts[often]], counts[often].astype(np.int64)
        lengths = np.frombuffer(part.lengths, dtype=np.uint16)[places].astype(np.int64)
        fits = (lengths >= query.low) & (lengths <= query.high)
        if query.allowed is not None:
            fits &= np.fromiter(
                (part.first + position in query.allowed for position in places.tolist()), bool, len(places)
            )
        near = LONGEST - np.abs(lengths[fits] - query.size)
        ranks = counts[fits] << 48 | near << 32 | places[fits]
        if len(ranks) > query.most:
            ranks = np.partition(ranks, -query.most)[-query.most :]
        ranked += [
            (rank >> 48, (rank >> 32 & LONGEST) - LONGEST, part.first + (rank & 0xFFFFFFFF)) for rank in ranks.tolist()
        ]
    return heapq.nlargest(query.most, ranked)
