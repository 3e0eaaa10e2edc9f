"""What stands near a place of a text, without looking at all that stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")


class SpanOf(NamedTuple, Generic[Thing]):
    """A thing and where it stands: `text[start:end]`."""

    start: int
    end: int
    thing: Thing


class Spans(Generic[Thing]):
    """Things of a text in the order of their beginnings. A question costs what stands near the place, not what stands in the text."""

    def __init__(self, spans: Iterable[SpanOf[Thing]]) -> None:
        self._spans = list(spans)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def __iter__(self) -> Iterator[SpanOf[Thing]]:
        return iter(self._spans)

    def beginning(self, low: int, high: int) -> list[SpanOf[Thing]]:
        """Return what begins at `low` or later and before `high`."""
        return self._spans[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def within(self, low: int, high: int) -> list[SpanOf[Thing]]:
        """Return what lies within a stretch."""
        return [span for span in self.beginning(low, high) if span.end <= high]

    def touching(self, low: int, high: int) -> list[SpanOf[Thing]]:
        """Return what shares a character with a stretch."""
        return [span for span in self.beginning(low - self._longest, high) if span.end > low]

    def ending(self, place: int) -> list[SpanOf[Thing]]:
        """Return what ends at a place."""
        return [span for span in self.beginning(place - self._longest, place) if span.end == place]
