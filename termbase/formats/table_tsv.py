"""TSV: tabs between cells, no quoting, so neither a tab nor a line break can be part of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.table import Row, write_rows
from yizhi.termbase.lists.options import ListOptions
from yizhi.termbase.lists.reading import ListSheet, read_lists
from yizhi.termbase.lists.text_tables import dialect_of, load_text, rows_of
from yizhi.termbase.model import Concept

NAME = "tsv"
ENDINGS = (".tsv",)

_SPACES = str.maketrans("\t\n\r", "   ")


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of a term table."""
    return read_list(path, ListOptions())


def read_list(path: Path, options: ListOptions) -> Iterator[Concept | Problem]:
    """Yield the concepts of a list of terms as people keep it."""
    text, remark = load_text(path)
    if remark:
        yield Problem(str(path), None, remark, lost=False)
    rows = list(rows_of(text, dialect_of(text, path.suffix.lower()), path))
    yield from read_lists([ListSheet("", rows)], path, options)


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of any TSV table, with their lines."""
    text, _ = load_text(path)
    return iter(rows_of(text, dialect_of(text, path.suffix.lower()), path))


def write_rows_to(rows_value: Iterable[list[str]], path: Path) -> None:
    """Write rows of any table, as they are, where nothing is yet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for cells in rows_value:
            file.write("\t".join(map(_storable, cells)) + "\n")


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:  # noqa: ARG001 - the seam's signature
    """Write a term table, one row a concept."""
    report = ExportReport()
    with beside(path) as written, written.open("w", encoding="utf-8", newline="") as file:
        write_rows(concepts, lambda cells: file.write("\t".join(cells) + "\n"), report, _storable)
    return report


def _storable(text: str) -> str:
    return text.translate(_SPACES)
