"""XLIFF 2.0–2.2: units with one or more segments, and `ignorable` pieces between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhi.termbase.errors import ProblemSink
from yizhi.tm.drafts.inline import ALONE, CLOSE, DROP, OPEN, PAIR, TEXT, flow
from yizhi.tm.drafts.markup import Element
from yizhi.tm.drafts.unit_entries import DocumentNames, Gap, NoteInsertion, UnitEntry
from yizhi.tm.model import Problem

_KINDS = {"pc": PAIR, "sc": OPEN, "ec": CLOSE, "ph": ALONE, "cp": ALONE, "mrk": TEXT, "sm": DROP, "em": DROP}


_STATES = {
    "exact": (("state", "translated"), ("subState", "yizhi:exact")),
    "fuzzy": (("state", "initial"), ("subState", "yizhi:fuzzy")),
}
"""XLIFF 2.1, section 4.3.1.28: translated is not yet reviewed; what is less is initial, and the sub-state says why."""


def _rule(element: Element) -> tuple[str, str]:
    return _KINDS.get(element.name, ALONE), element.get("startRef") or element.get("id") or element.get("hex")


NAMES = ("unit",)
"""The elements that are units."""


class Segments:
    """The entries in the units of a file, each taken as it ends: every segment that may be translated.

    `ignorable` pieces (white space between sentences) are none.
    """

    def __init__(self, root: Element, data: bytes, path: str, problems: ProblemSink) -> None:
        self.path = path
        self.data = data
        self.problems = problems
        self.languages = root.get("srcLang"), root.get("trgLang")
        self.documents = DocumentNames(path, data)
        self.paragraph = 0

    def __call__(self, unit: Element, parents: Sequence[Element]) -> Iterator[UnitEntry]:
        """Yield the entries of a unit inside `parents`, the root first."""
        if unit.name not in NAMES or not _is_translatable(unit, parents):
            return
        self.paragraph += 1
        name = self.documents.name(parents, "original", "id")
        yield from _unit(unit, self.data, self.languages, name, self.paragraph, self.path, self.problems)


def _is_translatable(unit: Element, parents: Sequence[Element]) -> bool:
    """Return whether a unit stands where units stand, and may be translated.

    `translate` holds for all that is inside, until something inside says otherwise.
    """
    if len(parents) < 2 or parents[1].name != "file" or any(parent.name != "group" for parent in parents[2:]):
        return False
    wanted = parents[1].get("translate") != "no"
    for element in (*parents[2:], unit):
        wanted = {"no": False, "yes": True}.get(element.get("translate"), wanted)
    return wanted


def _unit(
    unit: Element,
    data: bytes,
    languages: tuple[str, str],
    name: str,
    paragraph: int,
    path: str,
    problems: ProblemSink,
) -> Iterator[UnitEntry]:
    segments = list(unit.elements("segment"))
    given = unit.get("id") or str(paragraph)
    remark = _remark(unit)
    attributes = tuple(
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
        identifier = given if len(segments) == 1 else f"{given}/{segment.get('id') or number}"
        states = tuple((key, segment.get(key)) for key in ("state", "subState") if segment.get(key))
        yield UnitEntry(
            identifier,
            flow(origin, data, _rule),
            None if target is None else flow(target, data, _rule),
            Gap(origin.end, origin.end, (f"<{prefix}target>", f"</{prefix}target>")),
            remark,
            languages,
            name,
            paragraph,
            (*((("name", unit.get("name")),) if unit.get("name") else ()), *states, *attributes),
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
    offset = unit.inner if following is None else following.start
    return NoteInsertion(offset, (f"<{prefix}notes>", f"</{prefix}notes>"), inner)
