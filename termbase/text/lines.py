"""Line and column of places that come in rising order."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|\r|\n")


class LineCounter:
    """Counts lines while it goes through a text. `first` is the number of its first line."""

    def __init__(self, text: str, first: int = 1) -> None:
        self._text = text
        self._line = first
        self._start = 0
        self._breaks = _BREAK.finditer(text)
        self._next = next(self._breaks, None)

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of a place, both 1-based. Places may not go back to an earlier line."""
        while self._next is not None and self._next.end() <= offset:
            self._line += 1
            self._start = self._next.end()
            self._next = next(self._breaks, None)
        return self._line, offset - self._start + 1
