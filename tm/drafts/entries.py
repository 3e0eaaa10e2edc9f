"""Translation units of XML formats on their way to a draft and back into the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from termbase import language
from termbase.errors import Malformed, YizhiError
from tm.drafts.changes import by_segment
from tm.drafts.escaping import escape
from tm.drafts.format import Change, Note
from tm.drafts.inline import Flow, rewritten, spliced
from tm.drafts.markup import Document, Element
from tm.drafts.source import Source
from tm.model import Draft, Problem, Segment, Unit


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a missing target would be written: instead of bytes `at` to `end`, inside `outer` (shared by all gaps there) and `inner` tags."""

    at: int
    end: int
    outer: tuple[str, str] = ("", "")
    inner: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Remark:
    """Where notes of a unit go: at byte `at`, each inside `inner`, all together inside `outer`."""

    at: int
    outer: tuple[str, str]
    inner: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as the file has it. `target` is None where there is none yet; `gap` says where it would go."""

    id: str
    source: Flow
    target: Flow | None
    gap: Gap
    remark: Remark
    languages: tuple[str, str]
    """As the file names them; the second may be empty."""
    document: str
    paragraph: int
    attributes: tuple[tuple[str, str], ...] = ()
    carrier: Element | None = None
    """The element whose attributes say the state; None: the target that is missing yet."""
    states: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What says so, for each `Change.state`."""


def draft(
    source: Source, name: str, found: Sequence[Entry], notes: Sequence[str], problems: Sequence[Problem]
) -> Draft:
    """The draft of a file's entries. Raises Malformed where there are none and nothing explains why."""
    if not found and not problems:
        raise Malformed("no translatable segments in the file", path=source.path)
    said: list[str] = list(notes)
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    for pair in dict.fromkeys(entry.languages for entry in found):
        pairs[pair] = _languages(pair, [entry for entry in found if entry.languages == pair], said)
    units = tuple(_unit(entry, *pairs[entry.languages]) for entry in found)
    first = next(iter(pairs.values()), (language.EN, language.ZH_HANS))
    return Draft(str(source.path), name, *first, units, problems=tuple(problems), notes=tuple(said))


def _unit(entry: Entry, source_language: str, target_language: str) -> Unit:
    source = entry.source.segment(source_language)
    target = (
        entry.target.segment(target_language)
        if entry.target is not None
        else Segment("", target_language, source.place)
    )
    return Unit(entry.id, source, target, entry.document, entry.paragraph, entry.attributes)


def _languages(pair: tuple[str, str], found: Sequence[Entry], notes: list[str]) -> tuple[str, str]:
    """The languages of the two sides, guessed from the texts (with a note) where the file does not say."""
    source = _normal(pair[0])
    if not source:
        source = language.guess("\n".join(entry.source.text for entry in found[:200]))
        notes.append(f"source language {source}: guessed, the file does not say")
    target = _normal(pair[1])
    if not target:
        texts = "\n".join(entry.target.text for entry in found[:200] if entry.target)
        other = language.EN if language.is_chinese(source) else language.ZH_HANS
        target = language.guess(texts) if texts.strip() else other
        notes.append(f"target language {target}: guessed, the file does not say")
    return source, target


def _normal(tag: str) -> str:
    try:
        return language.normalise(tag)
    except ValueError:
        return ""


def rewrite(
    source: Source,
    read: Draft,
    document: Document,
    found: Sequence[Entry],
    changes: Sequence[Change],
    notes: Sequence[Note],
) -> bytes:
    """The file's bytes with changed texts, new targets and notes; everything else byte for byte as it was."""
    edits: list[tuple[int, int, bytes]] = []
    gaps: dict[int, list[tuple[Gap, str]]] = {}
    for (number, side), wanted in by_segment(changes, read, source).items():
        entry = found[number]
        side_flow = entry.source if side == "source" else entry.target
        if side_flow is not None:
            edits += rewritten(side_flow, wanted, document.data, source)
        elif entry.gap.at < 0:
            raise YizhiError(f"unit {entry.id} has no place for a translation", path=source.path)
        else:
            gaps.setdefault(entry.gap.at, []).append((entry.gap, "".join(new for _, _, new in wanted)))
    fresh, marked = _states(found, changes)
    for at, filled in gaps.items():
        text = "".join(gap.inner[0] + escape(new) + gap.inner[1] for gap, new in filled)
        outer, end = filled[0][0].outer, filled[0][0].end
        if at in fresh:
            outer = (_with(outer[0].encode("utf-8"), fresh[at]).decode("utf-8"), outer[1])
        edits.append((at, end, (outer[0] + text + outer[1]).encode("utf-8")))
    for carrier, said in marked:
        whole = next((one for one in edits if one[:2] == (carrier.start, carrier.end)), None)
        if whole is not None:  # an empty element that becomes a filled one
            edits[edits.index(whole)] = (*whole[:2], _with(whole[2], said))
        else:
            edits.append((carrier.start, carrier.inner, _with(document.data[carrier.start : carrier.inner], said)))
    edits += _remarks(found, notes)
    return document.encode(spliced(document.data, edits))


Said = tuple[tuple[str, str], ...]


def _states(found: Sequence[Entry], changes: Sequence[Change]) -> tuple[dict[int, Said], list[tuple[Element, Said]]]:
    """The attributes of targets that are yet to be written, by their place, and those of elements that are there.

    Where several changes share an element, it is as good as the worst of them.
    """
    fresh: dict[int, Said] = {}
    marked: dict[int, tuple[Element, Said]] = {}
    for change in sorted(changes, key=lambda change: change.state == "fuzzy"):
        said = found[change.unit].states.get(change.state, ()) if change.unit is not None and change.state else ()
        if change.unit is None or not said:
            continue
        entry = found[change.unit]
        if entry.carrier is not None:
            marked[entry.carrier.start] = (entry.carrier, said)
        elif entry.target is None:
            fresh[entry.gap.at] = said
    return fresh, list(marked.values())


def _with(tag: bytes, said: Said) -> bytes:
    """A text that begins with a start tag, with these attributes in it."""
    upto = re.match(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?=/?>)", tag)
    assert upto is not None, tag
    head, rest = upto[0].rstrip(), tag[upto.end() :]
    for name, value in said:
        head = re.sub(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", head)
        head += f' {name}="{value}"'.encode()
    return head + rest


def _remarks(found: Sequence[Entry], notes: Sequence[Note]) -> list[tuple[int, int, bytes]]:
    texts: dict[int, list[tuple[Remark, Note]]] = {}
    for note in notes:
        if note.unit is not None:
            remark = found[note.unit].remark
            texts.setdefault(remark.at, []).append((remark, note))
    edits = []
    for at, group in texts.items():
        remark = group[0][0]
        inner = "".join(
            remark.inner[0].replace("SIDE", note.side) + escape(note.text) + remark.inner[1] for _, note in group
        )
        edits.append((at, at, (remark.outer[0] + inner + remark.outer[1]).encode("utf-8")))
    return edits
