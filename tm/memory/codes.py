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
    """The codes that the origins of a match had, each form once, the newest first."""
    with memory.snapshot():
        rows = memory.connection.execute(
            "SELECT first, codes FROM unit JOIN origin ON unit = number WHERE number = ? AND codes IS NOT NULL"
            " ORDER BY changed DESC",
            (match.unit,),
        ).fetchall()
    found: dict[Sides, None] = {}
    for first, codes in dict.fromkeys(rows):
        one, other = (tuple(Tag(*tag) for tag in side) for side in json.loads(codes))
        sides = (one, other) if first == match.source else (other, one)
        if all(
            tag.at <= len(text) for side, text in zip(sides, (match.source, match.target), strict=True) for tag in side
        ):
            found[sides] = None
    return list(found)


def carried(memory: TranslationMemory, source: Segment, match: MemoryMatch, terms: Terms | None = None) -> Placed:
    """The codes of a source in the proposal that a match makes for it."""
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
    every = [place(source.text, source.tags, match.proposal, way, evidence) for way in (*ways, {})]
    return min(every, key=lambda one: len(one.unsure))


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
        waiting.setdefault((item.pair, *(_weight(match.source, at) for at in ends)), []).append(item)
    found: dict[int, int] = {}
    for item in items(source.text, source.tags):
        there = [where(source.tags[at].at) for at in (item.first, item.last)]
        same = waiting.get((item.pair, *(None if at is None else _weight(match.source, at) for at in there)))
        answer = answers.get(_name(same.pop(0), sides[0])) if same else None
        if answer is None:
            continue
        low, high = (_repaired(sides[1][at].at, match) for at in (answer.first, answer.last))
        if low is not None and high is not None:
            found |= dict.fromkeys(range(item.first, item.last + 1), low) if not item.pair else {}
            found |= {item.first: low, item.last: high}
    return found


def _name(item: CodeItem, tags: Sequence[Tag]) -> tuple[object, ...]:
    """What a code and its counterpart in the translation share."""
    return item.pair, item.last - item.first if not item.pair else 0, tags[item.first].kind, tags[item.first].id


def moved(codes: str, old: tuple[str, str], new: tuple[str, str]) -> str | None:
    """The codes of the two texts of a unit, as the memory keeps them, for two other wordings; None where a place has no like."""
    sides = []
    for side, before, after in zip(json.loads(codes), old, new, strict=True):
        where = places(differences(before, after))
        there = [where(at) for at, *_ in side]
        if None in there:
            return None
        sides.append([(at, *rest) for at, (_, *rest) in zip(there, side, strict=True)])
    return json.dumps(sides, ensure_ascii=False)


def places(different: Sequence[MatchDifference]) -> Callable[[int], int | None]:
    """From places in a text to places in the one that it differs from; None inside of what differs.

    What differs in its writing alone (case, width, script, spaces) has its places too.
    """
    spans: list[tuple[int, int, int, int]] = []
    alike: dict[int, Callable[[int], int]] = {}
    shift = 0
    for one in different:
        spans.append((one.start, one.end, one.start + shift, one.start + shift + len(one.stored)))
        if (within := _written(one.text, one.stored)) is not None:
            alike[one.start] = within
        shift += len(one.stored) - len(one.text)

    def where(at: int) -> int | None:
        shift = 0
        for start, end, low, high in spans:
            if at < start:
                break
            if at in (start, end):
                return low if at == start else high
            if at < end:
                return low + alike[start](at - start) if start in alike else None
            shift = high - end
        return at + shift

    return where


def _written(text: str, stored: str) -> Callable[[int], int] | None:
    """From places in a text to those in another writing of it; None where it is another text."""
    one, other = normal(text), normal(stored)
    if one.text != other.text:
        return None
    starts = [one.span(at, at + 1)[0] for at in range(len(one.text))]
    return lambda at: other.span(index := bisect_left(starts, at), index)[0]


def _repaired(at: int, match: MemoryMatch) -> int | None:
    """A place in the stored translation as one in the proposal; None inside of what was exchanged."""
    shift = 0
    for one in match.repairs:
        end = one.start + len(one.old)
        if one.start < at < end:
            return None
        if end <= at:
            shift += len(one.new) - len(one.old)
    return at + shift


def _weight(text: str, at: int) -> int:
    """How many characters that are no white space stand before a place: a code may stand before a space or behind it."""
    return len("".join(text[:at].split()))
