"""What `yizhi import` does: reads lists, takes them in, says what was taken and names what was not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from yizhi.cli.actions.settings import signature
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.cli.faults import fault
from yizhi.termbase.errors import Problem, YizhiError, of_system
from yizhi.termbase.importing import ImportReport, LazyTermbase, import_list
from yizhi.termbase.library import open_library
from yizhi.termbase.lists.options import IDS, TERMS, ListOptions

NOTES = 8
"""Notes on a file that a person is shown."""


class ImportRequest(NamedTuple):
    """The options of one call."""

    files: tuple[Path, ...]
    into: Path
    input_format: str = ""
    columns: str = ""
    sheet: str = ""
    header_row: int | None = None
    split: str | None = None
    key: str = ""
    dry_run: bool = False
    as_json: bool = False


def run(request: ImportRequest) -> int:
    """Take the files in; return the exit code."""
    options = _options(request)
    # A termbase is made when there is something to put into it: a list that cannot be read leaves no empty one behind.
    base = None if request.dry_run else LazyTermbase(request.into)
    reports: list[ImportReport] = []
    problems: list[Problem] = []
    try:
        for path in request.files:
            try:
                reports.append(
                    import_list(
                        base,
                        path,
                        request.input_format,
                        options,
                        shown=lambda items: terminal.progress(items, "importing"),
                    )
                )
                problems += reports[-1].problems
            except YizhiError as error:
                problems.append(error.problem(path))
            except OSError as error:
                problems.append(of_system(error, path).problem(path))
            except Exception as error:
                problems.append(fault(error, [path, request.into], path).problem(path))
    finally:
        if base is not None:
            base.close()
    errors = tell(problem for problem in problems if problem.lost)
    if request.as_json:
        terminal.out_json(_document(request, reports, problems, errors))
    else:
        for report in reports:
            _tell(request, report)
    return 2 if errors else 0


def _options(request: ImportRequest) -> ListOptions:
    if request.key not in ("", IDS, TERMS):
        raise YizhiError(f"--key is {IDS} or {TERMS}, not {request.key!r}")
    columns = []
    for part in filter(str.strip, request.columns.replace("，", ",").split(",")):
        name, equals, field = part.rpartition("=")
        if not equals or not name.strip() or not field.strip():
            raise YizhiError(
                f"--map wants COLUMN=FIELD, not {part.strip()!r}", hint='as in --map "备注=note,Chinese (PRC)=zh-Hans"'
            )
        columns.append((name.strip(), field.strip()))
    return ListOptions(tuple(columns), request.sheet, request.header_row, request.split, request.key)


def _document(
    request: ImportRequest, reports: list[ImportReport], problems: list[Problem], errors: list[dict[str, object]]
) -> dict[str, Any]:
    files = [
        {
            "path": report.path,
            "added": report.tally.added,
            "replaced": report.tally.replaced,
            "same": report.tally.same,
            "taken": {name: count for name, count in sorted(report.taken.items()) if count},
            "ignored": [
                {"what": item.what, "where": item.where, "count": item.count, "why": item.why}
                for item in report.ignored
            ],
        }
        for report in reports
    ]
    notes = [{"path": item.path, "line": item.line, "message": item.message} for item in problems if not item.lost]
    document = {"version": 1, "into": str(request.into), "files": files, "errors": errors, "notes": notes}
    if request.dry_run:
        return {**document, "dry_run": True}
    with open_library([request.into] if request.into.exists() else [], builtin=False) as library:
        return {**document, "signature": signature(library)}


def _tell(request: ImportRequest, report: ImportReport) -> None:
    """A file for a person: what came of it, what was taken, what was not."""
    tally = report.tally
    if request.dry_run:
        terminal.out(f"{report.path}: {terminal.counted(tally.added, 'concept')} would be taken; nothing was changed")
    else:
        counts = f"{tally.added:,} new, {tally.replaced:,} replaced, {tally.same:,} the same"
        terminal.out(f"{report.path}: {counts} (in {request.into})")
    extras = [f"{count:,} {name}" for name, count in report.taken.items() if count and name != "concepts"]
    if report.ignored or request.dry_run:
        terminal.out(f"  taken: {', '.join(extras)}")
    for item in report.ignored:
        terminal.out(f"  {item.message}")
    notes = [problem for problem in report.problems if not problem.lost]
    for problem in notes[:NOTES]:
        terminal.out(f"  {'' if problem.line is None else f'line {problem.line}: '}{problem.message}")
    if len(notes) > NOTES:
        terminal.out(f"  and {len(notes) - NOTES:,} more notes, all of them in --format json")
    if request.dry_run:
        for concept in report.sample:
            terms = "; ".join(
                f"{term.text} ({term.language}, {term.status.value} {term.kind.value})" for term in concept.terms
            )
            more = "".join(
                f" | {name}: {value}" for name in ("domain", "definition", "note") if (value := getattr(concept, name))
            )
            terminal.out(f"  · {terms}{more}")
