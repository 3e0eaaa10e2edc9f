"""From words in a segment to a place in the user's file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from yizhi.checks.document import SOURCE, Document
from yizhi.checks.model import Conclusion, Finding, Issue, Mark, Related, Rule, Severity, Spot

_BREAK = re.compile(r"\r\n?|\n")


class LineStarts:
    """Line starts of a text: LF, CRLF and lone CR end a line."""

    def __init__(self, text: str) -> None:
        if "\r" in text:
            self.starts = [0, *(match.end() for match in _BREAK.finditer(text))]
            return
        self.starts = [0]
        offset = text.find("\n")
        while offset >= 0:
            self.starts.append(offset + 1)
            offset = text.find("\n", offset + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """1-based line and column."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class Placer:
    """Places marks of one draft; line tables are made once."""

    def __init__(self, document: Document) -> None:
        self.draft = document.draft
        self._lines: dict[bool, LineStarts] = {}

    def spot(self, mark: Mark) -> Spot:
        """Return where a mark stands in the user's file."""
        side, unit, number = mark.view.side(mark.side), mark.view.unit.id, mark.view.number
        if side is None:
            return Spot(self.draft.path, unit, mark.side, 0, 0, None, None, "", number)
        from_source = mark.side == SOURCE and self.draft.source_text is not None
        text = self.draft.source_text if from_source else self.draft.text
        path = self.draft.source_path if from_source and self.draft.source_path else self.draft.path
        name = mark.side if self.draft.bilingual else None
        origin = side.segment.origin
        if text is None or origin is None:
            start, end = mark.start, mark.end
            first, last = side.segment.begin(start), side.segment.end(end) if end > start else side.segment.begin(start)
            position = (first.line, first.column, last.line, last.column)
            return Spot(path, unit, name, start, end, *position[:2], side.text[start:end], number, *position[2:])
        start, end = origin.span(mark.start, mark.end)
        if from_source not in self._lines:
            self._lines[from_source] = LineStarts(text)
        lines = self._lines[from_source]
        return Spot(path, unit, name, start, end, *lines.place(start), text[start:end], number, *lines.place(end))

    def finding(self, rule: Rule, issue: Issue, severity: Severity) -> Finding:
        """Return an issue as a finding."""
        spot = self.spot(issue.mark)
        related = tuple(map(self.spot, issue.related))
        return placed(rule, spot, related, issue, severity)


def placed(rule: Rule, spot: Spot, related: Iterable[Spot], what: Issue | Conclusion, severity: Severity) -> Finding:
    """Return what a rule says about a place, as a finding."""
    return Finding(
        rule=rule.name,
        severity=severity,
        message=what.message,
        path=spot.path,
        unit=spot.unit,
        side=spot.side,
        start=spot.start,
        end=spot.end,
        line=spot.line,
        column=spot.column,
        text=spot.text,
        suggestion=what.suggestion,
        safe=what.safe,
        concept=what.concept,
        related=tuple(_related(spot, candidate) for candidate in related),
        unit_index=spot.unit_index,
        end_line=spot.end_line,
        end_column=spot.end_column,
    )


def _related(spot: Spot, candidate: Spot) -> Related:
    path = candidate.path if candidate.path != spot.path else None
    elsewhere = candidate.unit_index != spot.unit_index
    unit = candidate.unit if elsewhere else None
    return Related(
        candidate.side,
        candidate.start,
        candidate.end,
        candidate.text,
        unit,
        path,
        candidate.unit_index if elsewhere else None,
    )
