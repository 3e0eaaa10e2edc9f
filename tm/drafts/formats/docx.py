"""DOCX: body, tables, text boxes, footnotes and endnotes; a document that is mostly tables of two languages is bilingual.

A line of the text is a paragraph. Tracked changes count as accepted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.validation import mended
from yizhi.tm.cleaning.clean import lines
from yizhi.tm.drafts import comments, monolingual, table, word
from yizhi.tm.drafts.changes import TextEdit, by_segment, changed, whole
from yizhi.tm.drafts.escaping import escape
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.inline import Flow, rewritten, spliced
from yizhi.tm.drafts.markup import Element
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.word import Paragraph, Word
from yizhi.tm.drafts.word_tables import TableReading, tables_of
from yizhi.tm.model import Draft


def _read(source: DraftFile) -> Draft:
    return read_as(source)


def read_as(source: DraftFile, tables: bool | None = None, name: str = "docx") -> Draft:
    """Return the draft in a document. `tables`: whether its bilingual tables are read or its running text; None: what it is more of."""
    document = word.load(source)
    reading = tables_of(document)
    if tables and not reading.tables:
        raise Malformed("no table with two languages in the document", hint="read it as docx-text", path=source.path)
    if reading.bilingual if tables is None else tables:
        return table.draft(source, name, _table_rows(reading), [*_said_of_tables(reading), *_said_of_parts(document)])
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    notes = [*(() if tables is False else _said_of_text(reading)), *_said_of_parts(document)]
    return monolingual.draft(source, name, text, lines(text), notes)


def _said_of_tables(reading: TableReading) -> Iterator[str]:
    """Yield how a document was read as its tables, and what of it was not."""
    source, target = reading.languages
    rows = sum(len(table_item.rows) for table_item in reading.tables)
    yield f"read as a bilingual table ({source} → {target}, {rows:,} rows); --input-format docx-text reads it as running text"
    if reading.outside:
        yield f"{reading.outside:,} paragraphs outside of the bilingual tables were not read"
    if reading.uneven:
        yield f"{reading.uneven:,} rows without a cell for each language were not read"


def _said_of_text(reading: TableReading) -> Iterator[str]:
    if reading.tables:
        rows = sum(len(table_item.rows) for table_item in reading.tables)
        yield f"read as running text, with a bilingual table of {rows:,} rows; --input-format docx-table reads that alone"


def _said_of_parts(document: Word) -> Iterator[str]:
    """Yield what of a document is not in the draft."""
    if document.hidden:
        yield f"hidden text was not read ({document.hidden:,} runs)"
    if document.unread:
        yield f"headers and footers were not read ({document.unread:,} with text)"


def _text(cell: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in cell)


def _table_rows(reading: TableReading) -> Iterator[table.Row]:
    """Yield the pairs as a table; what else a header names is carried along where there is one table."""
    yield 0, ["id", *reading.languages, *(name for _, name in _carried(reading))], range(1, 4), None
    carried = _carried(reading)
    rows = reading.tables[0].rows if carried else ()
    for number, (given, source, target) in enumerate(reading.pairs(), 1):
        more = [_text(rows[number - 1][index]) for index, _ in carried]
        yield number, [given, _text(source), _text(target), *more], range(1, 4 + len(more)), None


def _carried(reading: TableReading) -> list[tuple[int, str]]:
    """Return the further columns of a document's only table, where all its rows have all cells."""
    first, *others = reading.tables
    if others or not first.named or any(len(row) != len(first.named) for row in first.rows):
        return []
    special = {first.source, first.target, first.id}
    return [(index, name) for index, name in enumerate(first.named) if index not in special and name and name != "id"]


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    return edit_as(source, changes, notes)


def edit_as(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note], tables: bool | None = None) -> bytes:
    """Return the document with changes and comments, read as `read_as` reads it."""
    document = word.load(source)
    if word.BODY not in document.archive.names():
        raise YizhiError(
            "its main part has another name than Word gives it", hint="open and save it in Word", path=source.path
        )
    draft = read_as(source, tables)
    edits: dict[str, list[tuple[int, int, bytes]]] = {}
    for paragraphs, wanted in _wanted(document, draft, changes, source):
        for paragraph, paragraph_edits in _shared_out(paragraphs, wanted, source):
            data = document.parts[paragraph.part].data
            flow = Flow(paragraph.text, (), tuple(paragraph.pieces), Element("p", "w", {}, 0, 1, 1))
            if not paragraph.pieces:
                edits.setdefault(paragraph.part, []).append(
                    _filled(paragraph, "".join(new for *_, new in paragraph_edits), data, source)
                )
                continue
            changed_bytes = rewritten(flow, paragraph_edits, data, source)
            edits.setdefault(paragraph.part, []).extend(changed_bytes)
            edits[paragraph.part] += _spaces(changed_bytes, data)
    anchored = _anchored(document, draft, notes) if notes and document.paragraphs else []
    parts, marks = comments.added(document, anchored)
    if marks:
        edits.setdefault(word.BODY, []).extend(marks)
    for name, own_edits in edits.items():
        part = document.parts[name]
        parts[name] = part.encode(spliced(part.data, dict.fromkeys(own_edits)))
    return document.archive.replaced(parts)


