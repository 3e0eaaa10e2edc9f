"""Text as extracted from pages, made whole again: paragraphs with their way back, and what was set aside."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from termbase.text.mapped import Mapped
from tm.cleaning import broken_symbols, damage, footnote_marks, wrapping
from tm.cleaning.damage import footnotes
from tm.cleaning.page import Line, split

_LINE = re.compile(r"[^\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Paragraphs of the running text, each mapped to the original; footnotes likewise; and (start, end, reason) of all that was set aside.

    Every character of the original that is not white space is in a paragraph or in `removed`. Footnotes are in
    `removed` too, for they are no part of the running text.
    """

    paragraphs: tuple[Mapped, ...]
    removed: tuple[tuple[int, int, str], ...] = ()
    footnotes: tuple[Mapped, ...] = ()


def lines(text: str) -> Cleaned:
    """Every line that is not blank as a paragraph, without the white space around it; nothing else is touched."""
    return Cleaned(tuple(_mapped(text, [(line.start, line.end)], []) for line in split(text)))


def clean(text: str) -> Cleaned:
    """Undoes what page extraction did to a text. A text without such damage comes back line by line, unchanged."""
    every = split(text)
    aside = damage.found(every)
    kept = [line for at, line in enumerate(every) if at not in aside]
    bridged = [at - 1 in aside for at in range(len(every)) if at not in aside]
    removed = [(line.start, line.end, aside[at]) for at, line in enumerate(every) if at in aside]
    notes = [line for at, line in enumerate(every) if aside.get(at) == footnotes.REASON]
    labels = {footnotes.label(line.text)[0] for line in notes} - {""}
    known = wrapping.measure(kept, bridged, footnote_marks.spaced(text))
    marks = list(footnote_marks.find(kept, labels, known))
    removed += [(start, end, footnote_marks.REASON) for _, start, end in marks]
    dropped = sorted([(start, end) for _, start, end in marks] + list(broken_symbols.find(text)))
    raised = {number: start for number, start, end in marks if end == kept[number].end}
    kept = [_without(line, raised[at]) if at in raised else line for at, line in enumerate(kept)]
    groups = _groups(kept, bridged, set(raised), known)
    return Cleaned(
        tuple(_paragraph(text, group, dropped, known) for group in groups),
        tuple(sorted(removed)),
        tuple(_footnotes(text, notes, known)),
    )


def _without(line: Line, mark: int) -> Line:
    """A line without the mark at its end."""
    text = line.text[: mark - line.start].rstrip()
    return replace(line, text=text, end=line.start + len(text))


def _groups(
    kept: Sequence[Line], bridged: Sequence[bool], raised: set[int], known: wrapping.Measure
) -> list[list[Line]]:
    """The lines of each paragraph."""
    groups: list[list[Line]] = []
    filled = 0
    for at, line in enumerate(kept):
        before = kept[at - 1]
        broke = at - 1 in raised and not bridged[at] and footnote_marks.breaks(line, filled, known)
        over = bridged[at] or line.page
        filled = filled + line.width if broke else filled
        if groups and wrapping.goes_on(before, line, known, bridged=over, filled=filled, raised=broke):
            groups[-1].append(line)
        else:
            groups.append([line])
        filled = filled if broke else line.width
    return groups


def _paragraph(text: str, group: Sequence[Line], dropped: Sequence[tuple[int, int]], known: wrapping.Measure) -> Mapped:
    pieces = [(line.start, line.end) for line in group]
    joints = [wrapping.joint(before.text, after.text, known) for before, after in pairwise(group)]
    return _mapped(text, pieces, joints, dropped)


def _footnotes(text: str, notes: Sequence[Line], known: wrapping.Measure) -> Iterable[Mapped]:
    """The footnotes without their labels, the lines of each joined."""
    groups: list[list[Line]] = []
    for line in notes:
        if groups and not footnotes.label(line.text)[0]:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        mapped = _paragraph(text, group, (), known)
        _, start = footnotes.label(group[0].text)
        yield mapped.slice(start, len(mapped.text))


def _mapped(
    text: str, pieces: Sequence[tuple[int, int]], joints: Sequence[str], dropped: Sequence[tuple[int, int]] = ()
) -> Mapped:
    """The pieces of a text with the joints between them, without what is dropped; a joint maps to the gap it stands for."""
    words: list[str] = []
    starts, ends = array("l"), array("l")
    for number, (start, end) in enumerate(pieces):
        if number and joints[number - 1] and words:
            gap = pieces[number - 1][1]
            words.append(joints[number - 1])
            starts.append(gap)
            ends.append(start)
        at = start
        first = bisect_left(dropped, (start, start)) if dropped else 0
        for left, right in dropped[first:]:
            if left >= end:
                break
            if left > at:
                words.append(text[at:left])
                starts.extend(range(at, left))
                ends.extend(range(at + 1, left + 1))
            at = max(at, right)
        if at < end:
            words.append(text[at:end])
            starts.extend(range(at, end))
            ends.extend(range(at + 1, end + 1))
    return Mapped("".join(words), starts, ends)
