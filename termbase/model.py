"""Concepts and their terms, as in ISO 16642 and ISO 30042: meaning first, words under it."""

from __future__ import annotations

from enum import StrEnum

from yizhi.termbase.records import dataclass


class Status(StrEnum):
    """How far a term may be used. Only `PROPOSED` is not yet decided: shown, never enforced."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    PROPOSED = "proposed"

    @property
    def valid(self) -> bool:
        """Whether a translation may use the term."""
        return self in (Status.PREFERRED, Status.ADMITTED)


class Kind(StrEnum):
    """What sort of form a term is."""

    FULL = "full form"
    SHORT = "short form"
    ABBREVIATION = "abbreviation"
    VARIANT = "variant"


class Strictness(StrEnum):
    """How checkable a concept is: a name always, a term usually, a context-bound term as information only."""

    NAME = "name"
    TERM = "term"
    CONTEXT = "context"


class Relation(StrEnum):
    """How one concept stands to another."""

    BROADER = "broader"
    RELATED = "related"
    REPLACED_BY = "replaced-by"
    HOMONYM = "homonym"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a reader can verify it. `symbol` is a document symbol (A/RES/55/25), with paragraph or article; `title` free text."""

    symbol: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another concept, by its id."""

    relation: Relation
    concept: str


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language."""

    text: str
    language: str
    status: Status = Status.PREFERRED
    kind: Kind = Kind.FULL
    part_of_speech: str = ""
    case_sensitive: bool | None = None
    """None: decided by the form (an acronym or a name is, a common noun is not)."""
    note: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Who did what to a concept and when, as the file that it came from says (our own changes are in the store's history).

    `kind` is `origination`, `modification` or another word of the file; `date` is ISO 8601, with or without a time. With
    `language` it is about the terms of that language, with `term` about the one of that text; both empty: the concept.
    """

    kind: str
    date: str = ""
    who: str = ""
    language: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning and all its terms. Dates are ISO 8601 (`2018`, `2018-04-19`), empty where open."""

    id: str
    terms: tuple[Term, ...] = ()
    domain: str = ""
    definition: str = ""
    note: str = ""
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    strictness: Strictness = Strictness.TERM
    valid_from: str = ""
    valid_to: str = ""
    transactions: tuple[Transaction, ...] = ()

    def in_language(self, language: str) -> tuple[Term, ...]:
        """Return the terms of a language (`zh` asks for both scripts), best first."""
        if language.startswith("zh"):
            terms = [term for term in self.terms if term.language.startswith("zh")]
        else:
            terms = [term for term in self.terms if term.language == language]
        return tuple(sorted(terms, key=lambda term: _RANK[term.status]))

    def preferred(self, language: str) -> Term | None:
        """Return the first preferred full form, else the first valid term, else None."""
        terms = [term for term in self.in_language(language) if term.status.valid]
        return next(
            (t for t in terms if t.status is Status.PREFERRED and t.kind is Kind.FULL), terms[0] if terms else None
        )


_RANK = {status: rank for rank, status in enumerate(Status)}
