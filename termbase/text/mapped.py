"""A text that was made from another one, and the way back."""

from __future__ import annotations

from array import array

from yizhi.termbase.records import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """A derived text with, for each of its characters, where it came from.

    `starts[i]` and `ends[i]` bound the piece of the original that became `text[i]` (code points, end exclusive); both
    are non-decreasing. Both are None where nothing moved (`text[i]` came from `i`).
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind `text[start:end]`. An empty span stays empty, before the character at `start`."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            offset = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return offset, offset
        return self.starts[start], self.ends[end - 1]

    def after(self, earlier: Mapped) -> Mapped:
        """Return the same text, mapped past `earlier` (whose text this one was made from) to where that one came from."""
        if earlier.starts is None or earlier.ends is None:
            return self
        if self.starts is None or self.ends is None:
            return Mapped(self.text, earlier.starts, earlier.ends)
        starts = array("l", (earlier.starts[offset] for offset in self.starts))
        ends = array("l", (earlier.ends[offset - 1] if offset else 0 for offset in self.ends))
        return Mapped(self.text, starts, ends)

    def slice(self, start: int, end: int) -> Mapped:
        """Return the piece `text[start:end]` with its places in the same original."""
        if self.starts is None or self.ends is None:
            return Mapped(self.text[start:end], array("l", range(start, end)), array("l", range(start + 1, end + 1)))
        return Mapped(self.text[start:end], self.starts[start:end], self.ends[start:end])


def keep(text: str, places: list[int]) -> Mapped:
    """Return the characters of `text` at the given places (rising), and nothing between them."""
    starts = array("l", places)
    return Mapped("".join(map(text.__getitem__, places)), starts, array("l", (offset + 1 for offset in places)))
