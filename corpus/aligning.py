"""Alignment of a collection again: where the sentences of a document belong together otherwise than its pairs have them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from yizhi.checks.parallel import Tools
from yizhi.corpus.collection import INTEGER, STRING, Collection, CollectionPart, write_table
from yizhi.corpus.engine import Counts, result_file
from yizhi.termbase.language import is_chinese
from yizhi.tm.model import Draft

ALIGN = "align"
DOUBTFUL = 0.5
"""The score below which a bead is one to look at."""
_COLUMNS = {"document": STRING, "source": STRING, "target": STRING, "score": "double", "moved": INTEGER}


@dataclass(frozen=True, slots=True)
class AlignWork:
    """Aligns the documents of a part again, sentence by sentence; the terms of the termbases are evidence."""

    tools: Tools

    def __call__(self, collection: Collection, part: CollectionPart) -> Counts:
        """Align a part; return its counts. `moved` are beads other than a pair of the collection."""
        rows = [row for draft in collection.drafts(part) for row in self._aligned(draft)]
        counts: Counts = {
            "pairs": part.pairs, "documents": part.documents, "beads": len(rows), "moved": sum(row[-1] for row in rows),
            "doubtful": sum(row[3] < DOUBTFUL for row in rows),
        }  # fmt: skip
        write_table(result_file(collection, ALIGN, part), _COLUMNS, rows, counts)
        return counts

    def _aligned(self, draft: Draft) -> list[tuple[Any, ...]]:
        from yizhi.tm.alignment.align import Aligner, AlignmentSide

        aligner = Aligner(terms=(self.tools.open()[1].library,))
        pairs = [(unit.source, unit.target) for unit in draft.units if unit.source and unit.target]
        source, target = (
            AlignmentSide([segment.text for segment in side], None, is_chinese(side[0].language))
            for side in zip(*pairs, strict=True)
        )
        ids = [unit.id for unit in draft.units if unit.source and unit.target]
        return [
            (
                draft.path, json.dumps([ids[item] for item in bead.source]), json.dumps([ids[item] for item in bead.target]),
                bead.score, int(bead.source != bead.target or len(bead.source) != 1),
            )
            for bead in aligner.align(source, target)
        ]  # fmt: skip
