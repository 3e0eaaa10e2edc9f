"""Word comments: notes for a person beside the text that they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tm.drafts.escaping import escape
from tm.drafts.word import BODY, Paragraph, Word

AUTHOR, INITIALS = "yizhi", "yz"
_PART = "word/comments.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = re.compile(rb'<w:comment\b[^>]*?w:id="(\d+)"')


@dataclass(frozen=True, slots=True)
class Anchored:
    """A comment on `paragraph.text[start:end]`."""

    paragraph: Paragraph
    start: int
    end: int
    text: str


def added(document: Word, notes: Sequence[Anchored]) -> tuple[dict[str, bytes], list[tuple[int, bytes]]]:
    """The parts that change, and what to insert into the body (byte, XML). Word anchors comments to whole runs.

    Notes on footnotes are left out: Word has no comments there.
    """
    notes = [note for note in notes if note.paragraph.part == BODY]
    if not notes:
        return {}, []
    archive, body = document.archive, document.parts[BODY].data
    old = archive.read(_PART) if _PART in archive.names() else b""
    number = max((int(found) for found in _ID.findall(old)), default=-1)
    marks: list[tuple[int, bytes]] = []
    written: list[str] = []
    for note in notes:
        number += 1
        start, end = _runs(note, body)
        if start < 0:
            continue
        marks.append((start, f'<w:commentRangeStart w:id="{number}"/>'.encode()))
        reference = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        marks.append((end, reference.encode()))
        written.append(_comment(number, note.text))
    parts = {_PART: _with_comments(old, "".join(written))}
    if not old:
        parts[_RELATIONS] = _related(archive.read(_RELATIONS))
        parts[_TYPES] = _typed(archive.read(_TYPES))
    return parts, marks


def _runs(note: Anchored, body: bytes) -> tuple[int, int]:
    """The byte where the run with the first character begins and the one where the run with the last character ends."""
    at, first, last = 0, -1, -1
    for piece in note.paragraph.pieces:
        if at + len(piece.text) > note.start and first < 0:
            first = piece.start
        if at < max(note.end, note.start + 1):
            last = piece.start
        at += len(piece.text)
    if first < 0:
        return -1, -1
    opening = max(body.rfind(b"<w:r>", 0, first), body.rfind(b"<w:r ", 0, first))
    closing = body.find(b"</w:r>", last)
    return (opening, closing + len(b"</w:r>")) if opening >= 0 <= closing else (-1, -1)


def _comment(number: int, text: str) -> str:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.splitlines() or [""]
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{paragraphs}</w:comment>'


def _with_comments(old: bytes, new: str) -> bytes:
    if b"</w:comments>" in old:
        return old.replace(b"</w:comments>", new.encode() + b"</w:comments>")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:comments xmlns:w="{_NAMESPACE}">{new}</w:comments>'.encode()


def _related(old: bytes) -> bytes:
    relation = f'<Relationship Id="yizhiComments" Type="{_RELATION}" Target="comments.xml"/>'
    return old.replace(b"</Relationships>", relation.encode() + b"</Relationships>")


def _typed(old: bytes) -> bytes:
    return old.replace(b"</Types>", f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/></Types>'.encode())
