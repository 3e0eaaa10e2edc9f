"""CSV as in RFC 4180: commas, quotes doubled inside quotes, CRLF; also read with the semicolons of some spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.errors import Malformed
from yizhi.termbase.files import beside
from yizhi.termbase.formats.cells import encoding_of
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.table import Row, read_rows, write_rows
from yizhi.termbase.model import Concept

NAME = "csv"
ENDINGS = (".csv",)


def read(path: Path) -> Iterator[Concept | Problem]:
    """The concepts of a term table."""
    encoding, remark = encoding_of(path)
    if remark:
        yield Problem(str(path), None, remark, lost=False)
    yield from read_rows(_rows(path, encoding), path)


def rows(path: Path) -> Iterator[Row]:
    """The rows of any CSV table, with their lines."""
    return _rows(path, encoding_of(path)[0])


def write_rows_to(found: Iterable[list[str]], path: Path) -> None:
    """Writes rows of any table, as they are, where nothing is yet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(found)


def _rows(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        first = file.readline()
        file.seek(0)
        semicolons = "," not in first and ";" in first
        rows = csv.reader(file, delimiter=";" if semicolons else ",", strict=True)
        line = 1
        try:
            for cells in rows:
                yield line, cells
                line = rows.line_num + 1
        except csv.Error as error:
            raise Malformed(
                f"not CSV from here on ({error})", hint="check the quotes of this row", path=path, line=line
            ) from None


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:  # noqa: ARG001 - the seam's signature
    """Writes a term table, one row a concept."""
    report = ExportReport()
    with beside(path) as written, written.open("w", encoding="utf-8", newline="") as file:
        write_rows(concepts, csv.writer(file).writerow, report, str)
    return report
