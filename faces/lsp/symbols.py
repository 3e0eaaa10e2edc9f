"""The outline of a buffer: the units of a bilingual draft, the headings of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from yizhi.faces.lsp.buffer import Buffer
from yizhi.faces.lsp.desk import CheckedBuffer

LONGEST_NAME = 60
"""Characters of a symbol's name: an outline is narrow."""
LONGEST_HEADING = 60
"""Characters of the longest paragraph of a plain text that may be a heading."""
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_MARKDOWN = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_HTML = re.compile(r"<h([1-6])\b[^<>]*>(.*?)</h\1\s*>", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_NUMBERED = re.compile(
    r"^\s*(?:第[〇零一二三四五六七八九十百\d]+[章节编部]|[一二三四五六七八九十]+、|附件|(?:Chapter|Part|Annex|Section)\b|[IVXLC]+\.\s|[A-Z]\.\s)"
)
_SENTENCE_END = ("。", "；", "：", ".", ";", ":", "，", ",")


def symbols(checked: CheckedBuffer) -> list[types.DocumentSymbol]:
    """Return the outline of a buffer, in its order."""
    draft = checked.draft
    if draft is not None and draft.text is None:
        return list(_units(checked))
    form = draft.format if draft is not None else ""
    headings = {"md": _markdown, "html": _html}.get(form, _plain)
    return [_symbol(checked.buffer, *heading) for heading in headings(checked.buffer)]


def _units(checked: CheckedBuffer) -> Iterator[types.DocumentSymbol]:
    draft, places, lines = checked.draft, checked.places, checked.buffer.lines
    if draft is None or places is None:
        return
    for number, unit in enumerate(draft.units):
        spans = [
            mapped.span(0, len(mapped.text))
            for side in ("source", "target")
            if (mapped := places.segment_places(number, side)) is not None
        ]
        if not spans:
            continue
        whole = lines.range(min(start for start, _ in spans), max(end for _, end in spans))
        words = " ".join((unit.source.text if unit.source else "").split())
        name = f"{unit.id}  {words}" if unit.id else words
        yield types.DocumentSymbol(
            _short(name) or str(number + 1), types.SymbolKind.String, whole, lines.range(*spans[0])
        )


def _markdown(buffer: Buffer) -> Iterator[tuple[str, int, int]]:
    fenced = False
    for number in range(len(buffer.lines)):
        start, end = buffer.lines.bounds(number)
        line = buffer.text[start:end]
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (match := _MARKDOWN.match(line)) and match[2]:
            yield f"{match[1]} {match[2]}", start, end


def _html(buffer: Buffer) -> Iterator[tuple[str, int, int]]:
    for match in _HTML.finditer(buffer.text):
        yield _TAG.sub("", match[2]), match.start(), match.end()


def _plain(buffer: Buffer) -> Iterator[tuple[str, int, int]]:
    """Short lines that begin as headings are numbered in UN documents and end no sentence."""
    for number in range(len(buffer.lines)):
        start, end = buffer.lines.bounds(number)
        line = buffer.text[start:end].strip()
        if 0 < len(line) <= LONGEST_HEADING and _NUMBERED.match(line) and not line.endswith(_SENTENCE_END):
            yield line, start, end


def _symbol(buffer: Buffer, name: str, start: int, end: int) -> types.DocumentSymbol:
    position = buffer.lines.range(start, end)
    return types.DocumentSymbol(_short(name) or "–", types.SymbolKind.String, position, position)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
