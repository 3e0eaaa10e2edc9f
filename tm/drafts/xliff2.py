"""XLIFF 2.0–2.2: units with one or more segments, and `ignorable` pieces between them."""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.tm.drafts.inline import ALONE, CLOSE, DROP, OPEN, PAIR, TEXT, flow
from yizhi.tm.drafts.markup import Element, MarkupDocument
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.unit_entries import Gap, NoteInsertion, UnitEntry
from yizhi.tm.model import Problem

_KINDS = {"pc": PAIR, "sc": OPEN, "ec": CLOSE, "ph": ALONE, "cp": ALONE, "mrk": TEXT, "sm": DROP, "em": DROP}


_STATES = {
    "exact": (("state", "translated"), ("subState", "yizhi:exact")),
    "fuzzy": (("state", "initial"), ("subState", "yizhi:fuzzy")),
}
"""XLIFF 2.1, section 4.3.1.28: translated is not yet reviewed; what is less is initial, and the sub-state says why."""


def _rule(element: Element) -> tuple[str, str]:
    return _KINDS.get(element.name, ALONE), element.get("startRef") or element.get("id") or element.get("hex")


def entries(document: MarkupDocument, source: DraftFile, problems: list[Problem]) -> list[UnitEntry]:
    """Every segment that may be translated, in file order. `ignorable` pieces (white space between sentences) are none."""
    found: list[UnitEntry] = []
    root, path = document.root, str(source.path)
    files = list(root.elements("file"))
    languages = root.get("srcLang"), root.get("trgLang")
    paragraph = 0
    for number, file in enumerate(files, 1):
        name = path if len(files) == 1 else f"{path}#{file.get('original') or file.get('id') or number}"
        for unit in _translatable(file, file.get("translate") != "no"):
            paragraph += 1
            found += _unit(unit, document.data, languages, name, paragraph, path, problems)
    return found


def _translatable(parent: Element, wanted: bool = True) -> Iterator[Element]:
    """The units that may be translated. `translate` holds for all that is inside, until something inside says otherwise."""
    for child in parent.elements():
        own = {"no": False, "yes": True}.get(child.get("translate"), wanted)
        if child.name == "unit":
            if own:
                yield child
        elif child.name == "group":
            yield from _translatable(child, own)


def _unit(
    unit: Element,
    data: bytes,
    languages: tuple[str, str],
    name: str,
    paragraph: int,
    path: str,
    problems: list[Problem],
) -> Iterator[UnitEntry]:
    segments = list(unit.elements("segment"))
    given = unit.get("id") or str(paragraph)
    remark = _remark(unit)
    said = tuple(
        ("note", note.text().strip())
        for notes in unit.elements("notes")
        for note in notes.elements("note")
        if note.text().strip()
    )
    if not segments:
        problems.append(Problem(path, unit.line, f"unit {given} has no segment; skipped"))
    for number, segment in enumerate(segments, 1):
        origin, target = segment.first("source"), segment.first("target")
        if origin is None:
            problems.append(Problem(path, segment.line, f"unit {given} has a segment without source; skipped"))
            continue
        prefix = f"{origin.prefix}:" if origin.prefix else ""
        one = given if len(segments) == 1 else f"{given}/{segment.get('id') or number}"
        states = tuple((key, segment.get(key)) for key in ("state", "subState") if segment.get(key))
        yield UnitEntry(
            one,
            flow(origin, data, _rule),
            None if target is None else flow(target, data, _rule),
            Gap(origin.end, origin.end, (f"<{prefix}target>", f"</{prefix}target>")),
            remark,
            languages,
            name,
            paragraph,
            (*((("name", unit.get("name")),) if unit.get("name") else ()), *states, *said),
            segment,
            _STATES,
        )


def _remark(unit: Element) -> NoteInsertion:
    """In the unit's `notes`, or in new ones before `originalData` and the segments, where the standard wants them."""
    prefix = f"{unit.prefix}:" if unit.prefix else ""
    inner = (f'<{prefix}note category="yizhi" appliesTo="SIDE">', f"</{prefix}note>")
    notes = unit.first("notes")
    if notes is not None and notes.inner < notes.end:
        return NoteInsertion(notes.close, ("", ""), inner)
    following = next(
        (child for child in unit.elements() if child.name in ("originalData", "segment", "ignorable")), None
    )
    at = unit.inner if following is None else following.start
    return NoteInsertion(at, (f"<{prefix}notes>", f"</{prefix}notes>"), inner)
