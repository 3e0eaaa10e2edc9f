"""Segments that are the same on one side and differ on the other one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yizhi.checks.document import SOURCE, Document, RecognisedUnit

_ENDS = " .,;:。，；：、"
LEAST = 8
"""Letters (a Han character counted as three) of a segment that is compared."""


class SegmentRendering(NamedTuple):
    """A segment of the other side."""

    view: RecognisedUnit
    text: str


class RenderingGroup(NamedTuple):
    """The most frequent (else first) form of the other side, and the first segment of each further form."""

    best: SegmentRendering
    others: tuple[SegmentRendering, ...]


def groups(document: Document, same: str) -> Iterator[RenderingGroup]:
    """Yield the segments whose `same` side is alike, where the other side has several forms."""
    renderings: dict[str, list[tuple[RecognisedUnit, str, str]]] = {}
    for view, source, target in document.pairs():
        if source.text != target.text:
            segment, counterpart = (source, target) if same == SOURCE else (target, source)
            renderings.setdefault(key(segment.text), []).append((view, segment.text, counterpart.text))
    for alike in renderings.values():
        if len(alike) < 2:
            continue
        items = [
            SegmentRendering(view, counterpart)
            for view, segment, counterpart in alike
            if len(segment) > 4 * LEAST or _weight(segment) >= LEAST
        ]
        if len(items) < 2:
            continue
        forms = [key(item.text) for item in items]
        counts = Counter(forms)
        if len(counts) > 1:
            best = max(counts, key=lambda form: counts[form])
            yield RenderingGroup(
                items[forms.index(best)], tuple(i for i, form in zip(items, forms, strict=True) if form != best)
            )


def _weight(text: str) -> int:
    return sum(1 if char.isascii() else 3 for char in text if char.isalpha())


@lru_cache(maxsize=1 << 14)
def key(text: str) -> str:
    """Return a segment without differences of spaces, capitals and marks at its ends."""
    return " ".join(text.split()).strip(_ENDS).casefold()


def differing(first: str, second: str) -> tuple[str, str]:
    """Return what remains of two texts without their common beginning and end, cut to what a message can show."""
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    while start and first[start - 1].isascii() and first[start - 1].isalnum():
        start -= 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-end - 1] == second[-end - 1]:
        end += 1
    while end and first[-end].isascii() and first[-end].isalnum():
        end -= 1
    return _cut(first[start : len(first) - end]), _cut(second[start : len(second) - end])


def _cut(text: str, most: int = 60) -> str:
    text = text.strip()
    return text if len(text) <= most else text[: most - 1] + "…"
