"""Translation units of XML formats on their way to a draft and back into the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from yizhi.termbase import language
from yizhi.termbase.errors import ProblemSink, YizhiError
from yizhi.termbase.lists.headers import language_named
from yizhi.termbase.records import dataclass, field, replace
from yizhi.termbase.validation import mended
from yizhi.tm.drafts.broken_xml import ReadableXml
from yizhi.tm.drafts.changes import by_segment
from yizhi.tm.drafts.escaping import escape
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.drafts.illegal import Illegal
from yizhi.tm.drafts.inline import Flow, refilled, rewritten, spliced, with_codes
from yizhi.tm.drafts.markup import Element, MarkupDocument, Parts, parse
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.drafts.states import states, with_attributes
from yizhi.tm.model import Draft, Problem, Segment, Unit


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a missing target would be written: instead of bytes `at` to `end`, inside `outer` (shared by all gaps there) and `inner` tags."""

    at: int
    end: int
    outer: tuple[str, str] = ("", "")
    inner: tuple[str, str] = ("", "")
    frame: tuple[str, ...] = ()
    """What stands before, between and behind the texts of all gaps of a new target (shared by them)."""
    slot: int = 0
    """Which of those texts this one is."""


@dataclass(frozen=True, slots=True)
class NoteInsertion:
    """Where notes of a unit go: at byte `at`, each inside `inner`, all together inside `outer`."""

    at: int
    outer: tuple[str, str]
    inner: tuple[str, str]


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as the file has it. `target` is None where there is none yet; `gap` says where it would go."""

    id: str
    source: Flow
    target: Flow | None
    gap: Gap
    remark: NoteInsertion
    languages: tuple[str, str]
    """As the file names them; the second may be empty."""
    document: str
    paragraph: int
    attributes: tuple[tuple[str, str], ...] = ()
    carrier: Element | None = None
    """The element whose attributes say the state; None: the target that is missing yet."""
    states: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What says so, for each `Edit.state`; {percent} is filled in, and an empty value takes the attribute away."""
    quiet: bool = False
    """Whether the state is all that is said of a translation from a memory: no note besides."""
    fillable: bool = True
    segment: str = ""
    """The segment's own name in a unit of several."""


Handler = Callable[[Element, Sequence[Element]], Iterable[UnitEntry]]
"""The entries in an element of a file, given with the elements around it, the root first."""


class Entries:
    """What a format makes of the elements of a file, each taken as it ends: entries, and problems with their lines.

    `handler(root, data)` gives the `Handler` for a file with a root element like this; `take` gets each entry.
    """

    def __init__(
        self,
        source: DraftFile,
        handler: Callable[[Element, bytes], Handler],
        problems: ProblemSink,
        take: Callable[[UnitEntry], object],
    ) -> None:
        self.path = str(source.path)
        self.source = source
        self.make = handler
        self.handler: Handler | None = None
        self.problems = problems
        self.take = take

    def read(self, names: Collection[str], *, strict: bool = False) -> MarkupDocument:
        """Go through the file; elements of `names` are units. What is not well-formed is a problem; with `strict`, and where no
        unit can be read, Malformed is raised."""
        document = parse(self.source, Parts(names, self._element, self._spoiled, None if strict else self._broken))
        if self.handler is None:  # no unit in the file: its root is still to be looked at
            self.make(document.root, document.data)
        return document

    def _element(self, element: Element, parents: Sequence[Element], data: bytes) -> None:
        if self.handler is None:
            self.handler = self.make(parents[0], data)
        for entry in self.handler(element, parents):
            self.take(entry)

    def _spoiled(self, element: Element, spot: Illegal) -> None:
        name = element.get("id") or element.get("tuid")
        unit = f"the unit {name}" if name else "a unit"
        self.problems.append(
            Problem(self.path, element.line, f"{unit} holds {spot.what}, which XML forbids; left out, repair it")
        )

    def _broken(self, part: ReadableXml) -> None:
        """Say what could not be read of a file that is not well-formed."""
        for broken in part.units:
            unit = f"the unit {broken.name}" if broken.name else "a unit"
            message = f"{unit} is not well-formed XML ({broken.reason} in line {broken.shown}); left out, repair it"
            self.problems.append(Problem(self.path, broken.line, message))
        if part.end is not None:
            message = f"not well-formed XML from here on ({part.reason}); {part.behind:,} units behind it were not read, repair it"
            if not part.behind:
                message = f"not well-formed XML from here on ({part.reason}); the units before it were read, repair it"
            self.problems.append(Problem(self.path, part.line, message))


