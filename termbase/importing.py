"""Taking a file into a termbase: one file, one change; all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats import form_of
from yizhi.termbase.formats.form import Problem
from yizhi.termbase.model import Concept
from yizhi.termbase.store.history import transactions
from yizhi.termbase.store.writing import Tally, Termbase
from yizhi.termbase.validation import Unsound

Shown = Callable[[Iterable[Concept | Problem]], Iterable[Concept | Problem]]


def take_in(
    base: Termbase, path: Path, form: str = "", *, who: str = "", shown: Shown = lambda items: items
) -> tuple[Tally, list[Problem]]:
    """Puts the concepts of a file into a termbase; one that has the id of a known concept takes its place.

    Returns what came of it and what could not be read. `shown` sees the concepts pass (a progress bar). YizhiError and
    OSError where the file cannot be read; the termbase is then as it was.
    """
    if path.exists() and Path(base.name).exists() and path.samefile(base.name):
        raise YizhiError("is the termbase itself", path=path)
    reader = form_of(path, "read", form)
    problems: list[Problem] = []
    known = base.counts[0] > 0
    with base.change("import", source=str(path), who=who) as writer:
        for item in shown(reader.read(path)):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            try:
                writer.put(_with_known(base, item) if known else item)
            except Unsound as error:
                problems.append(Problem(str(path), None, error.message))
    return writer.tally, problems


def _with_known(base: Termbase, concept: Concept) -> Concept:
    """The concept with the transactions that are known of it already; those that our own history tells are not taken twice."""
    before = base.concept(concept.id)
    if before is None or not (before.transactions or concept.transactions):
        return concept
    told = before.transactions
    ours = {*told, *transactions(base, before)}
    return replace(concept, transactions=told + tuple(one for one in concept.transactions if one not in ours))
