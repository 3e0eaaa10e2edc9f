"""TSV: a header, then one row a segment. There is no quoting: a tab or line break cannot be part of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhi.termbase import language
from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts import table
from yizhi.tm.drafts.cells import TableCell, rewrite
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft


def _read(source: DraftFile) -> Draft:
    decoded = source.decoded()
    return table.draft(source, FORMAT.name, _rows(decoded.text), decoded.notes)


def _lines(text: str) -> list[str]:
    """Return the lines; a carriage return alone ends one only where there is no line feed at all."""
    return text.split("\n") if "\n" in text else text.split("\r")


def _rows(text: str) -> Iterator[table.Row]:
    for number, line in enumerate(_lines(text), 1):
        if line.endswith("\r"):
            line = line[:-1]
        if not line.strip():
            continue
        cells = line.split("\t")
        starts, column = [], 1
        for cell in cells:
            starts.append(column)
            column += len(cell) + 1
        yield number, cells, starts, None


def _cells(text: str) -> Iterator[tuple[TableCell, ...]]:
    offset = 0
    for line in _lines(text):
        if line.strip():
            row, start = [], offset
            for cell in line.removesuffix("\r").split("\t"):
                row.append(TableCell(start, start + len(cell), cell))
                start += len(cell) + 1
            yield tuple(row)
        offset += len(line) + 1


def _escape(value: str, source: DraftFile) -> str:
    if any(char in value for char in "\t\n\r"):
        raise YizhiError("a tab or line break cannot be part of a TSV cell", hint="use CSV or XLSX", path=source.path)
    return value


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    decoded = source.decoded()
    rows = list(_cells(decoded.text))
    return decoded.encode(rewrite(source, _read(source), decoded.text, rows, changes, notes, "\t", _escape))


def _sniff(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip("\ufeff\r")
    return sum(language.is_language(name) for name in first.split("\t")) >= 2


FORMAT = DraftFormat("tsv", (".tsv", ".tab"), _read, _sniff, _edit, "table with tabs")
