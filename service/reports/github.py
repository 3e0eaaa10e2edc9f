"""Findings as annotations that GitHub Actions shows beside the lines (workflow commands)."""

from __future__ import annotations

import re

from yizhi.checks.model import Finding, Severity
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport
from yizhi.service.reports.sarif import ending

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# Terminal controls: a log is shown in a terminal too.
_CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def render(report: FindingsReport) -> str:
    """Return one command a finding, and one an error of reading."""
    lines = [_line(finding) for finding in report.findings]
    for error in report.errors:
        location = f"file={_property(error.path)}" + (f",line={error.line}" if error.line else "")
        lines.append(f"::error {location},title=not read::{_data(error.message)}")
    lines += [
        f"::notice file={_property(remark.path)},title=how it was read::{_data(remark.message)}"
        for remark in report.remarks
    ]
    return "".join(line + "\n" for line in lines)


def _line(finding: Finding) -> str:
    location = [f"file={_property(finding.path)}"]
    if finding.line is not None:
        location.append(f"line={finding.line}")
        if finding.column is not None:
            line, column = ending(finding, finding.line, finding.column)
            if line == finding.line:
                location += [f"col={finding.column}", f"endColumn={column}"]
    location.append(f"title={_property(finding.rule)}")
    where = f"unit {finding.unit}: " if finding.unit else ""
    better = f" → {finding.suggestion}" if finding.suggestion else ""
    return f"::{_COMMANDS[finding.severity]} {','.join(location)}::{_data(where + finding.message + better)}"


def _data(text: str) -> str:
    return _CONTROLS.sub(" ", text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORM = ReportFormat("github", ".txt", render)
