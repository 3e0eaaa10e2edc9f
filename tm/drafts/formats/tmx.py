"""TMX as a draft: the first two languages of every unit. (Memories of any size go through `yizhi tm import`, which streams.)"""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts import unit_entries
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.inline import ALONE, CLOSE, OPEN, PAIR, TEXT, flow
from yizhi.tm.drafts.markup import Element, MarkupDocument, parse
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.unit_entries import Gap, NoteInsertion, UnitEntry
from yizhi.tm.model import Draft, Problem

_KINDS = {"bpt": OPEN, "ept": CLOSE, "ph": ALONE, "ut": ALONE, "hi": PAIR, "sub": TEXT}


def _rule(element: Element) -> tuple[str, str]:
    code = element.get("i") or element.get("x")
    if element.name == "it":
        return {"begin": OPEN, "end": CLOSE}.get(element.get("pos"), ALONE), code
    # An element of another standard holds text, and the text is kept.
    return _KINDS.get(element.name, PAIR if element.children else ALONE), code


def _entries(source: DraftFile, problems: list[Problem]) -> tuple[MarkupDocument, list[UnitEntry]]:
    document = parse(source)
    root = document.root
    if root.name != "tmx":
        raise Malformed(f"not TMX: the file begins with <{root.name}>", path=source.path, line=root.line)
    header, body = root.first("header"), root.first("body")
    declared = header.get("srclang") if header is not None else ""
    found: list[UnitEntry] = []
    for number, unit in enumerate(body.elements("tu") if body is not None else (), 1):
        one = _entry(unit, number, declared, document.data, str(source.path))
        if one is None:
            problems.append(
                Problem(str(source.path), unit.line, f"unit {unit.get('tuid') or number} has no segment; skipped")
            )
        else:
            found.append(one)
    return document, found


def _entry(unit: Element, number: int, declared: str, data: bytes, path: str) -> UnitEntry | None:
    sides = [(tuv.get("lang"), seg) for tuv in unit.elements("tuv") for seg in tuv.elements("seg")]
    if not sides:
        return None
    wanted = unit.get("srclang") or declared
    ours = [side for side in sides if language.is_language(side[0])]
    if len({language.primary(side[0]) for side in ours}) == 2:
        sides = ours  # of several languages the pair that our rules read
    first = next((side for side in sides if _same(side[0], wanted)), sides[0])
    second = next((side for side in sides if not _same(side[0], first[0])), None)
    # One language in two regions is a pair too.
    second = second or next((side for side in sides if side[0].lower() != first[0].lower()), None)
    said = tuple(
        (key, unit.get(key)) for key in ("creationdate", "changedate", "changeid", "creationid") if unit.get(key)
    )
    said += tuple((prop.get("type") or "prop", prop.text()) for prop in unit.elements("prop"))
    said += tuple(("note", note.text()) for note in unit.elements("note"))
    return UnitEntry(
        unit.get("tuid") or str(number),
        flow(first[1], data, _rule),
        None if second is None else flow(second[1], data, _rule),
        Gap(-1, -1),
        NoteInsertion(unit.inner, ("", ""), ("<note>", "</note>")),
        (first[0], second[0] if second is not None else ""),
        path,
        number,
        said,
    )


def _same(one: str, other: str) -> bool:
    try:
        return language.primary(one) == language.primary(other)
    except ValueError:
        return one == other


def _read(source: DraftFile) -> Draft:
    problems: list[Problem] = []
    document, found = _entries(source, problems)
    return unit_entries.draft(source, FORMAT.name, found, document.decoded.notes, problems)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    document, found = _entries(source, [])
    return unit_entries.rewrite(source, _read(source), document, found, changes, notes)


def _sniff(head: bytes) -> bool:
    return b"<tmx" in head or "<tmx".encode("utf-16-le") in head


FORMAT = DraftFormat("tmx", (".tmx",), _read, _sniff, _edit, "TMX")
