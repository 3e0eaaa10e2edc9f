"""Markdown: its paragraphs, headings, list items and table cells, without the marks. Code and front matter are no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.clean import Cleaned
from yizhi.tm.cleaning.wrapping import Measure, joint
from yizhi.tm.drafts import monolingual
from yizhi.tm.drafts.changes import changed, whole
from yizhi.tm.drafts.format import DraftFormat, Edit, Note, Written, encoded
from yizhi.tm.drafts.pieces import Pieces
from yizhi.tm.drafts.source import DraftFile, refuse_long
from yizhi.tm.model import Draft

_FENCE = compiled(r"\s{0,3}(`{3,}|~{3,})")
_FRONT = compiled(r"\A---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = compiled(r"<!--.*?-->", re.DOTALL)
_MARKER = compiled(r"\s*(?:#{1,6}(?=\s)|[-*+](?=\s)|>)\s*|\s+")
_STARTS = compiled(r"\s*(?:#{1,6}\s|[-*+]\s|>|\d{1,9}[.)]\s|\||(?:[-*_][ \t]*){3,}$|={3,}\s*$|\[[^\]]+\]:\s)|\s{4,}\S")
_RULE = compiled(r"\s*(?:(?:[-*_=][ \t]*){3,}|\|?[ \t:|-]*-{3,}[ \t:|-]*\|?)\s*$")
_REFERENCE = compiled(r"\s{0,3}\[[^\]]+\]:\s+\S+")
_INLINE = compiled(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?<!`)(?P<code>`++)(?P<inner>.+?)(?<!`)(?P=code)(?!`)|!?\[(?P<label>[^\[\]\n]*)\](?:\([^()\s]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\])"
    r"|(?P<mark>\*{1,3}|~~|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_]))|(?P<link><https?://[^<>\s]+>)|(?P<tag></?[A-Za-z][^<>\n]*>)"
)


def paragraphs(text: str) -> Cleaned:
    """Return the text of every block, mapped to the file; soft line breaks become a space, or nothing inside Han text."""
    spans = []
    removed: list[tuple[int, int, str]] = []
    front = _FRONT.match(text)
    offset = front.end() if front else 0
    if front:
        removed.append((0, front.end(), "front matter"))
    if "-->" in text:
        removed += [(match.start(), match.end(), "comment") for match in _COMMENT.finditer(text, offset)]
        # Blanks of the same length, so that places stay.
        text = text[:offset] + _COMMENT.sub(lambda match: re.sub(r"[^\r\n]", " ", match.group()), text[offset:])
    for block in _blocks(text, offset, removed):
        pieces = Pieces()
        for number, (start, end) in enumerate(block):
            if number:
                before = block[number - 1]
                if joint(text[before[0] : before[1]].rstrip(), text[start:end], Measure(spaced=True)):
                    pieces.char(" ", before[1], start)
            _inline(text, start, end, pieces)
        mapped = pieces.take()
        if mapped is not None:
            spans.append(mapped)
    return Cleaned(tuple(spans), tuple(sorted(removed)))


def _blocks(text: str, offset: int, removed: list[tuple[int, int, str]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines (start, end without marker) of each block."""
    block: list[tuple[int, int]] = []
    fence = ""
    for match in re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)").finditer(text, offset):
        line, start = match[1], match.start()
        mark = _FENCE.match(line)
        if fence or mark:
            removed.append((start, start + len(line), "code"))
            if mark:
                fence = "" if fence and line.strip().startswith(fence) else fence or mark[1]
            if block:
                yield block
            block = []
            continue
        blank = not line.strip() or _RULE.match(line) is not None or _REFERENCE.match(line) is not None
        if blank or _STARTS.match(line):
            if block:
                yield block
            block = []
        if blank:
            if line.strip():
                removed.append((start, start + len(line), "markup"))
            continue
        if line.lstrip().startswith("|"):
            yield from ([cell] for cell in _cells(line, start))
            continue
        heading = line.lstrip().startswith("#")
        shown = re.sub(r"[ \t]+#+[ \t]*$", "", line) if heading else line
        block.append((start + _content(line), start + len(shown.rstrip())))
        if heading:
            yield block
            block = []
    if block:
        yield block


def _content(line: str) -> int:
    """Return where the text of a line begins, behind heading marks, quotation marks and bullets."""
    offset = 0
    while match := _MARKER.match(line, offset):
        offset = match.end()
    return offset


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"(?:[^|\\]|\\.)+", line):
        cell = match.group()
        if cell.strip():
            low = start + match.start() + len(cell) - len(cell.lstrip())
            yield low, low + len(cell.strip())


def _inline(text: str, start: int, end: int, pieces: Pieces) -> None:
    """The text between `start` and `end` without emphasis, link targets and tags."""
    offset = start
    while offset < end:
        match = _INLINE.search(text, offset, end)
        if match is None:
            break
        pieces.text(text[offset : match.start()], offset)
        if match["escaped"]:
            pieces.char(match["escaped"], match.start(), match.end())
        elif match["inner"]:
            pieces.text(match["inner"], match.start("inner"))
        elif match["label"] is not None:
            _inline(text, match.start("label"), match.end("label"), pieces)
        elif match["link"]:
            pieces.text(match["link"][1:-1], match.start() + 1)
        offset = match.end()
    pieces.text(text[offset:end], offset)


def _read(source: DraftFile) -> Draft:
    decoded = source.decoded()
    refuse_long(decoded.text, source.path)
    return monolingual.draft(source, FORMAT.name, decoded.text, paragraphs(decoded.text), decoded.notes)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes | Written:
    if notes:
        raise YizhiError("Markdown has no place for notes", hint="annotate a DOCX, XLIFF or PO file", path=source.path)
    decoded = source.decoded()
    return encoded(decoded, changed(decoded.text, whole(changes, source), source))


FORMAT = DraftFormat("md", (".md", ".markdown", ".mkd"), _read, edit=_edit, title="Markdown")
