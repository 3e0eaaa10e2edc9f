"""Short forms that a document declares for the names in it: 全称（简称）, Full Name (ACRONYM)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.checks import declarations
from yizhi.tm.mining import declared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yizhi.checks.document import RecognisedSegment


def short_forms(concept: str, sides: Iterable[RecognisedSegment]) -> frozenset[str]:
    """Return the short forms that stand in brackets right behind a term, in texts that have it."""
    forms: set[str] = set()
    for side in sides:
        if not declared.possible(side.text, side.language):
            continue
        concepts = {hit.end: hit.concept for hit in side.hits}
        for declaration in declared.find(side.text, side.language, declarations.known(side), bounding=True):
            if concepts.get(declaration.end) == concept:
                forms.add(declaration.short)
    return frozenset(forms)
