"""Units that say the same with other spaces, marks, width or case: merged into the one that was changed last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from yizhi.tm.memory import parts, schema
from yizhi.tm.memory.codes import moved
from yizhi.tm.memory.writing import MemoryWriter, now


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """A unit that is kept, and those that go into it: (number, first text, second text) each."""

    kept: tuple[int, str, str]
    merged: tuple[tuple[int, str, str], ...]


_QUESTION = """
SELECT one.number, one.first, one.second, one.languages, a.key, b.key,
       (SELECT max(changed) FROM origin WHERE origin.unit = one.number)
FROM unit AS one JOIN first_key AS a ON a.number = one.number JOIN second_key AS b ON b.number = one.number
WHERE one.first_hash IN (SELECT first_hash FROM unit GROUP BY first_hash HAVING count(*) > 1)
ORDER BY one.first_hash, a.key, one.languages, b.key
"""


def groups(writer: MemoryWriter) -> Iterator[DuplicateGroup]:
    """Yield the groups of units whose two keys are the same, one after the other."""
    group: list[tuple[str, int, str, str]] = []
    last: tuple[object, ...] | None = None
    for number, first, second, languages, first_key, second_key, changed in writer.connection.execute(_QUESTION):
        identity = (languages, first_key, second_key)
        if identity != last and len(group) > 1:
            yield _group(group)
        if identity != last:
            group, last = [], identity
        group.append((changed or "", number, first, second))
    if len(group) > 1:
        yield _group(group)


def _group(members: list[tuple[str, int, str, str]]) -> DuplicateGroup:
    *others, newest = sorted(members)
    return DuplicateGroup(newest[1:], tuple(member[1:] for member in others))


def dedupe(writer: MemoryWriter) -> list[DuplicateGroup]:
    """Merge the groups, all in one transaction: origins go over to the kept unit, texts that go are noted in the history."""
    with schema.plainly(writer.path), schema.transaction(writer.connection):
        duplicates = list(groups(writer))
        if not duplicates:
            return []
        run = writer.connection.execute
        for group in duplicates:
            for number, first, second in group.merged:
                for codes, *key in run(
                    "SELECT codes, document, id, backward FROM origin WHERE unit = ? AND codes IS NOT NULL", (number,)
                ).fetchall():
                    # Places count in the texts that go; codes that have no place in the others go with them.
                    run(
                        "UPDATE origin SET codes = ? WHERE unit = ? AND document = ? AND id = ? AND backward = ?",
                        (moved(codes, (first, second), group.kept[1:]), number, *key),
                    )
                run("UPDATE OR IGNORE origin SET unit = ? WHERE unit = ?", (group.kept[0], number))
                run("DELETE FROM origin WHERE unit = ?", (number,))
                for table in ("unit", "first_key", "second_key"):
                    run(f"DELETE FROM {table} WHERE number = ?", (number,))
                run(
                    "INSERT INTO event (at, who, action, detail) VALUES (?, ?, 'merge', ?)",
                    (now(), writer.who, json.dumps([first, second, group.kept[0]], ensure_ascii=False)),
                )
        parts.refresh(writer.connection, [member[0] for group in duplicates for member in group.merged])
        return duplicates
