"""XLIFF 1.x and 2.x, with what SDL Trados and memoQ make of it. One `<file>` is one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts import xliff1, xliff2
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.markup import Element, MarkupDocument
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.unit_entries import DraftBuilder, Entries, Handler, UnitEntry, rewrite
from yizhi.tm.model import Draft, Problem


def _entries(
    source: DraftFile, problems: list[Problem], take: Callable[[UnitEntry], object], *, strict: bool = False
) -> MarkupDocument:
    """Go through the file and give each of its entries to `take`; with `strict` a file that is not well-formed is refused."""
    path = str(source.path)

    def handler(root: Element, data: bytes) -> Handler:
        if root.name != "xliff":
            raise Malformed(f"not XLIFF: the file begins with <{root.name}>", path=path, line=root.line)
        version = root.get("version")
        if version.startswith("1.") or (not version and root.first("file") is not None and root.get("srcLang") == ""):
            return xliff1.TransUnits(root, data, path, problems)
        if version.startswith("2."):
            return xliff2.Segments(root, data, path, problems)
        raise Malformed(
            f"XLIFF of version {version or 'unknown'!r}", hint="1.x and 2.x are read", path=path, line=root.line
        )

    return Entries(source, handler, problems, take).read((*xliff1.NAMES, *xliff2.NAMES), strict=strict)


def _read(source: DraftFile) -> Draft:
    problems: list[Problem] = []
    built = DraftBuilder(source, FORMAT.name)
    document = _entries(source, problems, built.take)
    return built.draft(document.decoded.notes, problems)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    entries: list[UnitEntry] = []
    document = _entries(source, [], entries.append, strict=True)
    return rewrite(source, _read(source), document, entries, changes, notes)


def _sniff(head: bytes) -> bool:
    return b"<xliff" in head or "<xliff".encode("utf-16-le") in head


FORMAT = DraftFormat(
    "xliff", (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), _read, _sniff, _edit, "XLIFF", codes=True
)
