"""The text of a DOCX as a reader of the document sees it: tracked insertions in, deletions out, every paragraph a line.

Paragraphs of tables and text boxes stand where they are in the file, footnotes and endnotes at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts.archive import Archive
from yizhi.tm.drafts.markup import CharacterData, Element, MarkupDocument, parse
from yizhi.tm.drafts.source import DraftFile

BODY = "word/document.xml"
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_GONE = frozenset(
    ("del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "drawing", "pict", "object", "rt")
)
"""What is not in the text: deletions, moved-away pieces, field codes, the older copy of a text box, properties, readings of ruby."""
MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_HIDDEN_BREAKS = ("page", "column")


@dataclass(slots=True)
class Paragraph:
    """A paragraph: the pieces of its text, the part that they are in, and its element there."""

    part: str
    pieces: list[CharacterData] = field(default_factory=list)
    element: Element | None = None
    hidden: int = 0
    """Runs of hidden text, which is not read."""
    fields: list[bool] = field(default_factory=list)
    """The fields that are open while the paragraph is read, and whether the result of each has begun: what stands before it is code."""

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class WordTableRow:
    """A row of a table: its cells, each the paragraphs in it."""

    cells: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A document: its paragraphs in order, its top-level tables, and how many paragraphs with text (notes too) stand outside of these."""

    archive: Archive
    parts: dict[str, MarkupDocument]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[tuple[WordTableRow, ...], ...]
    outside: int
    unread: int = 0
    """Headers and footers with text, which are not read."""

    @property
    def hidden(self) -> int:
        """Runs of hidden text, which are not read."""
        return sum(paragraph.hidden for paragraph in self.paragraphs)


def load(source: DraftFile) -> Word:
    """Return the document in a file. Raise YizhiError for what is none, is encrypted or could be a bomb."""
    archive = Archive(source)
    main = _main_part(archive)
    if main not in archive.names():
        raise Malformed("no Word document in the file", hint="is it really DOCX?", path=source.path)
    parts = {BODY: _parsed(archive, main)}
    body = parts[BODY].root.first("body")
    if body is None:
        raise Malformed("the Word document has no body", hint="open and save it again", path=source.path)
    paragraphs: list[Paragraph] = []
    tables: list[tuple[WordTableRow, ...]] = []
    outside = 0
    for block in _blocks(body):
        if block[0].name == "tbl":
            rows = tuple(_row(row) for row in _unwrapped(block[0], "tr"))
            tables.append(rows)
            paragraphs += [item for row in rows for cell in row.cells for item in cell]
        else:
            paragraphs_value = list(_paragraphs(block, BODY))
            outside += sum(bool(item.text.strip()) for item in paragraphs_value)
            paragraphs += paragraphs_value
    for name, kind in _NOTES:
        if name in archive.names():
            parts[name] = _parsed(archive, name)
            for note in parts[name].root.elements(kind):
                if note.get("type") in ("", "normal"):
                    for inner in _blocks(note):
                        paragraphs_value = list(_paragraphs(inner, name))
                        outside += sum(bool(item.text.strip()) for item in paragraphs_value)
                        paragraphs += paragraphs_value
    return Word(archive, parts, tuple(paragraphs), tuple(tables), outside, _unread(archive))


def _main_part(archive: Archive) -> str:
    """Return the part that the package says is its document; some programs call it `document2.xml`."""
    if BODY in archive.names() or "_rels/.rels" not in archive.names():
        return BODY
    relations = parse(archive.part("_rels/.rels")).root.elements("Relationship")
    target = next(
        (relation.get("Target") for relation in relations if relation.get("Type").endswith("/officeDocument")), BODY
    )
    return target.lstrip("/")


def _unread(archive: Archive) -> int:
    """Return how many headers and footers have text."""
    names = [name for name in archive.names() if _MARGIN.fullmatch(name)]
    return sum(any(map(str.isalpha, _parsed(archive, name).root.text())) for name in names)


