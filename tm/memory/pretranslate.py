"""Which units of a draft the memory can fill, and what that saves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tm.memory.match import Filter, Match
from tm.memory.memory import Memory
from tm.memory.repair import Terms
from tm.model import Draft

BANDS = (
    (1.0, "100 %", 1.0),
    (0.95, "95–99 %", 0.8),
    (0.85, "85–94 %", 0.5),
    (0.75, "75–84 %", 0.3),
    (0.5, "50–74 %", 0.1),
)
"""(least worth, name, share of the words that need not be translated) of a match."""

NONE, THERE = "no match", "translated before"
_WORD = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’.,/-][^\W_]+)*"
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A unit of the draft (its index), the match that fills it, and the band. `match` is None where there is none."""

    unit: int
    words: int
    band: str
    match: Match | None = None


def words(text: str) -> int:
    """Words of a text as they are charged for: a Han character is one, so is a word or figure of another script."""
    return sum(1 for _ in _WORD.finditer(text))


def fill(
    memory: Memory,
    draft: Draft,
    minimum: float,
    only: Filter | None = None,
    terms: Terms | None = None,
    overwrite: bool = False,
) -> Iterator[Filled]:
    """What becomes of each unit, in the draft's order. Translations that are there stay, unless `overwrite`."""  # fmt: skip
    known: dict[tuple[str, str, str], Match | None] = {}
    for number, unit in enumerate(draft.units):
        if unit.source is None or unit.target is None or not unit.source.text.strip():
            continue
        text = unit.source.text
        size = words(text)
        if unit.target.text.strip() and not overwrite:
            yield Filled(number, size, THERE)
            continue
        asked = (text, unit.source.language, unit.target.language)
        if asked not in known:
            found = memory.search(*asked, minimum=minimum, limit=1, only=only, terms=terms)
            known[asked] = found[0] if found else None
        match = known[asked]
        yield Filled(number, size, band(match.worth), match) if match else Filled(number, size, NONE)


def band(worth: float) -> str:
    """The name of the band that a match is in."""
    return next((name for least, name, _ in BANDS if worth >= least - 1e-9), NONE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a band: units and words, and the words that need not be translated."""

    band: str
    units: int
    words: int
    saved: float


def coverage(filled: list[Filled]) -> list[Coverage]:
    """All the bands, the best first, empty ones too; what was translated before saves nothing here."""
    shares = {name: share for _, name, share in BANDS} | {NONE: 0.0, THERE: 0.0}
    out = []
    for name, share in shares.items():
        mine = [one for one in filled if one.band == name]
        size = sum(one.words for one in mine)
        out.append(Coverage(name, len(mine), size, size * share))
    return out
