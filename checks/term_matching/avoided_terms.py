"""Terms that the termbase says are not to be used, in what the draft's author wrote: what two rules share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yizhi.checks.model import Issue, Mark, Severity
from yizhi.checks.term_matching.concepts import concepts
from yizhi.termbase.model import Status

if TYPE_CHECKING:
    from yizhi.checks.context import Context
    from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
    from yizhi.checks.term_matching.concepts import Concepts
    from yizhi.termbase.recognition.hit import Hit


def avoided(document: Document, context: Context, status: Status, places: bool = False) -> Iterator[Issue]:
    """Yield an issue for each term of a status, unless it has a valid reading or stands in a quotation: of places, or of all else."""
    glossary = concepts(context.library)
    for view, side, hit in _faulty(document):
        if hit.term.status is not status or glossary.is_place(hit) is not places:
            continue
        if any(term.status.valid for _, term in hit.homonyms):
            continue
        if status is Status.DEPRECATED and hit.start in side.quotations:
            continue
        better = glossary.official(hit, side.lang)
        what = "is out of date or not used" if status is Status.DEPRECATED else "must not be used"
        own_words = places and status is Status.DEPRECATED and _theirs(hit, view, side, glossary)
        instead = f"; write “{better}”" if better else ""
        yield Issue(
            Mark(view, side.name, hit.start, hit.end),
            f"“{hit.text}” {what}{instead}",
            suggestion=better,
            concept=hit.concept,
            severity=Severity.INFO if own_words else None,
            safe=status is Status.FORBIDDEN and better is not None and _alike(hit, side, better),
        )


def _faulty(document: Document) -> Iterator[tuple[RecognisedUnit, RecognisedSegment, Hit]]:
    """Yield the terms of either status in what the author wrote."""
    for view in document.views:
        side = view.target if document.bilingual else view.source
        if side and side.avoided:
            for hit in side.avoided:
                yield view, side, hit


def _theirs(hit: Hit, view: RecognisedUnit, side: RecognisedSegment, glossary: Concepts) -> bool:
    """Return whether the source, too, has a name of the place that the Organization does not use, and no other: the words of a
    delegation, as received."""
    counterpart = view.source if side is view.target else None
    if counterpart is None or any(
        hit_item.concept == hit.concept and hit_item.term.status.valid for hit_item in counterpart.hits
    ):
        return False
    text = counterpart.text.casefold()
    return any(name.casefold() in text for name in glossary.unused(hit.concept, counterpart.lang))


def _alike(hit: Hit, side: RecognisedSegment, better: str) -> bool:
    """Return whether the right form may be put there unseen: a slip in a Chinese name, of the same length."""
    return side.lang == "zh" and len(better) == len(hit.text)
