"""XLSX: every sheet whose columns are in two languages. Formula-like cells are text, formulas are what they computed last."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.formats.table_xlsx import shown
from yizhi.tm.drafts import table
from yizhi.tm.drafts.archive import Archive
from yizhi.tm.drafts.changes import by_segment, changed
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.workbook_parts import Cell, SheetPart, sheet_parts, with_changes
from yizhi.tm.model import Draft, Unit

MAX_ROWS = 1_000_000


class _SheetUnits(NamedTuple):
    """A sheet with pairs: its columns, and the rows of its units."""

    part: SheetPart
    columns: table.SegmentColumns
    rows: list[table.Row]


_UNCOMPUTED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
"""A formula that no program has computed yet: it is read as it is written."""


def _book(source: DraftFile, *, values: bool = True) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(source.data), read_only=True, data_only=values, rich_text=False)


def _rows(sheet: Any, source: DraftFile, formulas: Any = None) -> Iterator[table.Row]:
    """Yield the rows that are not empty, as wide as the first of them."""
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    # Every row comes as wide as is asked for, so the width is sought first: most tables have few columns.
    width = next((len(cells) for _, cells in _filled(sheet, source, formulas, table.MAX_COLUMNS)), 0)
    for number, cells in _filled(sheet, source, formulas, width) if width else ():
        cells += [""] * (width - len(cells))
        yield number, cells, range(1, width + 1), None


def _filled(sheet: Any, source: DraftFile, formulas: Any, width: int) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that is not empty, up to a width and without the empty cells at the end."""
    written = None
    if formulas is not None:
        formulas.reset_dimensions()
        written = formulas.iter_rows(max_col=width, values_only=True)
    for number, row_cells in enumerate(sheet.iter_rows(max_col=width), 1):
        if number > MAX_ROWS:
            raise YizhiError(f"more than {MAX_ROWS:,} rows", hint="split the workbook", path=source.path)
        cells = [shown(cell.value, cell.number_format if isinstance(cell.value, float) else "") for cell in row_cells]
        if written is not None:
            cells = [text or shown(value) for text, value in zip(cells, next(written), strict=False)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _read(source: DraftFile) -> Draft:
    return _sheets(source)[0]


def _sheets(source: DraftFile) -> tuple[Draft, list[_SheetUnits]]:
    """Return the draft of all sheets, and where each of its units stands."""
    archive = Archive(source)  # refuses bombs and encrypted files
    try:
        book = _book(source)
        try:
            return _read_sheets(source, book, {part.name: part for part in sheet_parts(archive)})
        finally:
            book.close()
    except (YizhiError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its XML holds
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise Malformed(
            f"not a readable workbook ({reason})", hint="open and save it again", path=source.path
        ) from error


def _read_sheets(source: DraftFile, book: Any, parts: dict[str, SheetPart]) -> tuple[Draft, list[_SheetUnits]]:
    drafts: list[Draft] = []
    sheets: list[_SheetUnits] = []
    notes: list[str] = []
    failed: list[Malformed] = []
    archive = Archive(source)
    uncomputed = any(_UNCOMPUTED.search(archive.read(part.part)) for part in parts.values())
    written = _book(source, values=False) if uncomputed else None
    for sheet in book.worksheets:
        rows = list(_rows(sheet, source, written[sheet.title] if written is not None else None))
        if not rows:
            continue
        try:
            segment_columns, body = table.layout(rows, source)
        except Malformed as error:
            failed.append(error)
            notes.append(f"sheet {sheet.title!r} was not read ({len(rows):,} rows): {error.message}")
            continue
        part = parts.get(sheet.title, SheetPart(sheet.title, "", hidden=False))
        if part.hidden:
            notes.append(f"sheet {sheet.title!r} is hidden in the workbook; it was read")
        drafts.append(table.draft(source, FORMAT.name, rows))
        sheets.append(_SheetUnits(part, segment_columns, table.unit_rows(segment_columns, body)))
    if not drafts:
        raise (
            failed[0]
            if failed
            else Malformed("the workbook has no rows", hint="it needs a header and rows", path=source.path)
        )
    if len(drafts) == 1 and len(book.worksheets) == 1:
        return drafts[0], sheets
    units: list[Unit] = []
    for draft, sheet_units in zip(drafts, sheets, strict=True):
        named = sheet_units.columns.id >= 0
        for unit in draft.units:
            document = unit.document.replace(f"{source.path}#", f"{source.path}#{sheet_units.part.name}!", 1)
            units.append(replace(unit, id=unit.id if named else str(len(units) + 1), document=document))
    remarks = [*notes, *(note for draft in drafts for note in draft.notes)]
    problems = tuple(problem for draft in drafts for problem in draft.problems)
    return replace(drafts[0], units=tuple(units), notes=tuple(remarks), problems=problems), sheets


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    draft, sheets = _sheets(source)
    places = [(sheet, row) for sheet in sheets for row in sheet.rows]
    if len(places) != len(draft.units):
        raise YizhiError("the file changed while it was read", hint="run it again", path=source.path)
    texts: dict[str, dict[Cell, str]] = {}
    for (unit, side), text_edits in by_segment(changes, draft, source).items():
        sheet, (number, cells, *_) = places[unit]
        column = sheet.columns.source if side == "source" else sheet.columns.target
        texts.setdefault(sheet.part.part, {})[number, column + 1] = changed(
            cells[column] if column < len(cells) else "", text_edits, source
        )
    comments: dict[str, dict[Cell, list[str]]] = {}
    for note in notes:
        if note.unit is not None:
            sheet, (number, *_) = places[note.unit]
            column = sheet.columns.source if note.side == "source" else sheet.columns.target
            comments.setdefault(sheet.part.part, {}).setdefault((number, column + 1), []).append(note.text)
    return with_changes(Archive(source), texts, comments)


def _sniff(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and b"xl/" in head


FORMAT = DraftFormat("xlsx", (".xlsx", ".xlsm"), _read, _sniff, _edit, "Excel workbook")
