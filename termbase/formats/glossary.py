"""Concepts as pairs of terms, for glossaries that know a source term, a target term and a remark, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from termbase.formats.citation import write_citation
from termbase.language import is_chinese
from termbase.model import Concept, Kind, Status, Term

KINDS = (Kind.FULL, Kind.SHORT, Kind.ABBREVIATION, Kind.VARIANT)


class Entry(NamedTuple):
    """A source term and its best counterpart, of one concept. `valid` is False where one of them must not be used."""

    concept: Concept
    source: Term
    target: Term
    valid: bool


def entries(concepts: Iterable[Concept], source: str, target: str, left_out: Counter[str]) -> Iterator[Entry]:
    """The pairs of every concept: each term of the source language that may be used beside its best counterpart, then the
    terms that may not. Concepts that lack a language are counted in `left_out`, as are terms that are not yet decided.
    """
    for concept in concepts:
        ours, theirs = valid_terms(concept, source), valid_terms(concept, target)
        count_proposed(concept, left_out)
        if not ours or not theirs:
            left_out["concepts without a usable term in both languages"] += 1
            continue
        paired: set[str] = set()
        for term in ours:
            best = counterpart(term, theirs)
            paired.add(best.text)
            yield Entry(concept, term, best, True)
        # A counterpart that nothing chose yet (a second admitted wording) is worth an entry too.
        for term in theirs:
            if term.text not in paired:
                yield Entry(concept, counterpart(term, ours), term, True)
        for term in concept.in_language(target):
            if term.status in (Status.DEPRECATED, Status.FORBIDDEN) and same_language(term.language, target):
                yield Entry(concept, ours[0], term, False)


def count_proposed(concept: Concept, left_out: Counter[str]) -> None:
    """Counts the terms of a concept that are not decided."""
    proposed = sum(term.status is Status.PROPOSED for term in concept.terms)
    if proposed:
        left_out["proposed terms (not decided, so not written)"] += proposed


def valid_terms(concept: Concept, language: str) -> list[Term]:
    """The terms of a language that may be used, each text once: preferred ones first, full forms before short ones."""
    found = [
        term for term in concept.in_language(language) if term.status.valid and same_language(term.language, language)
    ]
    found.sort(key=lambda term: (term.status is not Status.PREFERRED, KINDS.index(term.kind)))
    return list({term.text: term for term in reversed(found)}.values())[::-1]


def same_language(one: str, other: str) -> bool:
    """Whether a term's language is the one asked for; `zh-Hant` is not `zh-Hans` in a glossary."""
    return one == other or (is_chinese(one) and other == "zh")


def counterpart(term: Term, others: list[Term]) -> Term:
    """The best counterpart: of the same kind and status, else of the same kind, else the first."""
    same = [other for other in others if other.kind is term.kind]
    return next((other for other in same if other.status is term.status), same[0] if same else others[0])


def remark(concept: Concept, *, note: bool = True) -> str:
    """A concept in one line for a person: its definition, its note, its references."""
    references = "; ".join(map(write_citation, concept.references))
    parts = [concept.definition, concept.note if note else "", references]
    return " — ".join(" ".join(part.split()) for part in parts if part.strip())
