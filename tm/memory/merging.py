"""Several parts of the index as one: by ranges of grams, so that memory stays small whatever the size of the parts."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yizhi.tm.memory.postings import PER_PAGE, lists

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 1_000_000
"""Postings that are sorted in one go."""

_PAGE_BITS = 24


def page_number(segment: int, page: int) -> int:
    """Return the number of a page of postings."""
    return segment << _PAGE_BITS | page


@dataclass(slots=True)
class MergedPart:
    """A part on its way into another one, where its first unit is number `offset`."""

    number: int
    offset: int
    codes: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    lengths: bytes

    @classmethod
    def read(cls, connection: sqlite3.Connection, side: int, first: int, base: int) -> MergedPart:
        """Return the part that begins at the unit `first`, for one that begins at `base`."""
        import numpy as np

        number, codes, ends, lengths = connection.execute(
            "SELECT number, codes, ends, lengths FROM segment WHERE side = ? AND first = ?", (side, first)
        ).fetchone()
        return cls(
            number, first - base, np.frombuffer(codes, dtype=np.uint32), np.frombuffer(ends, dtype=np.uint32), lengths
        )

    def slice(self, connection: sqlite3.Connection, low: int, high: int) -> NDArray[np.uint64]:
        """Return the postings of the grams from `low` up to (not with) `high` as code << 32 | place, sorted."""
        import numpy as np

        first, last = np.searchsorted(self.codes, (low, high))
        start, end = (int(self.ends[index - 1]) if index else 0 for index in (first, last))
        if start == end:
            return np.empty(0, dtype=np.uint64)
        page = start // PER_PAGE
        rows = connection.execute(
            "SELECT data FROM posting WHERE number BETWEEN ? AND ? ORDER BY number",
            (page_number(self.number, page), page_number(self.number, (end - 1) // PER_PAGE)),
        )
        data = np.frombuffer(b"".join(row[0] for row in rows), dtype=np.uint32)
        places = data[start - page * PER_PAGE : end - page * PER_PAGE].astype(np.uint64) + np.uint64(self.offset)
        counts = np.diff(self.ends[first:last], prepend=np.uint32(start))
        return np.repeat(self.codes[first:last].astype(np.uint64), counts) << np.uint64(32) | places


def ranges(olds: list[MergedPart]) -> Iterator[tuple[int, int]]:
    """Ranges of grams with about `AT_ONCE` postings each, together all there are. The biggest part speaks for all."""
    import numpy as np

    sizes = [int(old.ends[-1]) if len(old.ends) else 0 for old in olds]
    biggest = max(zip(sizes, olds, strict=True), key=lambda item: item[0])[1]
    step = max(AT_ONCE * max(sizes) // max(sum(sizes), 1), 1)
    places = np.searchsorted(biggest.ends, np.arange(step, max(sizes), step))
    low = 0
    for high in [*sorted({int(code) for code in biggest.codes[places]}), 1 << 32]:
        if high > low:
            yield low, high
            low = high


def merge(connection: sqlite3.Connection, side: int, olds: list[MergedPart], first: int, span: int) -> None:
    """Write the parts as a new one; the caller takes the old ones away."""
    import numpy as np

    lengths = array("H")
    for old in olds:
        lengths.frombytes(bytes(2 * (old.offset - len(lengths))) + old.lengths)
    number = connection.execute(
        "INSERT INTO segment (first, span, side, codes, ends, lengths) VALUES (?, ?, ?, x'', x'', ?)",
        (-first, span, side, lengths.tobytes()),
    ).lastrowid
    assert number is not None
    codes, ends = [], []
    page, total, pending = 0, 0, b""
    for low, high in ranges(olds):
        together = np.concatenate([old.slice(connection, low, high) for old in olds])
        together.sort(kind="stable")
        some_codes, some_ends, numbers = lists(together)
        codes.append(some_codes.tobytes())
        ends.append((some_ends + np.uint32(total)).tobytes())
        total += len(numbers)
        pending += numbers.tobytes()
        whole = len(pending) // (4 * PER_PAGE)
        step = 4 * PER_PAGE
        connection.executemany(
            "INSERT INTO posting VALUES (?, ?)",
            [(page_number(number, page + index), pending[index * step : (index + 1) * step]) for index in range(whole)],
        )
        page, pending = page + whole, pending[whole * step :]
    if pending:
        connection.execute("INSERT INTO posting VALUES (?, ?)", (page_number(number, page), pending))
    connection.execute(
        "UPDATE segment SET codes = ?, ends = ? WHERE number = ?", (b"".join(codes), b"".join(ends), number)
    )
