"""Fuzzy search: rare grams propose, edit distance decides.

The grams of a text are looked up from the rarest on, some in every part of the text, until so many postings would be read;
units are ranked by how many of these grams they have, and the best are scored. Where what was found is not good enough to
be sure, it is done once more with more of everything.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import compress

from tm.memory import keys
from tm.memory.index import Index
from tm.memory.parts import SIDES

MARGIN = 0.002
"""Scores are ratios of small numbers; what a caller calls 70 % may be a hair below."""


@dataclass(frozen=True, slots=True)
class _Effort:
    """How much is read: postings, grams and units, and the score from which the result is taken for the best."""

    postings: int
    grams: int
    units: int
    enough: float


_ROUNDS = (_Effort(10_000, 50, 200, 0.8), _Effort(50_000, 110, 1_500, 0.0))
_HAN_ROUNDS = (_Effort(8_000, 40, 150, 0.8), _Effort(24_000, 70, 500, 0.0))
"""For texts in Chinese: pairs of Han characters tell sentences apart better than any piece of English."""

_CHUNK = 48
_HOPE = 0.65
"""A unit with less than this share of the grams of the best one cannot well be better."""
_STRETCHES = 8
"""Parts of a text that each contribute grams: what is rarest often stands in one place, and just there texts differ."""

_ROWS = 500
_BRIEF = 20
"""Characters of a text with few grams, all of them frequent: more postings are read, whatever their units."""

_SPARE = 3
"""Times as many units are ranked as are wanted, for some have the wrong length."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit, its score, and its score when every figure is as good as another."""

    number: int
    score: float
    alike: float


def search(
    connection: sqlite3.Connection,
    index: Index,
    side: int,
    key: str,
    minimum: float,
    limit: int,
    allowed: Container[int] | None = None,
) -> list[Scored]:
    """The best units on one side for a key, the best first, with at least `minimum` by one of the two scores."""
    if not key:
        return []
    exact = [
        Scored(number, 1.0, 1.0) for number in _exact(connection, side, key) if allowed is None or number in allowed
    ]
    if len(exact) >= limit:
        return exact[:limit]
    found = keys.grams(key)
    if len(key) * minimum > keys.SHORT:
        found = [one for one in found if keys.sampled(one[0]) and one[0] >= keys.SIX]
    places: dict[int, int] = {}
    for code, place in found:
        places.setdefault(code, place)
    frequencies = index.frequencies(places)
    ordered = sorted((number, code) for code, number in frequencies.items() if number)
    scored: list[Scored] = []
    read = -1
    han = sum(code >= keys.WIDE << 16 for code in places)
    for planned in _HAN_ROUNDS if 2 * han > len(places) else _ROUNDS:
        effort = planned
        if read >= 0 and len(key) <= _BRIEF:
            effort = replace(planned, postings=3 * effort.postings)
        chosen = _choose(ordered, places, len(key) + 1, effort)
        if len(chosen) == read:
            break  # there is nothing more to read
        read = len(chosen)
        units = _candidates(index, chosen, key, minimum, effort.units, allowed)
        scored = _best(connection, side, key, units, minimum, limit)
        if scored and scored[0].alike >= effort.enough:
            break
    sure = {one.number for one in exact}
    every = [*exact, *(one for one in scored if one.number not in sure)]
    best = every[:limit]
    likest = max(every, key=lambda one: one.score, default=None)
    if likest is not None and likest not in best:
        best[-1] = likest  # many that differ in figures only must not hide the one that differs least
    return best


def _exact(connection: sqlite3.Connection, side: int, key: str) -> list[int]:
    """The units with this very key, the newest first: never left to the index."""
    table = SIDES[side]
    rows = connection.execute(
        f"SELECT unit.number FROM unit JOIN {table}_key ON {table}_key.number = unit.number"
        f" WHERE {table}_hash = ? AND key = ? ORDER BY unit.number DESC",
        (keys.digest(key), key),
    )
    return [number for (number,) in rows]


