"""What `yizhi check` does: reads drafts, runs the rules, writes the reports."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from yizhi.checks import baseline as baselines
from yizhi.checks import registry
from yizhi.checks.model import Rule
from yizhi.checks.parallel import Tools, check_all
from yizhi.checks.runner import Selection
from yizhi.cli.actions.check_outcome import CheckOutcome, CheckRequest, exit_code, reports, write_reports
from yizhi.cli.actions.settings import Settings, settings, signature
from yizhi.cli.display import terminal
from yizhi.cli.faults import damage, fault
from yizhi.service.catalogue import preferred_language
from yizhi.service.drafts import sort_findings
from yizhi.service.signature import rule_settings
from yizhi.termbase.errors import YizhiError, of_system
from yizhi.termbase.files import distinct
from yizhi.tm.drafts.source import STANDARD_INPUT
from yizhi.tm.model import Draft, Problem


def run(request: CheckRequest) -> int:
    """Return the exit code of a call."""
    chosen = reports(request)
    written = [path for _, path in chosen]
    distinct(
        [*written, request.annotate],
        [*request.files, request.source, request.memory, request.baseline, *(request.termbases or ())],
    )
    if STANDARD_INPUT in request.files and (request.annotate or request.fix or request.watch):
        raise YizhiError("standard input can be read once, and not written", hint="save it into a file first")
    if request.watch:
        from yizhi.cli.actions.watch import watch

        return watch(request, lambda: outcome(request))
    result = outcome(request)
    write_reports(request, result, chosen)
    # Before --fix: remarks stand on the words that were found.
    if request.annotate is not None:
        from yizhi.cli.actions.annotate import annotate

        annotate(result, request)
    if request.fix:
        from yizhi.cli.actions.fix import fix

        if not fix(result, request):
            return 2
    return exit_code(result)


def outcome(request: CheckRequest) -> CheckOutcome:
    """Read and checks; nothing is written. Files that cannot be read are in `errors`, the others are checked."""
    configured = settings(request.termbases, request.no_builtin)
    selection = select(configured, request)
    memory = request.memory or configured.configuration.memory
    tools = Tools(configured.termbases, configured.builtin, memory, json.dumps(configured.configuration.options))
    with terminal.waiting("reading"):
        drafts, errors = read(request, tools)
    if not _is_prepared(drafts):
        terminal.note("preparing the dictionaries and the termbase; this is done once and takes some seconds")
    if memory is not None:
        _say_what_could_be_learnt(memory)
    with terminal.waiting("checking"):
        checked = check_all(drafts, tools, selection, request.jobs)
        library = tools.open()[1].library
    errors += [problem for draft in drafts for problem in draft.problems]
    errors += _faults(checked.faults, [*configured.termbases, *filter(None, [memory])])
    path = request.baseline or configured.configuration.baseline
    dismissed = baselines.read(path) if path is not None else Counter()
    shown, hidden = sort_findings(drafts, checked.findings, dismissed, selection)
    return CheckOutcome(
        tuple(drafts),
        tuple(shown),
        tuple(hidden),
        tuple(errors),
        signature(library, rule_settings(selection)),
        request.fail_on or configured.configuration.fail_on,
        preferred_language(configured.configuration.language),
    )


def _is_prepared(drafts: Sequence[Draft]) -> bool:
    """Return whether the dictionaries that these drafts need were compiled before, on this machine and by this user."""
    from yizhi.termbase.words import dictionary as words

    if not any(draft.bilingual for draft in drafts):
        return words.is_ready()
    from yizhi.termbase.lexicon import dictionary as senses

    return words.is_ready() and senses.is_ready()


def _say_what_could_be_learnt(memory: Path) -> None:
    """A memory from which nothing was learnt, or that has grown since, says less than it could."""
    if sys.stderr.isatty() and memory.exists():
        from yizhi.tm.memory.learning import stale

        if stale(memory):
            terminal.note(f"`yizhi tm learn --memory {memory}` lets the checks learn from what the memory holds now")


def _faults(faults: list[Problem], databases: Sequence[Path]) -> list[Problem]:
    """Faults in rules; those that a damaged database made are the one of the database."""
    damaged = damage(databases) if faults else None
    return faults if damaged is None else [damaged.problem(databases[0])]


def select(configured: Settings, request: CheckRequest) -> Selection:
    """Return the rules of a call: those named, else those of the configuration, less those ignored."""
    for name in (*request.rules, *request.ignored):
        if not registry.is_known(name):
            raise YizhiError(f"unknown rule {name!r}", hint="`yizhi explain` lists the rules")
    rules: tuple[Rule, ...]
    if request.rules:
        rules = tuple(registry.rule(name) for name in request.rules)
    else:
        rules = configured.configuration.select(registry.rules())
    remaining = tuple(rule for rule in rules if rule.name not in request.ignored)
    return Selection(remaining, configured.configuration.severities)


def read(request: CheckRequest, tools: Tools) -> tuple[list[Draft], list[Problem]]:
    """Return the drafts, and what could not be read."""
    from yizhi.tm.drafts.reader import read as read_draft

    drafts: list[Draft] = []
    errors: list[Problem] = []
    for path in request.files:
        try:
            draft = read_draft(path, request.input_format, request.pair)
            if request.source is not None:
                draft = _aligned(read_draft(request.source, request.input_format), draft, tools)
            drafts.append(draft)
        except YizhiError as error:
            errors.append(error.problem(path))
        except OSError as error:
            errors.append(of_system(error, path).problem(path))
        except Exception as error:
            errors.append(fault(error, [], path).problem(path))
    return drafts, errors


def _aligned(source: Draft, target: Draft, tools: Tools) -> Draft:
    """Return a translation paired with its source document; the termbase's terms are evidence."""
    # Alignment gains nothing from several threads and loses much on a busy machine; read before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from yizhi.tm.alignment.align import Aligner
    from yizhi.tm.alignment.documents import align_drafts

    return align_drafts(source, target, Aligner(terms=(tools.open()[1].library,)))
