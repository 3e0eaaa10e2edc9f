"""XLIFF 1.0–1.2: `trans-unit`s, segmented ones by their `mrk mtype="seg"`, states of SDL and memoQ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from yizhi.termbase.errors import ProblemSink
from yizhi.termbase.records import replace
from yizhi.tm.drafts.escaping import quoteattr
from yizhi.tm.drafts.inline import ALONE, CLOSE, DROP, OPEN, PAIR, TEXT, Flow, flow
from yizhi.tm.drafts.markup import Element
from yizhi.tm.drafts.unit_entries import DocumentNames, Gap, NoteInsertion, UnitEntry
from yizhi.tm.model import Problem

_KINDS = {
    "g": PAIR,
    "x": ALONE,
    "bx": OPEN,
    "ex": CLOSE,
    "bpt": OPEN,
    "ept": CLOSE,
    "ph": ALONE,
    "mrk": TEXT,
    "sub": TEXT,
}
_DELETED = ("x-sdl-deleted",)


_STATES = {
    "exact": (("state", "translated"), ("state-qualifier", "exact-match")),
    "fuzzy": (("state", "needs-review-translation"), ("state-qualifier", "fuzzy-match")),
}
"""XLIFF 1.2, section 3.2.1.2: states and their qualifiers; 1.0 had none."""

_SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"
_SDL_ORIGIN = (("origin", "tm"), ("origin-system", "yizhi"), ("percent", "{percent}"), ("struct-match", ""))
_SDL_STATES = {
    "exact": (("conf", "Translated"), *_SDL_ORIGIN, ("text-match", "Source")),
    "fuzzy": (("conf", "Draft"), *_SDL_ORIGIN, ("text-match", "")),
}
"""Trados keeps the state of a segment in `sdl:seg` and none in the target; the text match of a whole match is its source."""

_MEMOQ = "MQXliff"
_PRETRANSLATED = "PreTranslated"
"""memoQ's schema writes it so; some files have another case, and then theirs is taken."""


def _rule(element: Element) -> tuple[str, str]:
    code = element.get("id") or element.get("mid")
    if element.name == "it":
        return {"open": OPEN, "close": CLOSE}.get(element.get("pos"), ALONE), code
    if element.name == "mrk" and element.get("mtype") in _DELETED:
        return DROP, code
    return _KINDS.get(element.name, ALONE), code


NAMES = ("trans-unit",)
"""The elements that are units."""
_AROUND = ("body", "group", "bin-unit")


class TransUnits:
    """The entries in the units of a file, each taken as it ends: every one that may be translated."""

    def __init__(self, root: Element, data: bytes, path: str, problems: ProblemSink) -> None:
        self.path = path
        self.data = data
        self.problems = problems
        self.mark = _marker(root, data)
        self.documents = DocumentNames(path, data)
        self.count = 0

    def __call__(self, unit: Element, parents: Sequence[Element]) -> Iterator[UnitEntry]:
        """Yield the entries of a unit inside `parents`, the root first."""
        if unit.name not in NAMES or not _is_translatable(unit, parents):
            return
        origin = unit.first("source")
        if origin is None:
            message = f"unit {unit.get('id') or '?'} has no source; skipped"
            self.problems.append(Problem(self.path, unit.line, message))
            return
        name = self.documents.name(parents, "original")
        languages = parents[1].get("source-language"), parents[1].get("target-language")
        number = self.count + 1
        for entry in _unit(unit, origin, self.data, languages, name, number):
            self.count += 1
            yield self.mark(entry, unit)


def _is_translatable(unit: Element, parents: Sequence[Element]) -> bool:
    """Return whether a unit stands where units stand, and may be translated.

    `translate` holds for all that is inside, until something inside says otherwise.
    """
    if len(parents) < 2 or parents[1].name != "file" or any(parent.name not in _AROUND for parent in parents[2:]):
        return False
    wanted = True
    for element in (*parents[2:], unit):
        wanted = {"no": False, "yes": True}.get(element.get("translate"), wanted)
    return wanted


def _marker(root: Element, data: bytes) -> Callable[[UnitEntry, Element], UnitEntry]:
    """Return what tells an entry how its state is said: in the words of the tool that wrote the file, else in those of XLIFF."""
    spaces = {address: name.partition(":")[2] for name, address in root.attributes.items() if name.startswith("xmlns")}
    if _MEMOQ in spaces:
        told = re.search(rb"""status\s*=\s*["'](pretranslated)["']""", data, re.IGNORECASE)
        word, prefix = told[1].decode() if told else _PRETRANSLATED, spaces[_MEMOQ]
        attributes = ((f"{prefix}:status", word), (f"{prefix}:percent", "{percent}"))
        memoq = {"exact": attributes, "fuzzy": attributes}
        return lambda entry, unit: replace(entry, carrier=unit, states=memoq, quiet=True)
    if root.get("version") == "1.0":
        return lambda entry, _: entry
    trados = _SDL in spaces

    def mark(entry: UnitEntry, unit: Element) -> UnitEntry:
        definition = _definition(entry, unit) if trados else None
        if definition is not None:
            return replace(entry, carrier=definition, states=_SDL_STATES, quiet=True)
        return replace(entry, carrier=unit.first("target"), states=_STATES)

    return mark


