"""Pairs brackets, quotation marks and title marks within a paragraph, in time linear in its length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from yizhi.checks.document import RecognisedSegment, RecognisedUnit
from yizhi.termbase.text.lazy import compiled

REACH = 12
"""Paragraphs over which a quotation may run: the longest that letters and statements quote as one."""
TORN = 2
"""Paragraphs over which a page break may tear a bracket or a title: it stands between a line and the next one."""
_ENDED = compiled(r"[。．！？；：.!?;:][”’\"」』]?\s*$")
"""The end of a sentence: a bracket that is open there is not closed by the next paragraph."""
_QUOTATION = frozenset('“”"「」『』')


class LoneHalf(NamedTuple):
    """A mark without its partner: the number of its paragraph among those that were looked at, its place, the mark."""

    number: int
    place: int
    char: str


def lone(
    marks: Sequence[re.Match[str]],
    partners: Mapping[str, str],
    labels: Collection[int] = (),
) -> list[int]:
    """Return the places of marks that pair with none.

    `partners` maps a closing mark to the opening one; `labels` are the places of closing brackets that end a list label
    (`a)`), which are passed over unless a bracket is open. What stands between the halves of a pair and is still open is
    alone: `(a “b)` has an odd quotation mark.
    """
    stack: list[tuple[str, int]] = []
    depth: Counter[str] = Counter()
    out: list[int] = []
    for mark in marks:
        position, char = mark.start(), mark.group()
        partner = partners.get(char)
        if partner is None:
            stack.append((char, position))
            depth[char] += 1
        elif depth[partner]:
            while True:
                top, opened = stack.pop()
                depth[top] -= 1
                if top == partner:
                    break
                out.append(opened)
        elif position not in labels:
            out.append(position)
    return sorted(out + [position for _, position in stack])


def unexplained(
    halves: Sequence[LoneHalf],
    sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]],
    partners: Mapping[str, str],
) -> list[LoneHalf]:
    """Return those of the lone halves whose partner is in no paragraph nearby.

    A quotation may run over paragraphs; a bracket or a title is torn only where the paragraph breaks off in mid-sentence.
    """
    taken: set[int] = set()
    waiting: dict[str, list[int]] = {}
    here: list[int] = []  # those of the same paragraph, which are no partners
    for later, closing in enumerate(halves):
        if here and halves[here[0]].number != closing.number:
            for number in here:
                waiting.setdefault(halves[number].char, []).append(number)
            here = []
        here.append(later)
        partner = partners.get(closing.char)
        if partner is None and closing.char != '"':
            continue
        openings = waiting.get(partner or closing.char, [])
        while openings and openings[-1] in taken:
            openings.pop()
        if openings and _continues(halves[openings[-1]], closing, sides):
            taken |= {openings[-1], later}
    return [half for number, half in enumerate(halves) if number not in taken and not _goes_on(half, sides)]


def _goes_on(opening: LoneHalf, sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]]) -> bool:
    """Return whether the next paragraph opens the same quotation again, as those of several paragraphs do."""
    following = sides[opening.number + 1][1].text if opening.number + 1 < len(sides) else ""
    return opening.char in _QUOTATION and following.lstrip().startswith(opening.char)


def _continues(opening: LoneHalf, closing: LoneHalf, sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]]) -> bool:
    if opening.char in _QUOTATION:
        return closing.number - opening.number <= REACH
    return closing.number - opening.number <= TORN and not any(
        _ENDED.search(sides[number][1].text) for number in range(opening.number, closing.number)
    )
