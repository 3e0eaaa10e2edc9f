"""Findings with their places in a buffer, in code points of the text as the editor has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yizhi.checks.document import SOURCE
from yizhi.checks.model import Finding, Related
from yizhi.faces.lsp.buffer import Buffer
from yizhi.faces.lsp.raw_text import READINGS, mapped
from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.model import Draft, Segment

BYTE_ORDER_MARK = "\ufeff"


class BufferSpan(NamedTuple):
    """`text[start:end]` of a buffer. `exact`: these are the words themselves; else the line in which they stand."""

    start: int
    end: int
    exact: bool = True


class PlacedFinding(NamedTuple):
    """A finding, where it stands in the buffer, and where the words stand that belong to it (None: in another file)."""

    finding: Finding
    span: BufferSpan
    related: tuple[BufferSpan | None, ...]

    def covers(self, start: int, end: int) -> bool:
        """Return whether a selection touches it; a cursor at its end counts."""
        return self.span.start <= end and start <= self.span.end


class SegmentInBuffer(NamedTuple):
    """One side of a unit, its text mapped to the buffer."""

    unit: int
    side: str
    segment: Segment
    places: Mapped

    def span(self) -> tuple[int, int]:
        """Return where its text begins and ends in the buffer."""
        return self.places.span(0, len(self.places.text))

    def offset(self, position: int) -> int | None:
        """Return the character of the segment that stands at a place of the buffer; None where there is none."""
        starts, ends = self.places.starts, self.places.ends
        if starts is None or ends is None:
            return position if position <= len(self.places.text) else None
        size = len(self.places.text)
        return next((number for number in range(size) if starts[number] <= position < ends[number]), None)


class BufferPlaces:
    """Where the segments of a draft stand in the buffer that it was read from. Segments are mapped when they are asked for."""

    def __init__(self, buffer: Buffer, draft: Draft) -> None:
        self._buffer = buffer
        self._draft = draft
        self._raw = buffer.text.removeprefix(BYTE_ORDER_MARK)
        self._before = len(buffer.text) - len(self._raw)
        self._is_text = draft.text is not None
        self._mapped: dict[tuple[int, str], Mapped | None] = {}

    def placed(self, finding: Finding) -> PlacedFinding:
        """Return a finding with its places."""
        unit = finding.unit_index
        related = tuple(self._related(finding, item) for item in finding.related)
        if finding.path != self._draft.path:
            return PlacedFinding(finding, self._translation(unit), related)
        return PlacedFinding(finding, self._span(unit, finding.side, finding.start, finding.end), related)

    def segments(self) -> Iterator[SegmentInBuffer]:
        """Yield the segments whose places in this buffer are known, unit by unit."""
        for number, unit in enumerate(self._draft.units):
            for side, segment in (("source", unit.source), ("target", unit.target)):
                places = None if segment is None else self.segment_places(number, side)
                if segment is not None and places is not None:
                    yield SegmentInBuffer(number, side, segment, places)

    def segment_places(self, unit: int, side: str) -> Mapped | None:
        """Return a segment's text mapped to the buffer; None where it stands in another file or its place is not known."""
        key = (unit, side)
        if key not in self._mapped:
            self._mapped[key] = self._found(unit, side)
        return self._mapped[key]

    def _found(self, unit: int, side: str) -> Mapped | None:
        whole = self._draft.units[unit]
        segment = whole.source if side == SOURCE else whole.target
        if segment is None:
            return None
        if self._is_text:
            elsewhere = side == SOURCE and self._draft.source_text is not None
            return None if elsewhere or segment.origin is None else self._moved(segment.origin)
        reading = READINGS.get(self._draft.format)
        line, column = segment.place.line, segment.place.column
        if reading is None or line is None or column is None or line > len(self._buffer.lines):
            return None
        start = self._buffer.lines.bounds(line - 1)[0] + column - 1
        inside = start if line == 1 else start - self._before
        places = mapped(self._raw, inside, segment.text, reading)
        return None if places is None else self._moved(places)

    def _moved(self, places: Mapped) -> Mapped:
        """Past the byte-order mark, which an editor may show as a character."""
        if not self._before or places.starts is None or places.ends is None:
            return places
        starts, ends = places.starts[:], places.ends[:]
        for number in range(len(starts)):
            starts[number] += self._before
            ends[number] += self._before
        return Mapped(places.text, starts, ends)

    def _span(self, unit: int | None, side: str | None, start: int, end: int) -> BufferSpan:
        if self._is_text and not (side == SOURCE and self._draft.source_text is not None):
            return BufferSpan(start + self._before, end + self._before)
        if unit is None:
            return BufferSpan(0, 0, exact=False)
        places = self.segment_places(unit, side or "target")
        if places is None:
            return self._line_of(unit, side)
        return BufferSpan(*places.span(start, end))

    def _line_of(self, unit: int, side: str | None) -> BufferSpan:
        """Return the line in which a segment begins, without the white space around it."""
        whole = self._draft.units[unit]
        chosen = whole.source if side == SOURCE else whole.target
        line = next(
            (item.place.line for item in (chosen, whole.target, whole.source) if item and item.place.line), None
        )
        if line is None or line > len(self._buffer.lines):
            return BufferSpan(0, 0, exact=False)
        start, end = self._buffer.lines.bounds(line - 1)
        words = self._buffer.text[start:end]
        start += len(words) - len(words.lstrip())
        return BufferSpan(start, start + len(words.strip()), exact=False)

    def _translation(self, unit: int | None) -> BufferSpan:
        """Return where the translation of a sentence of the other file stands, or would stand: behind the one before it."""
        for number in range(unit if unit is not None else -1, -1, -1):
            places = self.segment_places(number, "target")
            if places is not None and places.text:
                start, end = places.span(0, len(places.text))
                return BufferSpan(start, end, exact=False) if number == unit else BufferSpan(end, end, exact=False)
        return BufferSpan(self._before, self._before, exact=False)

    def _related(self, finding: Finding, item: Related) -> BufferSpan | None:
        path = item.path or finding.path
        if path != self._draft.path:
            return None
        unit = item.unit_index if item.unit_index is not None else finding.unit_index
        return self._span(unit, item.side, item.start, item.end)


def in_text_order(findings: Iterable[PlacedFinding]) -> tuple[PlacedFinding, ...]:
    """Return findings in the order of the buffer, the gravest of one place first."""
    return tuple(sorted(findings, key=lambda placed: (placed.span.start, -placed.finding.severity.rank)))
