"""Several drafts, in one process or in several.

Documents are dealt out whole; rules that look across documents run here, over everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.model import Finding, Trace
from yizhi.checks.runner import NOT_OF_A_DRAFT, Examined, Selection, concluded, examine, ordered
from yizhi.termbase.errors import Problem, internal_fault
from yizhi.termbase.records import replace
from yizhi.tm.model import Draft

if TYPE_CHECKING:
    from yizhi.termbase.recognition.recogniser import Recogniser

PIECES = 8
"""Pieces a process gets on average: small ones make shares alike."""
WHOLE = 0.1
"""What rules that look at whole files cost beside those that look at pieces."""
LEAST = 2000
"""Units under which a second process costs more than it saves."""


class Tools(NamedTuple):
    """What rules work with, as plain values that another process can open for itself. `options` is JSON."""

    termbases: tuple[Path, ...] = ()
    builtin: bool = True
    memory: Path | None = None
    options: str = "{}"

    def open(self) -> tuple[Recogniser, Context]:
        """Return the recogniser and the context of the rules."""
        return _opened(self)

    def open_anew(self) -> tuple[Recogniser, Context]:
        """Return the same, opened for the caller alone, who closes the library."""
        return _opened.__wrapped__(self)


@lru_cache(maxsize=2)
def _opened(tools: Tools) -> tuple[Recogniser, Context]:
    from yizhi.termbase.library import open_library
    from yizhi.termbase.recognition.recogniser import Recogniser

    library = open_library(tools.termbases, builtin=tools.builtin)
    recogniser = Recogniser.of(library)
    if tools.memory is None:
        return recogniser, Context(library, settings=json.loads(tools.options))
    from yizhi.checks.term_matching.memory_evidence import open_evidence
    from yizhi.tm.memory.approved import open_approved

    usage = open_evidence(tools.memory, recogniser, library)
    return recogniser, Context(library, open_approved(tools.memory), json.loads(tools.options), usage)


class CheckedDrafts(NamedTuple):
    """The findings of each draft, in the order of its text, habits place by place; and the rules that failed, one a file."""

    findings: list[list[Finding]]
    faults: list[Problem]


def check_all(drafts: Sequence[Draft], tools: Tools, selection: Selection, jobs: int = 1) -> CheckedDrafts:
    """Check several drafts. What fails on one of them is in `faults`; everything else is checked."""
    gathered: dict[int, list[Finding]] = {number: [] for number in range(len(drafts))}
    traces: list[Trace] = []
    faults: dict[Problem, None] = {}
    alone = jobs < 2 or sum(len(draft.units) for draft in drafts) < LEAST
    for number, examined in _here(drafts, tools, selection) if alone else _dealt(drafts, tools, selection, jobs):
        gathered[number] += examined.findings
        traces += examined.traces
        faults |= dict.fromkeys(examined.faults)
    numbers: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        numbers.setdefault(draft.path, number)
    remarks, failed = concluded(traces, tools.open()[1], selection)
    for trace_path, finding in remarks:
        gathered[numbers[trace_path]].append(finding)
    faults |= dict.fromkeys(failed)
    return CheckedDrafts([ordered(draft, gathered[number]) for number, draft in enumerate(drafts)], list(faults))


def _here(drafts: Sequence[Draft], tools: Tools, selection: Selection) -> Iterator[tuple[int, Examined]]:
    recogniser, context = tools.open()
    for number, draft in enumerate(drafts):
        yield number, _examined(draft, recogniser, context, selection)


def _examined(draft: Draft, recogniser: Recogniser, context: Context, selection: Selection) -> Examined:
    """As `examine`; a fault outside the rules is the draft's too."""
    try:
        return examine(draft, recogniser, context, selection)
    except NOT_OF_A_DRAFT:
        raise
    except Exception as error:
        return Examined([], [], [internal_fault(error).problem(draft.path)])


def _dealt(drafts: Sequence[Draft], tools: Tools, selection: Selection, jobs: int) -> Iterator[tuple[int, Examined]]:
    """Check pieces of the drafts in several processes, of which this is one."""
    from yizhi.checks.processes import Share, helpers

    single = replace(selection, rules=tuple(rule for rule in selection.rules if not rule.across or rule.tallied))
    whole = replace(selection, rules=tuple(rule for rule in selection.rules if rule.across and not rule.tallied))
    own, *others = _shares(drafts, jobs, bool(whole.rules))
    with helpers(others, tools, single) as rest:
        here = Share(own, *tools.open(), single)
        tallies = here.tallies()
        if whole.rules:
            yield from _here(drafts, tools, whole)
        for helper in rest:
            for number, more in helper.tallies().items():
                tallies[number] = tallies[number] + more if number in tallies else more
        for helper in rest:
            helper.go_on(tallies)
        yield from here.examined(tallies)
        for helper in rest:
            yield from helper.examined()


def _shares(drafts: Sequence[Draft], jobs: int, whole: bool) -> list[list[tuple[int, Draft]]]:
    """Return (number of the draft, piece of it) for each process: about as much text for each, and less for the first, which looks
    at whole files besides."""
    pieces = [(number, piece) for number, draft in enumerate(drafts) for piece in _pieces(draft, jobs * PIECES)]
    sizes = {id(piece): len(piece.units) for _, piece in pieces}
    loads = [WHOLE * sum(sizes.values()) * whole, *(0.0 for _ in range(jobs - 1))]
    shares: list[list[tuple[int, Draft]]] = [[] for _ in loads]
    for number, piece in sorted(pieces, key=lambda item: -sizes[id(item[1])]):
        least = loads.index(min(loads))
        shares[least].append((number, piece))
        loads[least] += sizes[id(piece)]
    return shares


def _pieces(draft: Draft, most: int) -> Iterator[Draft]:
    """Yield the draft in pieces of whole documents."""
    groups: dict[str, list[int]] = {}
    for number, unit in enumerate(draft.units):
        groups.setdefault(unit.document, []).append(number)
    size = max(1, len(draft.units) // most)
    piece: list[int] = []
    for numbers in groups.values():
        piece += numbers
        if len(piece) >= size:
            yield _piece(draft, piece)
            piece = []
    if piece:
        yield _piece(draft, piece)


def _piece(draft: Draft, numbers: Sequence[int]) -> Draft:
    """Return the draft with some of its units, which know their places in the whole."""
    return replace(draft, units=tuple(draft.units[number] for number in numbers), numbers=tuple(numbers))
