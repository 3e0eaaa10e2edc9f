"""What a call of `yizhi check` asks for and comes to: its options, its outcome, the reports and the exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from yizhi.checks.model import Finding, Severity
from yizhi.checks.runner import summary
from yizhi.cli.display import terminal
from yizhi.service.catalogue import catalogue
from yizhi.service.drafts import remarks
from yizhi.service.reports import forms
from yizhi.service.reports.report import FindingsReport
from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.language_pair import LanguagePair
from yizhi.tm.model import Draft, Problem


class CheckRequest(NamedTuple):
    """The options of one call."""

    files: tuple[Path, ...]
    source: Path | None = None
    forms: tuple[str, ...] = ()
    output: Path | None = None
    termbases: list[Path] | None = None
    no_builtin: bool = False
    memory: Path | None = None
    input_format: str | None = None
    pair: LanguagePair | None = None
    rules: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    fail_on: Severity | None = None
    baseline: Path | None = None
    jobs: int = 1
    annotate: Path | None = None
    fix: bool = False
    dry_run: bool = False
    watch: bool = False


class CheckOutcome(NamedTuple):
    """The drafts that were read, what was found in them (dismissed ones apart), what could not be read."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]
    errors: tuple[Problem, ...]
    signature: str
    fail_on: Severity
    language: str = "en"

    def report(self) -> FindingsReport:
        """As the forms need it."""
        return FindingsReport(
            self.findings,
            self.drafts,
            summary(self.drafts, self.findings),
            self.errors,
            self.signature,
            len(self.dismissed),
            tuple(remark for draft in self.drafts for remark in remarks(draft)),
            catalogue(self.language),
        )


def reports(request: CheckRequest) -> list[tuple[forms.ReportFormat, Path | None]]:
    """Return the forms that a call wants, each with its file (None: standard output). Raise YizhiError for an unknown one."""
    chosen = [forms.parse(wanted) for wanted in request.forms or ("text",)]
    if request.output is not None and len(chosen) == 1 and chosen[0][1] is None:
        chosen = [(chosen[0][0], request.output)]
    return chosen


def write_reports(
    request: CheckRequest, result: CheckOutcome, chosen: list[tuple[forms.ReportFormat, Path | None]] | None = None
) -> None:
    """The findings in every form that was asked for, and a line for each file that could not be read."""
    report = result.report()
    for form, path in chosen or reports(request):
        if path is not None:
            forms.write(form, report, path)
        else:
            _print(form.render(report))
    for remark in report.remarks:
        terminal.complain(str(remark))
    for problem in result.errors:
        terminal.complain(str(YizhiError(problem.message, path=problem.path, line=problem.line)))


def exit_code(result: CheckOutcome) -> int:
    """0 clean, 1 findings of at least --fail-on, 2 something could not be read."""
    if result.errors:
        return 2
    limit = result.fail_on.rank
    return int(any(finding.severity.rank >= limit for finding in result.findings))


def _print(content: str | bytes) -> None:
    if isinstance(content, bytes):
        if sys.stdout.isatty():
            raise YizhiError("this form is not for a terminal", hint="name a file with --output")
        sys.stdout.buffer.write(content)
    else:
        terminal.write_report(content)
