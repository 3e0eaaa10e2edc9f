"""Which values of one side have no counterpart on the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence, Set
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled, once
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
    sorts = _sorts(others) if any(value.kind == SYMBOL and value.sort for value in unanswered) else {}
    unanswered = [
        value
        for value in unanswered
        if readings.isdisjoint((value.group, reading) for reading in value.readings)
        or (value.kind == SESSION and value.key not in counted)  # "one" is no first session
        or (value.kind == SYMBOL and value.sort and sorts.get(value.key, _NONE).isdisjoint(("", value.sort)))
        # stands there as that of something else only: a resolution is no decision
    ]
    return _across(unanswered, others) if unanswered else unanswered


_NONE: frozenset[str] = frozenset()
_WHAT = itemgetter(0, 1, 5)
"""Kind, key and sort of a value."""


def _sorts(values: Iterable[Value]) -> dict[object, set[str]]:
    """Return as what each symbol stands there: the sorts by its key."""
    sorts: defaultdict[object, set[str]] = defaultdict(set)
    for value in values:
        if value.kind == SYMBOL:
            sorts[value.key].add(value.sort)
    return sorts


def _across(values: Iterable[Value], others: Sequence[Value]) -> list[Value]:
    """Without those that stand on the other side in another guise: 72/195 against a symbol A/C.3/72/195, years in symbols."""
    keys = {item.key for item in others if item.kind != LABEL}
    parts = {piece for key in keys if isinstance(key, str) for piece in _figures(key)}
    alike: dict[tuple[int, ...], set[tuple[str, str]]] | None = None
    remaining = []
    for value in values:
        key = value.key
        if value.kind == SYMBOL and isinstance(key, str) and key not in keys:  # else a decision for a resolution
            alike = _by_figures(others) if alike is None else alike
            if _relettered(key, value.sort, alike.get(tuple(_figures(key)), ())):
                remaining.append(value)
                continue
            pieces = _figures(key)
            dated = _DATED.match(key)
            if (pieces and all(piece in parts or piece in keys for piece in pieces)) or (
                dated and int(dated[1]) in keys
            ):
                continue
        elif value.group == NUMBER and (key in parts or (isinstance(key, Fraction) and str(key) in keys)):  # 1/3
            continue
        remaining.append(value)
    return remaining


def _by_figures(values: Iterable[Value]) -> dict[tuple[int, ...], set[tuple[str, str]]]:
    """Return the symbols by their figures, each as its key and sort: one that is repeated is one."""
    symbols: defaultdict[tuple[int, ...], set[tuple[str, str]]] = defaultdict(set)
    for value in values:
        if value.kind == SYMBOL and isinstance(value.key, str):
            symbols[tuple(_figures(value.key))].add((value.key, value.sort))
    return symbols


def _relettered(key: str, sort: str, others: Iterable[tuple[str, str]]) -> bool:
    """Return whether one of the symbols of the same figures has other letters: Add.1 and Corr.1, 217 A (III) and 217 B (III), but
    not 73/88 and A/73/88. A letter that a resolution has on one side alone tells two of them apart."""
    for other, other_sort in others:
        short, long = sorted((key, other), key=len)
        if long.endswith(short):
            continue
        if not long.startswith(short):
            return True
        if sort and other_sort and len(long) == len(short) + 1:
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
    unpaired = _Unpaired(extra)
    pairs: list[tuple[Value | None, Value | None]] = [(value, unpaired.take(value)) for value in missing]
    pairs += [(None, value) for value in unpaired.values()]
    reported: set[Value] = set()
    in_target, in_source = _StandIns(source, target, reported), _StandIns(target, source, reported)
    differences: list[ValueDifference] = []
    for source_value, target_value in pairs:
        if source_value and not target_value:
            target_value = in_target.of(source_value)
        elif target_value and not source_value:
            source_value = in_source.of(target_value)
        reported.update(value for value in (source_value, target_value) if value)
        differences.append(ValueDifference(source_value, target_value))
    return differences


class _Unpaired:
    """Values that wait for a counterpart; each is taken once, however many there are."""

    def __init__(self, values: Sequence[Value]) -> None:
        self._waiting = dict(enumerate(values))
        self._queues: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
        for number, value in self._waiting.items():
            self._queues["kind", value.kind].append(number)
            self._queues["group", value.group].append(number)

    def take(self, value: Value) -> Value | None:
        """Return the first of the same kind as a value, else of the same group, and have it no more."""
        for key in (("kind", value.kind), ("group", value.group)):
            queue = self._queues[key]
            while queue:
                candidate = self._waiting.pop(queue.popleft(), None)
                if candidate is not None:
                    return candidate
        return None

    def values(self) -> Iterable[Value]:
        """Return those that nobody took, in text order."""
        return self._waiting.values()


def _is_definite(soft: Value, readings: Set[object]) -> bool:
    """Return whether a soft number says so much that a figure in its place is another one: no reading of the others answers for it."""
    if isinstance(soft.key, str) or soft.key < _LEAST_DEFINITE or soft.key in _POWERS:
        return False
    return readings.isdisjoint(soft.readings)


_POWERS = frozenset(10**power for power in range(2, 13))
"""Hundreds, thousands and millions of something are no number."""


def _sort(value: Value) -> str:
    return NUMBER if value.kind in (ORDINAL, SESSION) else value.kind


class _StandIns:
    """What stands on the other side instead of a value that has no like there and no hard one to be set against.

    - a soft ordinal or year that nothing answers for: "third" against 第四次 is no accident;
    - what stands there more often than here: two of January against January and March.

    What may stand in is listed once for two texts; what was reported (`reported`, which only grows) is passed over.
    """

    def __init__(self, values: Sequence[Value], others: Sequence[Value], reported: Set[Value]) -> None:
        self._values, self._others, self._reported = values, others, reported

    def of(self, value: Value) -> Value | None:
        """Return what stands for a value."""
        counted = _COUNTED.get(value.kind)
        soft = self._first("soft", counted) if counted else None
        if soft is not None:
            return soft
        twin = self._twins.get(value)
        if twin is not None and twin in self._often and twin not in self._reported:
            return twin
        return self._first("kind", value.kind) or self._first("sort", _sort(value))

    def _first(self, by: str, name: str) -> Value | None:
        queue = self._queues[by, name]
        while queue and queue[0] in self._reported:
            queue.popleft()
        return queue[0] if queue else None

    @once
    def _queues(self) -> defaultdict[tuple[str, str], deque[Value]]:
        """What may stand in, in text order: soft ones by what they count, those of `_often` by kind and by sort."""
        queues: defaultdict[tuple[str, str], deque[Value]] = defaultdict(deque)
        facts = {(item.group, item.key) for item in self._values}
        readings = {reading for item in self._values for reading in item.readings}
        for item in self._others:
            counted = _COUNTED.get(item.kind) if item.soft else None
            if counted and (item.group, item.key) not in facts and (counted != NUMBER or _is_definite(item, readings)):
                queues["soft", counted].append(item)
        for item in self._often:
            queues["kind", item.kind].append(item)
            queues["sort", _sort(item)].append(item)
        return queues

    @once
    def _often(self) -> dict[Value, None]:
        """The hard values that stand there more often than here, in text order."""
        counts, opposite_counts = (
            Counter((item.group, item.key) for item in side) for side in (self._values, self._others)
        )
        return dict.fromkeys(
            item
            for item in self._others
            if not item.soft and opposite_counts[item.group, item.key] > counts[item.group, item.key]
        )

    @once
    def _twins(self) -> dict[Value, Value]:
        """For each value what has the same place among those of its kind there, where there are as many of them."""
        kinds: defaultdict[str, tuple[list[Value], list[Value]]] = defaultdict(lambda: ([], []))
        for side, items in enumerate((self._values, self._others)):
            for item in items:
                kinds[item.kind][side].append(item)
        return {
            value: twin
            for peers, opposite_peers in kinds.values()
            if len(peers) == len(opposite_peers)
            for value, twin in zip(peers, opposite_peers, strict=True)
        }
