"""What `yizhi tm import`, `search` and `export` do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import marked, signed, told
from yizhi.service.plain import plain_match
from yizhi.service.presentation.columns import paint
from yizhi.termbase.errors import YizhiError, of_system
from yizhi.termbase.files import distinct

if TYPE_CHECKING:
    from yizhi.tm.memory.match import Filter, MemoryMatch
    from yizhi.tm.memory.writing import ImportCounts, MemoryWriter
    from yizhi.tm.model import Problem

_SHOWN = 20


class _Problems:
    """Counts problems and keeps the first: a file of a million units may have as many."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.lost = 0

    def append(self, problem: Problem) -> None:
        """Take one."""
        self.lost += problem.lost
        if len(self.kept) < 1_000:
            self.kept.append(problem)


def take_in(
    files: list[Path],
    memory: Path,
    document: str,
    input_format: str | None,
    unfinished: bool,
    again: bool,
    *,
    as_json: bool,
) -> int:
    """Imports files one after the other; the exit code."""
    from yizhi.tm.memory.writing import MemoryWriter
    from yizhi.tm.model import Problem

    problems = _Problems()
    done: list[dict[str, Any]] = []
    if not memory.exists() and not any(path.is_file() for path in files):
        if files[0].exists():
            raise YizhiError("this is a folder", hint="name the files in it", path=files[0])
        raise YizhiError("no such file", hint="check the name", path=files[0])
    with ExitStack() as stack:
        # A memory is made when there is something to put into it: a file that cannot be read leaves no empty one behind.
        writer = lru_cache(maxsize=1)(lambda: stack.enter_context(MemoryWriter(memory)))
        for path in files:
            try:
                taken = _one(writer, path, document, input_format, unfinished, again, problems)
            except KeyboardInterrupt:
                terminal.complain(f"{path}: what was taken in stays; import it again to go on")
                raise
            except YizhiError as error:
                if error.path == str(memory):
                    raise
                message = error.message + (f"; {error.hint}" if error.hint else "")
                problems.append(Problem(error.path or str(path), error.line, message))
                continue
            except OSError as error:
                problems.append(of_system(error, path).problem(path))
                continue
            done.append(
                {
                    "path": str(path),
                    "read": taken.pairs + taken.skipped,
                    "resumed_at": taken.skipped,
                    "new": taken.units,
                    "known": taken.known,
                }
            )
    errors = _tell(problems)
    if as_json:
        notes = [
            {"path": report_item.path, "line": report_item.line, "message": report_item.message}
            for report_item in problems.kept
            if not report_item.lost
        ]
        report = {"version": 1, "memory": str(memory), "files": done, "errors": errors, "notes": notes}
        terminal.out_json({**report, "signature": signed(memory, _units(memory))})
    else:
        for report_item in done:
            resumed = f", going on after {report_item['resumed_at']:,}" if report_item["resumed_at"] else ""
            unchanged = report_item["read"] - report_item["resumed_at"] - report_item["new"] - report_item["known"]
            unchanged += sum(problem.path == report_item["path"] for problem in problems.kept)
            aside = f", {unchanged:,} left out" if unchanged > 0 else ""
            terminal.out(
                f"{report_item['path']}: {terminal.counted(report_item['read'], 'unit')} read{resumed}:"
                f" {report_item['new']:,} new, {report_item['known']:,} known{aside} (in {memory})"
            )
    return 2 if problems.lost else 0


def _one(
    writer: Callable[[], MemoryWriter],
    path: Path,
    document: str,
    input_format: str | None,
    unfinished: bool,
    again: bool,
    problems: _Problems,
) -> ImportCounts:
    from yizhi.tm.memory import sources
    from yizhi.tm.memory.writing import ImportCounts, fingerprint

    mark = fingerprint(path)
    total = sources.count(path) if sys.stderr.isatty() else None
    taken = ImportCounts()
    units = sources.pairs(path, problems, input_format, unfinished)
    head = list(islice(units, 1))
    with closing(terminal.progress(chain(head, units), "importing", total)) as pairs_value:
        for taken in writer().take(pairs_value, str(path.resolve()), mark, document or path.name, again):  # noqa: B007 - the last counts
            pass
    return taken


def _tell(problems: _Problems) -> list[dict[str, object]]:
    errors: list[dict[str, object]] = []
    for problem in problems.kept:
        location = f"{problem.path}:{problem.line}" if problem.line else problem.path
        if not problem.lost:
            terminal.complain(f"{location}: {problem.message}")
            continue
        errors.append({"path": problem.path, "line": problem.line, "message": problem.message})
        if len(errors) <= _SHOWN:
            terminal.complain(f"{location}: {problem.message}")
    if problems.lost > _SHOWN:
        terminal.complain(f"{problems.lost - _SHOWN:,} more units could not be read")
    return errors


