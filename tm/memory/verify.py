"""Whether a memory is whole: the index made again and compared byte by byte, every unit and origin looked at."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.tm.memory import keys, merging, parts, schema
from yizhi.tm.memory.postings import distinct, encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MASK = (1 << 64) - 1
_ROWS = 4_096
_OPERATIONS = 1_000_000
"""Steps of SQLite's machine between two signs of life."""


PASSES = 3
"""How often `verify` looks at every unit: its keys, and the index of either side."""

Step = Callable[[int], None]
"""Takes how many units more were looked at; 0 where something else goes on."""


def verify(path: Path, deep: bool = True, step: Step = lambda units: None) -> Iterator[str]:  # noqa: ARG005 - nobody listens
    """Yield what is wrong with a memory, one finding at a time; nothing for a whole one.

    SQLite's own check, units without keys or origins (or the other way round), unfinished imports are no fault; with
    `deep` every key, hash and part of the index is made again and compared.
    """
    connection = schema.open_reading(path)
    connection.set_progress_handler(lambda: step(0), _OPERATIONS)
    try:
        with schema.plainly(path):
            connection.execute("BEGIN")
            yield from _sound(connection)
            yield from _references(connection)
            yield from _coverage(connection)
            if deep:
                yield from _units(connection, step)
                yield from _index(connection, step)
    finally:
        connection.close()


def remake(connection: sqlite3.Connection) -> Iterator[int]:
    """Make keys, hashes and index again from the texts, inside a transaction of the caller; yields units done."""
    rows = connection.execute("SELECT number, first, second FROM unit")
    connection.execute("DELETE FROM first_key")
    connection.execute("DELETE FROM second_key")
    done = 0
    while rows_read := rows.fetchmany(_ROWS):
        keyed = [(number, keys.key(first), keys.key(second)) for number, first, second in rows_read]
        connection.executemany(
            "INSERT INTO first_key VALUES (?, ?)", [(number, first_key) for number, first_key, _ in keyed]
        )
        connection.executemany("INSERT INTO second_key VALUES (?, ?)", [(number, two) for number, _, two in keyed])
        connection.executemany(
            "UPDATE unit SET first_hash = ?, second_hash = ? WHERE number = ?"
            " AND (first_hash, second_hash) IS NOT (?1, ?2)",
            [(keys.digest(first_key), keys.digest(two), number) for number, first_key, two in keyed],
        )
        done += len(rows_read)
        yield done
    for _ in parts.rebuild_all(connection):
        yield done
    connection.execute("UPDATE state SET keys = ?", (keys.version(),))


def _sound(connection: sqlite3.Connection) -> Iterator[str]:
    for (verdict,) in connection.execute("PRAGMA quick_check(20)"):
        if verdict != "ok":
            yield f"SQLite: {verdict}"


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    questions = {
        "units without origin": "SELECT count(*) FROM unit WHERE number NOT IN (SELECT unit FROM origin)",
        "origins without unit": "SELECT count(*) FROM origin WHERE unit NOT IN (SELECT number FROM unit)",
        "origins without document": "SELECT count(*) FROM origin WHERE document NOT IN (SELECT number FROM document)",
        "units without languages": "SELECT count(*) FROM unit WHERE languages NOT IN (SELECT number FROM languages)",
        "units without key": "SELECT count(*) FROM unit WHERE number NOT IN (SELECT number FROM first_key)"
        " OR number NOT IN (SELECT number FROM second_key)",
        "keys without unit": "SELECT (SELECT count(*) FROM first_key WHERE number NOT IN (SELECT number FROM unit))"
        " + (SELECT count(*) FROM second_key WHERE number NOT IN (SELECT number FROM unit))",
    }
    for what, question in questions.items():
        (number,) = connection.execute(question).fetchone()
        if number:
            yield f"{number:,} {what}"
    # The same texts twice: hashes say where to look.
    (doubled,) = connection.execute(
        "SELECT count(*) FROM unit AS one JOIN unit AS other ON other.first_hash = one.first_hash"
        " AND other.number > one.number AND other.first = one.first AND other.second = one.second"
        " AND other.languages = one.languages"
    ).fetchone()
    if doubled:
        yield f"{doubled:,} units doubled"


