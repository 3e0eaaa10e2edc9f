"""TSV of sentence pairs: a header whose language tags name the texts, no quoting."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.tm.formats.pairs.columns import rows
from yizhi.tm.formats.pairs.form import Heading, PairFormat, WrittenPairs
from yizhi.tm.model import Pair


def _write(path: Path, pairs: Iterable[Pair], heading: Heading) -> WrittenPairs:
    count = -1
    with beside(path) as written_path, written_path.open("wb") as file:
        for row in rows(pairs, heading):
            file.write(("\t".join(row) + "\n").encode("utf-8", "replace"))
            count += 1
    return WrittenPairs(count)


FORM = PairFormat("tsv", (".tsv",), _write, keeps_decisions=True)
