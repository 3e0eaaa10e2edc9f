"""A text as an editor holds it: versions, lines, positions in the client's units, changes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lsprotocol import types

from yizhi.termbase.text.lazy import once

ContentChange = types.TextDocumentContentChangeEvent
"""A change of a part of a text, or its new whole."""
_LINE_END = re.compile(r"\r\n|\n|\r")
"""What ends a line in the protocol: no form feed, no U+2028."""
_WIDTHS: dict[str, Callable[[str], int]] = {
    types.PositionEncodingKind.Utf32: len,
    types.PositionEncodingKind.Utf16: lambda text: len(text) + sum(char > "\uffff" for char in text),
    types.PositionEncodingKind.Utf8: lambda text: len(text.encode("utf-8", "surrogatepass")),
}


class TextLines:
    """The lines of a text, and places in it as line and character, in the units (`encoding`) of the client."""

    def __init__(self, text: str, encoding: types.PositionEncodingKind) -> None:
        self._text = text
        self._width = _WIDTHS[encoding]
        self._has_one_width = self._width(text) == len(text)
        """No character is wider than one unit: offsets are characters."""
        self._starts, self._ends = [0], []
        for match in _LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def bounds(self, line: int) -> tuple[int, int]:
        """Return where a line (from 0) begins and ends in the text, its line end left out."""
        return self._starts[line], self._ends[line]

    def offset(self, position: types.Position) -> int:
        """Return the code point at a position; what lies beyond a line or the text is the end of it."""
        if position.line >= len(self._starts):
            return len(self._text)
        start, end = self.bounds(max(position.line, 0))
        if self._has_one_width:
            return min(start + max(position.character, 0), end)
        used = 0
        for offset in range(start, end):
            if used >= position.character:
                return offset
            used += self._width(self._text[offset])
        return end

    def position(self, offset: int) -> types.Position:
        """Return the position of a code point of the text."""
        line = bisect_right(self._starts, min(max(offset, 0), len(self._text))) - 1
        start, end = self.bounds(line)
        width = min(max(offset, 0), end) - start
        if not self._has_one_width:
            width = self._width(self._text[start : start + width])
        return types.Position(line, width)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of `text[start:end]`."""
        return types.Range(self.position(start), self.position(end))


@dataclass(frozen=True)
class Buffer:
    """One version of a text that is open in an editor."""

    uri: str
    language: str
    version: int | None
    text: str
    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16

    @once
    def lines(self) -> TextLines:
        """Return its lines."""
        return TextLines(self.text, self.encoding)

    def changed(self, changes: Sequence[ContentChange], version: int | None) -> Buffer:
        """Return the next version: the changes one after the other, each in the text that the one before it left."""
        newer = self
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = newer.lines.offset(change.range.start), newer.lines.offset(change.range.end)
                text = newer.text[:start] + change.text + newer.text[max(start, end) :]
            else:
                text = change.text
            newer = replace(newer, text=text)
        return replace(newer, version=version)
