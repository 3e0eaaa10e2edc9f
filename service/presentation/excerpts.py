"""What to show round a finding: both segments of its unit, or the lines of its document, with the words in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from yizhi.checks.model import Finding, Related
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.model import Draft, Segment

Span = tuple[int, int]
Key = tuple[int, int, int, int]
"""(draft, unit, start, end): `unit` is -1 for lines of a document, `start` and `end` bound them in its text."""

SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text to show. `text[i]` is character `start + i` of what findings of this side count in, or as `origin` maps it."""

    path: str
    side: str | None
    language: str
    text: str
    start: int = 0
    origin: Mapped | None = None

    def span(self, start: int, end: int) -> Span:
        """Return a finding's span in `text`, cut to it."""
        if self.origin is not None and self.origin.starts is not None and self.origin.ends is not None:
            low = bisect_right(self.origin.ends, start)
            high = bisect_left(self.origin.starts, end) if end > start else low
        else:
            low, high = start - self.start, end - self.start
        size = len(self.text)
        return min(max(low, 0), size), min(max(low, high, 0), size)


class Excerpts:
    """The passages of a run's drafts."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = tuple(drafts)
        self._by_path: dict[str, int] = {}
        for number, draft in enumerate(self.drafts):
            self._by_path.setdefault(draft.path, number)
        for number, draft in enumerate(self.drafts):
            if draft.source_path is not None:
                self._by_path.setdefault(draft.source_path, number)

    def key(self, finding: Finding) -> Key | None:
        """Return what findings on one passage have in common; None where the draft is not known."""
        number = self._by_path.get(finding.path)
        if number is None:
            return None
        draft = self.drafts[number]
        if draft.bilingual:
            unit = finding.unit_index
            if unit is not None and unit < len(draft.units):
                return number, unit, 0, 0
        text = draft.source_text if finding.path == draft.source_path else draft.text
        if not text:
            return None
        start = text.rfind("\n", 0, finding.start) + 1
        start = text.rfind("\r", start, finding.start) + 1 or start
        last = max(finding.end - 1, finding.start)
        end = text.find("\n", last)
        end = end if end >= 0 else len(text)
        lone = text.find("\r", last, end)  # as old systems end lines
        return number, -1, start, lone if lone >= 0 else end

    def of(self, key: Key, path: str) -> tuple[Excerpt, ...]:
        """Return the texts of a key; `path` is that of the finding (a source document and its translation share a draft)."""
        draft = self.drafts[key[0]]
        _, unit, start, end = key
        if unit < 0:
            text = (draft.source_text if path == draft.source_path else draft.text) or ""
            return (Excerpt(path, None, draft.source_language, text[start:end], start),)
        excerpts = []
        for name in SIDES:
            segment = side(draft, unit, name)
            if segment is not None:
                source_path = draft.source_path if name == "source" else None
                excerpts.append(
                    Excerpt(source_path or draft.path, name, segment.language, segment.text, 0, segment.origin)
                )
        return tuple(excerpts)


def marks(finding: Finding, passage: Excerpt) -> tuple[list[Span], list[Span]]:
    """Return (the finding's own words, those it refers to) in a passage of its key."""
    is_here = finding.path == passage.path and finding.side == passage.side
    related = [passage.span(item.start, item.end) for item in finding.related if _within(item, finding, passage)]
    return [passage.span(finding.start, finding.end)] if is_here else [], related


def elsewhere(finding: Finding, passages: Sequence[Excerpt]) -> list[Related]:
    """Return the words it refers to that are in none of its passages."""
    return [item for item in finding.related if not any(_within(item, finding, passage) for passage in passages)]


def _within(item: Related, finding: Finding, passage: Excerpt) -> bool:
    if item.unit is not None or (item.path or finding.path) != passage.path or item.side != passage.side:
        return False
    return passage.side is not None or passage.start <= item.start <= item.end <= passage.start + len(passage.text)


def side(draft: Draft, unit: int, name: str) -> Segment | None:
    """Return a side of a unit."""
    draft_unit = draft.units[unit]
    return draft_unit.source if name == "source" else draft_unit.target


def place(finding: Finding) -> str:
    """Return where a finding stands, in words: `unit s3 12:40`, `line 7`; empty where nothing is known."""
    parts = [f"unit {finding.unit}"] if finding.unit else []
    if finding.line and finding.column:
        parts.append(f"{finding.line}:{finding.column}")
    elif finding.line:
        parts.append(f"line {finding.line}")
    return " ".join(parts)
