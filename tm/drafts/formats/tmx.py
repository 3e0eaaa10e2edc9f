"""TMX as a draft: the first two languages of every unit. (Memories of any size go through `yizhi tm import`, which streams.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts.format import DraftFormat, Edit, Note
from yizhi.tm.drafts.inline import ALONE, CLOSE, OPEN, PAIR, TEXT, flow
from yizhi.tm.drafts.language_pair import CHINESE_ENGLISH, choice
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


Side = tuple[str, Element]
"""The language of a variant, as the file names it, and its `seg`."""


class _Units:
    """The entries in the units of a file: of several languages those that are wanted."""

    def __init__(self, source: DraftFile, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self.tags: set[str] = set()
        self.chosen: set[str] = set()
        self.without = 0

    def read(self, take: Callable[[UnitEntry], object], *, strict: bool = False) -> MarkupDocument:
        """Go through the file and give each of its entries to `take`; with `strict` a file that is not well-formed is refused."""
        return Entries(self.source, self.handler, self.problems, take).read(("tu",), strict=strict)

    def handler(self, root: Element, data: bytes) -> Handler:
        """Yield what makes entries of the units of a file with this root."""
        if root.name != "tmx":
            raise Malformed(f"not TMX: the file begins with <{root.name}>", path=self.source.path, line=root.line)
        header = root.first("header")
        declared = header.get("srclang") if header is not None else ""
        numbers = count(1)

        def entries(unit: Element, parents: Sequence[Element]) -> Iterator[UnitEntry]:
            if len(parents) != 2 or parents[1].name != "body":
                return
            number = next(numbers)
            sides = self.sides(unit, number)
            if sides:
                yield _entry(unit, number, sides, declared, data, str(self.source.path))

        return entries

    def sides(self, unit: Element, number: int) -> list[Side]:
        """Return the variants of a unit that are read."""
        sides = [(tuv.get("lang"), seg) for tuv in unit.elements("tuv") for seg in tuv.elements("seg")]
        if not sides:
            message = f"unit {unit.get('tuid') or number} has no segment; skipped"
            self.problems.append(Problem(str(self.source.path), unit.line, message))
            return []
        tags = [tag for tag, _ in sides]
        chosen = (self.source.pair or CHINESE_ENGLISH).chosen(tags)
        if not chosen and self.source.pair is not None:
            self.without += 1
            return []
        self.tags.update(tags)
        self.chosen.update(chosen or tags)
        return [side for side in sides if side[0] in chosen] if chosen else sides

    def notes(self) -> Iterator[str]:
        """Yield what a user should know of the languages that were read."""
        remark = choice(self.tags, self.chosen)
        if remark:
            yield remark
        if self.without:
            yield f"{self.without:,} units without the languages that were asked for were not read"


def _entry(unit: Element, number: int, sides: Sequence[Side], declared: str, data: bytes, path: str) -> UnitEntry:
    wanted = unit.get("srclang") or declared
    first = next((side for side in sides if _same(side[0], wanted)), sides[0])
    second = next((side for side in sides if not _same(side[0], first[0])), None)
    # One language in two regions is a pair too.
    second = second or next((side for side in sides if side[0].lower() != first[0].lower()), None)
    attributes = tuple(
        (key, unit.get(key)) for key in ("creationdate", "changedate", "changeid", "creationid") if unit.get(key)
    )
    attributes += tuple((prop.get("type") or "prop", prop.text()) for prop in unit.elements("prop"))
    attributes += tuple(("note", note.text()) for note in unit.elements("note"))
    return UnitEntry(
        unit.get("tuid") or str(number),
        flow(first[1], data, _rule),
        None if second is None else flow(second[1], data, _rule),
        Gap(-1, -1),
        NoteInsertion(unit.inner, ("", ""), ("<note>", "</note>")),
        (first[0], second[0] if second is not None else ""),
        path,
        number,
        attributes,
    )


def _same(first: str, second: str) -> bool:
    try:
        return language.primary(first) == language.primary(second)
    except ValueError:
        return first == second


def _read(source: DraftFile) -> Draft:
    problems: list[Problem] = []
    built = DraftBuilder(source, FORMAT.name)
    units = _Units(source, problems)
    document = units.read(built.take)
    return built.draft((*document.decoded.notes, *units.notes()), problems)


def _edit(source: DraftFile, changes: Sequence[Edit], notes: Sequence[Note]) -> bytes:
    entries: list[UnitEntry] = []
    document = _Units(source, []).read(entries.append, strict=True)
    return rewrite(source, _read(source), document, entries, changes, notes)


def _sniff(head: bytes) -> bool:
    return b"<tmx" in head or "<tmx".encode("utf-16-le") in head


FORMAT = DraftFormat("tmx", (".tmx",), _read, _sniff, _edit, "TMX")