def _coverage(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield every unit lies in exactly one part of either side."""
    for side in parts.SIDES:
        covered_to = 0
        rows = connection.execute("SELECT first, span FROM segment WHERE side = ? ORDER BY first", (side,)).fetchall()
        for first, span in rows:
            if first < covered_to:
                yield f"parts of the index overlap at unit {first:,} (side {side})"
            (between,) = connection.execute(
                "SELECT count(*) FROM unit WHERE number >= ? AND number < ?", (covered_to, first)
            ).fetchone()
            if between:
                yield f"{between:,} units before {first:,} are not in the index (side {side})"
            covered_to = first + span
        (behind,) = connection.execute("SELECT count(*) FROM unit WHERE number >= ?", (covered_to,)).fetchone()
        if behind:
            yield f"{behind:,} units from {covered_to:,} on are not in the index (side {side})"


def _units(connection: sqlite3.Connection, step: Step) -> Iterator[str]:
    """Keys and hashes of the texts, as they would be made today."""
    if connection.execute("SELECT keys FROM state").fetchone()[0] != keys.version():
        yield "keys were made with another normalisation"
        return
    wrong = 0
    rows = connection.execute(
        "SELECT first, second, first_key.key, second_key.key, first_hash, second_hash FROM unit"
        " JOIN first_key USING (number) JOIN second_key USING (number)"
    )
    while rows_read := rows.fetchmany(_ROWS):
        for first, second, first_stored, two, one_hash, two_hash in rows_read:
            one_key, two_key = keys.key(first), keys.key(second)
            if (one_key, two_key, keys.digest(one_key), keys.digest(two_key)) != (
                first_stored,
                two,
                one_hash,
                two_hash,
            ):
                wrong += 1
        step(len(rows_read))
    if wrong:
        yield f"{wrong:,} units with a wrong key or hash"


def _index(connection: sqlite3.Connection, step: Step) -> Iterator[str]:
    """Yield every part, its postings in their order, and their sum against that of the units made again."""
    rows = connection.execute("SELECT first, span, side FROM segment ORDER BY side, first").fetchall()
    for first, span, side in rows:
        try:
            old = merging.MergedPart.read(connection, side, first, first)
            good = _stored(connection, old) == _made(connection, first, span, side, old.lengths, step)
        except (TypeError, ValueError, IndexError):  # bytes that are no arrays
            good = False
        if not good:
            yield f"the index of units {first:,} to {first + span - 1:,} (side {side}) is not what their texts give"


def _stored(connection: sqlite3.Connection, old: merging.MergedPart) -> tuple[int, int] | None:
    """Number and sum of the postings of a part; None where they are out of order."""
    number = total = 0
    last = -1
    for low, high in merging.ranges([old]):
        postings = old.slice(connection, low, high)
        if len(postings) and (int(postings[0]) <= last or bool((postings[1:] <= postings[:-1]).any())):
            return None
        last = int(postings[-1]) if len(postings) else last
        number += len(postings)
        total += _sum(postings)
    return number, total & _MASK


def _made(
    connection: sqlite3.Connection, first: int, span: int, side: int, lengths: bytes, step: Step
) -> tuple[int, int] | None:
    """Return the same of the units of a range; None where their lengths are other ones."""
    number = total = 0
    rows = connection.execute(
        f"SELECT number, key FROM {parts.SIDES[side]}_key WHERE number BETWEEN ? AND ? ORDER BY number",
        (first, first + span - 1),
    )
    lengths_made = array("H", bytes(len(lengths)))
    while rows_read := rows.fetchmany(_ROWS):
        if rows_read[-1][0] - first >= len(lengths_made):
            return None
        for unit, key in rows_read:
            lengths_made[unit - first] = min(len(key), 65_535)
        codes = distinct(encode([unit - first for unit, _ in rows_read], [key for _, key in rows_read]))
        number += len(codes)
        total += _sum(codes)
        step(len(rows_read))
    return (number, total & _MASK) if lengths_made.tobytes() == lengths else None


def _sum(codes: NDArray[np.uint64]) -> int:
    """Return a sum that is the same in any order, and another one where anything differs."""
    import numpy as np

    mixed = (codes ^ (codes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return int(mixed.sum(dtype=np.uint64))
