"""Deciding on proposed concepts: accept, edit, merge into another concept, reject. Each decision is a change in the history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.model import Concept, Kind, Status, Term
from yizhi.termbase.store.history import history
from yizhi.termbase.store.reading import Store
from yizhi.termbase.store.writing import ConceptWriter, Termbase
from yizhi.tm.mining.proposals import REJECT, mined_note

ACCEPT, EDIT, MERGE = "accept", "edit", "merge"


def proposed(store: Store) -> Iterator[Concept]:
    """Yield the concepts that wait for a decision, in the order in which they came."""
    return (concept for concept in store.concepts() if is_proposed(concept))


def is_proposed(concept: Concept) -> bool:
    """Return whether nobody has decided on a concept yet: all its terms are proposed."""
    return bool(concept.terms) and all(term.status is Status.PROPOSED for term in concept.terms)


def accepted(concept: Concept) -> Concept:
    """Return the concept with its terms in force: the first full form of each language preferred, like its short forms and
    abbreviations; further full forms admitted. What mining noted about scores is taken out."""
    seen: set[str] = set()
    terms = []
    for term in concept.terms:
        status = term.status
        if status is Status.PROPOSED:
            first = term.language not in seen
            status = Status.PREFERRED if first or term.kind in (Kind.SHORT, Kind.ABBREVIATION) else Status.ADMITTED
        if term.kind is Kind.FULL:
            seen.add(term.language)
        terms.append(replace(term, status=status))
    return replace(concept, terms=tuple(terms), note=without_mined(concept.note))


def without_mined(note: str) -> str:
    """Return a note without what mining wrote into it."""
    return parted(note)[1]


def parted(note: str) -> tuple[str, str]:
    """Return (what mining wrote into a note, the rest of it)."""
    return " ".join(re.findall(mined_note, note)), re.sub(mined_note, "", note).strip()


def merged(concept: Concept, target: Concept) -> Concept:
    """Return the target with what the proposal has more: its terms, admitted beside the target's own, and its evidence."""
    present = {(term.text, term.language) for term in target.terms}
    terms = [
        Term(term.text, term.language, Status.ADMITTED, Kind.VARIANT if term.kind is Kind.FULL else term.kind)
        for term in concept.terms
        if (term.text, term.language) not in present
    ]
    references = tuple(item for item in concept.references if item not in target.references)
    return replace(target, terms=(*target.terms, *terms), references=(*target.references, *references[:1]))


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: the change in the history, what was done, the concept's id."""

    change: int
    action: str
    concept: str


def accept(base: Termbase, concept: Concept, *, who: str = "") -> Decided:
    """Put a proposed concept (edited or not) in force."""
    with base.change(ACCEPT, who=who) as writer:
        write_accepted(writer, concept)
    return _decided(base, ACCEPT, concept.id)


def reject(base: Termbase, concept: Concept, *, who: str = "") -> Decided:
    """Take a proposed concept out; mining does not propose it again."""
    with base.change(REJECT, who=who) as writer:
        writer.remove(concept.id)
    return _decided(base, REJECT, concept.id)


def edit(base: Termbase, concept: Concept, *, who: str = "") -> Decided:
    """Put another account of a proposed concept in its place; it stays proposed."""
    with base.change(EDIT, who=who) as writer:
        writer.put(concept)
    return _decided(base, EDIT, concept.id)


def merge(base: Termbase, concept: Concept, target: Concept, *, who: str = "") -> Decided:
    """Add a proposed concept's terms to another concept (which may be of another termbase: it is then copied) and takes it out."""
    if target.id == concept.id:
        raise YizhiError("a concept cannot be merged into itself", hint="name another one")
    with base.change(MERGE, who=who) as writer:
        write_merged(writer, concept, target)
    return _decided(base, MERGE, concept.id)


def write_accepted(writer: ConceptWriter, concept: Concept) -> None:
    """What `accept` does, inside a change."""
    writer.put(accepted(concept))


def write_merged(writer: ConceptWriter, concept: Concept, target: Concept) -> None:
    """What `merge` does, inside a change."""
    writer.remove(concept.id)
    writer.put(merged(concept, target))


def _decided(base: Termbase, action: str, concept: str) -> Decided:
    return Decided(history(base, limit=1)[0].number, action, concept)
