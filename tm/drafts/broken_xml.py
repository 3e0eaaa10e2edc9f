"""Units that are not well-formed XML: where they begin and end, so that the others can be read.

A lost end tag costs the unit that it stands in, not the file. Nothing is repaired and nothing guessed: a broken unit is blanked
as a whole in the bytes that the parser gets (places stay what they were), and where what is broken lies around the units,
reading ends there. A parser that mends by itself would hand over texts that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, NamedTuple
from xml.parsers import expat

MOST_BROKEN = 20
"""Broken units of a file that are passed over: each costs a look at the file, and one with more is to be exported again."""
_NO_LINE_END = re.compile(rb"[^\r\n]")
_IDENTITY = re.compile(rb"""\s(?:tu)?id\s*=\s*["']([^"'<>]{1,60})["']""")


class BrokenUnit(NamedTuple):
    """A unit that is not read: its bytes, its id (where it has one) and line, the kind of its fault and the line where it shows."""

    start: int
    end: int
    name: str
    line: int
    reason: str
    shown: int


class ReadableXml(NamedTuple):
    """What can be read of a broken file: its bytes with the broken units blanked, up to `end`; None: the whole."""

    data: bytes
    units: tuple[BrokenUnit, ...]
    end: int | None = None
    line: int = 0
    reason: str = ""
    behind: int = 0
    """How many units stand behind `end`, none of which is read."""


def readable(data: bytes, names: Collection[str]) -> ReadableXml:
    """Return what can be read of a file that is not well-formed, of which elements of `names` are the units."""
    local = b"|".join(re.escape(name.encode()) for name in names)
    starts = re.compile(rb"<(?:[\w.-]+:)?(?:" + local + rb")(?=[\s/>])")
    ends = re.compile(rb"</(?:[\w.-]+:)?(?:" + local + rb")\s*>")
    units: list[BrokenUnit] = []
    while (fault := _Fault.of(data, names)) is not None:
        start = fault.unit if fault.unit is not None else _tag_at(data, fault.offset, starts)
        if start is None or len(units) >= MOST_BROKEN:
            lone = ends.match(data, fault.offset) if len(units) < MOST_BROKEN else None
            if lone is None:
                rest = sum(1 for _ in starts.finditer(data, fault.offset))
                return ReadableXml(data, tuple(units), fault.offset, fault.line, fault.reason, rest)
            # The start tag of this unit is what is missing: what it holds stands where no unit is.
            span = lone.span()
        else:
            span = start, _end(data, start, starts, ends)
        tag = data[span[0] : data.find(b">", span[0]) + 1]
        identity = _IDENTITY.search(tag)
        name = identity[1].decode("utf-8", "replace") if identity else ""
        units.append(BrokenUnit(*span, name, data.count(b"\n", 0, span[0]) + 1, fault.reason, fault.line))
        data = data[: span[0]] + _NO_LINE_END.sub(b" ", data[span[0] : span[1]]) + data[span[1] :]
    return ReadableXml(data, tuple(units))


def _tag_at(data: bytes, offset: int, starts: re.Pattern[bytes]) -> int | None:
    """Return where the tag begins in which a fault stands, if it is the start tag of a unit."""
    start = data.rfind(b"<", 0, offset + 1)
    return start if start >= 0 and b">" not in data[start:offset] and starts.match(data, start) else None


def _end(data: bytes, start: int, starts: re.Pattern[bytes], ends: re.Pattern[bytes]) -> int:
    """Return where a broken unit ends: behind its end tag, or before the next unit where that comes first."""
    following, closing = starts.search(data, start + 1), ends.search(data, start + 1)
    return min(
        following.start() if following else len(data),
        closing.end() if closing else len(data),
    )


class _Fault(NamedTuple):
    """The first place that is not well-formed: its byte, line and kind, and where the unit begins that it stands in."""

    offset: int
    line: int
    reason: str
    unit: int | None

    @classmethod
    def of(cls, data: bytes, names: Collection[str]) -> _Fault | None:
        """Return the first fault of a file; None for a well-formed one."""
        parser: Any = expat.ParserCreate("utf-8")
        stack: list[int | None] = []

        def opened(name: str, _: dict[str, str]) -> None:
            outer = stack[-1] if stack else None
            is_unit = outer is None and name.rpartition(":")[2] in names
            stack.append(parser.CurrentByteIndex if is_unit else outer)

        parser.StartElementHandler = opened
        parser.EndElementHandler = lambda _: stack.pop()
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            offset = parser.ErrorByteIndex
            # Of an end tag that does not fit, the place of its name is told.
            offset -= 2 * data.startswith(b"</", offset - 2)
            return cls(offset, error.lineno, reason, stack[-1] if stack else None)
        finally:
            parser.StartElementHandler = parser.EndElementHandler = None  # they hold the parser, and it holds them
        return None
