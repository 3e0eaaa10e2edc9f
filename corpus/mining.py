"""Mining of a collection: every part is mined by itself, then what is the same is counted together.

A candidate must show itself in one part, so bigger parts find more; memory is that of one part, however big the collection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from yizhi.checks.parallel import Tools
from yizhi.corpus.collection import INTEGER, STRING, Collection, CollectionPart, read_table, write_table
from yizhi.corpus.engine import Counts, result_file
from yizhi.termbase.language import is_chinese
from yizhi.termbase.text.keys import key
from yizhi.tm.model import Draft

MINE = "mine"
_REAL = "double"


class MinedTerm(NamedTuple):
    """A candidate of a part, or of the collection: the same fields."""

    source: str
    language: str
    target: str | None
    pattern: str
    score: float
    frequency: int
    parts: int
    document: str
    example: str


_COLUMNS = dict.fromkeys(MinedTerm._fields, STRING) | {"score": _REAL, "frequency": INTEGER, "parts": INTEGER}


@dataclass(frozen=True, slots=True)
class MineWork:
    """Mines a part for candidates that the termbases do not have."""

    tools: Tools

    def __call__(self, collection: Collection, part: CollectionPart) -> Counts:
        """Mine a part; return its counts."""
        from yizhi.tm.mining.dictionary import Cedict
        from yizhi.tm.mining.existing_terms import ExistingTerms
        from yizhi.tm.mining.mining import mine
        from yizhi.tm.mining.model import Corpus

        corpus = Corpus()
        for draft in collection.drafts(part):
            _add(corpus, draft)
        recogniser, context = self.tools.open()
        existing = ExistingTerms(context.library, recogniser)
        retained, _ = existing.sifted(mine(corpus, Cedict, existing), corpus)
        rows: list[MinedTerm] = []
        for result in retained:
            position = corpus.evidence(result.rows[0], result.language, result.source) if result.rows else None
            document, example = (position.path, position.text) if position else ("", "")
            rows.append(
                MinedTerm(
                    result.source,
                    result.language,
                    result.target,
                    result.pattern,
                    result.score,
                    result.frequency,
                    1,
                    document,
                    example,
                )
            )
        counts: Counts = {"pairs": part.pairs, "documents": part.documents, "candidates": len(rows)}
        write_table(result_file(collection, MINE, part), _COLUMNS, rows, counts)
        return counts


def _add(corpus: Any, draft: Draft) -> None:
    for unit in draft.units:
        if unit.source is not None and unit.target is not None:
            first, second = (" ".join(side.text.split()) for side in (unit.source, unit.target))
            zh, en = (first, second) if is_chinese(unit.source.language) else (second, first)
            corpus.add(zh, en, draft.path, None)


def gathered(collection: Collection) -> list[MinedTerm]:
    """Return the candidates of all parts, what is the same as one: frequencies added up, the English that most places have,
    the best score; those in most parts first."""
    terms: dict[tuple[str, str], list[MinedTerm]] = {}
    for part in collection.parts:
        file = result_file(collection, MINE, part)
        if file.exists():
            for row in read_table(file):
                term = MinedTerm(**row)
                terms.setdefault((key(term.source), term.language), []).append(term)
    return sorted(map(_one, terms.values()), key=lambda term: (-term.score, -term.frequency, term.source))


def _one(same: list[MinedTerm]) -> MinedTerm:
    best = max(same, key=lambda term: term.score)
    targets = Counter[str]()
    for term in same:
        if term.target:
            targets[term.target] += term.frequency
    target = max(targets, key=lambda text: (targets[text], text)) if targets else None
    return best._replace(target=target, frequency=sum(term.frequency for term in same), parts=len(same))


def write_gathered(collection: Collection, terms: Iterable[MinedTerm]) -> None:
    """Write the candidates of the whole collection beside its manifest, as `candidates.parquet`."""
    rows = list(terms)
    write_table(collection.folder / "candidates.parquet", _COLUMNS, rows, {"candidates": len(rows)})
