"""Sentence pairs as rows: what the TSV and the XLSX have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yizhi.tm.formats.pairs.form import Heading
from yizhi.tm.model import Pair

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def rows(pairs: Iterable[Pair], heading: Heading) -> Iterator[list[str]]:
    """Yield the header, then a row for each pair. All pairs have the attributes of the first one."""
    names: list[str] | None = None
    for pair in pairs:
        if names is None:
            names = [name for name, _ in pair.attributes]
            yield ["id", "document", heading.tag(heading.source_language), heading.tag(heading.target_language), *names]
        attributes = dict(pair.attributes)
        cells = [
            pair.id,
            pair.document,
            pair.source.text,
            pair.target.text,
            *(attributes.get(name, "") for name in names),
        ]
        yield [_BREAKS.sub(" ", cell) for cell in cells]
    if names is None:
        yield ["id", "document", heading.tag(heading.source_language), heading.tag(heading.target_language)]
