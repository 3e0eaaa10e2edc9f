"""TSV: tabs between cells, no quoting, so neither a tab nor a line break can be part of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.cells import encoding_of
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.table import Row, read_rows, write_rows
from yizhi.termbase.model import Concept

NAME = "tsv"
ENDINGS = (".tsv",)

_SPACES = str.maketrans("\t\n\r", "   ")


def read(path: Path) -> Iterator[Concept | Problem]:
    """The concepts of a term table."""
    encoding, remark = encoding_of(path)
    if remark:
        yield Problem(str(path), None, remark, lost=False)
    yield from read_rows(_rows(path, encoding), path)


def rows(path: Path) -> Iterator[Row]:
    """The rows of any TSV table, with their lines."""
    return _rows(path, encoding_of(path)[0])


def write_rows_to(found: Iterable[list[str]], path: Path) -> None:
    """Writes rows of any table, as they are, where nothing is yet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for cells in found:
            file.write("\t".join(map(_storable, cells)) + "\n")


def _rows(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(file, 1):
            yield number, line.rstrip("\r\n").split("\t")


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:  # noqa: ARG001 - the seam's signature
    """Writes a term table, one row a concept."""
    report = ExportReport()
    with beside(path) as written, written.open("w", encoding="utf-8", newline="") as file:
        write_rows(concepts, lambda cells: file.write("\t".join(cells) + "\n"), report, _storable)
    return report


def _storable(text: str) -> str:
    return text.translate(_SPACES)
