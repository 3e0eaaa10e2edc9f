"""HTML: the text of its blocks, each a paragraph. Scripts, styles and comments are no text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.clean import Cleaned
from yizhi.tm.drafts import monolingual
from yizhi.tm.drafts.changes import changed, whole
from yizhi.tm.drafts.escaping import escape
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.pieces import Pieces
from yizhi.tm.drafts.source import Decoded, DraftFile, decode, refuse_long
from yizhi.tm.model import Draft

_TOKEN = compiled(
    r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>|<(/?)([A-Za-z][\w:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|[^<&]+|[<&]",
    re.DOTALL,
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rb",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SILENT = ("script", "style", "template", "noscript", "svg", "math", "textarea")


def _decoded(source: DraftFile) -> Decoded:
    charset = _CHARSET.search(source.data[:4096])
    name = charset[1].decode().lower() if charset else ""
    return decode(
        source.data, source.path, {"utf-8": "", "utf8": "", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
    )


def paragraphs(text: str) -> Cleaned:
    """Return the text of every block, mapped to the file."""
    spans = []
    pieces = Pieces()
    offset, size = 0, len(text)
    while offset < size:
        match = _TOKEN.match(text, offset)
        if match is None:  # a tag that is never closed
            break
        token, offset = match.group(), match.end()
        if match[2]:
            name = match[2].lower()
            if name not in _INLINE:
                block = pieces.take()
                if block is not None:
                    spans.append(block)
            if not match[1] and name in _SILENT:
                offset = _behind(text, offset, name)
        elif token[0] == "&" and len(token) > 1:
            value = html.unescape(token)
            for char in value if value != token else "":
                pieces.char(" " if char == "\xa0" else char, match.start(), match.end())
            if value == token:
                pieces.text(token, match.start())
        elif not token.startswith(("<!", "<?")):
            pieces.text(token, match.start())
    last = pieces.take()
    return Cleaned(tuple([*spans, last] if last is not None else spans))


def _behind(text: str, offset: int, name: str) -> int:
    """Return the place behind the end tag of an element whose content is no text."""
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, offset)
    return end.end() if end else len(text)


def _read(source: DraftFile) -> Draft:
    decoded = _decoded(source)
    refuse_long(decoded.text, source.path)
    return monolingual.draft(source, FORMAT.name, decoded.text, paragraphs(decoded.text), decoded.notes)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    if notes:
        raise YizhiError("HTML has no place for notes", hint="annotate a DOCX, XLIFF or PO file", path=source.path)
    decoded = _decoded(source)
    escaped = [(start, end, escape(new)) for start, end, new in whole(changes, source)]
    return decoded.encode(changed(decoded.text, escaped, source))


def _sniff(head: bytes) -> bool:
    return re.search(rb"<!doctype html|<html[\s>]", head, re.IGNORECASE) is not None


FORMAT = DraftFormat("html", (".html", ".htm", ".xhtml"), _read, _sniff, _edit, "HTML")
