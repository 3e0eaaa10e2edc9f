"""Where a document declares a short form, in the texts that its author wrote. What counts as one is `tm.mining.declared`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit


class DeclaredForm(NamedTuple):
    """A declared short form and where it stands (`start`, `end` in the side's text). `concept`: of the name before it, if known."""

    short: str
    view: RecognisedUnit
    side: RecognisedSegment
    start: int
    end: int
    concept: str | None
    full: str


def find(document: Document, lang: str) -> Iterator[DeclaredForm]:
    """Yield the declarations of a document in one language, in order."""
    from yizhi.tm.mining import declared

    for view, side in document.written(lang):
        if not declared.possible(side.text, side.language):
            continue
        for item in declared.find(side.text, side.language, known(side), bounding=True):
            concept, full = _known(side, item.end) or (None, item.full)
            yield DeclaredForm(item.short, view, side, item.short_start, item.short_end, concept, full)


def known(side: RecognisedSegment) -> list[tuple[int, int, str]]:
    """Return the terms of a side as the detector takes them: (start, end, concept), homonyms and those inside longer ones too."""
    return [
        (hit.start, hit.end, concept)
        for hit in side.all_hits
        for concept in (hit.concept, *(homonym for homonym, _ in hit.homonyms))
    ]


def _known(side: RecognisedSegment, end: int) -> tuple[str, str] | None:
    """Return (concept, text) of the longest term that ends at a place."""
    return next(((hit.concept, hit.text) for *_, hit in side.spans.ending(end) if not hit.covered), None)
