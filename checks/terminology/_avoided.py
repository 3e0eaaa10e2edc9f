"""Terms that the termbase says are not to be used, in what the draft's author wrote: what two rules share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.document import SOURCE, TARGET
from checks.model import Issue, Mark
from checks.terminology._concepts import concepts
from checks.zones import quoted
from termbase.model import Status

if TYPE_CHECKING:
    from checks.context import Context
    from checks.document import Document, Side
    from termbase.recognition.hit import Hit


def avoided(document: Document, context: Context, status: Status, places: bool = False) -> Iterator[Issue]:
    """An issue for each term of a status, unless it has a valid reading or stands in a quotation: of places, or of all else."""
    known = concepts(context.library)
    for view in document.views:
        side, name = (view.target, TARGET) if document.bilingual else (view.source, SOURCE)
        if side is None:
            continue
        zones = None
        for hit in side.hits:
            if hit.term.status is not status or known.is_place(hit) is not places:
                continue
            if any(term.status.valid for _, term in hit.homonyms):
                continue
            zones = zones or quoted(side.text)
            if hit.start in zones and status is Status.DEPRECATED:
                continue
            better = known.official(hit, side.lang)
            what = "is out of date or not used" if status is Status.DEPRECATED else "must not be used"
            instead = f"; write “{better}”" if better else ""
            yield Issue(
                Mark(view, name, hit.start, hit.end),
                f"“{hit.text}” {what}{instead}",
                suggestion=better,
                concept=hit.concept,
                safe=status is Status.FORBIDDEN and better is not None and _alike(hit, side, better),
            )


def _alike(hit: Hit, side: Side, better: str) -> bool:
    """Whether the right form may be put there unseen: a slip in a Chinese name, of the same length."""
    return side.lang == "zh" and len(better) == len(hit.text)
