"""Characters and references that no XML file may hold: where they stand, and bytes in which a parser can pass them.

One of them costs the unit that it stands in, not the file: tools write control characters out of PDF and Word into
XLIFF and TMX. What stands for them in the masked bytes is as long as they are, so every place stays what it was.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MASK = b"\x7f"
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_ILLEGAL = rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]"
"""Control characters, halves of surrogate pairs, U+FFFE and U+FFFF (XML 1.0, section 2.2)."""
_NAMES = (b"&amp;", b"&lt;", b"&gt;", b"&quot;", b"&apos;")
_REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
_SCAN = re.compile(
    rb"(?P<apart><!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>)|(?P<illegal>"
    + _ILLEGAL
    + rb")|(?P<reference>&[#\w.:-]{0,40};?)",
    re.DOTALL,
)
_INSIDE = re.compile(_ILLEGAL)


_BROKEN = re.compile("[\udc80-\udcff]+")
_MOST_BROKEN = 0.001
"""The part of a file's bytes that may be broken UTF-8: what has more is in another encoding."""


_PIECE = 1 << 20
"""Bytes that are looked at together: the text of a large file is larger than the file."""


class Illegal(NamedTuple):
    """A character or reference that XML forbids: the byte at which it begins, and what it is, for a person."""

    start: int
    what: str


def illegal(data: bytes) -> tuple[list[Illegal], bytes]:
    """Return what XML forbids in UTF-8 bytes, in order, and the bytes with it masked; the same bytes where all is right."""
    if not _suspicious(data):
        return [], data
    spots: list[Illegal] = []
    pieces: list[bytes] = []
    done = 0
    for match in _SCAN.finditer(data):
        for start, end, what in _wrong(match):
            spots.append(Illegal(start, what))
            pieces += [data[done:start], _MASK * (end - start)]
            done = end
    return spots, b"".join((*pieces, data[done:])) if spots else data


def nearly_utf8(data: bytes) -> tuple[list[Illegal], bytes] | None:
    """Return where bytes are no UTF-8, and the bytes with those masked; None where so many are that it is something else."""
    if _is_utf8(data):
        return [], data
    text = data.decode("utf-8", "surrogateescape")
    spots = list(_BROKEN.finditer(text))
    broken = sum(spot.end() - spot.start() for spot in spots)
    if broken > max(1, _MOST_BROKEN * len(data)):
        return None
    collected, offset, done = [], 0, 0
    for spot in spots:
        offset += len(text[done : spot.start()].encode("utf-8"))
        collected.append(Illegal(offset, "a broken UTF-8 character"))
        offset += len(spot[0])
        done = spot.end()
    return collected, _BROKEN.sub(lambda spot: _MASK.decode() * len(spot[0]), text).encode("utf-8")


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _suspicious(data: bytes) -> bool:
    """Return whether a closer look is worth its time: nearly every file has neither of the two."""
    if len(data.translate(None, _CONTROLS)) != len(data) or re.search(rb"\xed[\xa0-\xbf]|\xef\xbf[\xbe\xbf]", data):
        return True
    named = sum(data.count(name) for name in _NAMES)
    numbers = [match for match in _REFERENCE.finditer(data) if _is_character(match)] if b"&#" in data else ()
    return data.count(b"&") != named + len(numbers)


def _wrong(match: re.Match[bytes]) -> list[tuple[int, int, str]]:
    """Return (start, end, what) of all that is forbidden in a match of `_SCAN`."""
    if match["illegal"]:
        return [(*match.span(), _named(match[0]))]
    if match["reference"]:
        return (
            []
            if _is_reference(match[0])
            else [(*match.span(), f"the reference {match[0].decode('utf-8', 'replace')!r}")]
        )
    offset = match.start()
    return [(offset + spot.start(), offset + spot.end(), _named(spot[0])) for spot in _INSIDE.finditer(match[0])]


def _named(data: bytes) -> str:
    return f"the character U+{ord(data.decode('utf-8', 'surrogatepass')):04X}"


def _is_reference(text: bytes) -> bool:
    number = _REFERENCE.fullmatch(text)
    return text in _NAMES or (number is not None and _is_character(number))


def _is_character(reference: re.Match[bytes]) -> bool:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
