"""Paragraphs put together from pieces of a marked-up text: HTML, Markdown."""

from __future__ import annotations

from array import array

from yizhi.termbase.text.mapped import Mapped


class Pieces:
    """Collects the characters of one paragraph with their places. White space runs become one space, as on screen."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts = array("l")
        self.ends = array("l")
        self.space: tuple[int, int] | None = None

    def char(self, char: str, start: int, end: int) -> None:
        """One character that stands for `start` to `end` of the file (a reference such as `&amp;` is longer than one)."""
        if char in " \t\r\n\f":
            if self.space is None and self.words:
                self.space = start, end
            return
        if self.space is not None:
            self.words.append(" ")
            self.starts.append(self.space[0])
            self.ends.append(max(self.space[1], self.space[0] + 1))
            self.space = None
        self.words.append(char)
        self.starts.append(start)
        self.ends.append(end)

    def text(self, text: str, start: int) -> None:
        """Characters as the file has them, from `start` on."""
        for index, char in enumerate(text, start):
            self.char(char, index, index + 1)

    def take(self) -> Mapped | None:
        """Return the paragraph, and a new one begins; None where there is nothing in it."""
        words, starts, ends = self.words, self.starts, self.ends
        self.__init__()  # type: ignore[misc]
        return Mapped("".join(words), starts, ends) if words else None
