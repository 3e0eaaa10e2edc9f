"""XML with places: a tree in which every character knows the bytes it came from.

expat is told nothing about the outside: external entities are not fetched, a file that declares entities of its own is
refused, depth is limited. The text is decoded first and given to expat as UTF-8, so byte offsets count there.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

from yizhi.termbase.errors import Malformed
from yizhi.termbase.records import dataclass, field, replace
from yizhi.tm.drafts.broken_xml import ReadableXml, readable
from yizhi.tm.drafts.illegal import Illegal, illegal, nearly_utf8
from yizhi.tm.drafts.source import Decoded, DraftFile, decode

MAX_DEPTH = 200
_WITHOUT_REFERENCES = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARED = re.compile(rb'<\?xml[^>]*?encoding\s*=\s*["\']([A-Za-z0-9._-]+)')


@dataclass(slots=True)
class CharacterData:
    """Character data: `data[start:end]` of the UTF-8 form; a character reference or CDATA has more bytes than characters.

    `fixed` text stands for an element (a tab, a line break) and cannot be changed.
    """

    text: str
    start: int
    end: int
    line: int
    column: int
    cdata: bool = False
    fixed: bool = False


@dataclass(slots=True)
class Element:
    """An element: `data[start:inner]` is its start tag, `data[inner:close]` its content, `data[close:end]` its end tag.

    In `<a/>` all three meet at `end`. `name` is the local name, `prefix` what stood before the colon.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    line: int
    column: int
    inner: int = 0
    close: int = 0
    end: int = 0
    children: list[Element | CharacterData] = field(default_factory=list)

    def elements(self, name: str = "") -> Iterator[Element]:
        """Child elements, all or those of a local name."""
        for child in self.children:
            if isinstance(child, Element) and (not name or child.name == name):
                yield child

    def first(self, name: str) -> Element | None:
        """Return the first child of a local name."""
        return next(self.elements(name), None)

    def everywhere(self, name: str) -> Iterator[Element]:
        """Descendants of a local name, in file order; not those inside a found one."""
        for child in self.elements():
            if child.name == name:
                yield child
            else:
                yield from child.everywhere(name)

    def text(self) -> str:
        """Return all character data inside."""
        return "".join(child.text if isinstance(child, CharacterData) else child.text() for child in self.children)

    def get(self, name: str) -> str:
        """Return an attribute by its name without prefix, empty where there is none."""
        if name in self.attributes:
            return self.attributes[name]
        tail = ":" + name
        return next((value for key, value in self.attributes.items() if key.endswith(tail)), "")


@dataclass(frozen=True, slots=True)
class MarkupDocument:
    """A parsed file: its root, its UTF-8 bytes (to which all offsets refer), and how it was decoded."""

    root: Element
    data: bytes
    decoded: Decoded
    """How the file was decoded; its text is let go, for `data` holds the same."""

    def encode(self, data: bytes) -> bytes:
        """Changed UTF-8 bytes in the encoding of the file."""
        if self.decoded.encoding == "utf-8":
            return self.decoded.bom + data
        return b"".join(self._encoded(data.decode("utf-8")))

    def _encoded(self, text: str) -> Iterator[bytes]:
        """Yield the text in the encoding of the file; what that lacks as character references, which only comments and CDATA cannot hold."""
        yield self.decoded.bom
        done = 0
        for apart in _WITHOUT_REFERENCES.finditer(text):
            yield text[done : apart.start()].encode(self.decoded.encoding, "xmlcharrefreplace")
            yield replace(self.decoded, bom=b"").encode(apart[0])
            done = apart.end()
        yield text[done:].encode(self.decoded.encoding, "xmlcharrefreplace")


class Parts(NamedTuple):
    """The elements that a reader takes one by one, so that no tree of a whole large file is made.

    `take(element, parents, data)` gets each element of one of `names` when it ends, with those around it, the root first;
    it is no child of its parent afterwards. An element inside another one of `names` stays in that. `spoiled(element,
    illegal)` gets those in which there is something that XML forbids.
    """

    names: Collection[str]
    take: Callable[[Element, Sequence[Element], bytes], object]
    spoiled: Callable[[Element, Illegal], object]
    broken: Callable[[ReadableXml], object] | None = None
    """Gets what could not be read of a file that is not well-formed; None: such a file is refused."""


