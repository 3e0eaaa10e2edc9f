"""Repeated sequences of characters or words: how often each stands in a text, what stands beside it, and where.

A sequence of n is counted only where both of its sequences of n-1 are frequent, so that the work shrinks from length to
length. Exact (no hashing); memory is a few numbers for each place of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GAP = 0
"""The code of what no sequence holds (punctuation, an edge of a text)."""

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Level:
    """The frequent sequences of one length n.

    Sequence `k` stands at `places[starts[k]:starts[k + 1]]` (rising). `lefts` and `rights` are how free it is on either side:
    1 minus the share of its commonest neighbour (an edge of a text counts as a neighbour that is always another one).
    """

    size: int
    places: NDArray[np.int32]
    starts: NDArray[np.int64]
    lefts: NDArray[np.float32]
    rights: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> NDArray[np.int64]:
        """How often each stands there."""
        return np.diff(self.starts)


def levels(codes: Codes, least: int, longest: int, small: NDArray[np.bool_] | None = None) -> Iterator[Level]:
    """Yield the sequences of length 1, 2, … that stand at least `least` times, up to length `longest`.

    `small` marks places with small words (和, of): beside a sequence these count as an edge does.
    """
    size = len(codes)
    beside = codes if small is None else np.where(small, GAP, codes).astype(np.int32)
    ids = np.full(size + 1, -1, np.int32)
    alive = np.flatnonzero(codes != GAP).astype(np.int32)
    keys: NDArray[np.int64] = codes[alive].astype(np.int64)
    for length in range(1, longest + 1):
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        firsts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else order[:0]
        counts = np.diff(np.append(firsts, len(ordered)))
        frequent = counts >= least
        if not frequent.any():
            return
        is_frequent = np.repeat(frequent, counts)
        places = alive[order[is_frequent]]
        starts = np.concatenate(([0], np.cumsum(counts[frequent])))
        number = np.repeat(np.arange(int(frequent.sum()), dtype=np.int32), counts[frequent])
        yield Level(
            length,
            places,
            starts,
            _freedom(beside, places - 1, number, starts),
            _freedom(beside, places + length, number, starts),
        )
        ids.fill(-1)
        ids[places] = number
        places = np.sort(places)
        following = places[(places + length < size)]
        both = (ids[following + 1] >= 0) & (codes[following + length] != GAP)
        alive = following[both]
        keys = (ids[alive].astype(np.int64) << 32) | ids[alive + 1]


def _freedom(
    codes: Codes, beside: NDArray[np.int32], number: NDArray[np.int32], starts: NDArray[np.int64]
) -> NDArray[np.float32]:
    """For each sequence, 1 minus the share of the commonest code at `beside`."""
    inside = (beside >= 0) & (beside < len(codes))
    neighbours = np.where(inside, codes[np.clip(beside, 0, len(codes) - 1)], GAP)
    real = neighbours != GAP
    keys = (number[real].astype(np.int64) << 32) | neighbours[real]
    keys.sort()
    total = np.diff(starts)
    if not len(keys):
        return np.ones(len(total), np.float32)
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    runs = np.diff(np.append(firsts, len(keys)))
    most = np.zeros(len(total), np.int64)
    np.maximum.at(most, keys[firsts] >> 32, runs)
    return (1 - most / total).astype(np.float32)
