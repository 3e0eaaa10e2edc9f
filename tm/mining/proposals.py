"""Candidates as proposed concepts of a termbase: recognised and shown, never enforced, until somebody decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.language import EN, ZH_HANS, is_chinese, is_han
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Strictness, Term
from yizhi.termbase.store.history import history, steps
from yizhi.termbase.store.writing import Termbase
from yizhi.termbase.validation import mended
from yizhi.tm.mining.declaration import is_acronym
from yizhi.tm.mining.model import NAMED, Candidate, Corpus

MINED = "mine"
REJECT, DECIDE = "reject", "decide"
"""Actions of the history: what mining proposed, what a reviewer refused, what a table of decisions did."""

mined_note = r"Mined: .*? score [01]\.\d\d\.(?: Also seen: .*?(?:;;|$))?"
"""The expression for what mining writes into a note."""

_EVIDENCE = 3


def propose(base: Termbase, corpus: Corpus, candidates: Sequence[Candidate]) -> tuple[int, int, int]:
    """Put candidates into a termbase in one change: (added, known already, rejected before)."""
    refused = rejected(base)
    added = present = again = 0
    with base.change(MINED, source=", ".join(dict.fromkeys(corpus.files))[:500]) as writer:
        for candidate in candidates:
            concept = concept_of(candidate, corpus)
            if _signature(concept) & refused:
                again += 1
            elif base.has(concept.id) or _stands(base, concept):
                present += 1
            else:
                writer.put(concept)
                added += 1
    return added, present, again


def concept_of(candidate: Candidate, corpus: Corpus) -> Concept:
    """Return a candidate as a concept whose terms are all proposed, with the sentences that show it as its references."""
    other_language = EN if candidate.language == ZH_HANS else ZH_HANS
    terms = [Term(mended(candidate.source), candidate.language, Status.PROPOSED, Kind.FULL)]
    if candidate.target:
        terms.append(Term(mended(candidate.target), other_language, Status.PROPOSED, Kind.FULL))
    for form in candidate.variants:
        language = ZH_HANS if any(map(is_han, form)) else EN
        kind = Kind.ABBREVIATION if is_acronym(form) else Kind.SHORT
        terms.append(Term(mended(form), language, Status.PROPOSED, kind))
    terms = list({(term.text, term.language): term for term in reversed(terms)}.values())[::-1]
    times = "once" if candidate.frequency == 1 else f"{candidate.frequency} times"
    note = f"Mined: {candidate.pattern}, {times}, score {candidate.score:.2f}."
    if candidate.alternatives:
        note += f" Also seen: {'; '.join(candidate.alternatives)};;"
    links = (Link(Relation.RELATED, candidate.concept),) if candidate.concept else ()
    return Concept(
        id=generated_id(terms),
        terms=tuple(terms),
        note=note,
        references=tuple(_references(candidate, corpus)),
        links=links,
        strictness=Strictness.NAME if candidate.pattern in NAMED else Strictness.TERM,
    )


def _references(candidate: Candidate, corpus: Corpus) -> Iterator[Reference]:
    for row in candidate.rows[:_EVIDENCE]:
        evidence = corpus.evidence(row, candidate.language, candidate.source)
        location = f"{evidence.path}:{evidence.line}" if evidence.line else evidence.path
        text = f"{location}: {evidence.text}" + (f" = {evidence.translation}" if evidence.translation else "")
        # A bar between spaces separates cells in tables.
        yield Reference(title=mended(" ".join(text.split())).replace(" | ", " / "))


def rejected(base: Termbase) -> set[tuple[str, str]]:
    """Return (language, text) of the main terms of everything that was refused and not taken up again."""
    refused: set[tuple[str, str]] = set()
    for change in reversed(history(base)):
        if change.action in (REJECT, DECIDE):
            for step in steps(base, change.number):
                if step.before is not None and step.after is None:
                    refused |= _signature(step.before)
        elif change.undoes is not None or change.action in ("add", "accept"):
            for step in steps(base, change.number):
                if step.after is not None:
                    refused -= _signature(step.after)
    return refused


def _signature(concept: Concept) -> set[tuple[str, str]]:
    """Return what a proposal is known by: its Chinese, where it has none its English."""
    full = [term for term in concept.terms if term.kind is Kind.FULL]
    chinese = [term for term in full if is_chinese(term.language)]
    return {("zh" if is_chinese(term.language) else term.language, term.text) for term in (chinese or full)[:1]}


def _stands(base: Termbase, concept: Concept) -> bool:
    """Return whether a concept of the termbase has the main term already."""
    from yizhi.termbase.text.keys import key

    for language, text in _signature(concept):
        for term_match in base.by_key(key(text)):
            if term_match.term.language.startswith(language) and term_match.term.text == text:
                standing = base.concept(term_match.concept)
                if standing is not None and (not concept.links or standing.links == concept.links):
                    return True
    return False
