"""Names for which a document declares a short form, with the chain across both languages of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.termbase.model import Kind
from yizhi.tm.mining.declared import Declaration, find, possible
from yizhi.tm.mining.model import Candidate, Pattern, Scene

_SURE = 0.97


@dataclass(slots=True)
class _Chain:
    """Everything that is declared for one full form."""

    language: str
    score: float = 0.0
    forms: dict[str, None] = field(default_factory=dict)
    target: str | None = None
    rows: list[int] = field(default_factory=list)


def _find(scene: Scene) -> Iterator[Candidate]:
    chains: dict[tuple[str, str], _Chain] = {}
    sides: dict[str, dict[int, list[Declaration]]] = {ZH_HANS: {}, EN: {}}
    for language in (ZH_HANS, EN):
        for row, text in scene.rows(language, "declared abbreviations"):
            if possible(text, language):
                known = scene.known.spans(text, language)
                found = find(text, language, known, scene.counts[language])
                if found:
                    sides[language][row] = found
    for language, rows in sides.items():
        for row, found in rows.items():
            for one in found:
                _take(chains, one, language, row)
    _across(chains, sides)
    for (full, language), chain in chains.items():
        frequency = max(scene.counts[language](full), len(chain.rows))
        yield Candidate(
            full,
            language,
            PATTERN.name,
            chain.score,
            frequency,
            chain.target,
            tuple(chain.forms),
            rows=tuple(chain.rows),
        )


def _take(chains: dict[tuple[str, str], _Chain], one: Declaration, language: str, row: int) -> None:
    chain = chains.setdefault((" ".join(one.full.split()), language), _Chain(language))
    chain.score = max(chain.score, one.score)
    if row not in chain.rows:
        chain.rows.append(row)
    if one.short_language != language and one.kind is Kind.FULL:
        chain.target = one.short
    else:
        chain.forms[" ".join(one.short.split())] = None


def _across(chains: dict[tuple[str, str], _Chain], sides: dict[str, dict[int, list[Declaration]]]) -> None:
    """Where a sentence and its translation declare equally many names, these go together, in their order."""
    for row, left in sides[ZH_HANS].items():
        right = sides[EN].get(row, [])
        if not right or len(left) != len(right):
            continue
        for one, other in zip(left, right, strict=True):
            here = chains[" ".join(one.full.split()), ZH_HANS]
            there = chains.get((" ".join(other.full.split()), EN))
            here.target = here.target or " ".join(other.full.split())
            here.score = max(here.score, _SURE)
            here.forms[" ".join(other.short.split())] = None
            if there is not None:
                # It is told with the Chinese name.
                del chains[" ".join(other.full.split()), EN]


PATTERN = Pattern("declared abbreviation", 0, _find)
