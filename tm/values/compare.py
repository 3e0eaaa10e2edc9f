"""Which values of one side have no counterpart on the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from operator import itemgetter
from typing import NamedTuple

from termbase.text.lazy import compiled
from tm.values.model import LABEL, NUMBER, ORDINAL, SESSION, SYMBOL, YEAR, Value

_COUNTED = {ORDINAL: ORDINAL, SESSION: ORDINAL, YEAR: YEAR}
"""What a soft value may be set against: an ordinal against an ordinal, a year against a year."""
_DATED = compiled(r"([0-9]+)\(")
"""A resolution with its year; a later mention may drop the year (resolution 2118)."""


class Difference(NamedTuple):
    """A value of the source that is another one in the translation; or one that is missing (`target` None) or extra."""

    source: Value | None
    target: Value | None


def compare(source: Sequence[Value], target: Sequence[Value]) -> tuple[Difference, ...]:
    """The values that do not agree: equal ones answer for each other, then what is left is set against each other.

    A soft value may answer for a hard one but is never missing itself. What remains on both sides is paired in text
    order within its group; a replaced value is thus one difference, not two.
    """
    # Equal values are not counted: one that is repeated on one side is not another value.
    ours, theirs = set(map(_WHAT, source)), set(map(_WHAT, target))
    if ours == theirs:
        return ()
    left = _alone(source, target, theirs)
    right = _alone(target, source, ours)
    if not left and not right:
        return ()
    return tuple(_pair(left, right, _unanswered(source, target) if right else []))


def _alone(values: Sequence[Value], others: Sequence[Value], same: Set[tuple[object, ...]]) -> list[Value]:
    """The hard values that nothing answers for; `same` is what the others are: a like in kind and sort needs no look."""
    rest = [value for value in values if _WHAT(value) not in same and not value.soft and value.kind != LABEL]
    if not rest:
        return rest
    there = {(other.group, other.key) for other in others}
    rest = [
        value
        for value in rest
        if (value.group, value.key) not in there or (value.kind == SYMBOL and value.sort and _resorted(value, others))
    ]
    return _across(rest, others) if rest else rest


_WHAT = itemgetter(0, 1, 5)
"""Kind, key and sort of a value."""


def _resorted(symbol: Value, others: Iterable[Value]) -> bool:
    """Whether a symbol stands there as that of something else only: a resolution is no decision."""
    return all(
        other.sort not in ("", symbol.sort) for other in others if other.kind == SYMBOL and other.key == symbol.key
    )


def _across(values: Iterable[Value], others: Sequence[Value]) -> list[Value]:
    """Without those that stand on the other side in another guise: 72/195 against a symbol A/C.3/72/195, years in symbols."""
    keys = {item.key for item in others if item.kind != LABEL}
    parts = {piece for key in keys if isinstance(key, str) for piece in _figures(key)}
    out = []
    for value in values:
        key = value.key
        if value.kind == SYMBOL and isinstance(key, str) and key not in keys:  # else a decision for a resolution
            pieces = set(_figures(key))
            dated = _DATED.match(key)
            if (pieces and pieces <= parts | keys) or (dated and int(dated[1]) in keys):
                continue
        elif value.group == NUMBER and key in parts:
            continue
        out.append(value)
    return out


def _figures(key: str) -> list[int]:
    return [int(run[:_LONGEST]) for run in re.findall("[0-9]+", key)]


_LONGEST = 4000
"""Python reads no figure of more than 4,300 digits."""


def _unanswered(source: Sequence[Value], target: Sequence[Value]) -> list[Value]:
    """Soft ordinals and years of the source that nothing answers for: they ask for nothing, but "third" against 第四次 is no accident."""
    there = {(item.group, item.key) for item in target}
    return [item for item in source if item.soft and item.kind in _COUNTED and (item.group, item.key) not in there]


def _pair(left: list[Value], right: list[Value], soft: list[Value]) -> list[Difference]:
    out: list[Difference] = []
    rest = list(right)
    for value in sorted(left, key=lambda item: item.start):
        same = [item for item in rest if item.kind == value.kind] or [
            item for item in rest if item.group == value.group
        ]
        if same:
            rest.remove(same[0])
            out.append(Difference(value, same[0]))
        else:
            out.append(Difference(value, None))
    for item in rest:
        counted = _COUNTED.get(item.kind)
        same = [value for value in soft if counted and _COUNTED[value.kind] == counted]
        if same:
            soft = [value for value in soft if value is not same[0]]
        out.append(Difference(same[0] if same else None, item))
    return out
