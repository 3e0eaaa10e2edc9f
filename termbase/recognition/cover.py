"""The best choice of candidates that do not cross: as much of the text as possible, in few pieces, with little doubt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

Match = tuple[int, int, int]
"""(start, end, number of the form)."""

_PIECE = 0.1
_DOUBT = 0.5


def groups(matches: list[Match]) -> Iterator[list[Match]]:
    """Matches, given in the order of their ends, in groups that overlap nothing outside, from the last to the first."""
    at = len(matches)
    while at:
        last = at
        at -= 1
        low = matches[at][0]
        while at and matches[at - 1][1] > low:
            at -= 1
            if matches[at][0] < low:
                low = matches[at][0]
        yield matches[at:last]


def cover(weighed: list[tuple[Match, float]]) -> list[Match]:
    """The matches (given in the order of their ends, each with its doubt in nats) that are worth most together.

    A match is worth its length, a little less for being one more piece, and half a character less for each nat.
    Time is n log n.
    """
    ends, worth = [0], [0.0]
    kept: list[tuple[Match | None, int]] = [(None, 0)]
    for match, doubt in weighed:
        start, end, _ = match
        before = bisect_right(ends, start) - 1
        value = worth[before] + (end - start) - _PIECE - _DOUBT * doubt
        if value <= worth[-1]:
            continue
        ends.append(end)
        worth.append(value)
        kept.append((match, before))
    chosen: list[Match] = []
    at = len(kept) - 1
    while at > 0:
        chosen_match, before = kept[at]
        if chosen_match is not None:
            chosen.append(chosen_match)
        at = before
    chosen.reverse()
    return chosen
