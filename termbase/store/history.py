"""What was changed in a termbase, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.model import Concept, Transaction
from yizhi.termbase.serialisation import from_plain
from yizhi.termbase.store.reading import Store
from yizhi.termbase.store.schema import plainly
from yizhi.termbase.store.writing import Termbase

_PART = "(SELECT 1 FROM changed d WHERE d.change = n.number AND d.concept = :concept)"
# Changes that were taken back; one that was taken back and brought again counts as standing.
_UNDONE = """
EXISTS (
    SELECT 1 FROM change u WHERE u.undoes = n.number
    AND (:concept IS NULL OR EXISTS (SELECT 1 FROM changed e WHERE e.change = u.number AND e.concept = :concept))
    AND (:concept IS NOT NULL OR (SELECT count(*) FROM changed e WHERE e.change = u.number)
                               = (SELECT count(*) FROM changed d WHERE d.change = n.number))
    AND NOT EXISTS (SELECT 1 FROM change v WHERE v.undoes = u.number)
)"""


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded change: number, time (ISO 8601, UTC), who, what was done, from which file, and the change that it took back.

    `size` counts its concepts; `concept` is the id where it is one.
    """

    number: int
    at: str
    who: str
    action: str
    source: str
    undoes: int | None
    size: int
    concept: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a change did to one concept; None: it was (or is) not there."""

    concept: str
    before: Concept | None
    after: Concept | None


def history(store: Store, concept: str | None = None, limit: int = -1) -> list[Revision]:
    """Return the changes (of one concept), the last first."""
    sql = f"""
        SELECT n.number, n.at, n.who, n.action, n.source, n.undoes,
               (SELECT count(*) FROM changed d WHERE d.change = n.number),
               (SELECT min(concept) FROM changed d WHERE d.change = n.number)
        FROM change n WHERE :concept IS NULL OR EXISTS {_PART} ORDER BY n.number DESC LIMIT :limit"""
    with plainly(store.name):
        rows = store.connection.execute(sql, {"concept": concept, "limit": limit})
        return [
            Revision(number, time, who, action, source, undoes, size, first if size == 1 else "")
            for number, time, who, action, source, undoes, size, first in rows
        ]


def steps(store: Store, change: int, concept: str | None = None) -> list[Step]:
    """Return what a change did, concept by concept (or to one)."""
    sql = """
        SELECT d.concept, d.before,
               (SELECT min(change) FROM changed l WHERE l.concept = d.concept AND l.change > d.change)
        FROM changed d WHERE d.change = :change AND (:concept IS NULL OR d.concept = :concept)"""
    step_list = []
    with plainly(store.name):
        for id_, before, later in store.connection.execute(sql, {"change": change, "concept": concept}).fetchall():
            # Only what was before is kept: what came of it is what was before the next change, or what is there now.
            after = store.concept(id_) if later is None else _before(store, later, id_)
            step_list.append(Step(id_, _read(before), after))
    return step_list


def with_history(store: Store, concepts: Iterable[Concept]) -> Iterator[Concept]:
    """Yield the concepts with the changes that the store recorded behind the transactions that they came with."""
    with plainly(store.name):
        if store.connection.execute("SELECT 1 FROM change LIMIT 1").fetchone() is None:
            yield from concepts
            return
    for concept in concepts:
        more = transactions(store, concept)
        yield replace(concept, transactions=concept.transactions + more) if more else concept


def transactions(store: Store, concept: Concept) -> tuple[Transaction, ...]:
    """Return what the store recorded of a concept: its origination, then modifications.

    That it was imported is no origination where it came with an account of its own.
    """
    sql = """
        SELECT n.at, n.who, n.action, d.before IS NULL
        FROM changed d JOIN change n ON n.number = d.change WHERE d.concept = ? ORDER BY d.change"""
    with plainly(store.name):
        rows = store.connection.execute(sql, (concept.id,)).fetchall()
    if rows and concept.transactions and rows[0][2] == "import" and rows[0][3]:
        del rows[0]
        return tuple(Transaction("modification", time, who) for time, who, _, _ in rows)
    kinds = ("origination" if new and not number else "modification" for number, (_, _, _, new) in enumerate(rows))
    return tuple(Transaction(kind, time, who) for kind, (time, who, _, _) in zip(kinds, rows, strict=True))


def _before(store: Store, change: int, concept: str) -> Concept | None:
    sql = "SELECT before FROM changed WHERE change = ? AND concept = ?"
    return _read(store.connection.execute(sql, (change, concept)).fetchone()[0])


def _read(text: str | None) -> Concept | None:
    return None if text is None else from_plain(json.loads(text))


def last_standing(store: Store, concept: str | None = None) -> int | None:
    """Return the last change (of a concept) that was not taken back and takes nothing back itself: what `--undo` is about."""
    sql = f"""
        SELECT max(n.number) FROM change n
        WHERE n.undoes IS NULL AND (:concept IS NULL OR EXISTS {_PART}) AND NOT {_UNDONE}"""
    with plainly(store.name):
        number = store.connection.execute(sql, {"concept": concept}).fetchone()[0]
    return None if number is None else int(number)


def undo(base: Termbase, change: int | None = None, concept: str | None = None, *, who: str = "") -> list[Step]:
    """Take back a change (the last that stands), or what it did to one concept; that is a change itself.

    Returns what became of each concept. YizhiError where there is nothing to take back, or a later change stands on it.
    """
    if change is None:
        change = last_standing(base, concept)
        if change is None:
            about = f" of {concept}" if concept else ""
            raise YizhiError(f"no change{about} to take back", path=base.name)
    with base.change("undo", who=who, undoes=change) as writer:
        done = []
        for step in steps(base, change, concept):
            current = base.concept(step.concept)
            if current == step.before:
                continue
            if current != step.after:
                hint = f"take that back first (`yizhi history {step.concept}`)"
                raise YizhiError(f"{step.concept} was changed again after change {change}", hint=hint, path=base.name)
            if step.before is None:
                writer.remove(step.concept)
            else:
                writer.put(step.before)
            done.append(Step(step.concept, current, step.before))
        if not done:
            raise YizhiError(f"there is nothing of change {change} to take back", path=base.name)
    return done
