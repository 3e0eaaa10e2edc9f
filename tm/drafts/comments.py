"""Word comments: notes for a person on the very words that they are about.

Runs are split where a comment begins or ends inside them; both halves keep the run's properties, so nothing looks
different. Word ignores comments inside footnotes, endnotes and text boxes and refuses a file with more than 32,767
(MS-OI29500, 2.1.315), so a note on words there stands on the footnote's mark, or on the box, and quotes the words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.comment_parts import (
    RELATIONS,
    TYPES,
    comment,
    comments_part,
    declared,
    number_of,
    related,
    typed,
    with_comments,
)
from yizhi.tm.drafts.inline import byte_of
from yizhi.tm.drafts.markup import CharacterData, Element
from yizhi.tm.drafts.word import BODY, MARKS, Paragraph, Word

MAX_COMMENTS = 32_767
_WHOLE = ("r", "oMath", "oMathPara")
"""Runs, and formulas, which are not taken apart."""
_QUOTED, _ROUND = 80, 12
"""Characters of the words that a comment quotes where it cannot stand on them, and of what is before and behind."""

Edit = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Anchored:
    """A comment from character `start` of the first paragraph to character `end` of the last one (often the same)."""

    first: Paragraph
    start: int
    last: Paragraph
    end: int
    text: str


@dataclass(slots=True)
class _Cut:
    """A place between two characters of the body where comments begin or end. `run` is split there, if there is one."""

    at: int
    run: Element | None = None
    inside: Element | None = None
    """The `w:t` that is split as well."""
    closing: list[int] = field(default_factory=list)
    opening: list[int] = field(default_factory=list)


def added(document: Word, notes: Sequence[Anchored]) -> tuple[dict[str, bytes], list[Edit]]:
    """Return the parts that change or are new, and the edits of the body. Raise YizhiError for more comments than Word takes."""
    if not notes:
        return {}, []
    archive = document.archive
    name, old = comments_part(archive)
    number = 1 + max((number_of(item) for item in old.root.elements("comment")), default=-1) if old else 0
    total = len(notes) + (sum(1 for _ in old.root.elements("comment")) if old else 0)
    if total > MAX_COMMENTS:
        raise YizhiError(
            f"{total:,} comments, and Word opens no file with more than {MAX_COMMENTS:,}",
            hint="mark fewer findings, for example with --rule",
            path=archive.source.path,
        )
    body = _Body(document)
    written = []
    for index, note in enumerate(notes, number):
        written.append(comment(index, body.place(note, index), declared(old.root) if old else ""))
    parts = {name: with_comments(old, "".join(written))}
    if old is None:
        parts[RELATIONS] = related(archive, name)
        parts[TYPES] = typed(archive, name)
    return parts, body.edits()


class _Body:
    """Where comments go in the body: its runs, and the cuts that the comments need."""

    def __init__(self, document: Word) -> None:
        self.document = document
        part = document.parts[BODY]
        self.data = part.data
        self.prefix = part.root.prefix
        self.declaration = declared(part.root)
        self.runs: list[Element] = []
        self.marks: dict[tuple[str, str], Element] = {}
        self._collect(part.root)
        self.starts = [run.start for run in self.runs]
        self.cuts: dict[tuple[int, int], _Cut] = {}
        self.empty: dict[int, tuple[Element, list[int]]] = {}

    def _collect(self, parent: Element) -> None:
        """The outermost runs in file order, and the run of each footnote's mark."""
        for child in parent.elements():
            if child.name in _WHOLE:
                self.runs.append(child)
                for kind in ("footnote", "endnote"):
                    for mark in child.elements(f"{kind}Reference"):
                        self.marks.setdefault((kind, mark.get("id")), child)
            else:
                self._collect(child)

    def place(self, note: Anchored, number: int) -> str:
        """Make room for a comment; returns its text, with the words quoted where it cannot stand on them."""
        if note.first.part != BODY:
            run = self._mark_of(note.first)
            return self._whole(run, number, note, "footnote" if "foot" in note.first.part else "endnote")
        first, last = self._edge(note.first, note.start, True), self._edge(note.last, note.end, False)
        if first is None or last is None:
            return self._in_paragraph(note, number)
        if first.run is not None and not self._plain(first.run, note.first):
            return self._whole(first.run, number, note, "text box")
        if last.run is not None and not self._plain(last.run, note.last):
            last = self._edge(note.first, len(note.first.text), False) or first
        self._cut(first).opening.append(number)
        self._cut(last).closing.append(number)
        return note.text

    def _whole(self, run: Element | None, number: int, note: Anchored, where: str) -> str:
        """Return the comment on a whole run; on the first paragraph where even that is not to be had."""
        text = f"In the {where}, {_quoted(note)}: {note.text}" if note.first.text else f"In the {where}: {note.text}"
        if run is None:
            run = self.runs[0] if self.runs else None
        if run is None:
            return text
        self._cut(_Cut(run.start)).opening.append(number)
        self._cut(_Cut(run.end)).closing.append(number)
        return text

    def _in_paragraph(self, note: Anchored, number: int) -> str:
        """Return the comment at the end of a paragraph without text."""
        element = note.first.element
        if element is None:
            return self._whole(None, number, note, "document")
        self.empty.setdefault(element.start, (element, []))[1].append(number)
        return note.text

    def _cut(self, cut: _Cut) -> _Cut:
        """Return the cut at a place: one for all comments that meet there."""
        return self.cuts.setdefault((cut.at, cut.run.start if cut.run else -1), cut)

    def _mark_of(self, paragraph: Paragraph) -> Element | None:
        """Return the run with the mark of the footnote that a paragraph is in."""
        element = paragraph.element
        part = self.document.parts[paragraph.part]
        for kind in ("footnote", "endnote"):
            for note in part.root.elements(kind):
                if element is not None and note.start <= element.start < note.end:
                    return self.marks.get((kind, note.get("id")))
        return None

    def _run(self, offset: int) -> Element | None:
        """Return the outermost run around a byte."""
        run_number = bisect_right(self.starts, offset) - 1
        return self.runs[run_number] if run_number >= 0 and offset < self.runs[run_number].end else None

    def _plain(self, run: Element, paragraph: Paragraph) -> bool:
        """Return whether a paragraph holds the run, and not the run the paragraph (as a text box's)."""
        element = paragraph.element
        return element is None or element.start < run.start

    def _edge(self, paragraph: Paragraph, cursor: int, begins: bool) -> _Cut | None:
        """Return the cut before character `at`, or behind it where a comment ends; None in a paragraph without text."""
        piece_value = _piece(paragraph, cursor, begins)
        if piece_value is None:
            return None
        piece, offset = piece_value
        # What stands for an element begins where that ends.
        run = self._run(piece.start - 1 if piece.fixed else piece.start)
        if run is None:
            return None
        if not self._plain(run, paragraph):
            return _Cut(run.start, run)
        byte = piece.start - 1 if piece.fixed else piece.start
        child = next((item for item in run.elements() if item.start <= byte < item.end), None)
        if child is None or (child.name != "t" and child.name not in MARKS):
            return _Cut(run.start if begins else run.end)
        inside = child.start if begins else child.end
        if child.name == "t" and not piece.cdata and not piece.fixed:
            byte = byte_of(piece, offset)
            if child.inner < byte < child.close:
                return _Cut(byte, run, child)
        others = [item for item in run.elements() if item.name != "rPr"]
        if begins and child is others[0]:
            return _Cut(run.start)
        if not begins and child is others[-1]:
            return _Cut(run.end)
        return _Cut(inside, run)

    def edits(self) -> list[Edit]:
        """Return what to insert into the body."""
        out: list[Edit] = []
        numbers_value: set[int] = set()
        for cut in self.cuts.values():
            points = [number for number in cut.opening if number in cut.closing]
            marks = self._ends([number for number in cut.closing if number not in points])
            marks += self._begins(points) + self._ends(points)
            marks += self._begins([number for number in cut.opening if number not in points])
            if cut.run is None:
                out.append((cut.at, cut.at, marks))
                continue
            before, after = self._halves(cut.run, cut.inside)
            out.append((cut.at, cut.at, before + marks + after))
            if cut.inside is not None and cut.inside.start not in numbers_value:
                numbers_value.add(cut.inside.start)
                if not cut.inside.get("space"):
                    end_offset = cut.inside.inner - 1
                    out.append((end_offset, end_offset, b' xml:space="preserve"'))
        for element, numbers in self.empty.values():
            marks = self._begins(numbers) + self._ends(numbers)
            if element.inner < element.end:
                out.append((element.close, element.close, marks))
            else:
                tag = self.data[element.start : element.end].rstrip(b">").rstrip(b"/").rstrip()
                out.append((element.start, element.end, tag + b">" + marks + self._end("p")))
        return out

    def _halves(self, run: Element, inside: Element | None) -> tuple[bytes, bytes]:
        """Return what closes a run in the middle, and what opens the same run again."""
        properties = run.first("rPr")
        again = self.data[run.start : run.inner]
        again += self.data[properties.start : properties.end] if properties else b""
        if inside is None:
            return self._end("r"), again
        text = f"{self.prefix}:t" if self.prefix else "t"
        return self._end("t") + self._end("r"), again + f'<{text} xml:space="preserve">'.encode()

    def _end(self, name: str) -> bytes:
        return f"</{self.prefix}:{name}>".encode() if self.prefix else f"</{name}>".encode()

    def _begins(self, numbers: Sequence[int]) -> bytes:
        return "".join(f'<w:commentRangeStart{self.declaration} w:id="{number}"/>' for number in numbers).encode()

    def _ends(self, numbers: Sequence[int]) -> bytes:
        return "".join(
            f'<w:commentRangeEnd{self.declaration} w:id="{number}"/>'
            f'<w:r{self.declaration}><w:commentReference w:id="{number}"/></w:r>'
            for number in numbers
        ).encode()


def _quoted(note: Anchored) -> str:
    """Return the words of a note in square brackets, with some of what stands round them."""
    text = note.first.text
    start, end = note.start, note.end if note.last is note.first else len(text)
    low, high = max(start - _ROUND, 0), min(end, start + _QUOTED)
    words = text[start:high] + ("…" if high < end else "")
    before, after = text[low:start], text[end : end + _ROUND]
    return f"“{'…' if low else ''}{before}[{words}]{after}{'…' if end + _ROUND < len(text) else ''}”"


def _piece(paragraph: Paragraph, offset: int, begins: bool) -> tuple[CharacterData, int] | None:
    """Return the piece with character `at` (or the one before it, where a comment ends) and the offset in it."""
    size = 0
    last: tuple[CharacterData, int] | None = None
    for piece in paragraph.pieces:
        length = len(piece.text)
        if length and (offset < size + length if begins else offset <= size + length):
            return piece, max(offset - size, 0)
        size += length
        last = (piece, length) if length else last
    return last
