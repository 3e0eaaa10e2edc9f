"""Two accounts of one concept made into one."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from yizhi.termbase.model import Concept

T = TypeVar("T")


def merge(first: Concept, second: Concept) -> Concept:
    """Return everything that either says; where they disagree on a single value, what the first says.

    A term that both have (same text, language) is kept once, as the first has it.
    """
    terms_of_first = {(term.text, term.language) for term in first.terms}
    return replace(
        first,
        terms=first.terms + tuple(term for term in second.terms if (term.text, term.language) not in terms_of_first),
        domain=first.domain or second.domain,
        definition=first.definition or second.definition,
        note=_both(first.note, second.note),
        references=_union(first.references, second.references),
        links=_union(first.links, second.links),
        valid_from=first.valid_from or second.valid_from,
        valid_to=first.valid_to or second.valid_to,
        transactions=_union(first.transactions, second.transactions),
    )


def _both(first: str, second: str) -> str:
    return first if not second or second in first else f"{first} {second}".strip()


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return first + tuple(item for item in second if item not in first)
