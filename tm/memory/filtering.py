"""Which units a filter lets through: those with an origin that fits all that is said."""

from __future__ import annotations

import json
import sqlite3
from fnmatch import fnmatchcase

from yizhi.tm.memory.match import Filter

_AT_ONCE = 1_000
"""Parameters of a statement."""


def units(connection: sqlite3.Connection, only: Filter) -> set[int]:
    """Return the numbers of the units, inside a read transaction of the caller."""
    documents = [
        number for number, name in connection.execute("SELECT number, name FROM document") if _named(only, name)
    ]
    numbers: set[int] = set()
    clauses = " AND changed >= ? AND substr(changed, 1, ?) <= ?" + (" AND author = ?" if only.author else "")
    bound: list[object] = [only.since, len(only.until) or 40, only.until or "~"]
    bound += [only.author] if only.author else []
    for start in range(0, len(documents), _AT_ONCE):
        batch = documents[start : start + _AT_ONCE]
        for unit, attributes in connection.execute(
            f"SELECT unit, attributes FROM origin WHERE document IN ({','.join('?' * len(batch))}){clauses}",
            [*batch, *bound],
        ):
            if not only.attributes or _has(attributes, only):
                numbers.add(unit)
    return numbers


def fits(only: Filter, document: str, date: str, author: str, attributes: str | None) -> bool:
    """Return whether an origin, as it stands in the tables, is let through."""
    return (
        _named(only, document)
        and date >= only.since
        and (not only.until or date[: len(only.until)] <= only.until)
        and (not only.author or author == only.author)
        and (not only.attributes or _has(attributes, only))
    )


def _named(only: Filter, document: str) -> bool:
    return not only.documents or any(fnmatchcase(document, pattern) for pattern in only.documents)


def _has(attributes: str | None, only: Filter) -> bool:
    if attributes is None:
        return False
    present = {tuple(pair) for pair in json.loads(attributes)}
    return all(pair in present for pair in only.attributes)
