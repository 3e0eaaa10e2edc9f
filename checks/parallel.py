"""Several drafts, in one process or in several.

Documents are dealt out whole; rules that look across documents run here, over everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.context import ApprovedMemory, Context
from yizhi.checks.model import Finding, Trace
from yizhi.checks.runner import Selection, concluded, examine, ordered
from yizhi.tm.model import Draft, Unit

if TYPE_CHECKING:
    from yizhi.termbase.recognition.recogniser import Recogniser

PIECES = 4
"""Pieces a process gets on average, so that a slow one does not hold up the rest."""
LEAST = 2000
"""Units under which a second process costs more than it saves."""


class Tools(NamedTuple):
    """What rules work with, as plain values that another process can open for itself. `options` is JSON."""

    termbases: tuple[Path, ...] = ()
    builtin: bool = True
    memory: Path | None = None
    options: str = "{}"

    def open(self) -> tuple[Recogniser, Context]:
        """The recogniser and the context of the rules."""
        return _opened(self)


@lru_cache(maxsize=2)
def _opened(tools: Tools) -> tuple[Recogniser, Context]:
    from yizhi.termbase.library import open_library
    from yizhi.termbase.recognition.recogniser import Recogniser

    library = open_library(tools.termbases, builtin=tools.builtin)
    memory: ApprovedMemory | None = None
    if tools.memory is not None:
        from yizhi.tm.memory.approved import open_approved

        memory = open_approved(tools.memory)
    return Recogniser.of(library), Context(library, memory, json.loads(tools.options))


def check_all(drafts: Sequence[Draft], tools: Tools, selection: Selection, jobs: int = 1) -> list[list[Finding]]:
    """The findings of each draft, in the order of its text, habits place by place."""
    found: dict[int, list[Finding]] = {number: [] for number in range(len(drafts))}
    traces: list[Trace] = []
    alone = jobs < 2 or sum(len(draft.units) for draft in drafts) < LEAST
    for number, findings, noted in _here(drafts, tools, selection) if alone else _dealt(drafts, tools, selection, jobs):
        found[number] += findings
        traces += noted
    numbers: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        numbers.setdefault(draft.path, number)
    for trace_path, finding in concluded(traces, tools.open()[1], selection):
        found[numbers[trace_path]].append(finding)
    return [ordered(draft, found[number]) for number, draft in enumerate(drafts)]


def _here(
    drafts: Sequence[Draft], tools: Tools, selection: Selection
) -> Iterator[tuple[int, list[Finding], list[Trace]]]:
    recogniser, context = tools.open()
    for number, draft in enumerate(drafts):
        yield number, *examine(draft, recogniser, context, selection)


def _dealt(
    drafts: Sequence[Draft], tools: Tools, selection: Selection, jobs: int
) -> Iterator[tuple[int, list[Finding], list[Trace]]]:
    single = replace(selection, rules=tuple(rule for rule in selection.rules if not rule.across))
    across = replace(selection, rules=tuple(rule for rule in selection.rules if rule.across))
    # Loaded only here: a page is checked in one process, a hundred times a day.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Spawned, not forked: a database connection must not be carried into another process.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        work = [
            (number, pool.submit(_work, piece, tools, single))
            for number, draft in enumerate(drafts)
            for piece in _pieces(draft, jobs * PIECES)
        ]
        if across.rules:
            yield from _here(drafts, tools, across)
        for number, result in work:
            yield number, *result.result()


def _work(draft: Draft, tools: Tools, selection: Selection) -> tuple[list[Finding], list[Trace]]:
    recogniser, context = tools.open()
    return examine(draft, recogniser, context, selection)


def _pieces(draft: Draft, most: int) -> Iterator[Draft]:
    """The draft in pieces of whole documents."""
    groups: dict[str, list[Unit]] = {}
    for unit in draft.units:
        groups.setdefault(unit.document, []).append(unit)
    size = max(1, len(draft.units) // most)
    piece: list[Unit] = []
    for units in groups.values():
        piece += units
        if len(piece) >= size:
            yield replace(draft, units=tuple(piece))
            piece = []
    if piece:
        yield replace(draft, units=tuple(piece))
