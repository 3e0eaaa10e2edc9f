"""The index as it is stored: its parts, written, merged and made again inside a transaction of the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from yizhi.tm.memory import merging
from yizhi.tm.memory.merging import page_number
from yizhi.tm.memory.postings import SPAN, Builder

SIDES = {1: "first", 2: "second"}
RATIO = 3
"""A part is merged with those behind it where it has at most so many times their units."""


def add(connection: sqlite3.Connection, first: int, span: int, builders: dict[int, Builder]) -> None:
    """Write the part of units `first` to `first + span - 1`."""
    for side, builder in builders.items():
        _write(connection, first, span, side, builder)


def settle(connection: sqlite3.Connection) -> None:
    """Make one of the parts at the end while the one before is not much bigger than they: few parts make quick look-ups,
    and every unit is moved only as often as the memory doubles."""
    spans = parts(connection)
    keep = len(spans) - 1
    if keep < 1:
        return
    behind = spans[-1][1]
    for index in range(len(spans) - 2, -1, -1):
        if spans[index][1] <= RATIO * behind:
            keep = index
        behind += spans[index][1]
    if keep == len(spans) - 1:
        return
    first, span = spans[keep][0], spans[-1][0] + spans[-1][1] - spans[keep][0]
    for side in SIDES:
        olds = [merging.MergedPart.read(connection, side, begin, first) for begin, _ in spans[keep:]]
        merging.merge(connection, side, olds, first, span)
    for begin, _ in spans[keep:]:
        remove(connection, begin, 1)
    connection.execute("UPDATE segment SET first = -first WHERE first < 0")


def data(connection: sqlite3.Connection, segment: int) -> bytes:
    """Return all the postings of a part."""
    rows = connection.execute(
        "SELECT data FROM posting WHERE number BETWEEN ? AND ? ORDER BY number",
        (page_number(segment, 0), page_number(segment + 1, 0) - 1),
    )
    return b"".join(page for (page,) in rows)


def rebuild(connection: sqlite3.Connection, first: int, span: int) -> None:
    """Make the parts that begin between `first` and `first + span - 1` again, from the keys."""
    remove(connection, first, span)
    for start in range(first, first + span, SPAN):
        length = min(SPAN, first + span - start)
        for side in SIDES:
            _write(connection, start, length, side, built(connection, start, length, side))


def built(connection: sqlite3.Connection, first: int, span: int, side: int) -> Builder:
    """Return the postings of a range, from the keys."""
    builder = Builder()
    rows = connection.execute(
        f"SELECT number, key FROM {SIDES[side]}_key WHERE number BETWEEN ? AND ? ORDER BY number",
        (first, first + span - 1),
    )
    for number, key in rows:
        builder.add(number - first, key)
    return builder


def remove(connection: sqlite3.Connection, first: int, span: int) -> None:
    """Take the parts out that begin in a range."""
    rows = connection.execute("SELECT number FROM segment WHERE first BETWEEN ? AND ?", (first, first + span - 1))
    for (number,) in rows.fetchall():
        connection.execute(
            "DELETE FROM posting WHERE number BETWEEN ? AND ?", (page_number(number, 0), page_number(number + 1, 0) - 1)
        )
        connection.execute("DELETE FROM segment WHERE number = ?", (number,))


def refresh(connection: sqlite3.Connection, numbers: list[int]) -> None:
    """Make the parts again that hold these units (they were removed or changed)."""
    for first, span in parts(connection):
        if any(first <= number < first + span for number in numbers):
            rebuild(connection, first, span)
    settle(connection)


def rebuild_all(connection: sqlite3.Connection) -> Iterator[int]:
    """Make the whole index again; yields how many numbers are done."""
    connection.execute("DELETE FROM posting")
    connection.execute("DELETE FROM segment")
    low, high = connection.execute("SELECT min(number), max(number) FROM unit").fetchone()
    if low is None:
        return
    for first in range(low, high + 1, SPAN):
        rebuild(connection, first, min(SPAN, high + 1 - first))
        yield min(first + SPAN, high + 1) - low
    settle(connection)


def parts(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return (first, span) of all parts, in their order."""
    return connection.execute("SELECT first, span FROM segment WHERE side = 1 ORDER BY first").fetchall()


def _write(connection: sqlite3.Connection, first: int, span: int, side: int, builder: Builder) -> None:
    codes, ends, lengths, pages = builder.finish()
    number = connection.execute(
        "INSERT INTO segment (first, span, side, codes, ends, lengths) VALUES (?, ?, ?, ?, ?, ?)",
        (first, span, side, codes, ends, lengths),
    ).lastrowid
    assert number is not None
    connection.executemany(
        "INSERT INTO posting VALUES (?, ?)", ((page_number(number, index), page) for index, page in enumerate(pages))
    )
