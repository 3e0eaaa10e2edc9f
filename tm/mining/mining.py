"""Candidates of a corpus: all patterns, one account of each candidate, its English, what the termbase already has."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yizhi.termbase import plugins
from yizhi.termbase.language import EN, ZH_HANS
from yizhi.termbase.text.keys import key
from yizhi.tm.mining import patterns
from yizhi.tm.mining.model import (
    PARALLEL,
    Candidate,
    Corpus,
    Counter,
    Known,
    MiningTarget,
    Nothing,
    Pattern,
    Scene,
    Watch,
    unwatched,
)

if TYPE_CHECKING:
    from yizhi.tm.mining.lexical import Dictionary, LexiconEngine
    from yizhi.tm.mining.units import RepeatedUnit

LEAST_PAIRS = 20
"""Sentence pairs from which something can be learnt about both languages."""
EVIDENCE = 20
"""Rows that a candidate keeps as evidence."""


def all_patterns() -> list[Pattern]:
    """Return every pattern, found by its module."""
    declared = plugins.declared(patterns, "PATTERN", Pattern).values()
    return sorted(declared, key=lambda pattern: pattern.rank)


def mine(
    corpus: Corpus,
    dictionary: Callable[[], Dictionary],
    existing_terms: Known | None = None,
    wanted: MiningTarget | None = None,
    watch: Watch = unwatched,
    engine: LexiconEngine | None = None,
) -> list[Candidate]:
    """Return the candidates of a corpus, the best first. Where it has pairs, Chinese candidates come with their English, by the words that
    `engine` learns (else the built-in one)."""
    wanted = wanted or MiningTarget()
    candidates = list(_listed(corpus, wanted.terms)) if wanted.terms else counted(corpus, existing_terms, watch)
    return paired(corpus, candidates, dictionary, wanted, watch, engine)


def counted(corpus: Corpus, existing_terms: Known | None = None, watch: Watch = unwatched) -> list[Candidate]:
    """Return the candidates of a corpus as its own text shows them: the first phase of mining.

    Where there are pairs, units that merely repeat are among them, as `PARALLEL`: their English decides about those.
    """
    counts = {ZH_HANS: Counter(corpus.zh), EN: Counter(corpus.en)}
    scene = Scene(corpus, existing_terms or Nothing(), counts, watch)
    candidates = merged(candidate for pattern in all_patterns() for candidate in pattern.find(scene))
    if corpus.pairs < LEAST_PAIRS:
        return candidates
    sources = {candidate.source for candidate in candidates if candidate.language == ZH_HANS}
    return candidates + [repeating(unit) for unit in scene.units if unit.text not in sources]


def repeating(unit: RepeatedUnit) -> Candidate:
    """Return a unit that merely repeats, as a candidate."""
    from yizhi.tm.mining.units import c_value

    score = 0.02 * math.log(1 + c_value(unit))
    return Candidate(unit.text, ZH_HANS, PARALLEL, score, unit.frequency, rows=unit.rows[:EVIDENCE])


def paired(
    corpus: Corpus,
    candidates: list[Candidate],
    dictionary: Callable[[], Dictionary],
    wanted: MiningTarget,
    watch: Watch = unwatched,
    engine: LexiconEngine | None = None,
) -> list[Candidate]:
    """Return counted candidates with their English, as the pairs of a corpus show it, the best first: the last phase of mining."""
    if corpus.pairs >= LEAST_PAIRS:
        from yizhi.tm.mining.bilingual import with_english

        candidates = with_english(corpus, candidates, dictionary(), wanted, watch, engine)
    ranked = sorted(candidates, key=lambda item: (-item.score, -item.frequency, item.source))
    return ranked if wanted.terms else ranked[: wanted.at_most]


def merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return one account of each: the first pattern's, with what the others add."""
    by_key: dict[tuple[str, str], Candidate] = {}
    for candidate in candidates:
        candidate_key = (key(candidate.source), candidate.language)
        earlier = by_key.get(candidate_key)
        if earlier is None:
            by_key[candidate_key] = candidate
            continue
        by_key[candidate_key] = replace(
            earlier,
            score=min(1.0, max(earlier.score, candidate.score) + 0.02),
            frequency=max(earlier.frequency, candidate.frequency),
            target=earlier.target or candidate.target,
            variants=tuple(dict.fromkeys((*earlier.variants, *candidate.variants))),
            rows=tuple(dict.fromkeys((*earlier.rows, *candidate.rows)))[:EVIDENCE],
        )
    return list(by_key.values())


def _listed(corpus: Corpus, terms: Sequence[str]) -> Iterator[Candidate]:
    """Yield the terms of a list that stand in the corpus, with all their rows."""
    from yizhi.tm.mining.spotting import spot

    for term, language, rows in spot(corpus, terms):
        yield Candidate(term, language, PARALLEL, 0.5, len(rows), rows=rows)
