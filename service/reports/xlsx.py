"""Findings as a workbook: one row a finding, a column for decisions that `yizhi dismiss --from` takes back.

The last, hidden columns hold each finding whole, so that rows may be sorted, filtered and deleted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

from yizhi.checks.model import Finding
from yizhi.service.catalogue import Catalogue
from yizhi.service.presentation.excerpts import Excerpt, Excerpts, marks
from yizhi.service.reports._workbook import DATA, DECISION, MAX_ROWS, MOST, Column, WorkbookCell, workbook
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.json_ import entry
from yizhi.service.reports.report import FindingsReport
from yizhi.termbase.errors import YizhiError

_COLUMNS = (
    Column(DECISION, 11),
    Column("severity", 9),
    Column("rule", 20),
    Column("message", 42),
    Column("words", 18),
    Column("suggestion", 18),
    Column("source", 48),
    Column("target", 48),
    Column("file", 18),
    Column("unit", 9),
    Column("line", 7),
)
_ROUND = 400
"""Characters of a long text on each side of the words."""
# What JSON lets through and XML or a spreadsheet does not.
_UNSAFE = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_x")


def render(report: FindingsReport) -> bytes:
    """Return the whole workbook. Raise YizhiError for more findings than a sheet has rows."""
    if len(report.findings) > MAX_ROWS:
        raise YizhiError(f"{len(report.findings):,} findings are more than a sheet has rows", hint="use --format html")
    passages = Excerpts(report.drafts)
    rows = [_row(finding, passages, report.catalogue) for finding in report.findings]
    data = [_data(finding) for finding in report.findings]
    width = max(map(len, data), default=1)
    columns = [
        *_COLUMNS,
        *(Column(DATA if number == 0 else f"{DATA} {number + 1}", 9, hidden=True) for number in range(width)),
    ]
    for row, pieces in zip(rows, data, strict=True):
        row += [WorkbookCell(piece, "data") for piece in pieces]
    return workbook(columns, rows, list(_summary(report)))


def _row(finding: Finding, passages: Excerpts, words: Catalogue) -> list[WorkbookCell]:
    key = passages.key(finding)
    excerpts = passages.of(key, finding.path) if key else ()
    source = next((passage for passage in excerpts if passage.side == "source"), None)
    target = next((passage for passage in excerpts if passage.side != "source"), None)
    line = str(finding.line) if finding.line is not None else ""
    return [
        WorkbookCell("", "decide"),
        WorkbookCell(finding.severity.value, finding.severity.value),
        WorkbookCell(finding.rule),
        WorkbookCell(words.message(finding.message)[:MOST]),
        WorkbookCell(finding.text[:MOST]),
        WorkbookCell((finding.suggestion or "")[:MOST]),
        _passage(finding, source),
        _passage(finding, target),
        WorkbookCell(finding.path),
        WorkbookCell(finding.unit or ""),
        WorkbookCell(line, "number"),
    ]


def _passage(finding: Finding, passage: Excerpt | None) -> WorkbookCell:
    """Return a text with its words marked, cut round them where it is long."""
    if passage is None:
        return WorkbookCell("")
    spans_here, related = marks(finding, passage)
    spans = [*spans_here, *related]
    text, low = passage.text, 0
    if len(text) > 3 * _ROUND:
        first = spans[0] if spans else (0, 0)
        low, high = max(first[0] - _ROUND, 0), min(max(first[1], first[0]) + _ROUND, first[0] + MOST // 2)
        text = text[low:high]
    return WorkbookCell(text, marked=[(max(a - low, 0), min(b - low, len(text))) for a, b in spans])


def _data(finding: Finding) -> list[str]:
    """Return a finding as JSON, in pieces that fit into cells."""
    text = json.dumps(entry(finding), ensure_ascii=False, separators=(",", ":"))
    text = _UNSAFE.sub(lambda match: f"_\\u{ord('x'):04x}" if match[0] == "_x" else f"\\u{ord(match[0]):04x}", text)
    return [text[start : start + MOST] for start in range(0, len(text), MOST)]


def _summary(report: FindingsReport) -> Iterator[list[WorkbookCell]]:
    counts = Counter((finding.rule, finding.severity) for finding in report.findings)
    yield [WorkbookCell("rule", "head"), WorkbookCell("severity", "head"), WorkbookCell("findings", "head")]
    for (rule, severity), number in sorted(counts.items(), key=lambda item: (-item[0][1].rank, -item[1], item[0][0])):
        yield [WorkbookCell(rule), WorkbookCell(severity.value, severity.value), WorkbookCell(str(number), "number")]
    yield []
    yield [WorkbookCell("units checked"), WorkbookCell(""), WorkbookCell(str(report.summary["units"]), "number")]
    yield [WorkbookCell("dismissed before"), WorkbookCell(""), WorkbookCell(str(report.dismissed), "number")]
    for error in report.errors:
        yield [WorkbookCell(f"not read: {error.path}"), WorkbookCell(""), WorkbookCell(error.message)]
    for remark in report.remarks:
        yield [WorkbookCell(f"how it was read: {remark.path}"), WorkbookCell(""), WorkbookCell(remark.message)]
    yield []
    yield [WorkbookCell(report.signature)]


FORM = ReportFormat("xlsx", ".xlsx", render)
