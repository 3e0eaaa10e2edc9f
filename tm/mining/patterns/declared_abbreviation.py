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
                known_terms = scene.known.spans(text, language)
                declarations = find(text, language, known_terms, scene.counts[language])
                if declarations:
                    sides[language][row] = declarations
    for language, rows in sides.items():
        for row, declarations in rows.items():
            for declaration in declarations:
                _take(chains, declaration, language, row)
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


def _take(chains: dict[tuple[str, str], _Chain], declaration: Declaration, language: str, row: int) -> None:
    chain = chains.setdefault((" ".join(declaration.full.split()), language), _Chain(language))
    chain.score = max(chain.score, declaration.score)
    if row not in chain.rows:
        chain.rows.append(row)
    if declaration.short_language != language and declaration.kind is Kind.FULL:
        chain.target = declaration.short
    else:
        chain.forms[" ".join(declaration.short.split())] = None


def _across(chains: dict[tuple[str, str], _Chain], sides: dict[str, dict[int, list[Declaration]]]) -> None:
    """Where a sentence and its translation declare equally many names, these go together, in their order."""
    for row, chinese_declarations in sides[ZH_HANS].items():
        right = sides[EN].get(row, [])
        if not right or len(chinese_declarations) != len(right):
            continue
        for declaration, counterpart in zip(chinese_declarations, right, strict=True):
            chinese_chain = chains[" ".join(declaration.full.split()), ZH_HANS]
            english_chain = chains.get((" ".join(counterpart.full.split()), EN))
            chinese_chain.target = chinese_chain.target or " ".join(counterpart.full.split())
            chinese_chain.score = max(chinese_chain.score, _SURE)
            chinese_chain.forms[" ".join(counterpart.short.split())] = None
            if english_chain is not None:
                # It is told with the Chinese name.
                del chains[" ".join(counterpart.full.split()), EN]


PATTERN = Pattern("declared abbreviation", 0, _find)
