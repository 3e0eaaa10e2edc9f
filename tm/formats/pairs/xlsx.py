"""XLSX of sentence pairs: every cell is text, so that nothing becomes a formula or a number; pairs for review are coloured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.tm.formats.pairs.columns import rows
from yizhi.tm.formats.pairs.form import Heading, PairFormat, WrittenPairs
from yizhi.tm.model import Pair

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST = 32_767
"""Characters to a cell: Excel's own limit."""
_WIDE, _NARROW = 70, 12


def _write(path: Path, pairs: Iterable[Pair], heading: Heading) -> WrittenPairs:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook(write_only=True)
    sheet = book.create_sheet("pairs")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", (_NARROW, _NARROW, _WIDE, _WIDE), strict=True):
        sheet.column_dimensions[letter].width = width
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    doubtful = PatternFill("solid", fgColor="FFF2CC")
    count, review = -1, -1
    for count, row in enumerate(rows(pairs, heading)):
        cells = []
        if count == 0:
            review = row.index("review") if "review" in row else -1
        for value in row:
            cell = WriteOnlyCell(sheet, _ILLEGAL.sub("", value)[:_MOST])
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = wrapped
            if count == 0:
                cell.font = bold
            elif review >= 0 and row[review]:
                cell.fill = doubtful
            cells.append(cell)
        sheet.append(cells)
    with beside(path) as written_path, written_path.open("wb") as file:
        book.save(file)
    return WrittenPairs(count)


FORM = PairFormat("xlsx", (".xlsx",), _write, keeps_decisions=True)