def _units(memory: Path) -> int:
    from yizhi.tm.memory.memory import open_memory

    if not memory.exists():
        return 0
    with open_memory(memory) as opened:
        return opened.statistics().units


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked up, and how."""

    text: str
    memory: Path
    source_language: str
    target_language: str
    minimum: float
    limit: int
    as_written: bool
    only: Filter | None


def search(question: Question, terms: Callable[[str, str, str], Any], *, as_json: bool) -> None:
    """Look a sentence up and shows the matches."""
    from yizhi.tm.memory.memory import open_memory

    if not question.text.strip():
        raise YizhiError("an empty text is like no other", hint="give a sentence")
    with open_memory(question.memory) as memory:
        if memory.stale:
            terminal.complain(
                f"{question.memory}: made by another version, some units may not be found;"
                " `yizhi tm verify --rebuild` renews it"
            )
        matches = memory.search(
            question.text,
            question.source_language,
            question.target_language,
            minimum=question.minimum,
            limit=question.limit,
            only=question.only,
            as_written=question.as_written,
            terms=terms,
        )
        units = memory.units() if as_json or not matches else 0  # counting a million takes a while
    if as_json:
        report = {"version": 1, "matches": [plain_match(occurrence) for occurrence in matches]}
        terminal.out_json({**report, "signature": signed(question.memory, units)})
        return
    for number, match in enumerate(matches):
        if number:
            terminal.out()
        _show(match, question.text)
    if not matches:
        terminal.out(f"nothing of at least {question.minimum:.0%} in {units:,} units")


def _show(match: MemoryMatch, text: str) -> None:
    worth = f", worth {match.worth:.0%} repaired" if match.repairs else ""
    head = f"{match.score:.0%} {match.kind}{worth}"
    terminal.out(paint(head, "1") + f"  {told(match.origins)}")
    terminal.out(f"  {match.source}")
    if match.differences:
        terminal.out(
            f"  {marked(text, [(difference.start, difference.end) for difference in match.differences if difference.text], '33')}"
        )
        changes = [f"{difference.stored or '–'} → {difference.text or '–'}" for difference in match.differences]
        terminal.out(f"  differs: {'; '.join(changes)}")
    if match.repairs:
        terminal.out(f"  stored:   {match.target}")
        shift, spans = 0, []
        for repair in match.repairs:
            start = repair.start + shift
            spans.append((start, start + len(repair.new)))
            shift += len(repair.new) - len(repair.old)
        terminal.out(f"  proposed: {marked(match.proposal, spans, '32')}")
        changes = [f"{difference.sort} {difference.old} → {difference.new}" for difference in match.repairs]
        terminal.out(f"  repaired: {'; '.join(changes)} (penalty {match.penalty:.0%})")
    else:
        terminal.out(f"  {match.target}")


def export(
    file: Path,
    memory: Path,
    only: Filter | None,
    every_origin: bool,
    tags: list[str],
    client: str = "",
    *,
    as_json: bool,
) -> None:
    """Write a memory in the form that the file's ending says."""
    from yizhi.tm.memory.exporting import count, pairs
    from yizhi.tm.memory.memory import open_memory

    named = {}
    for tag_item in tags:
        name, equals, tag = tag_item.partition("=")
        if not equals:
            raise YizhiError(f"--tag {tag_item!r} has no =", hint="write zh-Hans=zh-CN")
        named[name] = tag
    if client and file.suffix.lower() != ".tmx":
        raise YizhiError("--for is about TMX", hint="name a .tmx file, or leave --for out", path=file)
    distinct([file], [memory])
    # What reads the memory ends before the memory is closed, also where writing stops halfway.
    with open_memory(memory) as opened, closing(pairs(opened, only, every_origin)) as every:
        total = None if every_origin else count(opened, only)
        written = _write(file, terminal.progress(every, "exporting", total), named, client)
        units = opened.units()
    if as_json:
        report = {"version": 1, "path": str(file), "units": written, "signature": signed(memory, units)}
        terminal.out_json(report)
    else:
        terminal.out(f"{file}: {terminal.counted(written, 'unit')}")


def _write(file: Path, units: Iterator[Any], tags: dict[str, str], client: str) -> int:
    if file.suffix.lower() == ".tmx":
        from dataclasses import replace

        from yizhi.tm.formats import tmx

        options = tmx.options_for(client) if client else tmx.TmxOptions()
        report = tmx.write(units, file, replace(options, tags={**options.tags, **tags}))
        for what, number in sorted(report.left_out.items()):
            terminal.complain(f"{file}: left out, for {client or 'the form'} has no place for it: {number:,} {what}")
        return report.units
    from yizhi.tm.formats.pairs.form import Heading, known

    forms = [form for form in known().values() if file.name.lower().endswith(form.endings) and form.name != "html"]
    if not forms:
        raise YizhiError(f"no form ends in {file.suffix or 'nothing'!r}", hint="write .tmx, .tsv or .xlsx", path=file)
    first = next(units, None)
    if first is None:
        raise YizhiError("nothing to export", hint="the memory, or what the filters leave of it, is empty", path=file)
    heading = Heading(first.source.language, first.target.language, tags=tuple(tags.items()))
    return forms[0].write(file, chain([first], units), heading).pairs
