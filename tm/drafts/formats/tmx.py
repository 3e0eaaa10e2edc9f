"""TMX as a draft: the first two languages of every unit. (Memories of any size go through `yizhi tm import`, which streams.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.inline import ALONE, CLOSE, OPEN, PAIR, TEXT, flow
from yizhi.tm.drafts.markup import Element, MarkupDocument
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.unit_entries import DraftBuilder, Entries, Gap, Handler, NoteInsertion, UnitEntry, rewrite
from yizhi.tm.model import Draft, Problem

_KINDS = {"bpt": OPEN, "ept": CLOSE, "ph": ALONE, "ut": ALONE, "hi": PAIR, "sub": TEXT}


def _rule(element: Element) -> tuple[str, str]:
    code = element.get("i") or element.get("x")
    if element.name == "it":
        return {"begin": OPEN, "end": CLOSE}.get(element.get("pos"), ALONE), code
    # An element of another standard holds text, and the text is kept.
    return _KINDS.get(element.name, PAIR if element.children else ALONE), code


def _entries(source: DraftFile, problems: list[Problem], take: Callable[[UnitEntry], object]) -> MarkupDocument:
    """Go through the file and give each of its entries to `take`."""
    path = str(source.path)

    def handler(root: Element, data: bytes) -> Handler:
        if root.name != "tmx":
            raise Malformed(f"not TMX: the file begins with <{root.name}>", path=path, line=root.line)
        header = root.first("header")
        declared = header.get("srclang") if header is not None else ""
        numbers = count(1)

        def entries(unit: Element, parents: Sequence[Element]) -> Iterator[UnitEntry]:
            if len(parents) != 2 or parents[1].name != "body":
                return
            number = next(numbers)
            entry = _entry(unit, number, declared, data, source)
            if entry is None:
                message = f"unit {unit.get('tuid') or number} has no segment; skipped"
                problems.append(Problem(path, unit.line, message))
            else:
                yield entry

        return entries

    return Entries(source, handler, problems, take).read(("tu",))


def _entry(unit: Element, number: int, declared: str, data: bytes, source: DraftFile) -> UnitEntry | None:
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
        str(source.path),
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
    built = DraftBuilder(source, FORMAT.name)
    document = _entries(source, problems, built.take)
    return built.draft(document.decoded.notes, problems)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    found: list[UnitEntry] = []
    document = _entries(source, [], found.append)
    return rewrite(source, _read(source), document, found, changes, notes)


def _sniff(head: bytes) -> bool:
    return b"<tmx" in head or "<tmx".encode("utf-16-le") in head


FORMAT = DraftFormat("tmx", (".tmx",), _read, _sniff, _edit, "TMX")
