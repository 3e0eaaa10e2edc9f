"""What a memory holds, as pairs again."""

from __future__ import annotations

import json
from collections.abc import Generator

from yizhi.tm.memory.match import Filter
from yizhi.tm.memory.memory import TranslationMemory
from yizhi.tm.model import Pair, Segment, Tag


def pairs(
    memory: TranslationMemory, only: Filter | None = None, every_origin: bool = False
) -> Generator[Pair, None, None]:
    """Yield the units in the order in which they came in, each with its newest origin, or once for every origin."""
    with memory.snapshot():
        allowed = memory.allowed(only) if only else None
        last: int | None = None
        rows = memory.connection.execute(
            "SELECT unit.number, languages.first, languages.second, unit.first, unit.second, document.name, id, backward,"
            " created, changed, author, attributes, codes FROM unit JOIN languages ON languages.number = unit.languages"
            " JOIN origin ON origin.unit = unit.number JOIN document ON document.number = origin.document"
            " ORDER BY unit.number, changed DESC, origin.document DESC, id"
        )
        for number, first_tags, second_tags, first, second, document, name, backward, *facts in rows:
            if (number == last and not every_origin) or (allowed is not None and number not in allowed):
                continue
            last = number
            created, changed, author, attributes, codes = facts
            tags = json.loads(codes) if codes else ((), ())
            sides = [
                Segment(text, language, tags=tuple(Tag(*tag) for tag in side_tags))
                for text, language, side_tags in ((first, first_tags, tags[0]), (second, second_tags, tags[1]))
            ]
            if backward:
                sides.reverse()
            yield Pair(
                sides[0],
                sides[1],
                name,
                document,
                created,
                changed,
                author,
                tuple((key, value) for key, value in json.loads(attributes or "[]")),
            )


def count(memory: TranslationMemory, only: Filter | None = None) -> int:
    """Return how many units that are."""
    with memory.snapshot():
        if only:
            return len(memory.allowed(only))
        return int(memory.connection.execute("SELECT count(*) FROM unit").fetchone()[0])
