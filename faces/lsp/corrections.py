"""Suggestions as edits of a buffer's text, written as its format writes it."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from yizhi.faces.lsp.desk import CheckedBuffer
from yizhi.faces.lsp.places import PlacedFinding
from yizhi.faces.lsp.raw_text import markup
from yizhi.tm.drafts.escaping import escape

_PO_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def correction(checked: CheckedBuffer, placed: PlacedFinding) -> types.TextEdit | None:
    """Return the edit that makes a finding's suggestion; None where it has none, or the format cannot hold it there."""
    finding, span = placed.finding, placed.span
    if finding.suggestion is None or not span.exact or checked.draft is None:
        return None
    raw = checked.buffer.text[span.start : span.end]
    new = _written(finding.suggestion, raw, checked.draft.format, _is_quoted(checked, span.start))
    return None if new is None else types.TextEdit(checked.buffer.lines.range(span.start, span.end), new)


def safe_corrections(checked: CheckedBuffer) -> list[types.TextEdit]:
    """Return the edits of all suggestions that may be made unseen; of two that overlap, the first."""
    return without_overlaps(checked, [placed for placed in checked.findings if placed.finding.safe])


def without_overlaps(checked: CheckedBuffer, findings: Iterable[PlacedFinding]) -> list[types.TextEdit]:
    """Return the edits of some findings, in text order, none of which touches another."""
    edits: list[types.TextEdit] = []
    done = -1
    for placed in sorted(findings, key=lambda item: (item.span.start, item.span.end)):
        edit = correction(checked, placed)
        if edit is not None and placed.span.start > done:
            edits.append(edit)
            done = placed.span.end
    return edits


def _written(text: str, raw: str, form: str, quoted: bool) -> str | None:
    """Return a text as a format writes it in place of `raw`; inline codes inside `raw` stay, behind the new text."""
    if form in ("xliff", "tmx"):
        codes = (raw[piece.start : piece.end] for piece in markup(raw, 0) if not piece.text)
        return escape(text) + "".join(codes)
    if form == "html":
        return None if "<" in raw else escape(text)
    if form == "po":
        return None if '"\n' in raw else "".join(_PO_ESCAPES.get(char, char) for char in text)
    if form == "tsv":
        return None if any(char in text for char in "\t\r\n") else text
    if form == "csv":
        if quoted:
            return text.replace('"', '""')
        return None if any(char in text for char in '",;\t\r\n') else text
    return text


def _is_quoted(checked: CheckedBuffer, start: int) -> bool:
    """Return whether a place of a CSV table lies inside quotes: an odd number of them stands before it."""
    return (
        checked.buffer.text.count('"', 0, start) % 2 == 1 if checked.draft and checked.draft.format == "csv" else False
    )
