"""Proposed concepts: those that wait, new ones, and decisions; each is a change in the history of a termbase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import EN, ZH_HANS
from yizhi.termbase.model import Concept, Kind, Reference, Status, Term

if TYPE_CHECKING:
    from yizhi.termbase.store.writing import Termbase
    from yizhi.tm.mining.deciding import Decided


class Decision(StrEnum):
    """What may be decided on a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class ProposedTerm:
    """A term that somebody proposes: one of the two at least, and where it can be verified."""

    chinese: str = ""
    english: str = ""
    note: str = ""
    reference: str = ""
    domain: str = ""


class WaitingProposals(NamedTuple):
    """Proposals that wait for a decision, from one place on, and how many there are."""

    concepts: tuple[Concept, ...]
    total: int


def waiting(base: Termbase, start: int, limit: int) -> WaitingProposals:
    """Return the proposals of a termbase in the order in which they came."""
    from yizhi.tm.mining.deciding import proposed

    every = list(proposed(base))
    return WaitingProposals(tuple(every[start : start + limit]), len(every))


def propose(base: Termbase, given: ProposedTerm, who: str = "") -> Concept:
    """Put a proposal into a termbase. Raise YizhiError where it has no term, an impossible one, or is there already."""
    from yizhi.termbase.formats.table import generated_id
    from yizhi.termbase.validation import fault, mended

    sides = ((given.chinese, ZH_HANS), (given.english, EN))
    terms = tuple(Term(mended(text.strip()), tag, Status.PROPOSED, Kind.FULL) for text, tag in sides if text.strip())
    if not terms:
        raise YizhiError("a proposal needs a term", hint="give it in Chinese, in English or in both")
    references = (Reference(title=given.reference.strip()),) if given.reference.strip() else ()
    concept = Concept(generated_id(list(terms)), terms, given.domain.strip(), "", given.note.strip(), references)
    wrong = fault(concept)
    if wrong:
        raise YizhiError(wrong)
    with base.change("propose", who=who) as writer:
        if base.has(concept.id):
            raise YizhiError(f"{concept.id} is there already", hint="it waits for a decision, or was decided on")
        writer.put(concept)
    return concept


def decide(
    base: Termbase, id_: str, decision: Decision, find: Callable[[str], Concept | None], into: str = "", who: str = ""
) -> Decided:
    """Decide on a proposal; `into` is the id of the concept that it is merged into, `find` gets concepts of all termbases.

    Raise YizhiError where nothing of that id waits, or the other concept is not there.
    """
    from yizhi.tm.mining import deciding

    concept = base.concept(id_)
    if concept is None or not deciding.is_proposed(concept):
        raise YizhiError("no such proposal", hint="somebody decided on it already")
    if decision is Decision.ACCEPT:
        return deciding.accept(base, concept, who=who)
    if decision is Decision.REJECT:
        return deciding.reject(base, concept, who=who)
    target = base.concept(into) or find(into)
    if target is None:
        raise YizhiError("no such concept to merge into", hint="a look-up shows ids")
    return deciding.merge(base, concept, target, who=who)


def take_back(base: Termbase, change: int, who: str = "") -> Sequence[str]:
    """Undo a decision by the number of its change; return the ids of the concepts that are as before."""
    from yizhi.termbase.store.history import undo

    return [step.concept for step in undo(base, change, who=who)]
