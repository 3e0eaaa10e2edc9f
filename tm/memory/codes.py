"""The inline codes that a memory keeps with a unit, for the proposal that it makes of it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence

from yizhi.termbase.text.normal import normal
from yizhi.tm.memory.code_anchors import anchors
from yizhi.tm.memory.differing import differences
from yizhi.tm.memory.match import MatchDifference, MemoryMatch
from yizhi.tm.memory.memory import TranslationMemory
from yizhi.tm.memory.placing import CodeItem, Placed, items, place
from yizhi.tm.memory.repair import Terms
from yizhi.tm.model import Segment, Tag

Sides = tuple[tuple[Tag, ...], tuple[Tag, ...]]
"""The codes of the stored source and those of its translation."""


def stored(memory: TranslationMemory, match: MemoryMatch) -> list[Sides]:
    """Return the codes that the origins of a match had, each form once, the newest first."""
    with memory.snapshot():
        rows = memory.connection.execute(
            "SELECT first, codes FROM unit JOIN origin ON unit = number WHERE number = ? AND codes IS NOT NULL"
            " ORDER BY changed DESC",
            (match.unit,),
        ).fetchall()
    variants: dict[Sides, None] = {}
    for first, codes in dict.fromkeys(rows):
        first_side, second_side = (tuple(Tag(*tag) for tag in side) for side in json.loads(codes))
        sides = (first_side, second_side) if first == match.source else (second_side, first_side)
        if all(
            tag.at <= len(text) for side, text in zip(sides, (match.source, match.target), strict=True) for tag in side
        ):
            variants[sides] = None
    return list(variants)


def carried(memory: TranslationMemory, source: Segment, match: MemoryMatch, terms: Terms | None = None) -> Placed:
    """Return the codes of a source in the proposal that a match makes for it."""
    if not source.tags:
        return Placed(())
    languages = (match.source_language, match.target_language)
    ways = [_known(source, match, sides) for sides in stored(memory, match)]
    if any(len(way) == len(source.tags) for way in ways):
        best = next(way for way in ways if len(way) == len(source.tags))
        placed = place(source.text, source.tags, match.proposal, best, None)
        if not placed.unsure:
            return placed
    evidence = anchors(source.text, match.proposal, languages, terms)
    proposals = [place(source.text, source.tags, match.proposal, way, evidence) for way in (*ways, {})]
    return min(proposals, key=lambda proposal: len(proposal.unsure))


def _known(source: Segment, match: MemoryMatch, sides: Sides) -> dict[int, int]:
    """{index of a code of the source: its place in the proposal} of those that the stored source has at the same place."""
    where = places(match.differences)
    translated = items(match.target, sides[1])
    answers = {_name(item, sides[1]): item for item in translated}
    if len(answers) < len(translated):
        return {}
    waiting: dict[object, list[CodeItem]] = {}
    for item in items(match.source, sides[0]):
        ends = sides[0][item.first].at, sides[0][item.last].at
        waiting.setdefault((item.pair, *(_weight(match.source, offset) for offset in ends)), []).append(item)
    positions: dict[int, int] = {}
    for item in items(source.text, source.tags):
        stored_offsets = [where(source.tags[offset].at) for offset in (item.first, item.last)]
        candidates = waiting.get(
            (item.pair, *(None if offset is None else _weight(match.source, offset) for offset in stored_offsets))
        )
        answer = answers.get(_name(candidates.pop(0), sides[0])) if candidates else None
        if answer is None:
            continue
        low, high = (_repaired(sides[1][offset].at, match) for offset in (answer.first, answer.last))
        if low is not None and high is not None:
            positions |= dict.fromkeys(range(item.first, item.last + 1), low) if not item.pair else {}
            positions |= {item.first: low, item.last: high}
    return positions


def _name(item: CodeItem, tags: Sequence[Tag]) -> tuple[object, ...]:
    """Return what a code and its counterpart in the translation share."""
    return item.pair, item.last - item.first if not item.pair else 0, tags[item.first].kind, tags[item.first].id


def moved(codes: str, old: tuple[str, str], new: tuple[str, str]) -> str | None:
    """Return the codes of the two texts of a unit, as the memory keeps them, for two other wordings; None where a place has no like."""
    sides = []
    for side, before, after in zip(json.loads(codes), old, new, strict=True):
        where = places(differences(before, after))
        offsets = [where(offset) for offset, *_ in side]
        if None in offsets:
            return None
        sides.append([(offset, *details) for offset, (_, *details) in zip(offsets, side, strict=True)])
    return json.dumps(sides, ensure_ascii=False)


def places(different: Sequence[MatchDifference]) -> Callable[[int], int | None]:
    """From places in a text to places in the one that it differs from; None inside of what differs.

    What differs in its writing alone (case, width, script, spaces) has its places too.
    """
    spans: list[tuple[int, int, int, int]] = []
    alike: dict[int, Callable[[int], int]] = {}
    shift = 0
    for difference in different:
        spans.append(
            (
                difference.start,
                difference.end,
                difference.start + shift,
                difference.start + shift + len(difference.stored),
            )
        )
        if (within := _written(difference.text, difference.stored)) is not None:
            alike[difference.start] = within
        shift += len(difference.stored) - len(difference.text)

    def where(offset: int) -> int | None:
        shift = 0
        for start, end, low, high in spans:
            if offset < start:
                break
            if offset in (start, end):
                return low if offset == start else high
            if offset < end:
                return low + alike[start](offset - start) if start in alike else None
            shift = high - end
        return offset + shift

    return where


def _written(text: str, stored: str) -> Callable[[int], int] | None:
    """From places in a text to those in another writing of it; None where it is another text."""
    text_form, stored_form = normal(text), normal(stored)
    if text_form.text != stored_form.text:
        return None
    starts = [text_form.span(offset, offset + 1)[0] for offset in range(len(text_form.text))]
    return lambda offset: stored_form.span(index := bisect_left(starts, offset), index)[0]


def _repaired(offset: int, match: MemoryMatch) -> int | None:
    """Return a place in the stored translation as one in the proposal; None inside of what was exchanged."""
    shift = 0
    for repair in match.repairs:
        end = repair.start + len(repair.old)
        if repair.start < offset < end:
            return None
        if end <= offset:
            shift += len(repair.new) - len(repair.old)
    return offset + shift


def _weight(text: str, offset: int) -> int:
    """Return how many characters that are no white space stand before a place: a code may stand before a space or behind it."""
    return len("".join(text[:offset].split()))
