"""Findings as JUnit XML: a file is a suite, a finding a failed case; a file without findings is a case that passed.

Findings of severity info pass, with their text in `system-out`. The form is the one of Jenkins' and GitLab's readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from yizhi.checks.model import Finding, Severity
from yizhi.service.presentation.excerpts import place
from yizhi.service.presentation.harmless import harmless
from yizhi.service.reports.forms import ReportFormat
from yizhi.service.reports.report import FindingsReport
from yizhi.termbase.validation import mended


def render(report: FindingsReport) -> str:
    """Return the whole document."""
    by_path: dict[str, list[Finding]] = {draft.path: [] for draft in report.drafts}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)  # a source document is no draft, but may have findings
    remarks: dict[str, list[str]] = {}
    for remark in report.remarks:
        remarks.setdefault(remark.path, []).append(remark.message)
    suites = [_suite(path, findings, remarks.get(path, ())) for path, findings in by_path.items()]
    failures = sum(f.severity is not Severity.INFO for f in report.findings)
    tests = sum(max(1, len(findings)) for findings in by_path.values()) + len(report.errors)
    for error in report.errors:
        body = f"<error message={_attribute(error.message)}/>"
        suites.append(
            f'<testsuite name={_attribute(error.path)} tests="1" failures="0" errors="1">'
            f'<testcase classname={_attribute(error.path)} name="reading">{body}</testcase></testsuite>'
        )
    head = f'<testsuites name="yizhi" tests="{tests}" failures="{failures}" errors="{len(report.errors)}">'
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join([head, *suites, "</testsuites>"]) + "\n"


def _suite(path: str, findings: list[Finding], remarks: Sequence[str]) -> str:
    failures = sum(f.severity is not Severity.INFO for f in findings)
    cases = [_case(path, finding) for finding in findings] or [
        f'<testcase classname={_attribute(path)} name="no findings"/>'
    ]
    head = f'<testsuite name={_attribute(path)} tests="{len(cases)}" failures="{failures}" errors="0">'
    output = [f"<system-out>{escape(_neutral(chr(10).join(remarks)))}</system-out>"] if remarks else []
    return "\n".join([head, *cases, *output, "</testsuite>"])


def _case(path: str, finding: Finding) -> str:
    name = f"{finding.rule} {place(finding)}".strip()
    text = f"“{finding.text}” {finding.message}" + (f" → {finding.suggestion}" if finding.suggestion else "")
    if finding.severity is Severity.INFO:
        body = f"<system-out>{escape(_neutral(text))}</system-out>"
    else:
        kind = _attribute(finding.severity.value)
        body = f"<failure message={_attribute(finding.message)} type={kind}>{escape(_neutral(text))}</failure>"
    return f"<testcase classname={_attribute(path)} name={_attribute(name)}>{body}</testcase>"


def _neutral(text: str) -> str:
    return harmless(mended(text), colours=False)


def _attribute(text: str) -> str:
    return quoteattr(_neutral(text))


FORM = ReportFormat("junit", ".xml", render)
