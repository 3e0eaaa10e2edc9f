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
    """Return the codes of a text as what is placed, in the order of their first codes."""
    partner = _partners(tags)
    items_found: list[CodeItem] = []
    done = -1
    for index, tag in enumerate(tags):
        if index <= done:
            continue
        partner_index = partner.get(index)
        if partner_index is not None and partner_index > index:
            if text[tag.at : tags[partner_index].at].strip():
                items_found.append(CodeItem(index, partner_index, pair=True))
                continue
            if all(index <= partner.get(inner, inner) <= partner_index for inner in range(index, partner_index + 1)):
                items_found.append(CodeItem(index, partner_index, pair=False))
                done = partner_index
                continue
        if (
            partner_index is None
            or not text[min(tag.at, tags[partner_index].at) : max(tag.at, tags[partner_index].at)].strip()
        ):
            items_found.append(CodeItem(index, index, pair=False))
    return items_found


def _partners(tags: Sequence[Tag]) -> dict[int, int]:
    """{index of an opening code: that of its closing one} and the other way round."""
    waiting: dict[str, list[int]] = {}
    partners: dict[int, int] = {}
    for index, tag in enumerate(tags):
        reference = _REFERENCE.search(tag.raw)
        key = reference[1] if reference else tag.id
        if tag.kind == "open":
            waiting.setdefault(key, []).append(index)
        elif tag.kind == "close" and waiting.get(key):
            opening = waiting[key].pop()
            partners[index], partners[opening] = opening, index
    return partners


def place(
    text: str, tags: Sequence[Tag], translation: str, known_places: Mapping[int, int], evidence: Anchors | None
) -> Placed:
    """Return the codes of `text` in its translation. `known` has places that the memory gives, by the index of the code."""
    spots: dict[CodeItem, Span] = {}
    all_items = items(text, tags)
    for item in all_items:
        spot = _known(item, known_places) or (_found(item, text, tags, translation, evidence) if evidence else None)
        if spot is not None:
            spots[item] = spot
    _agree(spots)
    if any(_FIXED.search(tag.raw) for tag in tags):
        _keep_order(all_items, spots, tags)
    placed = _result(all_items, spots, tags, len(translation))
    if _sound(placed.tags, tags):
        return placed
    return _result(all_items, {}, tags, len(translation))


def _known(item: CodeItem, known_places: Mapping[int, int]) -> Span | None:
    if (
        item.first in known_places
        and item.last in known_places
        and (not item.pair or known_places[item.first] < known_places[item.last])
    ):
        return known_places[item.first], known_places[item.last if item.pair else item.first]
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
    lows = [target_cut for source_cut, target_cut in evidence.cuts if _skip(text, source_cut) == start]
    highs = [target_cut for source_cut, target_cut in evidence.cuts if source_cut == end]
    span = (max(lows), min(highs)) if lows and highs else evidence.union(start, end, text, translation)
    if span is None:
        return None
    low, high = _skip(translation, span[0]), span[1]
    while high > low and translation[high - 1].isspace():
        high -= 1
    return (low, high) if low < high else None


