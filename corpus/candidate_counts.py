"""The first phase of mining a collection: every part counts its candidates by its own text, without their English.

What a part found is a table sorted by (key, language), so that any number of parts can be merged as streams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from yizhi.checks.parallel import Tools
from yizhi.corpus.collection import (
    INTEGER,
    STRING,
    Collection,
    CollectionPair,
    CollectionPart,
    read_table,
    write_table,
)
from yizhi.corpus.engine import Counts, result_file
from yizhi.termbase.language import is_chinese
from yizhi.termbase.text.keys import key
from yizhi.tm.mining.model import Candidate, Corpus

MINE = "mine"
_REAL = "double"
BETWEEN = "\n"
"""Between the variants of a candidate in a table."""


class CountedTerm(NamedTuple):
    """A candidate as one part or several count it, a row of a table.

    `rows` are pairs that show it, as `part:row` with blanks between; `variants` have line breaks between.
    """

    key: str
    language: str
    source: str
    pattern: str
    score: float
    frequency: int
    parts: int
    target: str | None
    variants: str
    rows: str

    def candidate(self, rows: tuple[int, ...]) -> Candidate:
        """Return it as mining has it, shown by rows of a corpus."""
        variants = tuple(self.variants.split(BETWEEN)) if self.variants else ()
        return Candidate(
            self.source, self.language, self.pattern, self.score, self.frequency, self.target, variants, rows=rows
        )


COLUMNS = dict.fromkeys(CountedTerm._fields, STRING) | {"score": _REAL, "frequency": INTEGER, "parts": INTEGER}


@dataclass(frozen=True, slots=True)
class CountWork:
    """Counts the candidates of a part."""

    tools: Tools

    def __call__(self, collection: Collection, part: CollectionPart) -> Counts:
        """Count a part; return its counts."""
        from yizhi.tm.mining.existing_terms import ExistingTerms
        from yizhi.tm.mining.mining import counted

        corpus = Corpus()
        for pair in collection.rows(part):
            add_pair(corpus, pair)
        recogniser, context = self.tools.open()
        number = collection.parts.index(part)
        candidates = counted(corpus, ExistingTerms(context.library, recogniser))
        terms = sorted((_counted_term(candidate, number) for candidate in candidates), key=term_order)
        counts: Counts = {"pairs": part.pairs, "documents": part.documents, "candidates": len(terms)}
        write_table(result_file(collection, MINE, part), COLUMNS, terms, counts)
        return counts


def _counted_term(candidate: Candidate, part: int) -> CountedTerm:
    return CountedTerm(
        key(candidate.source), candidate.language, candidate.source, candidate.pattern, candidate.score, candidate.frequency, 1,
        candidate.target, BETWEEN.join(candidate.variants), " ".join(f"{part}:{row}" for row in candidate.rows),
    )  # fmt: skip


def term_order(term: CountedTerm) -> tuple[str, str]:
    """Return what candidates are sorted and merged by."""
    return term.key, term.language


def counted_terms(file: Path) -> Iterator[CountedTerm]:
    """Yield the candidates of a table in their order."""
    for row in read_table(file):
        yield CountedTerm(**row)


def add_pair(corpus: Corpus, pair: CollectionPair) -> None:
    """Put a pair into a corpus, on one line a side."""
    first, second = (" ".join(text.split()) for text in (pair.source, pair.target))
    zh, en = (first, second) if is_chinese(pair.source_language) else (second, first)
    corpus.add(zh, en, pair.document, None)
