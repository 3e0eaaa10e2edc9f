"""The second phase of mining a collection: what the parts counted becomes one account of each candidate.

Tables of the parts are sorted, so they are merged as streams: memory does not grow with the collection. Of the accounts only the likeliest
are kept.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, zip_longest
from pathlib import Path

from yizhi.corpus.candidate_counts import BETWEEN, COLUMNS, MINE, CountedTerm, counted_terms, term_order
from yizhi.corpus.collection import Collection, write_stream
from yizhi.corpus.engine import result_file
from yizhi.tm.mining.bilingual import LOOKED_UP, likeliness
from yizhi.tm.mining.mining import EVIDENCE, merged

FILES = 64
"""Tables that are open at a time; of more, groups are merged into tables beside first."""


def merged_terms(collection: Collection, at_most: int = LOOKED_UP) -> list[CountedTerm]:
    """Return the likeliest candidates of all parts that were counted, each once, the likeliest first."""
    tables = [file for part in collection.parts if (file := result_file(collection, MINE, part)).exists()]
    with tempfile.TemporaryDirectory(dir=collection.folder / MINE, prefix="merge-") as folder:
        terms = (_account(list(counts)) for _, counts in groupby(_in_order(tables, Path(folder)), key=term_order))
        return heapq.nsmallest(at_most, terms, key=lambda term: (-likeliness(term.candidate(())), term.source))


def _in_order(tables: Sequence[Path], folder: Path, level: int = 0) -> Iterator[CountedTerm]:
    """Yield the counts of all tables in their order; what one part counted stays by itself, so groups of tables decide nothing."""
    if len(tables) <= FILES:
        return heapq.merge(*map(counted_terms, tables), key=term_order)
    grouped: list[Path] = []
    for number, begin in enumerate(range(0, len(tables), FILES)):
        table = folder / f"merged-{level}-{number:05}.parquet"
        counts: Iterator[CountedTerm] = heapq.merge(*map(counted_terms, tables[begin : begin + FILES]), key=term_order)
        write_stream(table, COLUMNS, counts)
        grouped.append(table)
    return _in_order(grouped, folder, level + 1)


def _account(terms: list[CountedTerm]) -> CountedTerm:
    """Return one account of a candidate: frequencies added up, the best score, the English that was declared most often."""
    if len(terms) == 1:
        return terms[0]
    best = max(terms, key=lambda term: (term.score, term.frequency))
    (candidate,) = merged(term.candidate(()) for term in sorted(terms, key=lambda term: -term.score))
    return best._replace(
        frequency=sum(term.frequency for term in terms),
        parts=sum(term.parts for term in terms),
        target=_commonest_target(terms),
        variants=BETWEEN.join(candidate.variants),
        rows=" ".join(_by_turns([term.rows.split() for term in terms])),
    )


def _commonest_target(terms: Iterable[CountedTerm]) -> str | None:
    weights: dict[str, int] = {}
    for term in terms:
        if term.target:
            weights[term.target] = weights.get(term.target, 0) + term.frequency
    return max(weights, key=lambda target: (weights[target], target)) if weights else None


def _by_turns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of all tables by turns, as many as a candidate keeps."""
    turns = chain.from_iterable(zip_longest(*rows))
    return list(islice((row for row in turns if row is not None), EVIDENCE))