def _cells(document: Word) -> list[dict[str, tuple[Paragraph, ...]]]:
    """Return the cells of each unit's two sides."""
    return [{"source": source, "target": target} for _, source, target in tables_of(document).pairs()]


def _wanted(
    document: Word, draft: Draft, changes: Sequence[Edit], source: DraftFile
) -> Iterator[tuple[Sequence[Paragraph], list[TextEdit]]]:
    """Yield the paragraphs of every changed text, with its edits."""
    if not draft.bilingual:
        yield document.paragraphs, whole(changes, source)
        return
    cells = _cells(document) if changes else []
    for (unit, side), wanted in by_segment(changes, draft, source).items():
        yield cells[unit][side], wanted


def _anchored(document: Word, draft: Draft, notes: Sequence[Note]) -> list[comments.Anchored]:
    """Return the notes on their paragraphs; on the source's cell where the translation has none."""
    whole_text = _Lines(document.paragraphs)
    if not draft.bilingual:
        return [whole_text.anchored(note) for note in notes]
    cells = _cells(document)
    out = []
    for note in notes:
        cell = cells[note.unit] if note.unit is not None else {}
        paragraphs = cell.get(note.side) or cell.get("source")
        out.append((_Lines(paragraphs) if paragraphs else whole_text).anchored(note))
    return out


class _Lines:
    """Paragraphs as one text, a line each; made once for all notes on them."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.texts = [paragraph.text for paragraph in paragraphs]
        self.starts = [0, *accumulate(len(text) + 1 for text in self.texts)][: len(self.texts)]

    def anchored(self, note: Note) -> comments.Anchored:
        """Return a note on its words; on a character beside them where they are none."""
        first, low = self._place(note.start)
        last, high = self._place(note.end)
        if first < last and low == len(self.texts[first]):  # from the end of a line
            first, low = first + 1, 0
        if (first, low) == (last, high):
            text = self.texts[first]
            low = low if text[low : low + 1].strip() else max(low - 1, 0)
            high = low + bool(text[low : low + 1].strip())
        elif high == 0 and last > first:  # up to the end of a line
            last, high = last - 1, len(self.texts[last - 1])
        part = self.paragraphs[first].part
        while self.paragraphs[last].part != part:
            last, high = last - 1, len(self.texts[last - 1])
        return comments.Anchored(self.paragraphs[first], low, self.paragraphs[last], high, note.text)

    def _place(self, offset: int) -> tuple[int, int]:
        """Return (paragraph, character in it) of a character of the whole text."""
        number = max(bisect_right(self.starts, offset) - 1, 0)
        return number, min(offset - self.starts[number], len(self.texts[number]))


def _shared_out(
    paragraphs: Sequence[Paragraph], wanted: Sequence[TextEdit], source: DraftFile
) -> Iterator[tuple[Paragraph, list[TextEdit]]]:
    """Yield each paragraph with its own edits. Raise YizhiError for a change over a paragraph's end: paragraphs are not joined or split."""
    changed("\n".join(paragraph.text for paragraph in paragraphs), wanted, source)
    offset = 0
    waiting = deque(wanted)  # in the order of the text
    for paragraph in paragraphs:
        size = len(paragraph.text)
        shifted: list[TextEdit] = []
        while waiting and offset <= waiting[0][0] and waiting[0][1] <= offset + size:
            start, end, new = waiting.popleft()
            shifted.append((start - offset, end - offset, new))
        if shifted:
            yield paragraph, shifted
        offset += size + 1
    if waiting:
        raise YizhiError(
            "a change reaches over the end of a paragraph", hint="change one paragraph at a time", path=source.path
        )


def _filled(paragraph: Paragraph, text: str, data: bytes, source: DraftFile) -> tuple[int, int, bytes]:
    """Return a run with a text in a paragraph that has none."""
    element = paragraph.element
    if element is None:
        raise YizhiError("an empty paragraph cannot be filled", hint="type something into it first", path=source.path)
    prefix = f"{element.prefix}:" if element.prefix else ""
    run = f'<{prefix}r><{prefix}t xml:space="preserve">{escape(mended(text))}</{prefix}t></{prefix}r>'
    if element.inner < element.end:
        return element.close, element.close, run.encode("utf-8")
    opened = data[element.start : element.end].decode("utf-8").rstrip(">").rstrip("/").rstrip()
    return element.start, element.end, f"{opened}>{run}</{prefix}p>".encode()


def _spaces(edits: Sequence[tuple[int, int, bytes]], data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """`xml:space="preserve"` for the changed `w:t`, lest Word drop spaces at their ends."""
    for start, _, _ in edits:
        tag = data.rfind(b"<", 0, start)
        close = data.find(b">", tag)
        if tag >= 0 and data[tag : tag + 4] in (b"<w:t", b"<t>") and b"xml:space" not in data[tag:close]:
            yield close, close, b' xml:space="preserve"'


def _sniff(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and b"word/" in head


FORMAT = DraftFormat("docx", (".docx", ".docm"), _read, _sniff, _edit, "Word document")
