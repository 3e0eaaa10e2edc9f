"""Which values of one side have no counterpart on the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from termbase.text.lazy import compiled
from tm.values.model import LABEL, NUMBER, ORDINAL, SESSION, SYMBOL, YEAR, Value

Pool = dict[tuple[str, Fraction | str], list[Value]]
_COUNTED = {ORDINAL: ORDINAL, SESSION: ORDINAL, YEAR: YEAR}
"""What a soft value may be set against: an ordinal against an ordinal, a year against a year."""
_DATED = compiled(r"([0-9]+)\(")
"""A resolution with its year; a later mention may drop the year (resolution 2118)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of the source that is another one in the translation; or one that is missing (`target` None) or extra."""

    source: Value | None
    target: Value | None


def compare(source: Sequence[Value], target: Sequence[Value]) -> tuple[Difference, ...]:
    """The values that do not agree, counted: equal ones are paired off first, then what is left is set against each other.

    A soft value may answer for a hard one but is never missing itself. What remains on both sides is paired in text
    order within its group; a replaced value is thus one difference, not two.
    """
    if not source and not target:
        return ()
    # Mostly the same values stand on both sides in one order.
    if [(v.kind, v.key, v.sort) for v in source if not v.soft and v.kind != LABEL] == [
        (v.kind, v.key, v.sort) for v in target if not v.soft and v.kind != LABEL
    ]:
        return ()
    left, right = _unmatched([v for v in source if v.kind != LABEL], [v for v in target if v.kind != LABEL])
    if not left and not right:
        return ()
    return tuple(_pair(left, right, _unanswered(source, target) if right else []))


def _unmatched(source: Sequence[Value], target: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """The hard values of either side that nothing answers for."""
    # Equal values are not counted: one that is repeated on one side is not another value.
    left, right = _alone(source, _pool(target)), _alone(target, _pool(source))
    return _across(left, target) if left else left, _across(right, source) if right else right


def _pool(values: Iterable[Value]) -> Pool:
    pool: Pool = {}
    for value in values:
        pool.setdefault((value.group, value.key), []).append(value)
    return pool


def _alone(values: Iterable[Value], others: Pool) -> list[Value]:
    """The hard values that have no like."""
    return [
        value
        for value in values
        if not value.soft
        and not ((alike := others.get((value.group, value.key))) and any(_same(value, item) for item in alike))
    ]


def _same(a: Value, b: Value) -> bool:
    """Whether two values with one key can be the same thing: a resolution is no decision."""
    return a.kind != SYMBOL or not a.sort or not b.sort or a.sort == b.sort


def _across(values: Iterable[Value], others: Sequence[Value]) -> list[Value]:
    """Without those that stand on the other side in another guise: 72/195 against a symbol A/C.3/72/195, years in symbols."""
    parts = {piece for item in others if isinstance(item.key, str) for piece in _figures(item.key)}
    whole = {str(item.key) for item in others if not isinstance(item.key, str)}
    out = []
    keys = {item.key for item in others}
    for value in values:
        if value.kind == SYMBOL and value.key in keys:  # the same number, but a decision for a resolution
            out.append(value)
            continue
        if isinstance(value.key, Fraction) and value.group == NUMBER and str(value.key) in parts:
            continue
        if value.group == SYMBOL and isinstance(value.key, str):
            pieces = set(_figures(value.key))
            dated = _DATED.match(value.key)
            if (pieces and pieces <= parts | whole) or (dated and dated[1] in whole):
                continue
        out.append(value)
    return out


def _figures(key: str) -> list[str]:
    out, run = [], ""
    for char in key + " ":
        if char.isdigit():
            run += char
        elif run:
            out.append(str(int(run)))
            run = ""
    return out


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
