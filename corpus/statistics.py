"""What a collection holds, counted part by part."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from yizhi.corpus.collection import INTEGER, STRING, Collection, CollectionPart, write_table
from yizhi.corpus.engine import Counts, result_file
from yizhi.termbase.language import is_chinese, is_han
from yizhi.termbase.lexicon.families import WORD

STATS = "stats"


class DocumentStatistics(NamedTuple):
    """What a document holds: pairs, Chinese characters, English words, pairs whose two sides are the same text."""

    document: str
    pairs: int
    characters: int
    words: int
    same: int


_COLUMNS = {name: STRING if name == "document" else INTEGER for name in DocumentStatistics._fields}


class StatsWork:
    """Counts a part."""

    def __call__(self, collection: Collection, part: CollectionPart) -> Counts:
        """Count a part; return its counts."""
        rows: list[DocumentStatistics] = []
        directions: Counter[str] = Counter()
        for draft in collection.drafts(part):
            characters = words = same = 0
            for unit in draft.units:
                sides = [side for side in (unit.source, unit.target) if side is not None]
                for side in sides:
                    if is_chinese(side.language):
                        characters += sum(map(is_han, side.text))
                    else:
                        words += len(WORD.findall(side.text))
                same += sides[0].text == sides[-1].text
            directions[f"{draft.source_language} → {draft.target_language}"] += len(draft.units)
            rows.append(DocumentStatistics(draft.path, len(draft.units), characters, words, same))
        counts: Counts = {
            "pairs": part.pairs, "documents": part.documents, "characters": sum(row.characters for row in rows),
            "words": sum(row.words for row in rows), "same": sum(row.same for row in rows), "directions": dict(directions),
        }  # fmt: skip
        write_table(result_file(collection, STATS, part), _COLUMNS, rows, counts)
        return counts
