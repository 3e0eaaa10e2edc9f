"""Findings as a table: one row a finding, tabs between cells."""

from __future__ import annotations

from checks.model import Finding
from cli.reports.forms import Form
from cli.reports.report import Report

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


def cells(finding: Finding) -> list[str]:
    """A finding's cells, in the order of COLUMNS."""
    values = [getattr(finding, name) for name in COLUMNS]
    return ["" if value is None else str(getattr(value, "value", value)) for value in values]


def render(report: Report) -> str:
    """The whole table. A tab or line break cannot be part of a cell and becomes a space."""
    rows = [list(COLUMNS), *(cells(finding) for finding in report.findings)]
    return "".join("\t".join(" ".join(cell.split()) if cell.strip() else cell for cell in row) + "\n" for row in rows)


FORM = Form("tsv", ".tsv", render)
