"""XLIFF 1.x and 2.x, with what SDL Trados and memoQ make of it. One `<file>` is one document."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts import unit_entries, xliff1, xliff2
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.markup import MarkupDocument, parse
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.unit_entries import UnitEntry
from yizhi.tm.model import Draft, Problem


def _entries(source: DraftFile, problems: list[Problem]) -> tuple[MarkupDocument, list[UnitEntry]]:
    document = parse(source)
    root = document.root
    if root.name != "xliff":
        raise Malformed(f"not XLIFF: the file begins with <{root.name}>", path=source.path, line=root.line)
    version = root.get("version")
    if version.startswith("1.") or (not version and root.first("file") is not None and root.get("srcLang") == ""):
        return document, xliff1.entries(document, source, problems)
    if version.startswith("2."):
        return document, xliff2.entries(document, source, problems)
    raise Malformed(
        f"XLIFF of version {version or 'unknown'!r}", hint="1.x and 2.x are read", path=source.path, line=root.line
    )


def _read(source: DraftFile) -> Draft:
    problems: list[Problem] = []
    document, found = _entries(source, problems)
    return unit_entries.draft(source, FORMAT.name, found, document.decoded.notes, problems)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    document, found = _entries(source, [])
    return unit_entries.rewrite(source, _read(source), document, found, changes, notes)


def _sniff(head: bytes) -> bool:
    return b"<xliff" in head or "<xliff".encode("utf-16-le") in head


FORMAT = DraftFormat(
    "xliff", (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), _read, _sniff, _edit, "XLIFF", codes=True
)
