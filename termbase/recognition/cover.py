"""The best choice of matches that do not cross: as much of the text as possible, in few pieces, with little doubt."""

from __future__ import annotations

from bisect import bisect_right

from termbase.recognition.edges import Edges

Match = tuple[int, int, int]
"""(start, end, number of the form)."""

LIMIT = 0.7
"""Doubt about the edges of a match, in nats, above which it is dropped."""

_PIECE = 0.1
_DOUBT = 0.5


def choose(text: str, matches: list[Match], edges: Edges, sure: frozenset[int]) -> list[Match]:
    """The best of the matches (given in the order of their ends) in normalised text, in text order.

    `sure` are places that are word edges beyond doubt.
    """
    doubt, pairs = edges.doubt, edges.pairs
    chosen: list[Match] = []
    at = len(matches)
    while at:
        at -= 1
        match = matches[at]
        low, high, _ = match
        if not at or matches[at - 1][1] <= low:
            # Alone. Whether a word can cross an edge at all is asked here, for it is asked of every match.
            if (pairs[text[low - 1 : low + 1]] or pairs[text[high - 1 : high + 1]]) and doubt(
                text, low, high, sure
            ) > LIMIT:
                continue
            chosen.append(match)
            continue
        group = [match]
        while at and matches[at - 1][1] > low:
            at -= 1
            match = matches[at]
            group.append(match)
            low = min(low, match[0])
        longest = max(group, key=_length)
        # Mostly one match holds all the others; what they would be worth need not be known then.
        if longest[0] == low and longest[1] == high and doubt(text, low, high, sure) <= LIMIT:
            chosen.append(longest)
            continue
        group.reverse()
        weighed = [(match, doubt(text, match[0], match[1], sure)) for match in group]
        chosen += reversed(cover([(match, nats) for match, nats in weighed if nats <= LIMIT]))
    chosen.reverse()
    return chosen


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
        if value > worth[-1]:
            ends.append(end)
            worth.append(value)
            kept.append((match, before))
    chosen: list[Match] = []
    last, before = kept[-1]
    while last is not None:
        chosen.append(last)
        last, before = kept[before]
    chosen.reverse()
    return chosen


def _length(match: Match) -> int:
    return match[1] - match[0]