def parse(source: DraftFile, parts: Parts | None = None) -> MarkupDocument:
    """Return the tree of an XML file, or of a part of an archive given as a DraftFile.

    With `parts` the tree is without them. Raise Malformed (with the line) for broken or hostile XML.
    """
    declared = _DECLARED.match(source.data.lstrip()[:200])
    name = declared[1].decode().lower() if declared else ""
    decoded, data, spots, masked = _read(source, "" if name == "utf-16" else name, tolerant=parts is not None)
    builder = _Builder(source, masked, parts, spots)
    return MarkupDocument(builder.build(), data, decoded)


def _read(source: DraftFile, declared: str, *, tolerant: bool) -> tuple[Decoded, bytes, list[Illegal], bytes]:
    """Return how a file is decoded, its text as UTF-8, what no parser takes of that, and the text without it."""
    nearly = _nearly_utf8(source, declared)
    if nearly is not None and (tolerant or not nearly[2]):
        decoded, data, broken, masked = nearly
    else:
        decoded = decode(source.data, source.path, declared)
        data = masked = _as_utf8(source, decoded)
        broken = []
    decoded = replace(decoded, text="")  # as large as the file, and no longer needed
    if not tolerant:
        return decoded, data, [], masked
    spots, masked = illegal(masked)
    return decoded, data, sorted((*broken, *spots)), masked


def _nearly_utf8(source: DraftFile, declared: str) -> tuple[Decoded, bytes, list[Illegal], bytes] | None:
    """Return what `_read` gives for a file that is UTF-8 by its declaration or for want of one, but for a few broken characters.

    Such a file is large at times, and its text is never made: the parser takes the bytes.
    """
    mark = codecs.BOM_UTF8 if source.data.startswith(codecs.BOM_UTF8) else b""
    data = source.data[len(mark) :] if mark else source.data
    if declared not in ("", "utf-8", "utf8") or not data.lstrip().startswith(b"<") or b"\0" in data:
        return None
    nearly = nearly_utf8(data)
    return None if nearly is None else (Decoded("", "utf-8", mark), data, *nearly)


def _as_utf8(source: DraftFile, decoded: Decoded) -> bytes:
    """Return the text as UTF-8: the bytes of the file themselves, where they are that."""
    if decoded.encoding != "utf-8":
        return decoded.text.encode("utf-8", "surrogatepass")
    return source.data[len(decoded.bom) :] if decoded.bom else source.data


