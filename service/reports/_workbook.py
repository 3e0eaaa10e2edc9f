"""A findings workbook: what its columns are called, and the parts of its file.

Written by hand, because 10,000 findings through a library take longer than finding them; every cell is text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhi.termbase.validation import mended

DECISION, DATA = "decision", "finding"
DISMISS = "dismiss"
CHOICES = (DISMISS, "fix", "ask")
"""What may be chosen in the decision column; only `dismiss` means something to us."""

MOST = 16_000
"""Code points to a cell: Excel takes 32,767 UTF-16 units."""
MAX_ROWS = 1_048_575
_TALLEST = 400
"""Points of a row; Excel takes 409."""
_PLAIN, _HEAD, _DECIDE, _ERROR, _WARNING, _INFO, _HIDDEN, _NUMBER = range(8)
STYLES = {"plain": _PLAIN, "head": _HEAD, "decide": _DECIDE, "error": _ERROR, "warning": _WARNING, "info": _INFO,
          "data": _HIDDEN, "number": _NUMBER}  # fmt: skip
_CODED = re.compile("_(x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class WorkbookCell:
    """A text with the style of its cell; `marked` words are bold and red."""

    text: str
    style: str = "plain"
    marked: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in characters, and whether a reader sees it."""

    name: str
    width: int
    hidden: bool = False


def workbook(
    columns: Sequence[Column], rows: Sequence[Sequence[WorkbookCell]], summary: Sequence[Sequence[WorkbookCell]]
) -> bytes:
    """Return the file: a sheet of findings and a sheet with the summary."""
    shown = sum(not column.hidden for column in columns)
    sheets = ("findings", "summary")
    last = f"${_letter(shown)}${len(rows) + 1}"
    names = (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">findings!$A$1:{last}</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">findings!$1:$1</definedName>'
        f'<definedName name="_xlnm.Print_Area" localSheetId="0">findings!$A$1:{last}</definedName>'
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in (1, 2)
    )
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            related + f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": "".join(_findings(columns, rows, shown)),
        "xl/worksheets/sheet2.xml": "".join(_summary(summary)),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in parts.items():
            # A fixed date: the same findings give the same bytes.
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, (_XML + text).encode("utf-8"))
    return content.getvalue()


def _findings(columns: Sequence[Column], rows: Sequence[Sequence[WorkbookCell]], shown: int) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
    yield '<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>'
    for number, column in enumerate(columns, 1):
        hidden = ' hidden="1"' if column.hidden else ""
        yield f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"{hidden}/>'
    yield "</cols><sheetData>"
    yield from _rows([[WorkbookCell(column.name, "head") for column in columns]], 1)
    yield from _rows(rows, 2, [column.width for column in columns])
    last = len(rows) + 1
    yield f'</sheetData><autoFilter ref="A1:{_letter(shown)}{last}"/>'
    letter = _letter([column.name for column in columns].index(DECISION) + 1)
    yield '<dataValidations count="1"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
    yield f'errorTitle="yizhi" error="Choose one of: {", ".join(CHOICES)}" promptTitle="Decision" '
    yield 'prompt="dismiss: not a mistake; it stays away once the decisions are taken back" '
    yield f'sqref="{letter}2:{letter}{max(last, 2)}"><formula1>"{",".join(CHOICES)}"</formula1></dataValidation></dataValidations>'
    yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _summary(rows: Sequence[Sequence[WorkbookCell]]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="34" customWidth="1"/>'
    yield '<col min="2" max="3" width="16" customWidth="1"/></cols><sheetData>'
    yield from _rows(rows, 1)
    yield "</sheetData></worksheet>"


def _rows(rows: Iterable[Sequence[WorkbookCell]], first: int, widths: Sequence[int] = ()) -> Iterator[str]:
    for number, row in enumerate(rows, first):
        height = f' ht="{_height(row, widths)}" customHeight="1"' if widths else ""
        yield f'<row r="{number}"{height}>'
        for cell in row:
            style = STYLES[cell.style]
            if not cell.text:
                yield f'<c s="{style}"/>'
            elif cell.style == "number":
                yield f'<c s="{style}"><v>{cell.text}</v></c>'
            else:
                yield f'<c s="{style}" t="inlineStr"><is>{_rich(cell)}</is></c>'
        yield "</row>"


def _height(row: Sequence[WorkbookCell], widths: Sequence[int]) -> int:
    """Points for the wrapped texts of a row: not every program finds out by itself."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if cell.style != "data" and len(cell.text) * 2 > width:
            # A Han character has three bytes and takes two columns, a letter has one and takes one.
            columns = (len(cell.text.encode("utf-8", "replace")) + len(cell.text)) // 2
            lines = max(lines, -(-columns * 11 // (width * 10)) + cell.text.count("\n"))
    return min(15 * lines + 2, _TALLEST)


def _rich(cell: WorkbookCell) -> str:
    if not cell.marked:
        return f'<t xml:space="preserve">{_text(cell.text)}</t>'
    pieces, done = [], 0
    for start, end in sorted(cell.marked):
        start = max(start, done)
        if start >= end:
            continue
        pieces += [
            (cell.text[done:start], ""),
            (cell.text[start:end], '<rPr><b/><color rgb="FFC00000"/><sz val="11"/><rFont val="Calibri"/></rPr>'),
        ]
        done = end
    pieces.append((cell.text[done:], ""))
    return "".join(f'<r>{style}<t xml:space="preserve">{_text(text)}</t></r>' for text, style in pieces if text)


def _text(text: str) -> str:
    """Text for a cell: nothing that XML cannot hold, and no `_x0041_`, which spreadsheets read as a character."""
    if "_x" in text:
        text = _CODED.sub(r"_x005F_\1", text)
    text = mended(text).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _letter(number: int) -> str:
    return chr(64 + number) if number <= 26 else chr(64 + (number - 1) // 26) + chr(65 + (number - 1) % 26)


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{listed}'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>'
    )


def _formats() -> str:
    """Return the styles, in the order of STYLES."""
    top = '<alignment vertical="top" wrapText="1"/>'
    # Text format with the quote prefix: a cell that is edited by hand does not turn into a formula either.
    text = 'numFmtId="49" applyNumberFormat="1" quotePrefix="1"'
    looks = ((0, 0), (1, 2), (0, 3), (0, 4), (0, 5), (0, 6), (0, 0))
    cells = [
        f'<xf {text} fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyFill="1" applyFont="1" applyAlignment="1">{top}</xf>'
        for font, fill in looks
    ]
    cells.append(f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{top}</xf>')
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
        for colour in ("D9E2EC", "FFFBE6", "F8D7DA", "FFE8B3", "D6EAF8")
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="7"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        f'{fills}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


_STYLES = _formats()
