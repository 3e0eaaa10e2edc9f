"""What a user may say of a list, and what is said of one that was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from yizhi.termbase.errors import Problem

IDS, TERMS = "ids", "terms"
"""What makes two concepts one: their ids, or their terms."""


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What a user says of a list of terms.

    `columns` maps names (or letters, or 1-based numbers) of columns to what they hold: a language tag, a tag with a form
    (`en.abbreviation`), a field, or `-` for a column that is to be left out. `sheet` names the only sheet to read, `header_row`
    the row of the header (1-based; 0: there is none), `split` the marks between the terms of a cell, `key` what makes two
    concepts one (`ids`, `terms`; empty: ids, where they can be such).
    """

    columns: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    header_row: int | None = None
    split: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ignored(Problem):
    """Something in a list that was not taken, by name: a column, a sheet, rows. Nobody's fault, but nothing is dropped in silence."""

    what: str = ""
    where: str = ""
    count: int = 1
    why: str = ""


def ignored(path: str, what: str, where: str, count: int, why: str, line: int | None = None) -> Ignored:
    """Return what was not taken, as a value and as a sentence."""
    named = f"{what} {where}".strip()
    number = f" ({count:,} cells)" if what == "column" else f" ({count:,} rows)" if what == "sheet" else ""
    return Ignored(path, line, f"not taken: {named}{number}; {why}", False, what, where, count, why)


@dataclass(slots=True)
class Taken:
    """Counts of what was taken from a list."""

    counts: Counter[str] = field(default_factory=Counter)
