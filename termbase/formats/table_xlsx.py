"""XLSX: every sheet with terms is read. Cells are typed as text, so that nothing becomes a formula, a number or a date."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.table import Row, write_rows
from yizhi.termbase.lists.options import ListOptions
from yizhi.termbase.lists.reading import ListSheet, read_lists
from yizhi.termbase.model import Concept

NAME = "xlsx"
ENDINGS = (".xlsx",)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes what XML has no character for: `_x000D_` is a carriage return."""
_LONGEST = 32_767  # characters that Excel holds in a cell
_REASON = 120  # characters of what a library says of a file
_LARGEST = 2 << 30  # bytes when unpacked; more is a bomb, not a glossary


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of all sheets."""
    return read_list(path, ListOptions())


def read_list(path: Path, options: ListOptions) -> Iterator[Concept | Problem]:
    """Yield the concepts of the sheets of a workbook as people keep it."""
    with _opened(path) as book:
        sheets = [
            ListSheet(sheet.title, list(_rows(sheet)), getattr(sheet, "sheet_state", "visible") != "visible")
            for sheet in book.worksheets
        ]
    yield from read_lists(sheets, path, options)


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of the first sheet, with their numbers."""
    with _opened(path) as book:
        yield from _rows(book.worksheets[0])


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A workbook with a sheet. What is wrong with the file shows while it is read: it becomes one clear error."""
    import openpyxl

    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as packed:
                if sum(part.file_size for part in packed.infolist()) > _LARGEST:
                    raise Malformed("unpacks to more than 2 GB", path=path)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            if not book.worksheets:
                raise Malformed("a workbook without a sheet", path=path)
            yield book
        except (YizhiError, MemoryError, GeneratorExit):
            raise
        except Exception as error:  # openpyxl raises whatever its XML and its archive hold
            reason = " ".join(str(error).split())[:_REASON] or type(error).__name__
            raise Malformed(f"not a readable XLSX file ({reason})", hint="save it again as .xlsx", path=path) from None


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    merges = merged_rows(sheet)
    standing: dict[int, str] = {}
    for number, given in enumerate(sheet.iter_rows(), 1):
        cells = [shown(cell.value, cell.number_format if isinstance(cell.value, float) else "") for cell in given]
        if merges:
            _fill(cells, number, merges, standing)
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def merged_rows(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Return {column from 0: [(first row, last row)]} of cells that are merged over several rows: what such a cell says is said of
    each of them. A file names them behind its rows, so the sheet is looked through once before."""
    merges: dict[int, list[tuple[int, int]]] = {}
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        rest = b""
        while chunk := part.read(_CHUNK):
            for column, first, last in _MERGE.findall(rest + chunk):
                if int(first) < int(last):
                    merges.setdefault(_number_of(column), []).append((int(first), int(last)))
            rest = (rest + chunk)[-_LONGEST_MERGE:]
    return {column: sorted(set(merges[column])) for column in sorted(merges)[:_MERGED_COLUMNS]}


def _fill(cells: list[str], number: int, merges: dict[int, list[tuple[int, int]]], standing: dict[int, str]) -> None:
    """Put into a row what stands in cells that are merged over it; `standing` holds that of the rows above."""
    for column, spans in merges.items():
        span = bisect_right(spans, (number, _ALL_ROWS)) - 1
        if span < 0 or spans[span][1] < number:
            continue
        if spans[span][0] == number:
            standing[column] = cells[column] if column < len(cells) else ""
        elif standing.get(column):
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = standing[column]


def _number_of(letters: bytes) -> int:
    """Return the number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_MERGED_COLUMNS = 64
"""Columns with merged cells that are looked after: a list has fewer, and a crafted file must not grow by them."""
_LONGEST_MERGE = 80
"""Bytes of such an element at most: so many of a piece are looked at again with the next."""
_CHUNK = 1 << 16
_ALL_ROWS = 1 << 21


def shown(value: object, number_format: str = "") -> str:
    """Return a cell as its user sees it: dates without a time of day, percentages with their mark, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, float) and "%" in number_format:
        return f"{round(value * 100, 10):g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(value)).replace("\r\n", "\n").replace("\r", "\n")


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:  # noqa: ARG001 - the seam's signature
    """Write a workbook of one sheet."""
    report = ExportReport()
    book, put = _workbook()
    write_rows(concepts, put, report, _storable)
    with beside(path) as written:
        book.save(written)
    return report


def write_rows_to(rows_value: Iterable[list[str]], path: Path) -> None:
    """Write rows of any table as texts, where nothing is yet."""
    book, put = _workbook()
    for cells in rows_value:
        put([_storable(cell) for cell in cells])
    book.save(path)


def _workbook() -> tuple[Any, Callable[[list[str]], None]]:
    """Return a workbook of one sheet, and what puts a row into it."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "B2"

    def put(cells: list[str]) -> None:
        typed: list[object] = []
        for text in cells:
            if not text:
                typed.append(None)
                continue
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"  # `=SUM(A1)` is a term here
            cell.number_format = "@"
            typed.append(cell)
        sheet.append(typed)

    return book, put


def _storable(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]
