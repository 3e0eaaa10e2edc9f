"""Periods told in another unit: 18 months are a year and a half, 48 hours two days."""

from __future__ import annotations

from fractions import Fraction

from yizhi.tm.values.model import Amount

_UNITS: dict[str, tuple[tuple[str, tuple[Fraction, ...]], ...]] = {
    "zh": (
        ("个月", (Fraction(1, 12),)), ("小时", (Fraction(1, 24),)), ("个小时", (Fraction(1, 24), Fraction(60))), ("天", (Fraction(1, 7),)), ("周", (Fraction(7),)),
        ("星期", (Fraction(7),)), ("个星期", (Fraction(7),)), ("年", (Fraction(12), Fraction(1, 10), Fraction(1, 100))), ("世纪", (Fraction(100),)), ("个世纪", (Fraction(100),)), ("分钟", (Fraction(1, 60),)),
    ),
    "en": (
        ("month", (Fraction(1, 12),)), ("hour", (Fraction(1, 24), Fraction(60))), ("day", (Fraction(1, 7),)), ("week", (Fraction(7),)), ("year", (Fraction(12), Fraction(1, 10), Fraction(1, 100))),
        ("minute", (Fraction(1, 60),)), ("fortnight", (Fraction(2), Fraction(14))), ("centur", (Fraction(100),)), ("decade", (Fraction(10),)),
    ),
}  # fmt: skip
"""How many of another unit one of these is: months of a year, days of a week."""
_LEAST = Fraction(1, 2)


def converted(text: str, position: int, lang: str, key: Amount) -> tuple[Amount, ...]:
    """Return what a number that stands before `place` is in other units of time: whole numbers and halves alone."""
    if text[position : position + 1] in (" ", "-", "\u00a0"):
        position += 1
    for unit, rates in _UNITS[lang]:
        if text.startswith(unit, position):
            amounts = (Fraction(key) * rate for rate in rates)
            return tuple(
                whole if whole.denominator > 1 else int(whole)
                for whole in amounts
                if whole.denominator <= 2 and whole >= _LEAST
            )
    return ()