class _Builder:
    """Collects expat's events into a tree."""

    def __init__(
        self, source: DraftFile, data: bytes, parts: Parts | None = None, spots: Sequence[Illegal] = ()
    ) -> None:
        self.source = source
        self.data = data
        self.parts = parts
        self.spots = spots
        self.starts = [spot.start for spot in spots]
        self.parser: Any = expat.ParserCreate("utf-8")
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.cdata = False
        self.pending: CharacterData | Element | None = None
        self.handed = 0
        self.passed = 0

    def build(self, end: int | None = None) -> Element:
        """Return the root element. Up to the byte `end`, where a file is read no further."""
        parser = self.parser
        handlers: dict[str, Callable[..., Any]] = {
            "StartElementHandler": self.start,
            "EndElementHandler": self.end,
            "CharacterDataHandler": self.text,
            "StartCdataSectionHandler": self.cdata_start,
            "EndCdataSectionHandler": self.cdata_end,
            "EntityDeclHandler": self.entity,
            "CommentHandler": self.other,
            "ProcessingInstructionHandler": self.other,
            "SkippedEntityHandler": self.skipped,
        }
        for name, handler in handlers.items():
            setattr(parser, name, handler)
        parser.buffer_text = False
        parser.ordered_attributes = False
        try:
            if end is None:
                parser.Parse(self.data, True)
            else:
                parser.Parse(self.data[:end], False)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            root = self.whole_units()
            if root is None:
                raise self.malformed(f"not well-formed XML: {reason}", error.lineno) from error
            return root
        finally:
            self.parser = None  # its handlers hold the builder, and it would hold them
        if self.root is None:
            raise self.malformed("no XML element in the file", 1)
        return self.root

    def whole_units(self) -> Element | None:
        """Go on behind what is not well-formed, without the units that hold it; None where no unit can be read so."""
        parts = self.parts
        if parts is None or parts.broken is None:
            return None
        part = readable(self.data, parts.names)
        further = _Builder(self.source, part.data, parts._replace(broken=None), self.spots)
        further.passed = self.handed  # those before the fault were taken already
        try:
            root = further.build(part.end)
        except Malformed:  # there is nothing before the fault
            return None
        if not further.handed:
            return None
        parts.broken(part)
        return root

    def malformed(self, message: str, line: int) -> Malformed:
        return Malformed(message, hint="repair it or export it again", path=self.source.path, line=line)

    def settle(self, offset: int) -> None:
        """The event before this one ended where this one begins."""
        if isinstance(self.pending, CharacterData):
            self.pending.end = offset
        elif isinstance(self.pending, Element):
            self.pending.inner = offset
        self.pending = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        offset = self.parser.CurrentByteIndex
        self.settle(offset)
        line = self.parser.CurrentLineNumber
        if len(self.stack) >= MAX_DEPTH:
            raise self.malformed(f"elements nested more than {MAX_DEPTH} deep", line)
        prefix, _, local = name.rpartition(":")
        element = Element(local, prefix, attributes, offset, line, self.parser.CurrentColumnNumber + 1)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)
        self.pending = element

    def end(self, name: str) -> None:  # noqa: ARG002 - expat's signature
        offset = self.parser.CurrentByteIndex
        element = self.stack.pop()
        if self.pending is element:
            tag = _tag_end(self.data, element.start)
            if self.data[tag - 2] == 0x2F:  # `<a/>`
                element.inner = element.close = element.end = tag
                self.pending = None
                self.hand_over(element)
                return
        self.settle(offset)
        element.close = offset
        element.end = self.data.index(b">", offset) + 1
        self.hand_over(element)

    def hand_over(self, element: Element) -> None:
        """Give an element that a reader takes to it, and let it go, with the white space before it."""
        parts = self.parts
        if parts is None or element.name not in parts.names or not self.stack:
            return
        if any(parent.name in parts.names for parent in self.stack):
            return
        self.handed += 1
        first = bisect_left(self.starts, element.start)
        if self.handed <= self.passed:
            pass
        elif first < len(self.starts) and self.starts[first] < element.end:
            parts.spoiled(element, self.spots[first])
        else:
            parts.take(element, self.stack, self.data)
        siblings = self.stack[-1].children
        siblings.pop()
        while siblings and isinstance(siblings[-1], CharacterData):
            siblings.pop()

    def text(self, text: str) -> None:
        offset = self.parser.CurrentByteIndex
        self.settle(offset)
        if self.stack:
            piece = CharacterData(
                text, offset, offset, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, self.cdata
            )
            self.stack[-1].children.append(piece)
            self.pending = piece

    def cdata_start(self) -> None:
        self.settle(self.parser.CurrentByteIndex)
        self.cdata = True

    def cdata_end(self) -> None:
        self.settle(self.parser.CurrentByteIndex)
        self.cdata = False

    def other(self, *_: str) -> None:
        self.settle(self.parser.CurrentByteIndex)

    def entity(self, name: str, *_: object) -> None:
        raise self.malformed(
            f"the file declares an entity ({name}), which is not read for safety", self.parser.CurrentLineNumber
        )

    def skipped(self, name: str, *_: object) -> None:
        raise self.malformed(f"unknown entity &{name};", self.parser.CurrentLineNumber)


def _tag_end(data: bytes, start: int) -> int:
    """Return the byte after the `>` that closes the tag at `start` (a `>` may stand inside an attribute's quotes)."""
    quote = 0
    for index in range(start, len(data)):
        byte = data[index]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return index + 1
    return len(data)
