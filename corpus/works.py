"""A work on a collection from begin to end: what is done already is skipped, what was done with other settings is refused."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from yizhi.corpus import engine
from yizhi.corpus.collection import Collection, CollectionPart, read_counts
from yizhi.corpus.engine import Counts, Crew, Work, result_file
from yizhi.termbase import files
from yizhi.termbase.errors import Problem, YizhiError

_RUN = "run.json"

Step = Callable[[int], None]
"""Takes how many pairs are done."""


class WorkOrder(NamedTuple):
    """What is to be done: the name of the work (and of its folder), the work, what its results depend on."""

    name: str
    work: Work
    signature: str
    resume: bool = False


class WorkResult(NamedTuple):
    """What a work came to: the sums of the counts, the parts that were done before, and those that could not be done."""

    counts: Counts
    skipped: int
    problems: tuple[Problem, ...]


def carry_out(
    order: WorkOrder,
    collection: Collection,
    crew: Crew,
    step: Step = lambda done: None,  # noqa: ARG005 - nobody listens
) -> WorkResult:
    """Do a work on all parts that have no result yet; return the sums over all parts.

    Raise YizhiError where there are results and `resume` is not asked for, or they were made with other settings.
    """
    todo = begin(order, collection)
    waiting = {part.name for part in todo}
    before = [part for part in collection.parts if part.name not in waiting]
    counts = [read_counts(result_file(collection, order.name, part)) for part in before]
    problems: list[Problem] = []
    done = sum(part.pairs for part in before)
    step(done)
    for part, outcome in engine.run(order.work, collection, todo, crew):
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            counts.append(outcome)
        done += part.pairs
        step(done)
    return WorkResult(summed(counts), len(before), tuple(problems))


def begin(order: WorkOrder, collection: Collection) -> list[CollectionPart]:
    """Note what a work depends on, and return the parts that are to be done."""
    folder = collection.folder / order.name
    note = folder / _RUN
    if folder.exists() and not order.resume and any(folder.glob("*.parquet")):
        hint = f"--resume goes on with them; remove the folder {order.name} to begin anew"
        raise YizhiError("there are results of this work already", hint=hint, path=folder)
    if note.exists() and order.resume and json.loads(note.read_text("utf-8"))["signature"] != order.signature:
        hint = f"take the same settings, or remove the folder {order.name}"
        raise YizhiError("the results that are there were made with other settings", hint=hint, path=folder)
    if not order.resume:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    with files.beside(note) as written:
        written.write_text(json.dumps({"signature": order.signature}, ensure_ascii=False), "utf-8")
    return [part for part in collection.parts if not result_file(collection, order.name, part).exists()]


def summed(counts: Iterable[Counts]) -> Counts:
    """Return counts added up; counts within counts likewise."""
    total: dict[str, Any] = {}
    for count in counts:
        for name, value in count.items():
            if isinstance(value, dict):
                total[name] = dict(sorted((Counter(total.get(name, {})) + Counter(value)).items()))
            else:
                total[name] = total.get(name, 0) + value
    return total