def _choose(ordered: list[tuple[int, int]], places: dict[int, int], length: int, effort: _Effort) -> list[int]:
    """The grams to look for: the rarest of every stretch of the text first, then the rarest of all."""
    each = max(1, effort.grams // (2 * _STRETCHES))
    taken: dict[int, int] = {}
    chosen: dict[int, None] = {}
    used = 0
    for number, code in ordered:
        stretch = places[code] * _STRETCHES // length
        if taken.get(stretch, 0) < each and used + number <= effort.postings:
            taken[stretch] = taken.get(stretch, 0) + 1
            chosen[code] = None
            used += number
    for number, code in ordered:
        if len(chosen) >= effort.grams or used + number > effort.postings:
            break
        if code not in chosen:
            chosen[code] = None
            used += number
    return list(chosen) or [code for _, code in ordered[:1]]


def _candidates(
    index: Index, chosen: list[int], key: str, minimum: float, most: int, allowed: Container[int] | None
) -> list[tuple[int, int]]:
    """(grams, unit) of those that have most of the chosen grams, then those of the likest length; not those whose length
    rules them out."""
    low, high = int(len(key) * (minimum - MARGIN)), int(len(key) / max(minimum - MARGIN, 0.01)) + 1
    least = 2 if len(chosen) > 3 else 1
    size = len(key)
    found: list[tuple[int, int, int]] = []
    for part, counted in index.counts(chosen):
        lengths, first = part.lengths, part.first
        # Most units have one gram or two: they are left aside without a step of Python for each.
        every = allowed is not None or size <= _BRIEF  # the floor knows neither filters nor lengths
        some = least if every else max(least, _floor(counted, _SPARE * most))
        found += [
            (counted[place], -abs(lengths[place] - size), first + place)
            for place in compress(counted, map(some.__le__, counted.values()))
            if low <= lengths[place] <= high
        ]
    if allowed is not None:
        found = [one for one in found if one[2] in allowed]
    if len(found) > most:
        found = heapq.nlargest(most, found)
    else:
        found.sort(reverse=True)
    return [(number, unit) for number, _, unit in found]


def _floor(counted: Counter[int], most: int) -> int:
    """How many grams the best `most` units have at least."""
    histogram = Counter(counted.values())
    left = most
    for number in sorted(histogram, reverse=True):
        left -= histogram[number]
        if left <= 0:
            return number
    return 1


def _best(
    connection: sqlite3.Connection, side: int, key: str, units: list[tuple[int, int]], minimum: float, limit: int
) -> list[Scored]:
    """The best of some units, looked at from the most promising on, until the others are not."""
    scored: list[Scored] = []
    shared = {unit: number for number, unit in units}
    least = 0.0
    for at in range(0, len(units), _CHUNK):
        if units[at][0] < least and (len(scored) >= limit or units[at][0] < least / 2):
            break
        scored += score(connection, side, key, [unit for _, unit in units[at : at + _CHUNK]], minimum)
        scored.sort(key=_order, reverse=True)
        if scored:
            least = shared[scored[0].number] * _HOPE
    return scored


def _order(one: Scored) -> tuple[float, float, int]:
    return one.alike, one.score, one.number


def score(connection: sqlite3.Connection, side: int, key: str, units: list[int], minimum: float) -> list[Scored]:
    """Those of some units with at least `minimum`, the best first, newer ones before older ones."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    table = SIDES[side]
    scored: list[Scored] = []
    plain = keys.figures(key)
    figured = plain != key or "0" in key
    for at in range(0, len(units), _ROWS):
        some = units[at : at + _ROWS]
        rows = dict(
            connection.execute(
                f"SELECT number, key FROM {table}_key WHERE number IN ({','.join('?' * len(some))})", some
            ).fetchall()
        )
        measure = Levenshtein.normalized_similarity
        choices = {number: keys.figures(other) for number, other in rows.items()} if figured else rows
        for _, alike, number in extract(
            plain if figured else key, choices, scorer=measure, score_cutoff=minimum - MARGIN, limit=None
        ):
            exact = measure(key, rows[number]) if figured else alike
            scored.append(Scored(number, exact, alike))
    scored.sort(key=_order, reverse=True)
    return scored