class DraftBuilder:
    """Units made of entries as they come, so that no more of a large file is kept than its texts."""

    def __init__(self, source: DraftFile, name: str) -> None:
        self.source = source
        self.name = name
        self.units: list[Unit] = []
        self.waiting: dict[tuple[str, str], list[tuple[int, UnitEntry]]] = {}
        self.pairs: dict[tuple[str, str], tuple[str, str]] = {}
        self.first: tuple[str, str] | None = None
        self.shared: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}

    def take(self, entry: UnitEntry) -> None:
        """Add an entry. Where the file does not say its languages, it waits until they can be guessed from all texts."""
        pair = entry.languages
        self.first = self.first or pair
        if pair not in self.pairs:
            tags = _normal(pair[0]), _normal(pair[1])
            if not all(tags):
                self.waiting.setdefault(pair, []).append((len(self.units), entry))
                self.units.append(_NOT_YET)
                return
            self.pairs[pair] = tags
        self.units.append(self._unit(entry, *self.pairs[pair]))

    def draft(self, notes: Sequence[str], problems: Sequence[Problem]) -> Draft:
        """Return the draft. A valid file without any entry is no error: a note says so."""
        remarks: list[str] = list(notes)
        if not self.units and not problems:
            remarks.append("no translatable segments in the file")
        for pair, waiting in self.waiting.items():
            self.pairs[pair] = _languages(pair, [entry for _, entry in waiting], remarks)
            for number, entry in waiting:
                self.units[number] = self._unit(entry, *self.pairs[pair])
        first = self.pairs[self.first] if self.first is not None else (language.EN, language.ZH_HANS)
        units = tuple(self.units)
        return Draft(str(self.source.path), self.name, *first, units, problems=tuple(problems), notes=tuple(remarks))

    def _unit(self, entry: UnitEntry, source: str, target: str) -> Unit:
        unit = _unit(entry, source, target)
        # What units say of themselves is the same for thousands of them.
        return replace(unit, attributes=self.shared.setdefault(unit.attributes, unit.attributes))


_NOT_YET = Unit(None, None)


class DocumentNames:
    """The names of the documents in an XLIFF file: the file's own, and of several `<file>`s each its `original`."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.several = len(_FILE.findall(data)) > 1
        self.last: tuple[Element | None, str] = (None, path)

    def name(self, parents: Sequence[Element], *attributes: str) -> str:
        """Return the document of a unit inside `parents` (the root, a `<file>`, …), named by the first of `attributes`."""
        root, file = parents[0], parents[1]
        if self.several and self.last[0] is not file:
            number = sum(1 for _ in root.elements("file"))
            name = next(filter(None, map(file.get, attributes)), str(number))
            self.last = file, f"{self.path}#{name}"
        return self.last[1]


_FILE = re.compile(rb"<(?:[\w.-]+:)?file[\s>]")


def _unit(entry: UnitEntry, source_language: str, target_language: str) -> Unit:
    source = entry.source.segment(source_language)
    target = (
        entry.target.segment(target_language)
        if entry.target is not None
        else Segment("", target_language, source.place)
    )
    fillable = entry.fillable and (entry.target is not None or entry.gap.at >= 0)
    return Unit(entry.id, source, target, entry.document, entry.paragraph, entry.attributes, fillable)


def _languages(pair: tuple[str, str], entries: Sequence[UnitEntry], notes: list[str]) -> tuple[str, str]:
    """Return the languages of the two sides, guessed from the texts (with a note) where the file does not say."""
    source = _normal(pair[0])
    if not source:
        source = language.guess("\n".join(entry.source.text for entry in entries[:200]))
        notes.append(f"source language {source}: guessed, {_why(pair[0])}")
    target = _normal(pair[1])
    if not target:
        texts = "\n".join(entry.target.text for entry in entries[:200] if entry.target)
        other_language = language.EN if language.is_chinese(source) else language.ZH_HANS
        target = language.guess(texts) if texts.strip() else other_language
        if language.primary(target) == language.primary(source):
            # The script of the source says nothing of a second language: French, or not translated yet.
            target = language.UNKNOWN
            notes.append(f"target language unknown: {_why(pair[1])}, and the script is that of the source")
        else:
            notes.append(f"target language {target}: guessed, {_why(pair[1])}")
    return source, target


def _why(name: str) -> str:
    return f"{name!r:.40} names no language" if name else "the file does not say"


def _normal(tag: str) -> str:
    """Return a language as files name it: by a tag, or in words (`Chinese (PRC)`)."""
    try:
        normal = language.normalise(tag)
    except ValueError:
        return language_named(tag)
    return normal if len(language.primary(normal)) <= _LONGEST_TAG else language_named(tag)


_LONGEST_TAG = 3
"""Letters of a language's subtag (ISO 639): what is longer is a word."""


