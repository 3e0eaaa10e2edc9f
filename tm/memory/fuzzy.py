"""Fuzzy search: rare grams propose, edit distance decides.

The grams of a text are looked up from the rarest on, some in every part of the text, until so many postings would be read;
units are ranked by how many of these grams they have, and the best are scored. Where what was found is not good enough to
be sure, it is done once more with more of everything.
"""

from __future__ import annotations

import sys
from collections.abc import Container
from dataclasses import dataclass, replace

from yizhi.tm.memory import counting, keys
from yizhi.tm.memory.index import GramIndex
from yizhi.tm.memory.parts import SIDES

MARGIN = 0.002
"""Scores are ratios of small numbers; what a caller calls 70 % may be a hair below."""


@dataclass(frozen=True, slots=True)
class _Effort:
    """How much is read: postings, grams and units, and the score from which the result is taken for the best."""

    postings: int
    grams: int
    units: int
    enough: float


_ROUNDS = (_Effort(10_000, 50, 200, 0.8), _Effort(30_000, 80, 300, 0.0))
_HAN_ROUNDS = (_Effort(8_000, 40, 150, 0.8), _Effort(20_000, 60, 200, 0.0))
"""For texts in Chinese: pairs of Han characters tell sentences apart better than any piece of English."""

_CHUNK = 48
_HOPE = 0.65
"""A unit with less than this share of the grams of the best one cannot well be better."""
_STRETCHES = 8
"""Parts of a text that each contribute grams: what is rarest often stands in one place, and just there texts differ."""

_ROWS = 500
_BRIEF = 20
"""Characters of a text with few grams, all of them frequent: more postings are read, whatever their units."""

_SINGLE = 10
"""Questions after which it pays to load numpy."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit, its score, and its score when every figure is as good as another."""

    number: int
    score: float
    alike: float


def search(
    index: GramIndex,
    key: str,
    minimum: float,
    limit: int,
    allowed: Container[int] | None = None,
) -> list[Scored]:
    """Return the best units on the side of the index for a key, the best first, with at least `minimum` by one of the two scores."""
    if not key:
        return []
    exact = [Scored(number, 1.0, 1.0) for number in _exact(index, key) if allowed is None or number in allowed]
    if len(exact) >= limit:
        return exact[:limit]
    scored = _near(index, key, minimum, limit, allowed)
    sure = {candidate.number for candidate in exact}
    candidates = [*exact, *(candidate for candidate in scored if candidate.number not in sure)]
    best = candidates[:limit]
    likest = max(candidates, key=lambda candidate: candidate.score, default=None)
    if likest is not None and likest not in best:
        best[-1] = likest  # many that differ in figures only must not hide the one that differs least
    return best


def _near(
    index: GramIndex,
    key: str,
    minimum: float,
    limit: int,
    allowed: Container[int] | None,
) -> list[Scored]:
    """Return what the index finds, the best first."""
    places = _grams(key, minimum)
    frequencies = index.frequencies(places)
    ordered = sorted((number, code) for code, number in frequencies.items() if number)
    count = _counter(index)
    scored: list[Scored] = []
    seen: set[int] = set()
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
        units = count(index, chosen, _wanted(key, minimum, effort.units, len(chosen), allowed))
        _look_at(index, key, units, minimum, limit, scored, seen)
        if scored and scored[0].alike >= effort.enough:
            break
    return scored


def _counter(index: GramIndex) -> counting.Count:
    """Return how grams are counted: numpy is loaded where many questions are asked, never for one."""
    index.asked += 1
    return counting.quick if index.asked > _SINGLE or "numpy" in sys.modules else counting.plain


def _grams(key: str, minimum: float) -> dict[int, int]:
    """Return the grams to look for, each with its first place. Where long units can be similar enough, only those grams that long
    units have in the index too: what has twice the grams for being short must not hide the others."""
    long = len(key) / max(minimum - MARGIN, 0.01) > keys.SHORT
    least = keys.SIX if len(key) * minimum > keys.SHORT else 0
    places: dict[int, int] = {}
    for code, position in keys.grams(key):
        if code >= least and (not long or keys.sampled(code)):
            places.setdefault(code, position)
    return places


def _wanted(key: str, minimum: float, most: int, grams: int, allowed: Container[int] | None) -> counting.GramQuery:
    """Return the candidates: not those whose length rules them out."""
    ratio, size = minimum - MARGIN, min(len(key), counting.LONGEST)
    low, high = int(size * ratio), int(size / max(ratio, 0.01)) + 1
    return counting.GramQuery(most, 2 if grams > 3 else 1, low, high, size, allowed)


def _exact(index: GramIndex, key: str) -> list[int]:
    """Return the units with this very key, the newest first: never left to the index."""
    table = SIDES[index.side]
    rows = index.connection.execute(
        f"SELECT unit.number FROM unit JOIN {table}_key ON {table}_key.number = unit.number"
        f" WHERE {table}_hash = ? AND key = ? ORDER BY unit.number DESC",
        (keys.digest(key), key),
    )
    return [number for (number,) in rows]


def _choose(ordered: list[tuple[int, int]], places: dict[int, int], length: int, effort: _Effort) -> list[int]:
    """Return the grams to look for: the rarest of every stretch of the text first, then the rarest of all."""
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


def _look_at(
    index: GramIndex,
    key: str,
    units: list[counting.Ranked],
    minimum: float,
    limit: int,
    scored: list[Scored],
    seen: set[int],
) -> None:
    """Add the good ones of some units to `scored`, the best first: from the most promising on, until the others are not.
    Those `seen` before are left aside."""
    shared = {unit: number for number, _, unit in units}
    least = 0.0
    for start in range(0, len(units), _CHUNK):
        if units[start][0] < least and (len(scored) >= limit or units[start][0] < least / 2):
            break
        batch = [unit for _, _, unit in units[start : start + _CHUNK] if unit not in seen]
        seen.update(batch)
        scored += score(index, key, batch, minimum)
        scored.sort(key=_order, reverse=True)
        if scored:
            least = shared.get(scored[0].number, 0) * _HOPE


def _order(scored: Scored) -> tuple[float, float, int]:
    return scored.alike, scored.score, scored.number


def score(index: GramIndex, key: str, units: list[int], minimum: float) -> list[Scored]:
    """Return those of some units with at least `minimum`, the best first, newer ones before older ones."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    table = SIDES[index.side]
    scored: list[Scored] = []
    plain = keys.figures(key)
    figured = plain != key or "0" in key
    for start in range(0, len(units), _ROWS):
        batch = units[start : start + _ROWS]
        rows = dict(
            index.connection.execute(
                f"SELECT number, key FROM {table}_key WHERE number IN ({','.join('?' * len(batch))})", batch
            ).fetchall()
        )
        measure = Levenshtein.normalized_similarity
        choices = {number: keys.figures(stored_key) for number, stored_key in rows.items()} if figured else rows
        for _, alike, number in extract(
            plain if figured else key, choices, scorer=measure, score_cutoff=minimum - MARGIN, limit=None
        ):
            exact = measure(key, rows[number]) if figured else alike
            scored.append(Scored(number, exact, alike))
    scored.sort(key=_order, reverse=True)
    return scored