def _parsed(archive: Archive, name: str) -> MarkupDocument:
    try:
        return parse(archive.part(name))
    except Malformed as error:
        raise Malformed(f"{name}: {error.message}", hint=error.hint, path=archive.source.path) from error


def _unwrapped(parent: Element, name: str) -> Iterator[Element]:
    """Children of a name, also inside content controls and tracked insertions."""
    for child in parent.elements():
        if child.name == name:
            yield child
        elif child.name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _unwrapped(child, name)


_Block = tuple[Element, ...]
"""A table, or a paragraph: several elements where the marks between them are deleted."""


def _blocks(parent: Element) -> Iterator[_Block]:
    """Paragraphs and tables, also inside content controls."""
    joined: list[Element] = []
    for element in _block_elements(parent):
        if joined and element.name != "p":
            yield tuple(joined)
            joined = []
        joined.append(element)
        if not _ends_in_deleted_mark(element):
            yield tuple(joined)
            joined = []
    if joined:
        yield tuple(joined)


def _block_elements(parent: Element) -> Iterator[Element]:
    for child in parent.elements():
        if child.name in ("p", "tbl"):
            yield child
        elif child.name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _block_elements(child)


def _ends_in_deleted_mark(paragraph: Element) -> bool:
    """Return whether the mark at the end of a paragraph is a tracked deletion: the next one goes on in its line."""
    properties = paragraph.first("pPr") if paragraph.name == "p" else None
    mark = properties.first("rPr") if properties is not None else None
    return mark is not None and (mark.first("del") is not None or mark.first("moveFrom") is not None)


def _row(row: Element) -> WordTableRow:
    return WordTableRow(
        tuple(
            tuple(paragraph for block in _blocks(cell) for paragraph in _paragraphs(block, BODY))
            for cell in _unwrapped(row, "tc")
        )
    )


def _paragraphs(block: _Block, part: str) -> Iterator[Paragraph]:
    """Yield the paragraphs in a block: the paragraph itself and behind it those of its text boxes, or all of a table inside a table."""
    if block[0].name == "tbl":
        for row in _unwrapped(block[0], "tr"):
            for cell in _unwrapped(row, "tc"):
                for inner in _blocks(cell):
                    yield from _paragraphs(inner, part)
        return
    paragraph = Paragraph(part, element=block[0])
    boxes: list[Element] = []
    for element in block:
        _collect(element, paragraph, boxes)
    yield paragraph
    for box in boxes:
        for inner in _blocks(box):
            yield from _paragraphs(inner, part)


def _collect(parent: Element, paragraph: Paragraph, boxes: list[Element]) -> None:
    for child in parent.elements():
        if child.name == "fldChar":
            _follow(child.get("fldCharType"), paragraph.fields)
        elif not all(paragraph.fields):
            _collect(child, paragraph, boxes)
        elif child.name == "r" and _is_hidden(child):
            paragraph.hidden += 1
        elif child.name == "sym":
            paragraph.pieces.append(
                CharacterData(_symbol(child), child.end, child.end, child.line, child.column, fixed=True)
            )
        elif child.name == "t":
            paragraph.pieces += [piece for piece in child.children if isinstance(piece, CharacterData)]
        elif child.name in MARKS:
            if not (child.name == "br" and child.get("type") in _HIDDEN_BREAKS):
                paragraph.pieces.append(
                    CharacterData(MARKS[child.name], child.end, child.end, child.line, child.column, fixed=True)
                )
        elif child.name in ("drawing", "pict"):
            boxes += child.everywhere("txbxContent")
        elif child.name not in _GONE:
            _collect(child, paragraph, boxes)


def _follow(kind: str, fields: list[bool]) -> None:
    """A field begins, its result begins, or it ends; fields stand in the codes of others."""
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()


def _is_hidden(run: Element) -> bool:
    properties = run.first("rPr")
    mark = properties.first("vanish") if properties is not None else None
    return mark is not None and mark.get("val") not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """Return the character of a symbol font, as it is numbered there."""
    try:
        return chr(int(element.get("char"), 16))
    except (ValueError, OverflowError):
        return "\ufffd"
