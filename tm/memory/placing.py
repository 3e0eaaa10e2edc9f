"""The inline codes of a source, put into its translation: each exactly once, pairs nested as they were.

A code goes where evidence puts it: where the memory has the codes of the stored unit, or where what stands beside it or
inside it is found again in the translation. What has no sure place stands at the end, in its order, as CAT tools do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from yizhi.tm.memory.code_anchors import Anchors, Span
from yizhi.tm.model import Tag

_REFERENCE = re.compile(r"""\brid\s*=\s*["']([^"']*)["']""")
_MARKUP = re.compile(r"<(/?)([\w:.-]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")
_FIXED = re.compile(r"""\bcanReorder\s*=\s*["'](?:no|firstNo)["']""")
"""XLIFF 2, 4.3.1.4: such codes keep their order."""


@dataclass(frozen=True, slots=True)
class CodeItem:
    """What is placed as one: a pair of codes around text (`pair`), or codes at one place: `first` to `last` in the tags."""

    first: int
    last: int
    pair: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """The codes of a translation, in order, and those of them that stand at its end for want of a sure place."""

    tags: tuple[Tag, ...]
    unsure: tuple[Tag, ...] = ()


def items(text: str, tags: Sequence[Tag]) -> list[CodeItem]:
    """The codes of a text as what is placed, in the order of their first codes."""
    partner = _partners(tags)
    found: list[CodeItem] = []
    done = -1
    for at, tag in enumerate(tags):
        if at <= done:
            continue
        other = partner.get(at)
        if other is not None and other > at:
            if text[tag.at : tags[other].at].strip():
                found.append(CodeItem(at, other, pair=True))
                continue
            if all(at <= partner.get(inner, inner) <= other for inner in range(at, other + 1)):
                found.append(CodeItem(at, other, pair=False))
                done = other
                continue
        if other is None or not text[min(tag.at, tags[other].at) : max(tag.at, tags[other].at)].strip():
            found.append(CodeItem(at, at, pair=False))
    return found


def _partners(tags: Sequence[Tag]) -> dict[int, int]:
    """{index of an opening code: that of its closing one} and the other way round."""
    waiting: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    for at, tag in enumerate(tags):
        reference = _REFERENCE.search(tag.raw)
        key = reference[1] if reference else tag.id
        if tag.kind == "open":
            waiting.setdefault(key, []).append(at)
        elif tag.kind == "close" and waiting.get(key):
            other = waiting[key].pop()
            found[at], found[other] = other, at
    return found


def place(
    text: str, tags: Sequence[Tag], translation: str, known: Mapping[int, int], evidence: Anchors | None
) -> Placed:
    """The codes of `text` in its translation. `known` has places that the memory gives, by the index of the code."""
    spots: dict[CodeItem, Span] = {}
    every = items(text, tags)
    for item in every:
        spot = _known(item, known) or (_found(item, text, tags, translation, evidence) if evidence else None)
        if spot is not None:
            spots[item] = spot
    _agree(spots)
    if any(_FIXED.search(tag.raw) for tag in tags):
        _keep_order(every, spots, tags)
    placed = _result(every, spots, tags, len(translation))
    if _sound(placed.tags, tags):
        return placed
    return _result(every, {}, tags, len(translation))


def _known(item: CodeItem, known: Mapping[int, int]) -> Span | None:
    if item.first in known and item.last in known and (not item.pair or known[item.first] < known[item.last]):
        return known[item.first], known[item.last if item.pair else item.first]
    return None


def _found(item: CodeItem, text: str, tags: Sequence[Tag], translation: str, evidence: Anchors) -> Span | None:
    start, end = tags[item.first].at, tags[item.last].at
    if not item.pair:
        spot = _beside(start, text, translation, evidence)
        return None if spot is None else (spot, spot)
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    # Where a clause ends, it ends before its mark and behind it: the two are different cuts.
    lows = [there for here, there in evidence.cuts if _skip(text, here) == start]
    highs = [there for here, there in evidence.cuts if here == end]
    span = (max(lows), min(highs)) if lows and highs else evidence.union(start, end, text, translation)
    if span is None:
        return None
    low, high = _skip(translation, span[0]), span[1]
    while high > low and translation[high - 1].isspace():
        high -= 1
    return (low, high) if low < high else None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _beside(at: int, text: str, translation: str, evidence: Anchors) -> int | None:
    """Where a code goes by what it stands at: an end of a clause, or a value, term or name before or behind it."""
    before, behind = len(text[:at].rstrip()), _skip(text, at)
    if behind == len(text):
        return len(translation.rstrip())
    if not before:
        return _skip(translation, 0)
    for here, there in evidence.cuts:
        if here == before:
            return there
    for here, there in evidence.cuts:
        if here == behind:
            return there
    ends = [one for one in evidence.spans if before in (one.source[1], one.full_source[1])]
    starts = [one for one in evidence.spans if behind in (one.source[0], one.full_source[0])]
    left = max(ends, key=lambda one: one.source[1] - one.source[0]).full[1] if ends else None
    right = max(starts, key=lambda one: one.source[1] - one.source[0]).full[0] if starts else None
    if left is None or right is None or left == right:
        return right if left is None else left
    spaces = before < at, at < behind
    if spaces == (False, True):
        return left
    return right if spaces == (True, False) else None


def _agree(spots: dict[CodeItem, Span]) -> None:
    """Takes away places that would change what is inside what: the smaller of two pairs, and single codes."""
    pairs = sorted((one for one in spots if one.pair), key=lambda one: spots[one][0] - spots[one][1])
    kept: list[CodeItem] = []
    for item in pairs:
        if all(_fits(item, other, spots) for other in kept):
            kept.append(item)
        else:
            del spots[item]
    for item in [one for one in spots if not one.pair]:
        at = spots[item][0]
        for pair in kept:
            inside = pair.first < item.first and item.last < pair.last
            low, high = spots[pair]
            if (inside and not low <= at <= high) or (not inside and low < at < high):
                del spots[item]
                break


def _fits(item: CodeItem, other: CodeItem, spots: Mapping[CodeItem, Span]) -> bool:
    """Whether two pairs are to each other in the translation as they are in the source; `other` is the longer one there."""
    one, two = spots[item], spots[other]
    within = two[0] <= one[0] and one[1] <= two[1]
    if item.first > other.last or item.last < other.first:
        return one[1] <= two[0] or two[1] <= one[0]
    if other.first < item.first and item.last < other.last:
        return within
    if item.first < other.first and other.last < item.last:
        return one == two
    return False  # codes that cross each other


def _keep_order(every: Sequence[CodeItem], spots: dict[CodeItem, Span], tags: Sequence[Tag]) -> None:
    """Codes that must not change places lose them where they would."""
    held = [one for one in every if any(_FIXED.search(tag.raw) for tag in (tags[one.first], tags[one.last]))]
    places = [spots[one][0] if one in spots else -1 for one in held]
    if -1 in places or places != sorted(places):
        for one in held:
            spots.pop(one, None)


@dataclass(slots=True)
class _Node:
    item: CodeItem
    inside: list[_Node] = field(default_factory=list)


def _result(every: Sequence[CodeItem], spots: Mapping[CodeItem, Span], tags: Sequence[Tag], end: int) -> Placed:
    """The codes in their order in the translation: what is inside what as in the source, the rest at the end."""
    roots: list[_Node] = []
    open_: list[_Node] = []
    for item in every:  # in the order of their first codes, so that what is around comes first
        if item not in spots:
            continue
        while open_ and open_[-1].item.last < item.first:
            open_.pop()
        node = _Node(item)
        (open_[-1].inside if open_ else roots).append(node)
        if item.pair:
            open_.append(node)
    out: list[Tag] = []
    _emit(roots, spots, tags, out)
    left = sorted(
        at
        for item in every
        if item not in spots
        for at in ((item.first, item.last) if item.pair else range(item.first, item.last + 1))
    )
    unsure = tuple(replace(tags[at], at=end) for at in left)
    return Placed((*out, *unsure), unsure)


def _emit(nodes: list[_Node], spots: Mapping[CodeItem, Span], tags: Sequence[Tag], out: list[Tag]) -> None:
    # What is at one place keeps its order, but a pair that begins there comes behind the single codes.
    for node in sorted(nodes, key=lambda one: (spots[one.item][0], one.item.pair, one.item.first)):
        low, high = spots[node.item]
        if not node.item.pair:
            out += [replace(tag, at=low) for tag in tags[node.item.first : node.item.last + 1]]
            continue
        out.append(replace(tags[node.item.first], at=low))
        _emit(node.inside, spots, tags, out)
        out.append(replace(tags[node.item.last], at=high))


def _sound(placed: Sequence[Tag], tags: Sequence[Tag]) -> bool:
    """Whether every code is there once, in places that rise, and the markup nests."""
    if sorted((tag.kind, tag.id, tag.raw) for tag in placed) != sorted((tag.kind, tag.id, tag.raw) for tag in tags):
        return False
    if any(one.at > other.at for one, other in pairwise(placed)):
        return False
    waiting: list[str] = []
    for found in _MARKUP.finditer("".join(tag.raw for tag in placed)):
        if found[1]:
            if not waiting or waiting.pop() != found[2]:
                return False
        elif not found[3]:
            waiting.append(found[2])
    return not waiting
