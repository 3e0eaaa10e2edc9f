"""What the commands of `yizhi corpus` do, with progress."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.cli.display import terminal
from yizhi.corpus import works
from yizhi.corpus.collection import Collection, open_collection
from yizhi.corpus.engine import Counts, Crew, Work
from yizhi.corpus.works import WorkOrder
from yizhi.termbase.errors import Problem, YizhiError
from yizhi.termbase.packages import version

if TYPE_CHECKING:
    from yizhi.checks.parallel import Tools
    from yizhi.corpus.planning import WorkPlan

OVERVIEW, PARQUET = "overview", "parquet"
_SHOWN = 30


class CollectionRequest(NamedTuple):
    """The options that all works share."""

    folder: Path
    workers: int = 1
    scheduler: str | None = None
    memory_limit: str = "auto"
    resume: bool = False
    plan: bool = False
    json: bool = False

    def crew(self) -> Crew:
        """Who works."""
        return Crew(self.workers, self.scheduler, self.memory_limit)


def take(paths: Sequence[Path], folder: Path, size: int) -> int:
    """Make a collection; the exit code."""
    from yizhi.corpus.importing import import_collection

    problems: list[Problem] = []
    with terminal.meter("importing") as show:
        collection = import_collection(paths, folder, problems, show, size)
    _complain(problems)
    parts = terminal.counted(len(collection.parts), "part")
    documents = terminal.counted(collection.documents, "document")
    terminal.out(f"{folder}: {terminal.counted(collection.pairs, 'pair')} of {documents} in {parts}")
    return 2 if any(problem.lost for problem in problems) else 0


def check(
    request: CollectionRequest,
    termbases: list[Path] | None,
    no_builtin: bool,
    memory: Path | None,
    rules: tuple[str, ...],
    ignored: tuple[str, ...],
) -> int:
    """Check a collection; the exit code."""
    from yizhi.checks.parallel import Tools
    from yizhi.cli.actions.check import select
    from yizhi.cli.actions.check_outcome import CheckRequest
    from yizhi.cli.actions.settings import settings, signature
    from yizhi.corpus.checking import CHECK, CheckWork
    from yizhi.service.signature import rule_settings

    configured = settings(termbases, no_builtin)
    selection = select(configured, CheckRequest((), rules=rules, ignored=ignored))
    approved = memory or configured.configuration.memory
    tools = Tools(
        tuple(path.absolute() for path in configured.termbases), configured.builtin, approved and approved.absolute(),
        json.dumps(configured.configuration.options),
    )  # fmt: skip
    severities = tuple((name, severity.value) for name, severity in selection.severities.items())
    work = CheckWork(tools, tuple(rule.name for rule in selection.rules), severities)
    library = tools.open()[1].library
    extras = [*rule_settings(selection), *([f"memory {approved}"] if approved else [])]
    signed = signature(library, extras)
    digest = f"{signed}; {work.rules}; {tools.options}"
    counts = _worked(request, WorkOrder(CHECK, work, digest, request.resume), signed)
    if counts is None:
        return 0
    lost, sums = counts
    if not request.json:
        severity = ", ".join(f"{number:,} {name}" for name, number in sums.get("severities", {}).items())
        terminal.out(f"{_extent(sums)}: {severity or 'no findings'}; {sums.get('seconds', 0):,.0f} s of processors")
    return 2 if lost else 1 if {"error", "warning"} & sums.get("severities", {}).keys() else 0


def align(request: CollectionRequest, termbases: list[Path] | None, no_builtin: bool) -> int:
    """Aligns a collection again; the exit code."""
    from yizhi.corpus.aligning import ALIGN, AlignWork

    tools, signed = _tools(termbases, no_builtin)
    counts = _worked(request, WorkOrder(ALIGN, AlignWork(tools), signed, request.resume), signed)
    if counts is None:
        return 0
    lost, sums = counts
    if not request.json:
        beads, moved, doubtful = (sums.get(name, 0) for name in ("beads", "moved", "doubtful"))
        terminal.out(
            f"{_extent(sums)}: {terminal.counted(beads, 'bead')}, {moved:,} otherwise than the pairs, {doubtful:,} doubtful"
        )
    return 2 if lost else 0


def mine(request: CollectionRequest, termbases: list[Path] | None, no_builtin: bool) -> int:
    """Mines a collection; the exit code."""
    from yizhi.corpus.candidate_counts import MINE, CountWork
    from yizhi.corpus.mining import CANDIDATES, mined_terms, write_mined

    tools, signed = _tools(termbases, no_builtin)
    order = WorkOrder(MINE, CountWork(tools), f"{signed}; counts", request.resume)
    counts = _worked(request, order, signed)
    if counts is None:
        return 0
    collection = open_collection(request.folder)
    terms = mined_terms(collection, tools, terminal.watch)
    write_mined(collection, terms)
    if not request.json:
        terminal.out(
            f"{_extent(counts[1])}: {terminal.counted(len(terms), 'candidate')} in {request.folder}/{CANDIDATES}"
        )
        for term in terms[:_SHOWN]:
            terminal.out(
                f"  {term.source} | {term.target or '–'} ({term.frequency:,} times in {terminal.counted(term.parts, 'part')})"
            )
    return 2 if counts[0] else 0


def _tools(termbases: list[Path] | None, no_builtin: bool) -> tuple[Tools, str]:
    """Return the termbases as workers open them, and what reproduces the result."""
    from yizhi.checks.parallel import Tools
    from yizhi.cli.actions.settings import settings, signature

    configured = settings(termbases, no_builtin)
    tools = Tools(tuple(path.absolute() for path in configured.termbases), configured.builtin)
    return tools, signature(tools.open()[1].library)


def _extent(sums: Counts) -> str:
    pairs, documents = (
        terminal.counted(sums.get("pairs", 0), "pair"),
        terminal.counted(sums.get("documents", 0), "document"),
    )
    return f"{pairs} of {documents}"


def stats(request: CollectionRequest) -> int:
    """Count a collection; the exit code."""
    from yizhi.corpus.statistics import STATS, StatsWork

    signed = f"yizhi {version('yizhi')}"
    counts = _worked(request, WorkOrder(STATS, StatsWork(), signed, request.resume), signed)
    if counts is None:
        return 0
    lost, sums = counts
    if not request.json:
        terminal.out(_extent(sums))
        terminal.out(f"  {sums.get('characters', 0):,} Chinese characters, {sums.get('words', 0):,} English words")
        terminal.out("  " + ", ".join(f"{name}: {number:,}" for name, number in sums.get("directions", {}).items()))
    return 2 if lost else 0


def _worked(request: CollectionRequest, order: WorkOrder, signed: str) -> tuple[bool, Counts] | None:
    """Return whether a part could not be done, and the sums; None where only a plan was asked for. JSON is printed here."""
    collection = open_collection(request.folder)
    if request.plan:
        _tell_plan(request, collection, order.name, order.work, signed)
        return None
    with terminal.meter(order.name, collection.pairs) as show:
        result = works.carry_out(order, collection, request.crew(), show)
    _complain(result.problems)
    if result.skipped:
        terminal.note(f"{terminal.counted(result.skipped, 'part')} had been done before")
    if request.json:
        errors = [
            {"path": problem.path, "line": problem.line, "message": problem.message} for problem in result.problems
        ]
        terminal.out_json(
            {"version": 1, **result.counts, "skipped": result.skipped, "errors": errors, "signature": signed}
        )
    return bool(result.problems), result.counts


def _tell_plan(request: CollectionRequest, collection: Collection, name: str, work: Work, signed: str) -> None:
    from yizhi.corpus.planning import plan

    result: WorkPlan = plan(collection, name, work)
    hours = result.hours(request.workers)
    if request.json:
        figures = {**result._asdict(), "workers": request.workers, "hours": round(hours, 3)}
        terminal.out_json({"version": 1, "plan": figures, "signature": signed})
        return
    workers = terminal.counted(request.workers, "worker")
    took = f"{1000 * result.seconds:,.2f} ms of a processor a pair, from {terminal.counted(result.sample, 'pair')}"
    terminal.out(f"{terminal.counted(result.pairs, 'pair')}: {hours:,.2f} hours with {workers} ({took})")
    terminal.out(f"  memory of a worker: {result.memory / 1e6:,.0f} MB; disk for results: {result.disk / 1e6:,.1f} MB")


def report(folder: Path, wanted: Sequence[str], output: Path | None) -> int:
    """Write reports of a collection; the exit code."""
    from yizhi.corpus import overview
    from yizhi.corpus.checking import CHECK

    collection = open_collection(folder)
    note = folder / CHECK / "run.json"
    signed = json.loads(note.read_text("utf-8"))["signature"] if note.exists() else ""
    short = signed.split("; (")[0]
    for item in wanted:
        form, _, name = item.partition(":")
        path = Path(name) if name else output
        if form == OVERVIEW:
            _put(overview.page(overview.overview(collection), short), path)
        elif form == PARQUET:
            if path is None:
                raise YizhiError("this form is not for a terminal", hint="name a file with --output")
            overview.merged(collection, path)
        else:
            _write_form(collection, form, path, short)
    return 0


def _put(text: str, path: Path | None) -> None:
    from yizhi.termbase import files

    if path is None:
        terminal.write_report(text)
        return
    with files.beside(path) as written:
        written.write_text(text, "utf-8")


def _write_form(collection: Collection, form: str, path: Path | None, signed: str) -> None:
    """A form of `yizhi check`, of all findings."""
    from yizhi.corpus.checking import findings
    from yizhi.service.reports import forms
    from yizhi.service.reports.report import FindingsReport

    chosen, _ = forms.parse(form)
    collected = list(findings(collection))
    counts = {"units": collection.pairs} | {
        name: sum(finding.severity == name for finding in collected) for name in ("error", "warning", "info")
    }
    whole = FindingsReport(collected, (), counts, (), signed)
    if path is not None:
        forms.write(chosen, whole, path)
        return
    content = chosen.render(whole)
    if isinstance(content, bytes):
        raise YizhiError("this form is not for a terminal", hint="name a file with --output")
    terminal.write_report(content)


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems:
        terminal.complain(str(YizhiError(problem.message, path=problem.path, line=problem.line)))
