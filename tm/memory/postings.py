"""Parts of the index as they are written: from keys to sorted postings, with numpy.

A posting is the place of a unit in its part (32 bits). The same units always give the same bytes: `verify` proves the
index by making it again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from yizhi.tm.memory.keys import MIX, SHORT, SIX, WIDE

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

SPAN = 32_768
"""Units of a part as it is first written; merged ones have more."""

PER_PAGE = 2_000
"""Postings of a page: with its header it fits into one page of the database."""

_BLOCK = 2_048


class Builder:
    """Collects the keys of one side of a range of units.

    With a `worker` the sorting is done beside, while the caller goes on reading.
    """

    def __init__(self, worker: Executor | None = None) -> None:
        self._worker = worker
        self._pieces: list[Callable[[], NDArray[np.uint64]]] = []
        self._waiting: list[str] = []
        self._places: list[int] = []
        self._lengths = array("H")

    def add(self, number: int, *texts: str) -> None:
        """The keys of the units `first + place` and following; places rise."""
        self._waiting += texts
        self._places += range(number, number + len(texts))
        if len(self._waiting) >= _BLOCK:
            self._encode()

    def _encode(self) -> None:
        if not self._waiting:
            return
        places, keys = self._places, self._waiting
        self._waiting, self._places = [], []
        self._lengths.frombytes(bytes(2 * (places[-1] + 1 - len(self._lengths))))
        for number, key in zip(places, keys, strict=True):
            self._lengths[number] = min(len(key), 65_535)
        if self._worker is not None:
            self._pieces.append(self._worker.submit(encode, places, keys).result)
        else:
            piece = encode(places, keys)
            self._pieces.append(lambda: piece)

    def finish(self) -> tuple[bytes, bytes, bytes, list[bytes]]:
        """Return (codes, ends, lengths, pages of postings)."""

        self._encode()
        lengths = self._lengths.tobytes()
        if not self._pieces:
            return b"", b"", lengths, []
        together = self._together()
        together.sort(kind="stable")  # a merge sort: the pieces are sorted already
        if not len(together):
            return b"", b"", lengths, []
        codes, ends, numbers = lists(together)
        data = numbers.tobytes()
        step = 4 * PER_PAGE
        pages = [data[start : start + step] for start in range(0, len(data), step)]
        return codes.tobytes(), ends.tobytes(), lengths, pages

    def _together(self) -> NDArray[np.uint64]:
        """Return all the pieces in a row; each is let go as soon as it is copied."""
        import numpy as np

        chunks = [piece() for piece in self._pieces]
        self._pieces = []
        joined = np.empty(sum(map(len, chunks)), dtype=np.uint64)
        chunks.reverse()
        offset = 0
        while chunks:
            piece = chunks.pop()
            joined[offset : offset + len(piece)] = piece
            offset += len(piece)
        return joined


def lists(together: NDArray[np.uint64]) -> tuple[Any, Any, Any]:
    """Sorted codes, where the postings of each end, and the postings."""
    import numpy as np

    together = distinct(together)
    codes = (together >> np.uint64(32)).astype(np.uint32)
    starts = np.flatnonzero(codes[1:] != codes[:-1]) + 1
    ends = np.append(starts, len(codes)).astype(np.uint32)
    return codes[np.append(0, starts)], ends, together.astype(np.uint32)


def distinct(together: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted postings, each once."""
    import numpy as np

    fresh = np.empty(len(together), dtype=bool)
    fresh[:1] = True
    np.not_equal(together[1:], together[:-1], out=fresh[1:])
    return together[fresh]


def encode(places: Sequence[int], keys: Sequence[str]) -> NDArray[np.uint64]:
    """Return all the grams of some keys as code << 32 | place, sorted; what a gram is, `keys.grams` says."""
    import numpy as np

    # Each key has a space before it and five zeros behind it, so no gram reaches into the next one.
    text = np.frombuffer(
        "".join([f" {key}\0\0\0\0\0" for key in keys]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32
    )
    lengths = np.fromiter((len(key) for key in keys), dtype=np.int64, count=len(keys))
    places_of = np.asarray(places, dtype=np.uint64)
    text = np.where((text >= 49) & (text <= 57), np.uint32(48), text)
    text = np.where(text >= 0x10000, np.uint32(0x8000) | (text & np.uint32(0xFFFF)), text)
    wide = text >= WIDE
    narrow = np.where(text < 128, text, np.where(wide, np.uint32(0), np.uint32(96) + text % np.uint32(31)))
    size = len(text) - 5
    first_codes, pairs = text[:size], wide[:size]
    plain = ~(pairs | wide[1 : size + 1]) & (first_codes != 0)
    four = narrow[:size] << np.uint32(21) | narrow[1 : size + 1] << np.uint32(14)
    four |= narrow[2 : size + 2] << np.uint32(7) | narrow[3 : size + 3]
    tail = narrow[4 : size + 4] << np.uint32(7) | narrow[5:]
    six = np.uint32(SIX) | (four * np.uint32(MIX[0]) + tail * np.uint32(MIX[1])) >> np.uint32(4)
    begins = ~((first_codes >= 97) | (first_codes == 48))
    begins[1:] |= pairs[:-1]  # behind a Han character a word begins
    short = np.repeat(lengths <= SHORT, lengths + 6)[:size]
    pieces = []
    for code, mask in (
        (first_codes << np.uint32(16) | text[1 : size + 1], pairs),
        (four, plain & begins),
        (six, plain & (short | (six & np.uint32(1)).astype(bool))),
    ):
        chosen = np.flatnonzero(mask)
        owner = np.repeat(places_of, np.add.reduceat(mask, np.append(0, np.cumsum(lengths + 6)[:-1]), dtype=np.int64))
        pieces.append(code[chosen].astype(np.uint64) << np.uint64(32) | owner)
    entries = np.concatenate(pieces)
    entries.sort(kind="stable")
    return entries