def rewrite(
    source: DraftFile,
    read: Draft,
    document: MarkupDocument,
    entries: Sequence[UnitEntry],
    changes: Sequence[Edit],
    notes: Sequence[Note],
) -> bytes:
    """Return the file's bytes with changed texts, new targets and notes; everything else byte for byte as it was."""
    edits: list[tuple[int, int, bytes]] = []
    gaps: dict[int, list[tuple[Gap, str]]] = {}
    whole = {change.unit: change for change in changes if change.tags is not None and change.side == "target"}
    for (number, side), wanted in by_segment(changes, read, source).items():
        entry = entries[number]
        side_flow = entry.source if side == "source" else entry.target
        coded = whole.get(number) if side == "target" else None
        if coded is not None and side_flow is not None:
            edits.append(refilled(side_flow.element, document.data, mended(coded.new), coded.tags or ()))
        elif side_flow is not None:
            edits += rewritten(side_flow, wanted, document.data, source)
        elif entry.gap.at < 0:
            raise YizhiError(f"unit {entry.id} has no place for a translation", path=source.path)
        else:
            new = "".join(new for _, _, new in wanted)
            tags = coded.tags if coded is not None else None
            gaps.setdefault(entry.gap.at, []).append((entry.gap, with_codes(mended(new), tags or ())))
    fresh, marked = states(entries, changes)
    for position, filled in gaps.items():
        text = _framed(filled)
        outer, end = filled[0][0].outer, filled[0][0].end
        if position in fresh:
            outer = (with_attributes(outer[0].encode("utf-8"), fresh[position]).decode("utf-8"), outer[1])
        edits.append((position, end, (outer[0] + text + outer[1]).encode("utf-8")))
    for carrier, state_attributes in marked:
        opened = next((edit for edit in edits if edit[:2] == (carrier.start, carrier.end)), None)
        if opened is not None:  # an empty element that becomes a filled one
            edits[edits.index(opened)] = (*opened[:2], with_attributes(opened[2], state_attributes))
        else:
            tag = document.data[carrier.start : carrier.inner]
            edits.append((carrier.start, carrier.inner, with_attributes(tag, state_attributes)))
    silent = {
        change.unit for change in changes if change.state and change.unit is not None and entries[change.unit].quiet
    }
    edits += _remarks(entries, [note for note in notes if note.unit not in silent])
    return document.encode(spliced(document.data, edits))


def _framed(filled: Sequence[tuple[Gap, str]]) -> str:
    """Return the content of a new target: the gaps that are filled, with what stands around and between all of them."""
    frame = filled[0][0].frame
    if not frame:
        return "".join(gap.inner[0] + new + gap.inner[1] for gap, new in filled)
    texts = {gap.slot: new for gap, new in filled}
    return frame[0] + "".join(texts.get(slot, "") + after for slot, after in enumerate(frame[1:]))


def _remarks(entries: Sequence[UnitEntry], notes: Sequence[Note]) -> list[tuple[int, int, bytes]]:
    texts: dict[int, list[tuple[NoteInsertion, Note]]] = {}
    for note in notes:
        if note.unit is not None:
            remark = entries[note.unit].remark
            texts.setdefault(remark.at, []).append((remark, note))
    edits = []
    for index, group in texts.items():
        remark = group[0][0]
        inner = "".join(
            remark.inner[0].replace("SIDE", note.side) + escape(note.text) + remark.inner[1] for _, note in group
        )
        edits.append((index, index, (remark.outer[0] + inner + remark.outer[1]).encode("utf-8")))
    return edits
