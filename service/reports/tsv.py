"""Findings as a table: one row a finding, tabs between cells."""

from __future__ import annotations

from yizhi.checks.model import Finding
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport

COLUMNS = (
    "path",
    "unit",
    "line",
    "column",
    "side",
    "start",
    "end",
    "rule",
    "severity",
    "text",
    "suggestion",
    "message",
)

# Whatever some program takes for the end of a cell or of a line.
_SPACED: dict[int, str] = dict.fromkeys([*range(32), *range(127, 160)], "\ufffd")  # what a terminal would act upon
_SPACED |= dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def cells(finding: Finding) -> list[str]:
    """Return a finding's cells, in the order of COLUMNS."""
    values = [getattr(finding, name) for name in COLUMNS]
    return ["" if value is None else str(getattr(value, "value", value)) for value in values]


def render(report: FindingsReport) -> str:
    """Return the whole table. A tab or line break cannot be part of a cell and becomes a space."""
    rows = [list(COLUMNS), *(cells(finding) for finding in report.findings)]
    return "".join("\t".join(cell.translate(_SPACED) for cell in row) + "\n" for row in rows)


FORM = ReportFormat("tsv", ".tsv", render)
