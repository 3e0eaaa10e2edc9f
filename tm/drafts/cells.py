"""Changing single cells of a table in text form, every other byte as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.records import dataclass
from yizhi.tm.drafts import table
from yizhi.tm.drafts.changes import by_segment, changed
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft

NOTE_COLUMN = "yizhi"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: `text[start:end]` of the file (with its quotes), and what it says."""

    start: int
    end: int
    value: str
    quoted: bool = False


Escape = Callable[[str, DraftFile], str]


def rewrite(
    source: DraftFile,
    draft: Draft,
    text: str,
    rows: Sequence[tuple[TableCell, ...]],
    changes: Sequence[Edit],
    notes: Sequence[Note],
    separator: str,
    escape: Escape,
) -> str:
    """Return the table's text with changed cells; notes go into a further column at the end of every row that has one."""
    columns_of_cells, _ = table.layout([(1, [cell.value for cell in row], (), None) for row in rows], source)
    usable = _rows_of_units(columns_of_cells, rows)
    if len(usable) != len(draft.units):  # a table that changed between reading and writing
        raise YizhiError("the file changed while it was read", hint="run it again", path=source.path)
    edits: list[tuple[int, int, str]] = []
    for (unit, side), wanted in by_segment(changes, draft, source).items():
        row = usable[unit]
        column = columns_of_cells.source if side == "source" else columns_of_cells.target
        if column < len(row):
            cell = row[column]
            edits.append((cell.start, cell.end, escape(changed(cell.value, wanted, source), source)))
        else:
            new = separator * (column - len(row) + 1) + escape(changed("", wanted, source), source)
            edits.append((row[-1].end, row[-1].end, new))
    if notes:
        edits += _note_cells(columns_of_cells, rows[0], usable, notes, separator, escape, source)
    return _spliced(text, edits)


def _rows_of_units(
    segment_columns: table.SegmentColumns, rows: Sequence[tuple[TableCell, ...]]
) -> list[tuple[TableCell, ...]]:
    """Return the rows that became units, by the rule that reading follows."""
    return [
        row
        for row in rows[segment_columns.headed :]
        if len(row) == segment_columns.width or table.usable(segment_columns, 0, [cell.value for cell in row], "", [])
    ]


def _note_cells(
    segment_columns: table.SegmentColumns,
    header: tuple[TableCell, ...],
    usable: Sequence[tuple[TableCell, ...]],
    notes: Sequence[Note],
    separator: str,
    escape: Escape,
    source: DraftFile,
) -> list[tuple[int, int, str]]:
    texts: dict[int, list[str]] = {}
    for note in notes:
        if note.unit is not None:
            texts.setdefault(note.unit, []).append(" ".join(note.text.split()))
    edits = [(header[-1].end, header[-1].end, separator + NOTE_COLUMN)] if segment_columns.headed else []
    for unit, lines in sorted(texts.items()):
        row = usable[unit]
        missing = separator * (segment_columns.width - len(row) + 1)
        edits.append((row[-1].end, row[-1].end, missing + escape(" | ".join(lines), source)))
    return edits


def _spliced(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[done:start], new]
        done = end
    return "".join(pieces) + text[done:]
