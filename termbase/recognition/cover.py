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
    """Return the best of the matches (given in the order of their ends) in normalised text, in text order, longer ones first.

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
    index = len(stand)
    while index:
        # Matches that touch one another are judged together. Mostly there is one, or one that holds all the others.
        last = holder = index = index - 1
        low, high, _, _, _ = stand[index]
        while index and stand[index - 1][1] > low:
            index -= 1
            start, end, _, _, _ = stand[index]
            if start < low:
                low = start
                holder = index if end == high else -1
        if holder < 0 or (loose[holder] and doubt(text, low, high, sure) > LIMIT):
            chosen += reversed(_cover(text, stand[index : last + 1], doubt, sure, covered))
            continue
        if covered and index < last:
            inside = [
                stand[number]
                for number in range(index, last + 1)
                if number != holder
                and not (loose[number] and doubt(text, stand[number][0], stand[number][1], sure) > LIMIT)
            ]
            if len(inside) > 1:
                inside.sort(key=_START, reverse=True)
            chosen += [(number, True) for number in inside]
        chosen.append((stand[holder], False))
    chosen.reverse()
    return chosen


def _cover(text: str, group: list[Standing], doubt: Doubt, sure: frozenset[int], covered: bool) -> list[Chosen]:
    """Return the best of matches that cross, or of which the longest is doubtful."""
    weighed = [
        (candidate, nats) for candidate in group if (nats := doubt(text, candidate[0], candidate[1], sure)) <= LIMIT
    ]
    best = cover(weighed)
    chosen = [(candidate, False) for candidate in best]
    if covered:
        starts = [candidate[0] for candidate in best]
        for candidate, _ in weighed:
            holder = bisect_right(starts, candidate[0]) - 1
            if holder >= 0 and candidate[1] <= best[holder][1] and candidate is not best[holder]:
                chosen.append((candidate, True))
        chosen.sort(key=lambda candidate: (candidate[0][0], -candidate[0][1]))
    return chosen


def _no_doubt(text: str, start: int, end: int, sure: frozenset[int]) -> float:  # noqa: ARG001 - as `Edges.doubt`
    return 0.0


def cover(weighed: list[tuple[Standing, float]]) -> list[Standing]:
    """Return the matches (given in the order of their ends, each with its doubt in nats) that are worth most together.

    A match is worth its length, a little less for being one more piece, and half a character less for each nat.
    Time is n log n.
    """
    ends, worth = [0], [0.0]
    choices: list[tuple[Standing | None, int]] = [(None, 0)]
    for match, doubt in weighed:
        start, end, _, _, _ = match
        before = bisect_right(ends, start) - 1
        value = worth[before] + (end - start) - _PIECE - _DOUBT * doubt
        if value > worth[-1]:
            ends.append(end)
            worth.append(value)
            choices.append((match, before))
    chosen: list[Standing] = []
    last, before = choices[-1]
    while last is not None:
        chosen.append(last)
        last, before = choices[before]
    chosen.reverse()
    return chosen
