"""The best choice of matches that do not cross: as much of the text as possible, in few pieces, with little doubt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter

from yizhi.termbase.recognition.boundaries import Standing
from yizhi.termbase.recognition.edges import Edges

LIMIT = 0.7
"""Doubt about the edges of a match, in nats, above which it is dropped."""

_PIECE = 0.1
_DOUBT = 0.5
_START = itemgetter(0)

Doubt = Callable[[str, int, int, frozenset[int]], float]
Chosen = tuple[Standing, bool]
"""A match, and whether it is covered: of whole words too, but inside a longer one that was chosen."""


def choose(text: str, stand: list[Standing], edges: Edges | None, sure: frozenset[int], covered: bool) -> list[Chosen]:
    """The best of the matches (given in the order of their ends) in normalised text, in text order, longer ones first.

    `sure` are places that are word edges beyond doubt. With `covered`, what lies inside chosen ones comes along. Without
    `edges` there is no doubt.
    """
    doubt: Doubt
    loose: Sequence[bool | int]
    if edges:
        doubt, loose = edges.doubt, edges.loose(text, stand)
    else:
        doubt, loose = _no_doubt, bytes(len(stand))
    chosen: list[Chosen] = []
    at = len(stand)
    while at:
        # Matches that touch one another are judged together. Mostly there is one, or one that holds all the others.
        last = holder = at = at - 1
        low, high, _, _, _ = stand[at]
        while at and stand[at - 1][1] > low:
            at -= 1
            start, end, _, _, _ = stand[at]
            if start < low:
                low = start
                holder = at if end == high else -1
        if holder < 0 or (loose[holder] and doubt(text, low, high, sure) > LIMIT):
            chosen += reversed(_cover(text, stand[at : last + 1], doubt, sure, covered))
            continue
        if covered and at < last:
            inside = [
                stand[one]
                for one in range(at, last + 1)
                if one != holder and not (loose[one] and doubt(text, stand[one][0], stand[one][1], sure) > LIMIT)
            ]
            if len(inside) > 1:
                inside.sort(key=_START, reverse=True)
            chosen += [(one, True) for one in inside]
        chosen.append((stand[holder], False))
    chosen.reverse()
    return chosen


def _cover(text: str, group: list[Standing], doubt: Doubt, sure: frozenset[int], covered: bool) -> list[Chosen]:
    """The best of matches that cross, or of which the longest is doubtful."""
    weighed = [(one, nats) for one in group if (nats := doubt(text, one[0], one[1], sure)) <= LIMIT]
    best = cover(weighed)
    chosen = [(one, False) for one in best]
    if covered:
        starts = [one[0] for one in best]
        for one, _ in weighed:
            holder = bisect_right(starts, one[0]) - 1
            if holder >= 0 and one[1] <= best[holder][1] and one is not best[holder]:
                chosen.append((one, True))
        chosen.sort(key=lambda one: (one[0][0], -one[0][1]))
    return chosen


def _no_doubt(text: str, start: int, end: int, sure: frozenset[int]) -> float:  # noqa: ARG001 - as `Edges.doubt`
    return 0.0


def cover(weighed: list[tuple[Standing, float]]) -> list[Standing]:
    """The matches (given in the order of their ends, each with its doubt in nats) that are worth most together.

    A match is worth its length, a little less for being one more piece, and half a character less for each nat.
    Time is n log n.
    """
    ends, worth = [0], [0.0]
    kept: list[tuple[Standing | None, int]] = [(None, 0)]
    for match, doubt in weighed:
        start, end, _, _, _ = match
        before = bisect_right(ends, start) - 1
        value = worth[before] + (end - start) - _PIECE - _DOUBT * doubt
        if value > worth[-1]:
            ends.append(end)
            worth.append(value)
            kept.append((match, before))
    chosen: list[Standing] = []
    last, before = kept[-1]
    while last is not None:
        chosen.append(last)
        last, before = kept[before]
    chosen.reverse()
    return chosen
