"""Which units of a draft the memory can fill, and what that saves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yizhi.tm.memory.codes import carried
from yizhi.tm.memory.match import EXACT, FUZZY, Filter, MemoryMatch
from yizhi.tm.memory.memory import TranslationMemory
from yizhi.tm.memory.placing import Placed
from yizhi.tm.memory.repair import Terms
from yizhi.tm.model import Draft, Unit

BANDS = (
    (1.0, "100 %", 1.0),
    (0.95, "95–99 %", 0.8),
    (0.85, "85–94 %", 0.5),
    (0.75, "75–84 %", 0.3),
    (0.5, "50–74 %", 0.1),
)
"""(least worth, name, share of the words that need not be translated) of a match."""

NONE, THERE = "no match", "translated before"
AMONG = 4
"""Matches among which the one is chosen that knows most of a source's inline codes, where they are worth the same."""
_WORD = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’.,/-][^\W_]+)*"
)


_NO_CODES = Placed(())


@dataclass(frozen=True, slots=True)
class Filled:
    """A unit of the draft (its index), the match that fills it, and the band. `match` is None where there is none.

    `codes` are the inline codes of the source in their places in the proposal.
    """

    unit: int
    words: int
    band: str
    match: MemoryMatch | None = None
    codes: Placed = _NO_CODES

    @property
    def state(self) -> str:
        """`exact` where nobody has to look at it: the very sentence, every code in a sure place, no text in one; else `fuzzy`."""
        whole = self.match is not None and self.match.worth >= 1
        return EXACT if whole and not self.codes.unsure and not self.untranslated else FUZZY

    @property
    def untranslated(self) -> bool:
        """Whether a code has text of its own (a footnote), which stays in the language of the source."""
        return any("<sub" in tag.raw for tag in self.codes.tags)

    @property
    def percent(self) -> int:
        """How good it is. Codes without a sure place cost one, as in other tools."""
        worth = int(self.match.worth * 100 + 1e-9) if self.match is not None else 0
        return worth - 1 if worth > 1 and self.codes.unsure else worth


def words(text: str) -> int:
    """Return words of a text as they are charged for: a Han character is one, so is a word or figure of another script."""
    return sum(1 for _ in _WORD.finditer(text))


def fill(
    memory: TranslationMemory,
    draft: Draft,
    minimum: float,
    only: Filter | None = None,
    terms: Terms | None = None,
    overwrite: bool = False,
    *,
    codes: bool = True,
) -> Iterator[Filled]:
    """Yield what becomes of each unit, in the draft's order.

    Translations that are there stay, unless `overwrite`; locked ones always. Without `codes` inline codes are not placed.
    """
    matches_of: dict[tuple[str, str, str, int], list[MemoryMatch]] = {}
    for number, unit in enumerate(draft.units):
        if unit.source is None or unit.target is None or not unit.source.text.strip():
            continue
        text = unit.source.text
        size = words(text)
        is_translated = bool(unit.target.text.strip())
        if (is_translated and not overwrite) or _held(unit):
            yield Filled(number, size, THERE if is_translated else NONE)
            continue
        coded = codes and bool(unit.source.tags)
        asked = (text, unit.source.language, unit.target.language, AMONG if coded else 1)
        if asked not in matches_of:
            matches_of[asked] = memory.search(*asked[:3], minimum=minimum, limit=asked[3], only=only, terms=terms)
        matches = [match for match in matches_of[asked] if match.worth >= matches_of[asked][0].worth]
        if not matches:
            yield Filled(number, size, NONE)
            continue
        ways = [(carried(memory, unit.source, match, terms) if coded else _NO_CODES, match) for match in matches]
        placed, match = min(ways, key=lambda way: len(way[0].unsure))
        yield Filled(number, size, band(match.worth), match, placed)


def _held(unit: Unit) -> bool:
    """Return whether the file has no place for a translation of its own, or somebody has locked it."""
    return not unit.fillable or dict(unit.attributes).get("locked", "") in ("true", "locked", "yes")


def band(worth: float) -> str:
    """Return the name of the band that a match is in."""
    return next((name for least, name, _ in BANDS if worth >= least - 1e-9), NONE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a band: units and words, and the words that need not be translated."""

    band: str
    units: int
    words: int
    saved: float


def coverage(filled: Sequence[Filled]) -> list[Coverage]:
    """Return all the bands, the best first, empty ones too; what was translated before saves nothing here."""
    shares = {name: share for _, name, share in BANDS} | {NONE: 0.0, THERE: 0.0}
    bands = []
    for name, share in shares.items():
        mine = [unit for unit in filled if unit.band == name]
        size = sum(unit.words for unit in mine)
        bands.append(Coverage(name, len(mine), size, size * share))
    return bands
