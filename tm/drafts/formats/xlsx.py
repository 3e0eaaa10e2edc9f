"""XLSX: the first sheet whose header names two languages. Formula-like cells are text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.validation import mended
from yizhi.tm.drafts import table
from yizhi.tm.drafts.archive import Archive
from yizhi.tm.drafts.changes import by_segment, changed
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft

MAX_ROWS = 1_000_000
_MOST = 16_000
"""Characters to a comment."""


def _book(source: DraftFile, *, streaming: bool) -> Any:
    Archive(source)  # refuses bombs and encrypted files
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(source.data), read_only=streaming, rich_text=False)
    except Exception as error:  # openpyxl raises whatever its XML holds
        raise Malformed("not a readable workbook", hint="open and save it again", path=source.path) from error


def _sheet(book: Any, source: DraftFile) -> Any:
    """The first sheet whose first row names two languages, else the first sheet."""
    sheets = list(book.worksheets)
    if not sheets:
        raise Malformed("the workbook has no sheet", path=source.path)
    for sheet in sheets:
        first = next(sheet.iter_rows(max_row=1, max_col=table.MAX_COLUMNS, values_only=True), ())
        if sum(isinstance(name, str) and language.is_language(name) for name in first) >= 2:
            return sheet
    return sheets[0]


def _rows(sheet: Any, source: DraftFile) -> Iterator[table.Row]:
    width = 0
    for number, values in enumerate(sheet.iter_rows(max_col=table.MAX_COLUMNS, values_only=True), 1):
        if number > MAX_ROWS:
            raise YizhiError(f"more than {MAX_ROWS:,} rows", hint="split the workbook", path=source.path)
        cells = ["" if value is None else _text(value) for value in values]
        if not any(cells):
            continue
        while not width and not cells[-1]:
            cells.pop()
        width = width or len(cells)
        cells = cells[:width] + [""] * (width - len(cells))
        yield number, cells, range(1, len(cells) + 1), None


def _text(value: object) -> str:
    """A cell as text; 12.0 is how a workbook keeps 12."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _read(source: DraftFile) -> Draft:
    book = _book(source, streaming=True)
    try:
        return table.draft(source, FORMAT.name, _rows(_sheet(book, source), source))
    except (ValueError, KeyError, TypeError, SyntaxError, EOFError) as error:
        raise Malformed("a damaged sheet", hint="open and save it again", path=source.path) from error
    finally:
        book.close()


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    draft = _read(source)
    book = _book(source, streaming=False)
    sheet = _sheet(book, source)
    rows = list(_rows(sheet, source))
    known = table.columns(rows[0][1], source, rows[0][0], [cells for _, cells, _, _ in rows[1:51]])
    for (unit, side), wanted in by_segment(changes, draft, source).items():
        number, cells, *_ = rows[1 + unit]
        at = known.source if side == "source" else known.target
        _set(sheet.cell(number, at + 1), changed(cells[at], wanted, source))
    texts: dict[tuple[int, int], list[str]] = {}
    for note in notes:
        if note.unit is not None:
            at = known.source if note.side == "source" else known.target
            texts.setdefault((rows[1 + note.unit][0], at + 1), []).append(note.text)
    for (row, column), lines in texts.items():
        _comment(sheet.cell(row, column), lines)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set(cell: Any, text: str) -> None:
    """Text, whatever it looks like."""
    cell.value = text
    cell.data_type = "s"


def _comment(cell: Any, lines: Sequence[str]) -> None:
    """Notes as the cell's comment, below what a person has written there."""
    from openpyxl.comments import Comment

    author = "yizhi"
    if cell.comment is not None:
        lines, author = [cell.comment.text, *lines], cell.comment.author or author
    text = mended("\n".join(lines))
    height = 22 * sum(2 + len(line) // 45 for line in lines)
    cell.comment = Comment(text[:_MOST], author, height=min(height, 600), width=420)


def _sniff(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and b"xl/" in head


FORMAT = DraftFormat("xlsx", (".xlsx", ".xlsm"), _read, _sniff, _edit, "Excel workbook")
