"""Findings as the one JSON document that programs rely on."""

from __future__ import annotations

import json
from typing import Any

from yizhi.checks.model import Finding
from yizhi.service.presentation.harmless import harmless_json
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport


def entry(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON."""
    related = []
    for item in finding.related:
        location: dict[str, Any] = {"side": item.side, "start": item.start, "end": item.end, "text": item.text}
        if item.unit is not None:
            location["unit"] = item.unit
        if item.path is not None:
            location["path"] = item.path
        if item.unit_index is not None:
            location["unit_index"] = item.unit_index
        related.append(location)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.path,
        "unit": finding.unit,
        "unit_index": finding.unit_index,
        "side": finding.side,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "text": finding.text,
        "suggestion": finding.suggestion,
        "safe": finding.safe,
        "concept": finding.concept,
        "related": related,
    }


def render(report: FindingsReport) -> str:
    """Return the whole document."""
    document: dict[str, Any] = {
        "version": 1,
        "findings": [entry(finding) for finding in report.findings],
        "summary": {**report.summary, "dismissed": report.dismissed},
        "signature": report.signature,
    }
    if report.errors:
        document["errors"] = [{"path": e.path, "line": e.line, "message": e.message} for e in report.errors]
    if report.remarks:
        document["notes"] = [{"path": n.path, "line": n.line, "message": n.message} for n in report.remarks]
    return harmless_json(json.dumps(document, ensure_ascii=False)) + "\n"


FORM = ReportFormat("json", ".json", render)