def _definition(entry: UnitEntry, unit: Element) -> Element | None:
    """Return the `sdl:seg` of a segment."""
    definitions = list(unit.everywhere("seg"))
    return next((definition for definition in definitions if definition.get("id") == entry.segment), None)


def _unit(
    unit: Element, origin: Element, data: bytes, languages: tuple[str, str], name: str, number: int
) -> Iterator[UnitEntry]:
    target, segmented = unit.first("target"), unit.first("seg-source")
    attributes_value = _attributes(unit, target)
    prefix = f"{origin.prefix}:" if origin.prefix else ""
    after = (target or segmented or origin).end
    remark = NoteInsertion(after, ("", ""), (f'<{prefix}note from="yizhi" annotates="SIDE">', f"</{prefix}note>"))
    outer = (f"<{prefix}target>", f"</{prefix}target>")
    given = unit.get("id") or str(number)
    places = {} if segmented is None else {mark.get("mid"): mark for mark in _marks(segmented)}
    frame = () if segmented is None or (target is not None and target.children) else _frame(segmented, data, prefix)
    if not places:
        source_flow = flow(origin, data, _rule)
        target_flow = None if target is None else flow(target, data, _rule)
        yield UnitEntry(
            given, source_flow, target_flow, Gap(after, after, outer), remark, languages, name, number, attributes_value
        )
        yield from _subflows(given, source_flow, target_flow, data, remark, languages, name, number)
        return
    translated = {} if target is None else {mark.get("mid"): mark for mark in _marks(target)}
    states = {
        state.get("id"): _pairs(state, ("conf", "locked", "origin", "percent")) for state in unit.everywhere("seg")
    }
    for slot, (mid, mark) in enumerate(places.items()):
        source_flow = flow(mark, data, _rule)
        target_flow = flow(translated[mid], data, _rule) if mid in translated else None
        if target_flow is None and target is not None and not translated:
            target_flow = flow(target, data, _rule) if len(places) == 1 and target.children else None
        inner = (f'<{prefix}mrk mtype="seg" mid={quoteattr(mid)}>', f"</{prefix}mrk>")
        gap = replace(_gap(target, after, data, outer, inner), frame=frame, slot=slot)
        identifier = given if len(places) == 1 else f"{given}/{mid}"
        attributes = attributes_value + states.get(mid, ())
        yield UnitEntry(
            identifier, source_flow, target_flow, gap, remark, languages, name, number, attributes, segment=mid
        )
        yield from _subflows(identifier, source_flow, target_flow, data, remark, languages, name, number)


def _frame(segmented: Element, data: bytes, prefix: str) -> tuple[str, ...]:
    """Return what is around the texts of the segments of a unit: codes and white space outside of them, as the source has them."""
    pieces, offset = [""], segmented.inner
    for mark in _marks(segmented):
        pieces[-1] += data[offset : mark.start].decode() + f'<{prefix}mrk mtype="seg" mid={quoteattr(mark.get("mid"))}>'
        pieces.append(f"</{prefix}mrk>")
        offset = mark.end
    pieces[-1] += data[offset : segmented.close].decode()
    return tuple(pieces)


def _gap(target: Element | None, after: int, data: bytes, outer: tuple[str, str], inner: tuple[str, str]) -> Gap:
    """Return where a segment without a translation gets one: in a new target, instead of `<target/>`, or at the end of the target."""
    if target is None:
        return Gap(after, after, outer, inner)
    if target.inner == target.end:
        tag = data[target.start : target.end].decode().removesuffix("/>").rstrip() + ">"
        return Gap(target.start, target.end, (tag, outer[1]), inner)
    return Gap(target.close, target.close, inner=inner)


def _marks(parent: Element) -> Iterator[Element]:
    """Yield the segments of a `seg-source` or `target`, also inside inline elements."""
    for child in parent.elements():
        if child.name == "mrk" and child.get("mtype") == "seg":
            yield child
        else:
            yield from _marks(child)


def _subflows(
    given: str,
    source_flow: Flow,
    target_flow: Flow | None,
    data: bytes,
    remark: NoteInsertion,
    languages: tuple[str, str],
    name: str,
    number: int,
) -> Iterator[UnitEntry]:
    """Yield texts inside codes (a footnote, an alternative text) as units of their own."""
    others = target_flow.subflows if target_flow is not None else ()
    for index, sub in enumerate(source_flow.subflows):
        pair = flow(others[index], data, _rule) if index < len(others) else None
        yield UnitEntry(
            f"{given}/sub{index + 1}", flow(sub, data, _rule), pair, Gap(-1, -1), remark, languages, name, number,
            fillable=False,
        )  # fmt: skip


def _attributes(unit: Element, target: Element | None) -> tuple[tuple[str, str], ...]:
    pairs = _pairs(unit, ("resname", "approved", "status", "percent", "locked"))
    if target is not None:
        pairs += _pairs(target, ("state", "state-qualifier"))
    return pairs + tuple(("note", note.text().strip()) for note in unit.elements("note") if note.text().strip())


def _pairs(element: Element, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, element.get(name)) for name in names if element.get(name))
