"""CSV as in RFC 4180: quoted cells may hold commas, line breaks and doubled quotes. A semicolon or tab between cells is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed
from yizhi.termbase.lists.text_tables import Dialect, dialect_of
from yizhi.tm.drafts import table
from yizhi.tm.drafts.cells import TableCell, rewrite
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft

_ENDS = ("\r\n", "\n", "\r", "")


def _read(source: DraftFile) -> Draft:
    decoded = source.decoded()
    return table.draft(source, FORMAT.name, _rows(decoded.text, source), decoded.notes)


def _cells(text: str, source: DraftFile) -> Iterator[tuple[TableCell, ...]]:
    """Yield every row as cells, in the dialect that the text is in. Raise Malformed for a quote that is not closed or text behind a closing one."""
    dialect = dialect_of(text, source.path.suffix.lower())
    return (_quoted_cells if dialect.quotes else _plain_cells)(text, dialect, source)


def _plain_cells(text: str, dialect: Dialect, source: DraftFile) -> Iterator[tuple[TableCell, ...]]:  # noqa: ARG001 - as below
    offset = dialect.start
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text[offset:]):
        words = line.rstrip("\r\n")
        if words.strip():
            row, start = [], offset
            for cell in words.split(dialect.mark):
                row.append(TableCell(start, start + len(cell), cell))
                start += len(cell) + 1
            yield tuple(row)
        offset += len(line)


def _quoted_cells(text: str, dialect: Dialect, source: DraftFile) -> Iterator[tuple[TableCell, ...]]:
    mark = re.escape(dialect.mark)
    cell = re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|([^{mark}\r\n]*))({mark}|\r\n|\n|\r|\Z)')
    row: list[TableCell] = []
    offset, size = dialect.start, len(text)
    while offset < size or row:
        match = cell.match(text, offset)
        if match is None or (match[1] is None and match[2].startswith('"')):
            line = len(re.findall(r"\r\n|\n|\r", text[:offset])) + 1
            raise Malformed(
                "a quoted cell is not closed, or text stands behind its closing quote",
                hint='double the quotes inside a cell ("")',
                path=source.path,
                line=line,
            )
        quoted = match[1] is not None
        value = match[1].replace('""', '"') if quoted else match[2]
        row.append(TableCell(match.start(), match.end(3) - len(match[3]), value, quoted))
        offset = match.end()
        if match[3] in _ENDS:
            if len(row) > 1 or row[0].value.strip():
                yield tuple(row)
            row = []
            if offset >= size:
                break


def _rows(text: str, source: DraftFile) -> Iterator[table.Row]:
    line, line_start, upto = 1, 0, 0
    for row in _cells(text, source):
        starts, lines = [], []
        for cell in row:
            offset = cell.start + cell.quoted
            between = text[upto:offset]
            if "\n" in between or "\r" in between:
                ends = list(re.finditer(r"\r\n|\n|\r", between))
                line += len(ends)
                line_start = upto + ends[-1].end()
            upto = offset
            lines.append(line)
            starts.append(offset - line_start + 1)
        yield lines[0], [cell.value for cell in row], starts, lines


def _escape(value: str, source: DraftFile) -> str:  # noqa: ARG001 - the shape of an escaper
    return '"' + value.replace('"', '""') + '"' if any(char in value for char in ',;\t"\r\n') else value


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    decoded = source.decoded()
    rows = list(_cells(decoded.text, source))
    separator = dialect_of(decoded.text, source.path.suffix.lower()).mark
    return decoded.encode(rewrite(source, _read(source), decoded.text, rows, changes, notes, separator, _escape))


def _sniff(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip("\ufeff\r")
    return sum(language.is_language(name.strip('"')) for name in re.split("[,;]", first)) >= 2


FORMAT = DraftFormat("csv", (".csv",), _read, _sniff, _edit, "table with commas")
