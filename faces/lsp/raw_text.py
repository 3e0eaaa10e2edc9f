"""Where the characters of a segment stand in the text of its file: inline codes, entities and escapes between them.

A format says where the first character of a segment stands. From there the text is read as the format writes it, until
the segment's text has come out of it. What does not come out as it should is not mapped, so a place is never a guess.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.mapped import Mapped


class RawPiece(NamedTuple):
    """What `raw[start:end]` stands for: some characters, or none (a code between words)."""

    text: str
    start: int
    end: int


RawReading = Callable[[str, int], Iterator[RawPiece]]
"""Reads a file's text from an offset on."""

_MARKUP = compiled(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>"
    r"|<(?P<code>(?:\w+:)?(?:bpt|ept|ph|it|ut))\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*(?<!/)>.*?</(?P=code)>"
    r"|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|(?P<reference>&[#\w]+;)|(?P<plain>[^<&\r]+)|(?P<end>\r\n?)|(?P<odd>[<&])",
    re.DOTALL,
)
_PO = compiled(
    r"(?P<bytes>(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+)|\\(?P<escape>.)"
    r"|(?P<join>\"[ \t]*\r?\n[ \t]*\")|(?P<plain>[^\\\"\r\n]+)"
)
_PO_BYTE = compiled(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")
_PO_CHARACTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_QUOTED = compiled(r'(?P<doubled>"")|(?P<plain>[^"]+)')


def markup(raw: str, start: int) -> Iterator[RawPiece]:
    """Read XML: tags and what stands inside codes are no text, references are characters."""
    for match in _MARKUP.finditer(raw, start):
        low, high = match.span()
        if match["plain"] is not None or match["odd"] is not None:
            yield from _plain(match[0], low)
        elif match["reference"] is not None:
            yield RawPiece(html.unescape(match[0]), low, high)
        elif match["cdata"] is not None:
            yield from _plain(match["cdata"], match.start("cdata"))
        else:
            yield RawPiece("\n" if match["end"] else "", low, high)


def po_string(raw: str, start: int) -> Iterator[RawPiece]:
    """Read a PO string from behind its opening quote: escapes, and lines that go on in the next."""
    position = start
    while match := _PO.match(raw, position):
        low, position = match.span()
        if match["plain"] is not None:
            yield from _plain(match["plain"], low)
        elif match["bytes"] is not None:
            yield RawPiece(_characters(match["bytes"]), low, position)
        elif match["escape"] is not None:
            yield RawPiece(_PO_CHARACTERS.get(match["escape"], match["escape"]), low, position)
        else:
            yield RawPiece("", low, position)


def table_cell(raw: str, start: int) -> Iterator[RawPiece]:
    """Read a cell of a table: between quotes a doubled quote is one."""
    if start == 0 or raw[start - 1] != '"':
        yield from _to_the_end(raw, start)
        return
    position = start
    while match := _QUOTED.match(raw, position):
        low, position = match.span()
        if match["doubled"] is not None:
            yield RawPiece('"', low, position)
        else:
            yield from _plain(match["plain"], low)


def _plain(text: str, start: int) -> Iterator[RawPiece]:
    return (RawPiece(char, offset, offset + 1) for offset, char in enumerate(text, start))


def _to_the_end(raw: str, start: int) -> Iterator[RawPiece]:
    return (RawPiece(raw[offset], offset, offset + 1) for offset in range(start, len(raw)))


READINGS: dict[str, RawReading] = {
    "xliff": markup,
    "tmx": markup,
    "po": po_string,
    "tsv": _to_the_end,
    "csv": table_cell,
}
"""How the bilingual formats that are texts are written."""


def mapped(raw: str, start: int, text: str, reading: RawReading) -> Mapped | None:
    """Return a segment's `text` with the place of each character in `raw`; None where it does not stand there from `start` on.

    A code that stands for white space (a line break as an element) is the place of that character.
    """
    starts, ends = array("l"), array("l")
    done, size = 0, len(text)
    if not size:
        return Mapped("", array("l", [start]), array("l", [start]))
    for piece in reading(raw, start):
        if piece.text and text.startswith(piece.text, done):
            for _ in piece.text:
                starts.append(piece.start)
                ends.append(piece.end)
            done += len(piece.text)
        elif not piece.text and done < size and text[done].isspace() and raw[piece.start] == "<":
            following = raw[piece.end : piece.end + 1]
            if following != text[done]:
                starts.append(piece.start)
                ends.append(piece.end)
                done += 1
        elif piece.text:
            return None
        if done == size:
            return Mapped(text, starts, ends)
    return None


def _characters(escapes: str) -> str:
    """Numbers of bytes as the characters that they make."""
    numbers = [
        int(octal, 8) & 0xFF if octal else int(hexadecimal, 16) for hexadecimal, octal in _PO_BYTE.findall(escapes)
    ]
    try:
        return bytes(numbers).decode("utf-8")
    except UnicodeDecodeError:
        return "".join(map(chr, numbers))
