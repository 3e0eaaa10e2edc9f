"""What a memory answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EXACT, FUZZY = "exact", "fuzzy"


@dataclass(frozen=True, slots=True)
class Origin:
    """A place where a unit was seen. Dates are ISO 8601 as the file had them, perhaps empty."""

    document: str
    unit: str
    date: str
    author: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Sort(StrEnum):
    """What a repair exchanged."""

    NUMBER = "number"
    DATE = "date"
    SYMBOL = "symbol"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Repair:
    """A change to the stored translation: `old` at `start` of it (code points) becomes `new`, for the source has another
    value or term there: `stored` in the memory, `wanted` in the text that was looked up."""

    sort: Sort
    start: int
    old: str
    new: str
    stored: str
    wanted: str


@dataclass(frozen=True, slots=True)
class MatchDifference:
    """What the text that was looked up has (`text[start:end]`) where the stored source has `stored`; either may be empty."""

    start: int
    end: int
    text: str
    stored: str


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A unit of the memory for a text that was looked up.

    `score` is 1 − Levenshtein distance ÷ length of the longer, over normalised characters. `proposal` is the stored
    `target` with the `repairs` done. `worth` orders matches: the score as it is when the repaired values count as the
    same, less `penalty` (0.01 for a number, date or symbol, 0.03 for a term), and below 1; without repairs it is `score`.
    """

    unit: int
    score: float
    kind: str
    source: str
    target: str
    source_language: str
    target_language: str
    proposal: str
    worth: float
    penalty: float = 0.0
    repairs: tuple[Repair, ...] = ()
    differences: tuple[MatchDifference, ...] = ()
    origins: tuple[Origin, ...] = ()
    """The newest first."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which units count: those with an origin that fits all that is said.

    `documents` are shell patterns (`A-72-*`), dates are prefixes of ISO 8601 (`2019`, `2019-04`), inclusive, about the last
    change; `attributes` must be there with these values.
    """

    documents: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    author: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.since or self.until or self.author or self.attributes)
