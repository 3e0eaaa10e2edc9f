"""Findings as SARIF 2.1.0 (OASIS), for code hosts and editors: rules with their manual pages, regions in code points.

A region has line and column (columns in Unicode code points, as `columnKind` says) for the first line of the words;
findings in bilingual files, whose offsets count in a segment, have it where the format knows the place, and always a
logical location that names the unit and the side. Fingerprints leave lines out, so that moved findings are the same.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from yizhi.checks import registry
from yizhi.checks.baseline import fingerprint
from yizhi.checks.model import Finding, Severity
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport
from yizhi.tm.model import Problem

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: FindingsReport) -> str:
    """Return the whole document."""
    names = sorted({finding.rule for finding in report.findings})
    numbers = {name: number for number, name in enumerate(names)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {"name": "yizhi", "semanticVersion": _version(report), "rules": [_rule(name) for name in names]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [],
        "invocations": [
            {"executionSuccessful": not report.errors, "toolExecutionNotifications": _notifications(report)}
        ],
        "properties": {"signature": report.signature},
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    # A line a result: `indent` would send every value through Python, at twenty times the cost.
    results = ",\n".join(_json(_result(finding, numbers[finding.rule])) for finding in report.findings)
    before, _, after = _json(document).partition('"results": []')
    return f'{before}"results": [\n{results}\n]{after}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _version(report: FindingsReport) -> str:
    return report.signature.split(";")[0].removeprefix("yizhi ").strip() or "0"


def _rule(name: str) -> dict[str, Any]:
    if not registry.is_known(name):
        return {"id": name}
    rule, page = registry.rule(name), registry.manual(name)
    return {
        "id": name,
        "shortDescription": {"text": page.split("\n")[0]},
        "fullDescription": {"text": page.split("\n\n")[1] if "\n\n" in page else page},
        "help": {"text": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    better = f" → {finding.suggestion}" if finding.suggestion else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + better},
        "locations": [_location(finding)],
        "partialFingerprints": {"yizhi/v1": fingerprint(finding)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": {"artifactLocation": {"uri": _uri(item.path or finding.path)}},
                "logicalLocations": [{"fullyQualifiedName": _logical(item.unit or finding.unit, item.side)}],
                "message": {"text": item.text},
            }
            for number, item in enumerate(finding.related, 1)
        ]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.path)}}
    if finding.line is not None:
        region: dict[str, Any] = {"startLine": finding.line, "snippet": {"text": finding.text}}
        if finding.column is not None:
            region["startColumn"] = finding.column
            region["endLine"], region["endColumn"] = ending(finding, finding.line, finding.column)
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.unit is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": _logical(finding.unit, finding.side), "kind": "element"}]
    return location


def ending(finding: Finding, line: int, column: int) -> tuple[int, int]:
    """Return where a finding that begins in a line and column ends; what its text says, where the file does not."""
    if finding.end_line is not None and finding.end_column is not None:
        return finding.end_line, finding.end_column
    first, *more = finding.text.split("\n")
    return line + len(more), len(more[-1]) + 1 if more else column + len(first)


def _logical(unit: str | None, side: str | None) -> str:
    return "/".join(filter(None, [unit, side])) or "document"


@lru_cache(maxsize=1024)
def _uri(path: str) -> str:
    """Return a relative path as it is (quoted), an absolute one as a file address."""
    # Bytes, because a file name need not be valid UTF-8.
    quoted = quote(os.fsencode(Path(path).as_posix()))
    return f"file://{quoted}" if Path(path).is_absolute() else quoted


def _notifications(report: FindingsReport) -> list[dict[str, Any]]:
    return [
        {
            "level": level,
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": _problem_place(problem)}],
        }
        for level, problems in (("error", report.errors), ("note", report.remarks))
        for problem in problems
    ]


def _problem_place(error: Problem) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(error.path)}}
    if error.line is not None:
        location["region"] = {"startLine": error.line}
    return location


FORM = ReportFormat("sarif", ".sarif", render)
