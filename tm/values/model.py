"""The one type that every scanner of values returns."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

NUMBER, ORDINAL, SESSION, YEAR, MONTH, DAY, WEEKDAY, TIME, SYMBOL, ADDRESS, LABEL = (
    "number", "ordinal", "session", "year", "month", "day", "weekday", "time", "symbol", "address", "label",
)  # fmt: skip
PERCENT = "percent"
"""The sort of a number that is a share of a hundred."""
NUMERIC = frozenset({NUMBER, ORDINAL, SESSION, YEAR, DAY})
"""Kinds that stand for each other where the number is the same (第6条 is article 6; 2019 in a name is a year)."""

Amount = int | Fraction
"""A whole number is an int: nearly all are, and fractions are slow. 3 and Fraction(3) are equal and hash alike."""


class Value(NamedTuple):
    """A value where it stands: `text[start:end]` in code points.

    `key` is what is compared: an amount for numbers, days, years, months and weekdays (Monday is 1), the canonical
    form for symbols and addresses. A `soft` value may answer for one of the other side, but asks for none itself
    (一, "one", 数百: too common in idiom). A time counts minutes from midnight; a label is the number at the head of a
    paragraph or clause, which is compared by position, not by value. `sort` says more where the text does: `resolution` or `decision` of a
    symbol, `percent` of a number. `also` are further readings of the same words, for being answered alone (八十年代 is 1980 and 80,
    千分之三 is 0.3 per cent too, 18个月 a year and a half).
    """

    kind: str
    key: Amount | str
    start: int
    end: int
    soft: bool = False
    sort: str = ""
    also: tuple[Amount, ...] = ()

    @property
    def readings(self) -> tuple[Amount | str, ...]:
        """All that the value may be answered by."""
        if self.sort == PERCENT and not isinstance(self.key, str):
            return (self.key, Fraction(self.key) / 100, *self.also)
        return (self.key, *self.also) if self.also else (self.key,)

    @property
    def group(self) -> str:
        """Values of one group are compared with one another."""
        return NUMBER if self.kind in NUMERIC else self.kind
