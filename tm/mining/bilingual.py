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
from yizhi.tm.mining.units import RepeatedUnit

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
    found: Sequence[Candidate],
    dictionary: Dictionary,
    wanted: MiningTarget,
    watch: Watch,
    counted: Sequence[RepeatedUnit] = (),
    engine: LexiconEngine | None = None,
) -> list[Candidate]:
    """The candidates, Chinese ones with the English that goes with them; further ones that have a sure English.

    `counted` are the repeated units of the Chinese side; `engine` learns the words (else the built-in one).
    """
    rows = [row for row in range(len(corpus)) if corpus.zh[row] and corpus.en[row]]
    step = max(1, -(-len(rows) // PAIRS))
    chosen = set(rows[::step])
    if wanted.terms and step > 1:
        for one in found:
            chosen.update(one.rows[:_PER_TERM])
    rows = sorted(chosen.intersection(rows))
    part = _part(corpus, rows)
    helper = names()
    parallel = Parallel(
        part.zh, part.en, lambda text: [text[start:stop] for start, stop in helper.cut(text)], dictionary, watch, engine
    )
    if wanted.terms:
        return _for_list(part, rows, parallel, found, watch)
    return _for_all(part, rows, parallel, found, watch, counted)


def _part(corpus: Corpus, rows: Sequence[int]) -> Corpus:
    """Some rows of a corpus, as one."""
    return Corpus([corpus.zh[row] for row in rows], [corpus.en[row] for row in rows], pairs=len(rows))


# ------------------------------------------------------------------ everything


def _for_all(
    part: Corpus,
    rows: Sequence[int],
    parallel: Parallel,
    found: Sequence[Candidate],
    watch: Watch,
    counted: Sequence[RepeatedUnit],
) -> list[Candidate]:
    by_source = {one.source: one for one in found if one.language == ZH_HANS}
    for unit in counted:
        if unit.text not in by_source:
            score = 0.02 * math.log(1 + units.c_value(unit))
            by_source[unit.text] = Candidate(unit.text, ZH_HANS, PARALLEL, score, unit.frequency)
    likely = sorted(by_source.values(), key=lambda one: (-_likeliness(one), one.source))[:LOOKED_UP]
    places = {term: where for term, language, where in spot(part, [one.source for one in likely])}
    paired: list[tuple[Candidate, list[Rendering]]] = []
    for number in watch(range(len(likely)), "pairing"):
        one = likely[number]
        where = places.get(one.source, ())
        paired.append((one, parallel.renderings(one.source, where)))
    numbers = {row: number for number, row in enumerate(rows)}
    made = [_made(_checked(one, best, parallel, numbers), best, rows) for one, best in paired]
    made = [one for one in made if one.pattern != PARALLEL or one.target is not None]
    return _competing([one for one in made if one.score > 0]) + _left(found, made)


def _likeliness(one: Candidate) -> float:
    return one.score + 0.1 * (one.pattern in NAMED) + 0.02 * math.log(1 + one.frequency)


def _checked(one: Candidate, found: Sequence[Rendering], parallel: Parallel, numbers: dict[int, int]) -> Candidate:
    """A declared pair whose words bear each other out: else without its English, or with the part of it that they do."""
    row = next((numbers[row] for row in one.rows if row in numbers), None)
    if one.target is None or row is None:
        return one
    worth = parallel.worth(one.source, one.target, row)
    spelt = any(spells(one.target, form) for form in one.variants if form.isupper())
    if (
        found
        and not spelt
        and found[0].text in one.target
        and parallel.worth(one.source, found[0].text, row) > _BETTER * worth
    ):
        return replace(one, target=found[0].text)
    if worth < _LEAST_WORTH:
        return replace(one, target=None, score=one.score * 0.8)
    return one


def _alternatives(found: Sequence[Rendering]) -> tuple[str, ...]:
    """Other renderings that come near the best one."""
    return tuple(other.text for other in found[1:4] if other.score >= _NEAR * found[0].score)


def _made(one: Candidate, found: Sequence[Rendering], rows: Sequence[int]) -> Candidate:
    """A candidate with its English, if that is likely enough."""
    best = found[0] if found else None
    if best is None or best.score < _LEAST or (best.together < 2 and best.score < 0.35):
        return replace(one, score=one.score * 0.5) if one.target is None else one
    if one.target is not None:
        # It is declared beside it.
        return one
    declared = one.pattern in NAMED
    together = min(1.0, 0.55 + 0.13 * math.log(best.together))
    # The pair is what is sure or not; that the Chinese is a term counts a little.
    score = best.score * together * (0.75 + 0.25 * min(1.0, 2 * one.score)) * _common(one.source)
    score = min(0.99, score + 0.05 * declared)
    shown = (rows[best.where], *(row for row in one.rows if row != rows[best.where]))[:20]
    pattern = one.pattern if declared else PARALLEL
    return replace(one, target=best.text, score=score, pattern=pattern, rows=shown, alternatives=_alternatives(found))


def _common(text: str) -> float:
    """How much less a pair is worth whose Chinese is one word of general Chinese (挑战, 优先): 1 for a term of several words."""
    general = names().frequency(text)
    return 1.0 if not general else max(0.7, min(1.0, 0.7 - 0.06 * (math.log(general) + 8)))


def _competing(found: list[Candidate]) -> list[Candidate]:
    """One English phrase for one Chinese term: the others that claim it are worth less."""
    by_target: dict[str, list[Candidate]] = defaultdict(list)
    out = [one for one in found if one.target is None]
    for one in found:
        if one.target is not None:
            by_target[" ".join(map(norm, one.target.split()))].append(one)
    for claims in by_target.values():
        claims.sort(key=lambda one: (-one.score, -len(one.source)))
        out.append(claims[0])
        for other in claims[1:]:
            # 秘书 and 秘书长: a part of the winner, or what holds it, is a slip of the boundary.
            nested = other.source in claims[0].source or claims[0].source in other.source
            out.append(replace(other, score=other.score * (0.35 if nested else 0.6)))
    return out


def _left(found: Sequence[Candidate], made: Sequence[Candidate]) -> list[Candidate]:
    """English candidates that are no candidate's target."""
    targets = {" ".join(map(norm, one.target.split())) for one in made if one.target}
    return [
        replace(one, score=one.score * 0.5)
        for one in found
        if one.language == EN and " ".join(map(norm, one.source.split())) not in targets and one.pattern in NAMED
    ]


# ------------------------------------------------------------------ a list


def _for_list(
    part: Corpus, rows: Sequence[int], parallel: Parallel, found: Sequence[Candidate], watch: Watch
) -> list[Candidate]:
    """The terms of a list with their counterparts: for Chinese ones English, for English ones Chinese."""
    listed = {one.source: one for one in found}
    places = {term: where for term, _, where in spot(part, list(listed))}
    chinese = [one for one in found if one.language == ZH_HANS]
    out = []
    for number in watch(range(len(chinese)), "pairing"):
        one = chinese[number]
        best = parallel.renderings(one.source, places.get(one.source, ()))
        if best:
            one = replace(one, alternatives=_alternatives(best))
            out.append(_of_list(one, best[0].text, best[0].score, best[0].together, rows[best[0].where]))
        else:
            out.append(one)
    english = {" ".join(map(norm, one.source.split())): one for one in found if one.language == EN}
    if english:
        out += _reverse(part, rows, parallel, english, places, watch)
    return out


def _of_list(one: Candidate, target: str, score: float, together: int, row: int) -> Candidate:
    shown = (row, *(other for other in one.rows if other != row))[:20]
    sure = min(0.99, score * min(1.0, 0.55 + 0.13 * math.log(max(1, together))))
    return replace(one, target=target, score=sure, rows=shown)


def _reverse(
    part: Corpus,
    rows: Sequence[int],
    parallel: Parallel,
    english: dict[str, Candidate],
    places: dict[str, tuple[int, ...]],
    watch: Watch,
) -> list[Candidate]:
    """English terms with their Chinese: of the units that repeat in their sentences, the one whose English they are."""
    wanted = {row for one in english.values() for row in places.get(one.source, ())}
    here = sorted(wanted)
    found = units.chinese([part.zh[row] for row in here], names(), watch)
    sources = [unit.text for unit in sorted(found, key=lambda unit: -unit.frequency)[:LOOKED_UP]]
    best: dict[str, tuple[float, str, Rendering]] = {}
    where = {term: rows_ for term, language, rows_ in spot(part, sources) if language == ZH_HANS}
    for number in watch(range(len(sources)), "pairing"):
        for rank, one in enumerate(parallel.renderings(sources[number], where.get(sources[number], ()))[:5]):
            name = " ".join(map(norm, one.text.split()))
            score = one.score * (1.0 if rank == 0 else 0.8)
            if name in english and score > best.get(name, (0.0,))[0]:
                best[name] = score, sources[number], one
    return [
        _of_list(one, best[name][1], best[name][0], best[name][2].together, rows[best[name][2].where])
        if name in best
        else one
        for name, one in english.items()
    ]
