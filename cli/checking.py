"""What `yizhi check` does: reads drafts, runs the rules, writes the reports."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checks import baseline as baselines
from checks import registry
from checks.habits import told_once
from checks.model import Finding, Rule, Severity
from checks.parallel import Tools, check_all
from checks.runner import Selection, summary
from cli import terminal
from cli.reports import forms
from cli.reports.report import Report
from cli.setup import Settings, settings, signature
from termbase.errors import YizhiError
from tm.model import Draft, Problem


class Request(NamedTuple):
    """The options of one call."""

    files: tuple[Path, ...]
    source: Path | None = None
    forms: tuple[str, ...] = ()
    output: Path | None = None
    termbases: list[Path] | None = None
    no_builtin: bool = False
    memory: Path | None = None
    input_format: str | None = None
    rules: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    fail_on: Severity | None = None
    baseline: Path | None = None
    jobs: int = 1
    annotate: Path | None = None
    fix: bool = False
    dry_run: bool = False
    watch: bool = False


class Outcome(NamedTuple):
    """The drafts that were read, what was found in them (dismissed ones apart), what could not be read."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]
    errors: tuple[Problem, ...]
    signature: str
    fail_on: Severity

    def report(self) -> Report:
        """As the forms need it."""
        return Report(
            self.findings,
            self.drafts,
            summary(self.drafts, self.findings),
            self.errors,
            self.signature,
            len(self.dismissed),
        )


def run(request: Request) -> int:
    """The exit code of a call."""
    chosen = reports(request)
    if request.watch:
        from cli.watching import watch

        return watch(request, lambda: outcome(request))
    result = outcome(request)
    write_reports(request, result, chosen)
    # Before --fix: remarks stand on the words that were found.
    if request.annotate is not None:
        from cli.annotating import annotate

        annotate(result, request)
    if request.fix:
        from cli.fixing import fix

        fix(result, request)
    return exit_code(result)


def reports(request: Request) -> list[tuple[forms.Form, Path | None]]:
    """The forms that a call wants, each with its file (None: standard output). Raises YizhiError for an unknown one."""
    chosen = [forms.parse(wanted) for wanted in request.forms or ("text",)]
    if request.output is not None and len(chosen) == 1 and chosen[0][1] is None:
        chosen = [(chosen[0][0], request.output)]
    return chosen


def write_reports(
    request: Request, result: Outcome, chosen: list[tuple[forms.Form, Path | None]] | None = None
) -> None:
    """The findings in every form that was asked for, and a line for each file that could not be read."""
    report = result.report()
    for form, path in chosen or reports(request):
        if path is not None:
            forms.write(form, report, path)
        else:
            _print(form.render(report))
    for problem in result.errors:
        terminal.complain(str(YizhiError(problem.message, path=problem.path, line=problem.line)))


def exit_code(result: Outcome) -> int:
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
        sys.stdout.write(content)


def outcome(request: Request) -> Outcome:
    """Reads and checks; nothing is written. Files that cannot be read are in `errors`, the others are checked."""
    found = settings(request.termbases, request.no_builtin)
    selection = select(found, request)
    memory = request.memory or found.configuration.memory
    tools = Tools(found.termbases, found.builtin, memory, json.dumps(found.configuration.options))
    drafts, errors = read(request, tools)
    if any(draft.bilingual for draft in drafts):
        from tm.meaning.dictionary import is_ready

        if not is_ready():
            terminal.note("preparing the dictionary; this is done once")
    found_in = check_all(drafts, tools, selection, request.jobs)
    library = tools.open()[1].library
    for draft in drafts:
        errors += draft.problems
        for remark in draft.notes:
            terminal.note(f"{draft.path}: {remark}")
    path = request.baseline or found.configuration.baseline
    dismissed = baselines.read(path) if path is not None else Counter()
    shown, hidden = _parted(drafts, found_in, dismissed, selection)
    extras = [terminal.counted(len(selection.rules), "rule")]
    if selection.severities:
        extras.append(
            "severities: " + ", ".join(f"{name}={value}" for name, value in sorted(selection.severities.items()))
        )
    return Outcome(
        tuple(drafts),
        tuple(shown),
        tuple(hidden),
        tuple(errors),
        signature(library, extras),
        request.fail_on or found.configuration.fail_on,
    )


def _parted(
    drafts: Sequence[Draft], found: Sequence[list[Finding]], dismissed: Counter[str], selection: Selection
) -> tuple[list[Finding], list[Finding]]:
    """(shown, dismissed): habits are told of what is left, so that the next place tells where the first is dismissed."""
    shown: list[Finding] = []
    hidden: list[Finding] = []
    for draft, findings in zip(drafts, found, strict=True):
        kept, gone = baselines.split(findings, dismissed) if dismissed else (findings, [])
        dismissed = dismissed - Counter(map(baselines.fingerprint, gone))
        shown += told_once(draft, kept, selection)
        hidden += gone
    return shown, hidden


def select(found: Settings, request: Request) -> Selection:
    """The rules of a call: those named, else those of the configuration, less those ignored."""
    for name in (*request.rules, *request.ignored):
        if name not in registry.modules():
            raise YizhiError(f"unknown rule {name!r}", hint="`yizhi explain` lists the rules")
    rules: tuple[Rule, ...]
    if request.rules:
        rules = tuple(registry.rule(name) for name in request.rules)
    else:
        rules = found.configuration.select(registry.rules())
    kept = tuple(rule for rule in rules if rule.name not in request.ignored)
    return Selection(kept, found.configuration.severities)


def read(request: Request, tools: Tools) -> tuple[list[Draft], list[Problem]]:
    """The drafts, and what could not be read."""
    from tm.drafts.reader import read as read_draft

    drafts: list[Draft] = []
    errors: list[Problem] = []
    for path in request.files:
        try:
            draft = read_draft(path, request.input_format)
            if request.source is not None:
                draft = _aligned(read_draft(request.source, request.input_format), draft, tools)
            drafts.append(draft)
        except YizhiError as error:
            errors.append(
                Problem(error.path or str(path), error.line, error.message + (f"; {error.hint}" if error.hint else ""))
            )
        except OSError as error:
            errors.append(Problem(str(path), None, error.strerror or str(error)))
    return drafts, errors


def _aligned(source: Draft, target: Draft, tools: Tools) -> Draft:
    """A translation paired with its source document; the termbase's terms are evidence."""
    # Alignment gains nothing from several threads and loses much on a busy machine; read before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from tm.alignment.align import Aligner
    from tm.alignment.documents import align_drafts

    return align_drafts(source, target, Aligner(terms=(tools.open()[1].library,)))
