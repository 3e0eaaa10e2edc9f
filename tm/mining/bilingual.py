"""Chinese candidates with their English: which candidates are looked up, what competes, how sure the pair is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.tm.mining import units
from yizhi.tm.mining.chinese import names
from yizhi.tm.mining.declared_english import spells
from yizhi.tm.mining.lexical import Dictionary, LexiconEngine
from yizhi.tm.mining.model import NAMED, PARALLEL, Candidate, Corpus, MiningTarget, Watch
from yizhi.tm.mining.parallel import Parallel, Rendering
from yizhi.tm.mining.spotting import spot
from yizhi.tm.mining.stopwords import norm

PAIRS = 150_000
"""Sentence pairs that are read; of more, evenly chosen ones, and for each listed term some that have it."""
LOOKED_UP = 30_000
"""Candidates whose English is sought: those that are most like terms."""

_PER_TERM = 40
_LEAST = 0.10
_NEAR = 0.5
_BETTER, _LEAST_WORTH = 1.15, 0.12


def with_english(
    corpus: Corpus,
    candidates: Sequence[Candidate],
    dictionary: Dictionary,
    target: MiningTarget,
    watch: Watch,
    engine: LexiconEngine | None = None,
) -> list[Candidate]:
    """Return the candidates, Chinese ones with the English that goes with them; those that merely repeat (`PARALLEL`) only where
    it is sure. `engine` learns the words (else the built-in one)."""
    rows = [row for row in range(len(corpus)) if corpus.zh[row] and corpus.en[row]]
    step = max(1, -(-len(rows) // PAIRS))
    chosen = set(rows[::step])
    if target.terms and step > 1:
        for candidate in candidates:
            chosen.update(candidate.rows[:_PER_TERM])
    rows = sorted(chosen.intersection(rows))
    part = _part(corpus, rows)
    helper = names()
    parallel = Parallel(
        part.zh, part.en, lambda text: [text[start:stop] for start, stop in helper.cut(text)], dictionary, watch, engine
    )
    if target.terms:
        return _for_list(part, rows, parallel, candidates, watch)
    return _for_all(part, rows, parallel, candidates, watch)


def _part(corpus: Corpus, rows: Sequence[int]) -> Corpus:
    """Some rows of a corpus, as one."""
    return Corpus([corpus.zh[row] for row in rows], [corpus.en[row] for row in rows], pairs=len(rows))


# ------------------------------------------------------------------ everything


def _for_all(
    part: Corpus,
    rows: Sequence[int],
    parallel: Parallel,
    candidates: Sequence[Candidate],
    watch: Watch,
) -> list[Candidate]:
    by_source = {candidate.source: candidate for candidate in candidates if candidate.language == ZH_HANS}
    likely = sorted(by_source.values(), key=lambda candidate: (-likeliness(candidate), candidate.source))[:LOOKED_UP]
    places = {term: where for term, language, where in spot(part, [candidate.source for candidate in likely])}
    paired: list[tuple[Candidate, list[Rendering]]] = []
    for number in watch(range(len(likely)), "pairing"):
        candidate = likely[number]
        where = places.get(candidate.source, ())
        paired.append((candidate, parallel.renderings(candidate.source, where)))
    numbers = {row: number for number, row in enumerate(rows)}
    paired_candidates = [_made(_checked(candidate, best, parallel, numbers), best, rows) for candidate, best in paired]
    paired_candidates = [
        candidate for candidate in paired_candidates if candidate.pattern != PARALLEL or candidate.target is not None
    ]
    return _competing([candidate for candidate in paired_candidates if candidate.score > 0]) + _left(
        candidates, paired_candidates
    )


def likeliness(candidate: Candidate) -> float:
    """Return how much like a term a candidate is: those that are most so are looked up."""
    return candidate.score + 0.1 * (candidate.pattern in NAMED) + 0.02 * math.log(1 + candidate.frequency)


def _checked(
    candidate: Candidate, translations: Sequence[Rendering], parallel: Parallel, numbers: dict[int, int]
) -> Candidate:
    """Return a declared pair whose words bear each other out: else without its English, or with the part of it that they do."""
    row = next((numbers[row] for row in candidate.rows if row in numbers), None)
    if candidate.target is None or row is None:
        return candidate
    worth = parallel.worth(candidate.source, candidate.target, row)
    spelt = any(spells(candidate.target, form) for form in candidate.variants if form.isupper())
    if (
        translations
        and not spelt
        and translations[0].text in candidate.target
        and parallel.worth(candidate.source, translations[0].text, row) > _BETTER * worth
    ):
        return replace(candidate, target=translations[0].text)
    if worth < _LEAST_WORTH:
        return replace(candidate, target=None, score=candidate.score * 0.8)
    return candidate


def _alternatives(translations: Sequence[Rendering]) -> tuple[str, ...]:
    """Other renderings that come near the best one."""
    return tuple(
        translation.text for translation in translations[1:4] if translation.score >= _NEAR * translations[0].score
    )


def _made(candidate: Candidate, translations: Sequence[Rendering], rows: Sequence[int]) -> Candidate:
    """Return a candidate with its English, if that is likely enough."""
    best = translations[0] if translations else None
    if best is None or best.score < _LEAST or (best.together < 2 and best.score < 0.35):
        return replace(candidate, score=candidate.score * 0.5) if candidate.target is None else candidate
    if candidate.target is not None:
        # It is declared beside it.
        return candidate
    declared = candidate.pattern in NAMED
    together = min(1.0, 0.55 + 0.13 * math.log(best.together))
    # The pair is what is sure or not; that the Chinese is a term counts a little.
    score = best.score * together * (0.75 + 0.25 * min(1.0, 2 * candidate.score)) * _common(candidate.source)
    score = min(0.99, score + 0.05 * declared)
    shown: tuple[int, ...] = (rows[best.where],)
    if candidate.pattern != PARALLEL:
        shown = (*shown, *(row for row in candidate.rows if row != rows[best.where]))[:20]
    pattern = candidate.pattern if declared else PARALLEL
    return replace(
        candidate, target=best.text, score=score, pattern=pattern, rows=shown, alternatives=_alternatives(translations)
    )


def _common(text: str) -> float:
    """Return how much less a pair is worth whose Chinese is one word of general Chinese (挑战, 优先): 1 for a term of several words."""
    general = names().frequency(text)
    return 1.0 if not general else max(0.7, min(1.0, 0.7 - 0.06 * (math.log(general) + 8)))


def _competing(candidates: list[Candidate]) -> list[Candidate]:
    """Return one English phrase for one Chinese term: the others that claim it are worth less."""
    by_target: dict[str, list[Candidate]] = defaultdict(list)
    standing = [candidate for candidate in candidates if candidate.target is None]
    for candidate in candidates:
        if candidate.target is not None:
            by_target[" ".join(map(norm, candidate.target.split()))].append(candidate)
    for claims in by_target.values():
        claims.sort(key=lambda candidate: (-candidate.score, -len(candidate.source)))
        standing.append(claims[0])
        for claim in claims[1:]:
            # 秘书 and 秘书长: a part of the winner, or what holds it, is a slip of the boundary.
            nested = claim.source in claims[0].source or claims[0].source in claim.source
            standing.append(replace(claim, score=claim.score * (0.35 if nested else 0.6)))
    return standing


def _left(candidates: Sequence[Candidate], paired_candidates: Sequence[Candidate]) -> list[Candidate]:
    """English candidates that are no candidate's target."""
    targets = {" ".join(map(norm, candidate.target.split())) for candidate in paired_candidates if candidate.target}
    return [
        replace(candidate, score=candidate.score * 0.5)
        for candidate in candidates
        if candidate.language == EN
        and " ".join(map(norm, candidate.source.split())) not in targets
        and candidate.pattern in NAMED
    ]