def _skip(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _beside(offset: int, text: str, translation: str, evidence: Anchors) -> int | None:
    """Return where a code goes by what it stands at: an end of a clause, or a value, term or name before or behind it."""
    before, behind = len(text[:offset].rstrip()), _skip(text, offset)
    if behind == len(text):
        return len(translation.rstrip())
    if not before:
        return _skip(translation, 0)
    for source_cut, target_cut in evidence.cuts:
        if source_cut == before:
            return target_cut
    for source_cut, target_cut in evidence.cuts:
        if source_cut == behind:
            return target_cut
    ends = [span for span in evidence.spans if before in (span.source[1], span.full_source[1])]
    starts = [span for span in evidence.spans if behind in (span.source[0], span.full_source[0])]
    low = max(ends, key=lambda span: span.source[1] - span.source[0]).full[1] if ends else None
    right = max(starts, key=lambda span: span.source[1] - span.source[0]).full[0] if starts else None
    if low is None or right is None or low == right:
        return right if low is None else low
    spaces = before < offset, offset < behind
    if spaces == (False, True):
        return low
    return right if spaces == (True, False) else None


def _agree(spots: dict[CodeItem, Span]) -> None:
    """Take away places that would change what is inside what: the smaller of two pairs, and single codes."""
    pairs = sorted(
        (item_pair for item_pair in spots if item_pair.pair),
        key=lambda item_pair: spots[item_pair][0] - spots[item_pair][1],
    )
    accepted: list[CodeItem] = []
    for item in pairs:
        if all(_fits(item, earlier, spots) for earlier in accepted):
            accepted.append(item)
        else:
            del spots[item]
    for item in [item_pair for item_pair in spots if not item_pair.pair]:
        offset = spots[item][0]
        for pair in accepted:
            inside = pair.first < item.first and item.last < pair.last
            low, high = spots[pair]
            if (inside and not low <= offset <= high) or (not inside and low < offset < high):
                del spots[item]
                break


def _fits(item: CodeItem, earlier: CodeItem, spots: Mapping[CodeItem, Span]) -> bool:
    """Return whether two pairs are to each other in the translation as they are in the source; `other` is the longer one there."""
    first, two = spots[item], spots[earlier]
    within = two[0] <= first[0] and first[1] <= two[1]
    if item.first > earlier.last or item.last < earlier.first:
        return first[1] <= two[0] or two[1] <= first[0]
    if earlier.first < item.first and item.last < earlier.last:
        return within
    if item.first < earlier.first and earlier.last < item.last:
        return first == two
    return False  # codes that cross each other


def _keep_order(all_items: Sequence[CodeItem], spots: dict[CodeItem, Span], tags: Sequence[Tag]) -> None:
    """Codes that must not change places lose them where they would."""
    held = [item for item in all_items if any(_FIXED.search(tag.raw) for tag in (tags[item.first], tags[item.last]))]
    places = [spots[item][0] if item in spots else -1 for item in held]
    if -1 in places or places != sorted(places):
        for item in held:
            spots.pop(item, None)


@dataclass(slots=True)
class _Node:
    item: CodeItem
    inside: list[_Node] = field(default_factory=list)


def _result(all_items: Sequence[CodeItem], spots: Mapping[CodeItem, Span], tags: Sequence[Tag], end: int) -> Placed:
    """Return the codes in their order in the translation: what is inside what as in the source, the rest at the end."""
    roots: list[_Node] = []
    open_: list[_Node] = []
    for item in all_items:  # in the order of their first codes, so that what is around comes first
        if item not in spots:
            continue
        while open_ and open_[-1].item.last < item.first:
            open_.pop()
        node = _Node(item)
        (open_[-1].inside if open_ else roots).append(node)
        if item.pair:
            open_.append(node)
    placed_tags: list[Tag] = []
    _emit(roots, spots, tags, placed_tags)
    unplaced = sorted(
        index
        for item in all_items
        if item not in spots
        for index in ((item.first, item.last) if item.pair else range(item.first, item.last + 1))
    )
    unsure = tuple(replace(tags[index], at=end) for index in unplaced)
    return Placed((*placed_tags, *unsure), unsure)


def _emit(nodes: list[_Node], spots: Mapping[CodeItem, Span], tags: Sequence[Tag], placed_tags: list[Tag]) -> None:
    # What is at one place keeps its order, but a pair that begins there comes behind the single codes.
    for node in sorted(nodes, key=lambda item: (spots[item.item][0], item.item.pair, item.item.first)):
        low, high = spots[node.item]
        if not node.item.pair:
            placed_tags += [replace(tag, at=low) for tag in tags[node.item.first : node.item.last + 1]]
            continue
        placed_tags.append(replace(tags[node.item.first], at=low))
        _emit(node.inside, spots, tags, placed_tags)
        placed_tags.append(replace(tags[node.item.last], at=high))


def _sound(placed: Sequence[Tag], tags: Sequence[Tag]) -> bool:
    """Return whether every code is there once, in places that rise, and the markup nests."""
    if sorted((tag.kind, tag.id, tag.raw) for tag in placed) != sorted((tag.kind, tag.id, tag.raw) for tag in tags):
        return False
    if any(first.at > second.at for first, second in pairwise(placed)):
        return False
    waiting: list[str] = []
    for match in _MARKUP.finditer("".join(tag.raw for tag in placed)):
        if match[1]:
            if not waiting or waiting.pop() != match[2]:
                return False
        elif not match[3]:
            waiting.append(match[2])
    return not waiting
