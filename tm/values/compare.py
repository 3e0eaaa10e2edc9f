"""Which values of one side have no counterpart on the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import LABEL, NUMBER, ORDINAL, SESSION, SYMBOL, TIME, WEEKDAY, YEAR, Value
from yizhi.tm.values.numerals import whole

_COUNTED = {ORDINAL: ORDINAL, SESSION: ORDINAL, YEAR: YEAR, TIME: TIME, NUMBER: NUMBER}
"""What a soft value may be set against: an ordinal against an ordinal, a year against a year."""
_LEAST_DEFINITE = 11
"""From here on a soft number is no idiom, and a figure in its place another number: a dozen for 24, half a century for 60 years."""
_DATED = compiled(r"([0-9]+)\(")
"""A resolution with its year; a later mention may drop the year (resolution 2118)."""


class ValueDifference(NamedTuple):
    """A value of the source that is another one in the translation; or one that is missing (`target` None) or extra."""

    source: Value | None
    target: Value | None


def compare(source: Sequence[Value], target: Sequence[Value]) -> tuple[ValueDifference, ...]:
    """Return the values that do not agree: equal ones answer for each other, then what is left is set against each other.

    A soft value may answer for a hard one but is never missing itself. What remains on both sides is paired in text
    order within its group; a replaced value is thus one difference, not two.
    """
    # Equal values are not counted: one that is repeated on one side is not another value.
    source_facts, target_facts = set(map(_WHAT, source)), set(map(_WHAT, target))
    if source_facts == target_facts:
        return ()
    missing = _alone(source, target, target_facts)
    extra = _alone(target, source, source_facts)
    days = _weekdays(source, target)
    if not missing and not extra:
        return days
    return (*_pair(missing, extra, source, target), *days)


def _alone(values: Sequence[Value], others: Sequence[Value], facts: Set[tuple[object, ...]]) -> list[Value]:
    """Return the hard values that nothing answers for; `facts` is what the others are: a like in kind and sort needs no look."""
    unanswered = [value for value in values if _WHAT(value) not in facts and not value.soft and value.kind != LABEL]
    if not unanswered:
        return unanswered
    readings = {(candidate.group, reading) for candidate in others for reading in candidate.readings}
    counted = {candidate.key for candidate in others if not (candidate.soft and candidate.kind == NUMBER)}
    unanswered = [
        value
        for value in unanswered
        if readings.isdisjoint((value.group, reading) for reading in value.readings)
        or (value.kind == SESSION and value.key not in counted)  # "one" is no first session
        or (value.kind == SYMBOL and value.sort and _resorted(value, others))
    ]
    return _across(unanswered, others) if unanswered else unanswered


_WHAT = itemgetter(0, 1, 5)
"""Kind, key and sort of a value."""


def _resorted(symbol: Value, others: Iterable[Value]) -> bool:
    """Return whether a symbol stands there as that of something else only: a resolution is no decision."""
    return all(
        candidate.sort not in ("", symbol.sort)
        for candidate in others
        if candidate.kind == SYMBOL and candidate.key == symbol.key
    )


def _across(values: Iterable[Value], others: Sequence[Value]) -> list[Value]:
    """Without those that stand on the other side in another guise: 72/195 against a symbol A/C.3/72/195, years in symbols."""
    keys = {item.key for item in others if item.kind != LABEL}
    parts = {piece for key in keys if isinstance(key, str) for piece in _figures(key)}
    remaining = []
    for value in values:
        key = value.key
        if value.kind == SYMBOL and isinstance(key, str) and key not in keys:  # else a decision for a resolution
            if _relettered(value, others):
                remaining.append(value)
                continue
            pieces = set(_figures(key))
            dated = _DATED.match(key)
            if (pieces and pieces <= parts | keys) or (dated and int(dated[1]) in keys):
                continue
        elif value.group == NUMBER and (key in parts or (isinstance(key, Fraction) and str(key) in keys)):  # 1/3
            continue
        remaining.append(value)
    return remaining


def _relettered(symbol: Value, others: Iterable[Value]) -> bool:
    """Return whether a symbol of the same figures but other letters stands there: Add.1 and Corr.1, 217 A (III) and 217 B (III), but
    not 73/88 and A/73/88. A letter that a resolution has on one side alone tells two of them apart."""
    for candidate in others:
        if candidate.kind != SYMBOL or not isinstance(candidate.key, str) or not isinstance(symbol.key, str):
            continue
        short, long = sorted((symbol.key, candidate.key), key=len)
        if _figures(short) != _figures(long) or long.endswith(short):
            continue
        if not long.startswith(short):
            return True
        if symbol.sort and candidate.sort and len(long) == len(short) + 1:
            return True
    return False


def _figures(key: str) -> list[int]:
    return [whole(run) for run in re.findall("[0-9]+", key)]


def _weekdays(source: Sequence[Value], target: Sequence[Value]) -> tuple[ValueDifference, ...]:
    """Days of the week that are others: one side may leave them out, but Monday is not 星期二."""
    source_days, target_days = ([value for value in side if value.kind == WEEKDAY] for side in (source, target))
    if not source_days or not target_days:
        return ()
    return tuple(
        ValueDifference(source_day, target_day)
        for source_day, target_day in zip(
            _others(source_days, target_days), _others(target_days, source_days), strict=False
        )
    )


def _others(values: Iterable[Value], opposite: Iterable[Value]) -> list[Value]:
    keys = {value.key for value in opposite}
    return [value for value in values if value.key not in keys]


def _pair(
    missing: list[Value], extra: list[Value], source: Sequence[Value], target: Sequence[Value]
) -> list[ValueDifference]:
    """Return what is left set against each other: the hard ones first, then what stands for one that is alone."""
    pairs: list[tuple[Value | None, Value | None]] = []
    unpaired = list(extra)
    for value in missing:
        candidate = _like(value, unpaired)
        if candidate:
            unpaired.remove(candidate)
        pairs.append((value, candidate))
    pairs += [(None, value) for value in unpaired]
    differences: list[ValueDifference] = []
    reported: set[Value] = set()
    for source_value, target_value in pairs:
        if source_value and not target_value:
            target_value = _stands_for(source_value, source, target, reported)
        elif target_value and not source_value:
            source_value = _stands_for(target_value, target, source, reported)
        reported.update(value for value in (source_value, target_value) if value)
        differences.append(ValueDifference(source_value, target_value))
    return differences


def _like(value: Value, others: Sequence[Value]) -> Value | None:
    """Return the first of the same kind, else of the same group."""
    for is_like in (lambda candidate: candidate.kind == value.kind, lambda candidate: candidate.group == value.group):
        for candidate in filter(is_like, others):
            return candidate
    return None


def _is_definite(soft: Value, others: Iterable[Value]) -> bool:
    """Return whether a soft number says so much that a figure in its place is another one; none of the others answers for it."""
    if isinstance(soft.key, str) or soft.key < _LEAST_DEFINITE or soft.key in _POWERS:
        return False
    readings = {reading for item in others for reading in item.readings}
    return readings.isdisjoint(soft.readings)


_POWERS = frozenset(10**power for power in range(2, 13))
"""Hundreds, thousands and millions of something are no number."""


def _sort(value: Value) -> str:
    return NUMBER if value.kind in (ORDINAL, SESSION) else value.kind


def _stands_for(value: Value, values: Sequence[Value], others: Sequence[Value], reported: Set[Value]) -> Value | None:
    """Return what stands on the other side instead of a value that has no like there and no hard one to be set against.

    - a soft ordinal or year that nothing answers for: "third" against 第四次 is no accident;
    - what stands there more often than here: two of January against January and March.
    """
    counts, opposite_counts = (Counter((item.group, item.key) for item in side) for side in (values, others))
    counted = _COUNTED.get(value.kind)
    for candidate in others:
        soft = candidate.soft and counted and _COUNTED.get(candidate.kind) == counted
        if counted == NUMBER and soft and not _is_definite(candidate, values):
            continue
        if soft and (candidate.group, candidate.key) not in counts and candidate not in reported:
            return candidate
    surplus = [
        item
        for item in others
        if _sort(item) == _sort(value)
        and not item.soft
        and item not in reported
        and opposite_counts[item.group, item.key] > counts[item.group, item.key]
    ]
    preferred = [item for item in surplus if item.kind == value.kind] or surplus
    peers, opposite_peers = ([item for item in side if item.kind == value.kind] for side in (values, others))
    aligned = opposite_peers[peers.index(value)] if len(peers) == len(opposite_peers) else None
    return aligned if aligned in preferred else preferred[0] if preferred else None
