"""DOCX: body, tables, text boxes, footnotes and endnotes; a document that is one table of two languages is bilingual.

A line of the text is a paragraph. Tracked changes count as accepted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from yizhi.termbase import language
from yizhi.termbase.errors import YizhiError
from yizhi.tm.cleaning.clean import lines
from yizhi.tm.drafts import comments, monolingual, table, word
from yizhi.tm.drafts.changes import TextEdit, by_segment, changed, whole
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.inline import Flow, rewritten, spliced
from yizhi.tm.drafts.markup import CharacterData, Element
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.word import Paragraph, Word
from yizhi.tm.model import Draft


def _read(source: DraftFile) -> Draft:
    document = word.load(source)
    rows = _bilingual(document)
    if rows:
        return table.draft(source, FORMAT.name, _table_rows(rows))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return monolingual.draft(source, FORMAT.name, text, lines(text))


def _bilingual(document: Word) -> list[tuple[int, tuple[tuple[Paragraph, ...], ...]]]:
    """The rows (number, cells) of a bilingual document, the first one a header; empty where it is none.

    A table is bilingual with a header of language tags, or with two columns in two languages. No word may stand outside.
    """
    rows = [row.cells for one in document.tables for row in one if row.cells]
    if not rows or document.outside:
        return []
    numbered = list(enumerate(rows, 1))
    head = [_text(cell).strip() for cell in rows[0]]
    if sum(language.is_language(name) for name in head) >= 2:
        return numbered
    if len(rows) < 2 or any(len(cells) != 2 for cells in rows):
        return []
    tongues = [language.guess("\n".join(_text(cells[side]) for cells in rows[:200])) for side in (0, 1)]
    if tongues[0] == tongues[1]:
        return []
    header = tuple((Paragraph(word.BODY, [CharacterData(tongue, 0, 0, 1, 1, fixed=True)]),) for tongue in tongues)
    return [(0, header), *numbered]


def _text(cell: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in cell)


def _table_rows(rows: Sequence[tuple[int, tuple[tuple[Paragraph, ...], ...]]]) -> Iterator[table.Row]:
    for number, cells in rows:
        yield number, [_text(cell) for cell in cells], range(1, len(cells) + 1), None


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    document = word.load(source)
    draft = _read(source)
    edits: dict[str, list[tuple[int, int, bytes]]] = {}
    for paragraphs, wanted in _wanted(document, draft, changes, source):
        for paragraph, own in _shared_out(paragraphs, wanted, source):
            data = document.parts[paragraph.part].data
            flow = Flow(paragraph.text, (), tuple(paragraph.pieces), Element("p", "w", {}, 0, 1, 1))
            if not paragraph.pieces:
                raise YizhiError(
                    "an empty paragraph cannot be filled", hint="type something into it first", path=source.path
                )
            changed_bytes = rewritten(flow, own, data, source)
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


def _cells(document: Word, draft: Draft) -> list[dict[str, tuple[Paragraph, ...]]]:
    """The cells of each unit's two sides."""
    rows = _bilingual(document)
    known = table.columns([_text(cell) for cell in rows[0][1]], DraftFile(document.archive.source.path, b""), 1)
    usable = [
        cells
        for _, cells in rows[1:]
        if len(cells) == known.width or table.usable(known, 0, [_text(cell) for cell in cells], "", [])
    ]
    return [
        {"source": cells[known.source], "target": cells[known.target] if known.target < len(cells) else ()}
        for cells in usable[: len(draft.units)]
    ]


def _wanted(
    document: Word, draft: Draft, changes: Sequence[Edit], source: DraftFile
) -> Iterator[tuple[Sequence[Paragraph], list[TextEdit]]]:
    """The paragraphs of every changed text, with its edits."""
    if not draft.bilingual:
        yield document.paragraphs, whole(changes, source)
        return
    cells = _cells(document, draft) if changes else []
    for (unit, side), wanted in by_segment(changes, draft, source).items():
        yield cells[unit][side], wanted


def _anchored(document: Word, draft: Draft, notes: Sequence[Note]) -> list[comments.Anchored]:
    """The notes on their paragraphs; on the source's cell where the translation has none."""
    whole_text = _Lines(document.paragraphs)
    if not draft.bilingual:
        return [whole_text.anchored(note) for note in notes]
    cells = _cells(document, draft)
    out = []
    for note in notes:
        own = cells[note.unit] if note.unit is not None else {}
        paragraphs = own.get(note.side) or own.get("source")
        out.append((_Lines(paragraphs) if paragraphs else whole_text).anchored(note))
    return out


class _Lines:
    """Paragraphs as one text, a line each; made once for all notes on them."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.texts = [paragraph.text for paragraph in paragraphs]
        self.starts = [0, *accumulate(len(text) + 1 for text in self.texts)][: len(self.texts)]

    def anchored(self, note: Note) -> comments.Anchored:
        """A note on its words; on a character beside them where they are none."""
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

    def _place(self, at: int) -> tuple[int, int]:
        """(paragraph, character in it) of a character of the whole text."""
        number = max(bisect_right(self.starts, at) - 1, 0)
        return number, min(at - self.starts[number], len(self.texts[number]))


def _shared_out(
    paragraphs: Sequence[Paragraph], wanted: Sequence[TextEdit], source: DraftFile
) -> Iterator[tuple[Paragraph, list[TextEdit]]]:
    """Each paragraph with its own edits. Raises YizhiError for a change over a paragraph's end: paragraphs are not joined or split."""
    changed("\n".join(paragraph.text for paragraph in paragraphs), wanted, source)
    at = 0
    left = list(wanted)
    for paragraph in paragraphs:
        size = len(paragraph.text)
        own = [(start - at, end - at, new) for start, end, new in left if at <= start and end <= at + size]
        left = [edit for edit in left if not (at <= edit[0] and edit[1] <= at + size)]
        if own:
            yield paragraph, own
        at += size + 1
    if left:
        raise YizhiError(
            "a change reaches over the end of a paragraph", hint="change one paragraph at a time", path=source.path
        )


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
