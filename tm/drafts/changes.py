"""Applying changes: the same checks and the same arithmetic for every format."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.format import Edit
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft

TextEdit = tuple[int, int, str]
"""`text[start:end]` becomes the string."""


def by_segment(changes: Sequence[Edit], draft: Draft, source: DraftFile) -> dict[tuple[int, str], list[TextEdit]]:
    """Return the edits of each (unit, side), in order. Raise YizhiError for a unit that is not there."""
    edits_value: dict[tuple[int, str], list[TextEdit]] = {}
    for change in changes:
        if change.unit is None or not 0 <= change.unit < len(draft.units):
            raise YizhiError(f"no unit {change.unit} to change", path=source.path)
        edits_value.setdefault((change.unit, change.side), []).append((change.start, change.end, change.new))
    return {key: sorted(edits) for key, edits in edits_value.items()}


def whole(changes: Sequence[Edit], source: DraftFile) -> list[TextEdit]:
    """Return the edits of a monolingual draft, in order."""
    if any(change.unit is not None for change in changes):
        raise YizhiError("a change names a unit, but the draft is one text", path=source.path)
    return sorted((change.start, change.end, change.new) for change in changes)


def changed(text: str, edits: Sequence[TextEdit], source: DraftFile) -> str:
    """`text` with the edits in it. Raise YizhiError for those that overlap or lie outside."""
    pieces, done = [], 0
    for start, end, new in edits:
        if not done <= start <= end <= len(text):
            raise YizhiError(f"the change at {start} overlaps another or lies outside the text", path=source.path)
        pieces += [text[done:start], new]
        done = end
    return "".join(pieces) + text[done:]
