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
    """The segments whose `same` side is alike, where the other side has several forms."""
    found: dict[str, list[tuple[RecognisedUnit, str, str]]] = {}
    for view, source, target in document.pairs():
        if source.text != target.text:
            own, other = (source, target) if same == SOURCE else (target, source)
            found.setdefault(key(own.text), []).append((view, own.text, other.text))
    for alike in found.values():
        if len(alike) < 2:
            continue
        items = [
            SegmentRendering(view, other) for view, own, other in alike if len(own) > 4 * LEAST or _weight(own) >= LEAST
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
    """A segment without differences of spaces, capitals and marks at its ends."""
    return " ".join(text.split()).strip(_ENDS).casefold()


def differing(one: str, other: str) -> tuple[str, str]:
    """What remains of two texts without their common beginning and end, cut to what a message can show."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    while start and one[start - 1].isascii() and one[start - 1].isalnum():
        start -= 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-end - 1] == other[-end - 1]:
        end += 1
    while end and one[-end].isascii() and one[-end].isalnum():
        end -= 1
    return _cut(one[start : len(one) - end]), _cut(other[start : len(other) - end])


def _cut(text: str, most: int = 60) -> str:
    text = text.strip()
    return text if len(text) <= most else text[: most - 1] + "…"