# ------------------------------------------------------------------ a list


def _for_list(
    part: Corpus, rows: Sequence[int], parallel: Parallel, candidates: Sequence[Candidate], watch: Watch
) -> list[Candidate]:
    """Return the terms of a list with their counterparts: for Chinese ones English, for English ones Chinese."""
    listed = {candidate.source: candidate for candidate in candidates}
    places = {term: where for term, _, where in spot(part, list(listed))}
    chinese = [candidate for candidate in candidates if candidate.language == ZH_HANS]
    listed_pairs = []
    for number in watch(range(len(chinese)), "pairing"):
        candidate = chinese[number]
        best = parallel.renderings(candidate.source, places.get(candidate.source, ()))
        if best:
            candidate = replace(candidate, alternatives=_alternatives(best))
            listed_pairs.append(_of_list(candidate, best[0].text, best[0].score, best[0].together, rows[best[0].where]))
        else:
            listed_pairs.append(candidate)
    english = {
        " ".join(map(norm, candidate.source.split())): candidate for candidate in candidates if candidate.language == EN
    }
    if english:
        listed_pairs += _reverse(part, rows, parallel, english, places, watch)
    return listed_pairs


def _of_list(candidate: Candidate, target: str, score: float, together: int, row: int) -> Candidate:
    shown = (row, *(further for further in candidate.rows if further != row))[:20]
    sure = min(0.99, score * min(1.0, 0.55 + 0.13 * math.log(max(1, together))))
    return replace(candidate, target=target, score=sure, rows=shown)


def _reverse(
    part: Corpus,
    rows: Sequence[int],
    parallel: Parallel,
    english: dict[str, Candidate],
    places: dict[str, tuple[int, ...]],
    watch: Watch,
) -> list[Candidate]:
    """English terms with their Chinese: of the units that repeat in their sentences, the one whose English they are."""
    row_set = {row for candidate in english.values() for row in places.get(candidate.source, ())}
    chosen_rows = sorted(row_set)
    repeated = units.chinese([part.zh[row] for row in chosen_rows], names(), watch)
    sources = [unit.text for unit in sorted(repeated, key=lambda unit: -unit.frequency)[:LOOKED_UP]]
    best: dict[str, tuple[float, str, Rendering]] = {}
    where = {term: rows_ for term, language, rows_ in spot(part, sources) if language == ZH_HANS}
    for number in watch(range(len(sources)), "pairing"):
        for rank, candidate in enumerate(parallel.renderings(sources[number], where.get(sources[number], ()))[:5]):
            name = " ".join(map(norm, candidate.text.split()))
            score = candidate.score * (1.0 if rank == 0 else 0.8)
            if name in english and score > best.get(name, (0.0,))[0]:
                best[name] = score, sources[number], candidate
    return [
        _of_list(candidate, best[name][1], best[name][0], best[name][2].together, rows[best[name][2].where])
        if name in best
        else candidate
        for name, candidate in english.items()
    ]
