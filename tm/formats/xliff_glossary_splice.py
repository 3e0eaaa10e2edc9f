"""Glossaries put into the units of an XLIFF 2 file; every other byte stays."""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.termbase.errors import Malformed
from yizhi.termbase.language import normalise
from yizhi.tm.drafts.inline import spliced
from yizhi.tm.drafts.markup import Element, MarkupDocument
from yizhi.tm.formats.xliff_glossary_entries import NAMESPACE, GlossaryReport, TermMatches, glossary_of

_PREFIX = "yzgls"


def spliced_in(document: MarkupDocument, matches: TermMatches) -> tuple[bytes, GlossaryReport]:
    """Return the bytes of the file with glossaries. A unit that has one already keeps it as it is."""
    root = document.root
    try:
        source, target = normalise(root.get("srcLang")), normalise(root.get("trgLang"))
    except ValueError:
        raise Malformed("srcLang or trgLang is missing", hint="set both languages in <xliff>", line=root.line) from None
    report = GlossaryReport()
    edits: list[tuple[int, int, bytes]] = []
    for unit in _units(root):
        report.units += 1
        if any(child.name == "glossary" for child in unit.elements()) or unit.inner == unit.end:
            continue
        text = "\n".join(side.text() for segment in unit.elements("segment") for side in segment.elements("source"))
        glossary = glossary_of(text, source, target, matches, report, _PREFIX)
        if glossary:
            declared = glossary.replace(
                f"<{_PREFIX}:glossary>", f'<{_PREFIX}:glossary xmlns:{_PREFIX}="{NAMESPACE}">', 1
            )
            edits.append((unit.inner, unit.inner, declared.encode("utf-8")))
    return document.encode(spliced(document.data, edits)), report


def _units(parent: Element) -> Iterator[Element]:
    for child in parent.elements():
        if child.name == "unit":
            yield child
        elif child.name in ("file", "group"):
            yield from _units(child)
