"""Text with inline codes: the plain text that people read, the codes beside it, and the bytes behind every character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.records import dataclass
from yizhi.tm.drafts.changes import TextEdit, changed
from yizhi.tm.drafts.escaping import escape
from yizhi.tm.drafts.markup import CharacterData, Element
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Place, Run, Segment, Tag

OPEN, CLOSE, ALONE, PAIR, TEXT, DROP = "open", "close", "alone", "pair", "text", "drop"
"""What an inline element is: one code (open, close, alone), a pair of codes around text, mere text, or left out."""

Rule = Callable[[Element], tuple[str, str]]
"""(one of the words above, the code's id) of an inline element."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One side of a unit: its text, codes, and the pieces of the file that hold it. `inner` is where text would go if there is none."""

    text: str
    tags: tuple[Tag, ...]
    pieces: tuple[CharacterData, ...]
    element: Element
    subflows: tuple[Element, ...] = ()

    def segment(self, language: str) -> Segment:
        """Return the flow as a segment. The place is that of its first character, or of its element where it is empty."""
        first = self.pieces[0] if self.pieces else self.element
        return Segment(self.text, language, Place(first.line, first.column), self.tags, runs=_runs(self.pieces))


def _runs(pieces: Sequence[CharacterData]) -> tuple[Run, ...]:
    """Return where the characters of a flow stand; () where they follow one another from the first on."""
    runs: list[Run] = []
    offset = 0
    for piece in pieces:
        size = len(piece.text)
        # Of a reference, or of an element that stands for a character, more is written than is read.
        written = piece.end - piece.start
        is_plain = size != 1 or written <= (
            2 if piece.text == "\n" else len(piece.text.encode("utf-8", "surrogatepass"))
        )
        width = 1 if is_plain else written
        last = runs[-1] if runs else None
        follows = last is not None and (last.line, last.column + (offset - last.start)) == (piece.line, piece.column)
        if width > 1 or not follows or (last is not None and last.width > 1):
            runs.append(Run(offset, piece.line, piece.column, width))
        offset += size
    return tuple(runs) if len(runs) > 1 or (runs and runs[0].width > 1) else ()


def flow(element: Element, data: bytes, rule: Rule) -> Flow:
    """Return the plain text of an element whose inline codes `rule` tells apart. Text inside a code is no text, except in its `sub`."""
    pieces: list[CharacterData] = []
    tags: list[Tag] = []
    size = 0
    for part in _parts(element, data, rule):
        if isinstance(part, CharacterData):
            pieces.append(part)
            size += len(part.text)
        else:
            tags.append(Tag(size, *part))
    return Flow(
        "".join(piece.text for piece in pieces), tuple(tags), tuple(pieces), element, tuple(_subflows(element, rule))
    )


def _parts(parent: Element, data: bytes, rule: Rule) -> Iterator[CharacterData | tuple[str, str, str]]:
    """Yield the text inside an element, and the kind, id and bytes of each code, in their order."""
    for child in parent.children:
        if isinstance(child, CharacterData):
            yield child
            continue
        kind, code = rule(child)
        if kind == TEXT:
            yield from _parts(child, data, rule)
        elif kind == PAIR:
            yield OPEN, code, data[child.start : child.inner].decode()
            yield from _parts(child, data, rule)
            if child.close < child.end or child.inner == child.end:
                yield CLOSE, code, data[child.close : child.end].decode()
        elif kind != DROP:
            yield kind, code, data[child.start : child.end].decode()


def _subflows(parent: Element, rule: Rule) -> Iterator[Element]:
    """Yield the texts inside codes, which are texts of their own."""
    for child in parent.elements():
        kind, _ = rule(child)
        if kind in (TEXT, PAIR):
            yield from _subflows(child, rule)
        elif kind != DROP:
            yield from child.everywhere("sub")


def spliced(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """`data` with pieces replaced; insertions at one place keep their order."""
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [data[done:start], new]
        done = end
    return b"".join(pieces) + data[done:]


def rewritten(
    flow_value: Flow, edits: Sequence[TextEdit], data: bytes, source: DraftFile
) -> list[tuple[int, int, bytes]]:
    """Return the edits of a flow's text as edits of the file's bytes. Codes inside a replaced span stay, behind the new text."""
    changed(flow_value.text, edits, source)  # refuses overlaps
    if not flow_value.pieces:
        return _into_empty(flow_value.element, data, "".join(new for _, _, new in edits))
    result: list[tuple[int, int, bytes]] = []
    offsets, size = [], 0
    for piece in flow_value.pieces:
        offsets.append(size)
        size += len(piece.text)
    for start, end, new in edits:
        # An insertion belongs to the character before it, so that text grows where it stands.
        first = bisect_right(offsets, max(start - 1, 0) if start == end else start) - 1
        first = max(first, 0)
        inserted = False
        for index in range(first, len(flow_value.pieces)):
            if flow_value.pieces[index].fixed:
                continue
            piece, offset = flow_value.pieces[index], offsets[index]
            low, high = max(start - offset, 0), min(end - offset, len(piece.text))
            if inserted and low >= high:
                break
            low_byte, right = byte_of(piece, low), byte_of(piece, max(high, low))
            text = b"" if inserted else _escaped(new, cdata=piece.cdata)
            result.append((low_byte, right, text))
            inserted = True
        if not inserted:
            raise YizhiError("no place for the change in the file's markup", path=source.path)
    return result


def refilled(element: Element, data: bytes, text: str, tags: Sequence[Tag]) -> tuple[int, int, bytes]:
    """Return the edit that makes a text with its codes the whole content of an element."""
    content = with_codes(text, tags).encode("utf-8")
    if element.inner < element.end:
        return element.inner, element.close, content
    return _opened(element, data, content)


def with_codes(text: str, tags: Sequence[Tag]) -> str:
    """Return a text as XML with the codes as their file has them."""
    pieces: list[str] = []
    done = 0
    for tag in tags:
        pieces += escape(text[done : tag.at]), tag.raw
        done = tag.at
    return "".join(pieces) + escape(text[done:])


def byte_of(piece: CharacterData, offset: int) -> int:
    """Return the byte at which character `at` of a piece begins; a reference (`&amp;`) is one character and whole."""
    if offset <= 0:
        return piece.start
    if offset >= len(piece.text):
        return piece.end
    return piece.start + len(piece.text[:offset].encode("utf-8"))


def _escaped(text: str, *, cdata: bool = False) -> bytes:
    if cdata:
        return text.replace("]]>", "]]]]><![CDATA[>").encode("utf-8")
    return escape(text).encode("utf-8")


def _into_empty(element: Element, data: bytes, new: str) -> list[tuple[int, int, bytes]]:
    if element.inner < element.end:
        return [(element.inner, element.inner, _escaped(new))]
    return [_opened(element, data, _escaped(new))]


def _opened(element: Element, data: bytes, content: bytes) -> tuple[int, int, bytes]:
    """Return the edit that gives an element without an end tag (`<a/>`) a content."""
    name = f"{element.prefix}:{element.name}" if element.prefix else element.name
    tag = data[element.start : element.end].rstrip(b">").rstrip(b"/").rstrip()
    return element.start, element.end, tag + b">" + content + f"</{name}>".encode()
