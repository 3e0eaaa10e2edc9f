"""Zones of a text where the words are someone else's: quotations, titles. Style rules leave them alone."""

from __future__ import annotations

from bisect import bisect_right

from termbase.text.lazy import compiled

_QUOTED = compiled(r"“[^“”]{1,400}”|《[^《》]{1,200}》|「[^「」]{1,400}」|『[^『』]{1,400}』")


class Zones:
    """Spans of a text, for asking whether a place lies in one."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self.spans[at][1]


def quoted(text: str) -> Zones:
    """Quotations and titles, with their marks."""
    return Zones([found.span() for found in _QUOTED.finditer(text)])
