"""The index as it is read: which units share grams with a text. No numpy here: a single look-up must start at once."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yizhi.tm.memory.merging import page_number
from yizhi.tm.memory.postings import PER_PAGE

PAGES = 500
"""Pages that one statement asks for."""


@dataclass(slots=True)
class IndexPart:
    """A part of the index: `codes[i]` occurs in the units `first + n` for its postings n, which end at `ends[i]`."""

    number: int
    first: int
    codes: array[int]
    ends: array[int]
    lengths: array[int]

    def find(self, code: int) -> tuple[int, int]:
        """Return where the postings of a gram begin and end; the same place twice where there are none."""
        index = bisect_left(self.codes, code)
        if index == len(self.codes) or self.codes[index] != code:
            return 0, 0
        return self.ends[index - 1] if index else 0, self.ends[index]

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Return where the postings of all the grams from `low` up to (not with) `high` begin and end."""
        first, last = bisect_left(self.codes, low), bisect_left(self.codes, high)
        if first == last:
            return 0, 0
        return self.ends[first - 1] if first else 0, self.ends[last - 1]


class GramIndex:
    """One side of the index of a memory, inside a read transaction of the caller."""

    def __init__(self, connection: sqlite3.Connection, side: int) -> None:
        self.connection = connection
        self.side = side
        self.asked = 0
        """How often: what pays for many questions does not for one."""
        self.parts = [
            IndexPart(
                number,
                first,
                self._blob("I", number, "codes"),
                self._blob("I", number, "ends"),
                self._blob("H", number, "lengths"),
            )
            for number, first in connection.execute(
                "SELECT number, first FROM segment WHERE side = ? ORDER BY first", (side,)
            ).fetchall()
        ]

    def _blob(self, kind: str, number: int, column: str) -> array[int]:
        """Return a column of a part. By SELECT it would take twice as long: SQLite walks through the columns before it each time."""
        with self.connection.blobopen("segment", column, number, readonly=True) as blob:
            return _array(kind, blob.read())

    def postings(self, part: IndexPart, spans: Iterable[tuple[int, int]]) -> Iterator[array[int]]:
        """Yield the postings of a part at some places, one array each."""
        filled = sorted(span for span in spans if span[0] < span[1])
        pages: dict[int, bytes] = {}
        numbers = sorted(
            {page for start, end in filled for page in range(start // PER_PAGE, (end - 1) // PER_PAGE + 1)}
        )
        for start in range(0, len(numbers), PAGES):
            batch = [page_number(part.number, page) for page in numbers[start : start + PAGES]]
            marks = ",".join("?" * len(batch))
            low = page_number(part.number, 0)
            for number, data in self.connection.execute(
                f"SELECT number, data FROM posting WHERE number IN ({marks})", batch
            ):
                pages[number - low] = data
        for start, end in filled:
            first, last = start // PER_PAGE, (end - 1) // PER_PAGE
            if first == last:
                low = first * PER_PAGE
                yield _array("I", pages[first][4 * (start - low) : 4 * (end - low)])
                continue
            data = b"".join(pages[page] for page in range(first, last + 1))
            low = first * PER_PAGE
            yield _array("I", data[4 * (start - low) : 4 * (end - low)])

    def frequencies(self, codes: Iterable[int]) -> dict[int, int]:
        """Return how many units have each gram."""
        counts = dict.fromkeys(codes, 0)
        for part in self.parts:
            for code in counts:
                start, end = part.find(code)
                counts[code] += end - start
        return counts


def _array(kind: str, data: bytes) -> array[int]:
    values = array(kind)
    values.frombytes(data)
    return values
