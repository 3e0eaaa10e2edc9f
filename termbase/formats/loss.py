"""What a form had no place for: the concept as it was against the concept as it comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from yizhi.termbase.model import Concept, Term


def losses(before: Concept, after: Concept | None) -> Iterator[str]:
    """Yield one name for each thing of `before` that is not in `after` (None: nothing came back). Order does not count."""
    if after is None:
        yield "concepts"
        return
    if _single(before) != _single(after):
        for name, what in _FIELDS.items():
            if getattr(before, name) != getattr(after, name):
                yield what
    yield from ["references"] * _missing(before.references, after.references)
    yield from ["relations"] * _missing(before.links, after.links)
    yield from ["transactions"] * _missing(before.transactions, after.transactions)
    if before.terms != after.terms:
        yield from _terms(before.terms, after.terms)


def _terms(before: tuple[Term, ...], after: tuple[Term, ...]) -> Iterator[str]:
    """Yield each term, matched by language and text, field by field."""
    terms: dict[tuple[str, str], list[Term]] = {}
    for term in after:
        terms.setdefault((term.language, term.text), []).append(term)
    for term in before:
        same = terms.get((term.language, term.text))
        if not same:
            yield "terms"
            continue
        # Where one text stands several times, the likest is the one that came back.
        back = min(same, key=lambda candidate: sum(1 for _ in _differing(term, candidate)))
        same.remove(back)
        yield from _differing(term, back)


def _differing(first: Term, second: Term) -> Iterator[str]:
    for name, what in _TERM_FIELDS.items():
        if getattr(first, name) != getattr(second, name):
            yield what


def _missing(before: tuple[object, ...], after: tuple[object, ...]) -> int:
    if not before or before == after:
        return 0
    return (Counter(before) - Counter(after)).total() if after else len(before)


_FIELDS = {
    "id": "ids",
    "domain": "domains",
    "definition": "definitions (as they were)",
    "note": "notes (as they were)",
    "strictness": "strictnesses",
    "valid_from": "validity dates",
    "valid_to": "validity dates",
}
_single = attrgetter(*_FIELDS)
_TERM_FIELDS = {
    "status": "statuses",
    "kind": "kinds of terms",
    "part_of_speech": "parts of speech",
    "case_sensitive": "case marks",
    "note": "notes on terms",
    "reference": "references of terms",
}
