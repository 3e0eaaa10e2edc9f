"""Mining of a collection in three phases: parts count candidates, accounts of them are merged, their English is sought.

The first phase is a work on parts, for any number of workers. The other two run once: merging reads sorted tables as streams, and
English is sought in a sample of pairs that does not grow with the collection. A candidate must show itself twice in one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from yizhi.checks.parallel import Tools
from yizhi.corpus.candidate_counts import CountedTerm, add_pair
from yizhi.corpus.candidate_merge import merged_terms
from yizhi.corpus.collection import INTEGER, STRING, Collection, CollectionPair, write_table
from yizhi.tm.mining.bilingual import PAIRS
from yizhi.tm.mining.model import Candidate, Corpus, MiningTarget, Watch, unwatched

EVEN = PAIRS * 2 // 3
"""Of the pairs in which English is sought, those that are chosen evenly; the others are chosen for the candidates that they show."""
CANDIDATES = "candidates.parquet"

PairPlace = tuple[int, int]
"""A part and a row in it, both from 0."""


class MinedTerm(NamedTuple):
    """A candidate of the collection: how often, in how many parts, and a pair that shows it."""

    source: str
    language: str
    target: str | None
    pattern: str
    score: float
    frequency: int
    parts: int
    document: str
    example: str


_COLUMNS = dict.fromkeys(MinedTerm._fields, STRING) | {"score": "double", "frequency": INTEGER, "parts": INTEGER}


def mined_terms(collection: Collection, tools: Tools, watch: Watch = unwatched) -> list[MinedTerm]:
    """Return the candidates of the parts that were counted, with their English, those that the termbases lack, the best first."""
    from yizhi.tm.mining.dictionary import Cedict
    from yizhi.tm.mining.existing_terms import ExistingTerms
    from yizhi.tm.mining.mining import paired

    terms = merged_terms(collection)
    shown_by = [_places(term) for term in terms]
    sample = pair_sample(collection, shown_by)
    corpus, rows = Corpus(), {address: row for row, address in enumerate(sample)}
    for pair in _sampled(collection, sample, watch):
        add_pair(corpus, pair)
    candidates = [
        term.candidate(tuple(rows[address] for address in places if address in rows))
        for term, places in zip(terms, shown_by, strict=True)
    ]
    recogniser, context = tools.open()
    results, _ = ExistingTerms(context.library, recogniser).sifted(
        paired(corpus, candidates, Cedict, MiningTarget(), watch), corpus
    )
    counted_terms = {(term.source, term.language): term for term in terms}
    return [_mined(result, counted_terms[result.source, result.language], corpus) for result in results]


def _places(term: CountedTerm) -> list[PairPlace]:
    places = (item.split(":") for item in term.rows.split())
    return [(int(part), int(row)) for part, row in places]


def pair_sample(
    collection: Collection, shown_by: Sequence[Sequence[PairPlace]], at_most: int = PAIRS, even: int = EVEN
) -> list[PairPlace]:
    """Return the pairs in which English is sought, in the order of the collection: all of few; of many, some chosen evenly and
    for each candidate, the likeliest first, pairs that show it, by turns until there are enough."""
    total = collection.pairs
    step = 1 if total <= at_most else -(-total // even)
    chosen = set(_every(collection, step))
    if step > 1:
        for address in chain.from_iterable(zip_longest(*shown_by)):
            if len(chosen) >= at_most:
                break
            if address is not None:
                chosen.add(address)
    return sorted(chosen)


def _every(collection: Collection, step: int) -> Iterator[PairPlace]:
    """Yield every so manieth pair."""
    before = 0
    for number, part in enumerate(collection.parts):
        for row in range(-before % step, part.pairs, step):
            yield number, row
        before += part.pairs


def _sampled(collection: Collection, sample: Sequence[PairPlace], watch: Watch) -> Iterator[CollectionPair]:
    """Yield the pairs at some places."""
    by_part: dict[int, set[int]] = {}
    for number, row in sample:
        by_part.setdefault(number, set()).add(row)
    for number in watch(sorted(by_part), "reading"):
        chosen = by_part[number]
        for row, pair in enumerate(collection.rows(collection.parts[number])):
            if row in chosen:
                yield pair


def _mined(result: Candidate, term: CountedTerm, corpus: Corpus) -> MinedTerm:
    evidence = corpus.evidence(result.rows[0], result.language, result.source) if result.rows else None
    document, example = (evidence.path, evidence.text) if evidence else ("", "")
    return MinedTerm(
        result.source, result.language, result.target, result.pattern, result.score, term.frequency, term.parts, document, example,
    )  # fmt: skip


def write_mined(collection: Collection, terms: Iterable[MinedTerm]) -> None:
    """Write the candidates of the whole collection beside its manifest, as `candidates.parquet`."""
    rows = list(terms)
    write_table(collection.folder / CANDIDATES, _COLUMNS, rows, {"candidates": len(rows)})
