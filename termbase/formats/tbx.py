"""TBX: reads versions 2 (`martif`, ISO 30042:2008) and 3 (`tbx`, ISO 30042:2019) in every dialect and both styles, streaming.

Writes version 3 (TBX-Basic in DCA style unless `--dialect` and `--style` say other), or what a client imports (`--for`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from yizhi.termbase.formats import tbx_quick
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.formats.tbx_entry import EntryReader
from yizhi.termbase.model import Concept
from yizhi.termbase.xml_stream import Chunk, Shape, XmlSource, unnested, without_illegal_references

NAME = "tbx"
ENDINGS = (".tbx", ".tbxm", ".martif")
HISTORY = True

SHAPE = Shape(
    "TBX", ["martif", "tbx", "TBX"], ["termEntry", "conceptEntry", "entry"], "export it again as TBX-Basic or TBX-Core"
)
CREATOR = "yizhi"
_UNBOUND = 27  # expat's number for a prefix that nothing declares
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]*):|\s([A-Za-z][\w.-]*):[\w.-]+\s*=")


def sniff(head: str) -> bool:
    """Return whether a file begins like one of this form."""
    return "<martif" in head or "<tbx" in head or "<TBX" in head


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of a TBX file, one after the other. A broken entry is a problem with its line, the others are read.

    Two entries of one id are two concepts: the later one gets an id of its own.
    """
    ids: set[str] = set()
    repeated: list[str] = []
    for item in _read(path):
        if isinstance(item, Concept):
            if item.id in ids:
                repeated.append(item.id)
                item = replace(item, id=generated_id(item.terms))
            ids.add(item.id)
        yield item
    if repeated:
        shown = ", ".join(dict.fromkeys(repeated[:_SHOWN]))
        message = f"{len(repeated):,} entries have the id of another one ({shown}); they are concepts of their own"
        yield Problem(str(path), None, message, lost=False)


_SHOWN = 5
"""Ids that are named in a remark."""


def _read(path: Path) -> Iterator[Concept | Problem]:
    opened = XmlSource(path, SHAPE)
    path_text = str(path)
    for note in opened.notes:
        yield Problem(path_text, None, note, lost=False)
    declared = {
        name.removeprefix("xmlns:"): value
        for part in opened.parts
        for name, value in part.attributes.items()
        if name.startswith("xmlns:")
    }
    reader = EntryReader(_is_ours(opened))
    for _, entry in opened.entries():
        assert isinstance(entry, Chunk)
        plain = tbx_quick.concept(entry.text, reader.exact) if entry.whole and not entry.note else None
        if plain is not None:
            yield plain
            continue
        yield from _entry(entry, reader, declared, path_text)
    if not opened.complete:
        yield Problem(path_text, None, "the file breaks off before its end")
    empty = reader.findings.empty
    if empty:
        alone = empty["entries without any other"]
        message = f"empty terms were left out ({empty['terms']:,}" + (
            f"; {alone:,} entries have no other)" if alone else ")"
        )
        yield Problem(path_text, None, message, lost=False)
    for what, counted in (("kept as notes", reader.findings.as_notes), ("not read", reader.findings.unread)):
        if counted:
            listed = ", ".join(f"{number:,} {name}" for name, number in counted.most_common())
            yield Problem(path_text, None, f"{what}: {listed}", lost=False)


def _is_ours(opened: XmlSource) -> bool:
    return any(part.name == "p" and part.text.startswith(f"{CREATOR} ") for part in opened.parts)


def _entry(chunk: Chunk, reader: EntryReader, declared: dict[str, str], path_text: str) -> Iterator[Concept | Problem]:
    pieces: Iterable[Chunk] = (chunk,)
    entry, fault = _parsed(chunk, declared)
    if entry is None:
        pieces = unnested(chunk, SHAPE)
    for piece in pieces:
        if piece is not chunk or entry is None:
            entry, fault = _parsed(piece, declared)
        if entry is None:
            yield Problem(path_text, piece.line, f"{fault}; left out")
            continue
        if fault or piece.note:
            yield Problem(path_text, piece.line, fault or piece.note, lost=False)
        concept = reader.concept(entry)
        for wrong in reader.findings.faults:
            yield Problem(path_text, piece.line, wrong)
        reader.findings.faults.clear()
        if concept is not None:
            yield concept


def _parsed(chunk: Chunk, declared: dict[str, str]) -> tuple[ElementTree.Element | None, str]:
    """Return the element of an entry and what was mended, or None and why not. (No DTD stands before it: nothing can be expanded.)"""
    if chunk.fault:
        return None, chunk.fault
    text, note = without_illegal_references(chunk.text), ""
    if text != chunk.text:
        note = "references to characters that no XML file can hold were replaced"
    if not chunk.whole:
        name = SHAPE.start.match(text)
        text, note = f"{text.rstrip()}</{name[1] if name else ''}>", "an entry without its end tag; taken as it stands"
    try:
        try:
            entry = _element(text, declared)
        except ElementTree.ParseError as error:
            if error.code != _UNBOUND:
                raise
            used = {first or second for first, second in _PREFIX.findall(text)} - {"xml", "xmlns"}
            entry = _element(text, {name: name for name in used} | declared)
    except ElementTree.ParseError as error:
        if not chunk.whole:
            return None, "an entry that breaks off"
        line = chunk.line + error.position[0] - 1
        return None, f"an entry that is not well-formed ({str(error).partition(':')[0]} in line {line})"
    return entry, note


def _element(text: str, declared: dict[str, str]) -> ElementTree.Element:
    """Return an entry with the prefixes that its file declares; the default namespace is left out, which makes for shorter names."""
    spaces = "".join(f" xmlns:{name}={quoteattr(uri)}" for name, uri in declared.items())
    return ElementTree.fromstring(f"<_{spaces}>{text}</_>")[0]  # noqa: S314 - no DTD stands before it


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write TBX and says what the dialect or the client has no place for."""
    from yizhi.termbase.formats import tbx_writing

    return tbx_writing.write(concepts, path, options)
