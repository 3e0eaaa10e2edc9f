"""Text as extracted from pages, made whole again: paragraphs with their way back, and what was set aside."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from yizhi.termbase.records import dataclass, replace
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.cleaning import broken_symbols, damage, wrapping
from yizhi.tm.cleaning.damage import footnotes
from yizhi.tm.cleaning.page import PageLine, split

_LINE = compiled(r"[^\r\n\f]+")


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
    """Return every line that is not blank as a paragraph, without the white space around it; nothing else is touched."""
    places = array("l", range(len(text) + 1))
    return Cleaned(tuple(_mapped(text, places, [(line.start, line.end)], []) for line in split(text)))


def clean(text: str) -> Cleaned:
    """Undo what page extraction did to a text. A text without such damage comes back line by line, unchanged."""
    all_lines = split(text)
    aside = damage.found(all_lines)
    running_lines = [line for index, line in enumerate(all_lines) if index not in aside]
    bridged = [index - 1 in aside for index in range(len(all_lines)) if index not in aside]
    removed = [(line.start, line.end, aside[index]) for index, line in enumerate(all_lines) if index in aside]
    notes = [line for index, line in enumerate(all_lines) if aside.get(index) == footnotes.REASON]
    labels = {footnotes.label(line.text)[0] for line in notes} - {""}
    measure = wrapping.measure(running_lines, bridged, wrapping.spaced(text))
    marks: list[tuple[int, int, int]] = []
    if labels:
        from yizhi.tm.cleaning import footnote_marks  # only texts with footnotes pay for its expressions

        marks = list(footnote_marks.find(running_lines, labels, measure))
        removed += [(start, end, footnote_marks.REASON) for _, start, end in marks]
    dropped = sorted([(start, end) for _, start, end in marks] + list(broken_symbols.find(text)))
    raised = {number: start for number, start, end in marks if end == running_lines[number].end}
    running_lines = [
        _without(line, raised[index]) if index in raised else line for index, line in enumerate(running_lines)
    ]
    groups = _groups(running_lines, bridged, set(raised), measure)
    places = array("l", range(len(text) + 1))
    return Cleaned(
        tuple(_paragraph(text, places, group, dropped, measure) for group in groups),
        tuple(sorted(removed)),
        tuple(_footnotes(text, places, notes, measure)),
    )


def _without(line: PageLine, mark: int) -> PageLine:
    """Return a line without the mark at its end."""
    text = line.text[: mark - line.start].rstrip()
    return replace(line, text=text, end=line.start + len(text))


def _groups(
    running_lines: Sequence[PageLine], bridged: Sequence[bool], raised: set[int], measure: wrapping.Measure
) -> list[list[PageLine]]:
    """Return the lines of each paragraph."""
    groups: list[list[PageLine]] = []
    filled = 0
    for index, line in enumerate(running_lines):
        before = running_lines[index - 1]
        broke = index - 1 in raised and not bridged[index] and wrapping.breaks(line, filled, measure)
        over = bridged[index] or line.page
        filled = filled + line.width if broke else filled
        if groups and wrapping.goes_on(before, line, measure, bridged=over, filled=filled, raised=broke):
            groups[-1].append(line)
        else:
            groups.append([line])
        filled = filled if broke else line.width
    return groups


def _paragraph(
    text: str,
    places: array[int],
    group: Sequence[PageLine],
    dropped: Sequence[tuple[int, int]],
    measure: wrapping.Measure,
) -> Mapped:
    pieces = [(line.start, line.end) for line in group]
    joints = [wrapping.joint(before.text, after.text, measure) for before, after in pairwise(group)]
    return _mapped(text, places, pieces, joints, dropped)


def _footnotes(text: str, places: array[int], notes: Sequence[PageLine], measure: wrapping.Measure) -> Iterable[Mapped]:
    """Yield the footnotes without their labels, the lines of each joined."""
    groups: list[list[PageLine]] = []
    for line in notes:
        if groups and not footnotes.label(line.text)[0]:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        mapped = _paragraph(text, places, group, (), measure)
        _, start = footnotes.label(group[0].text)
        yield mapped.slice(start, len(mapped.text))


def _mapped(
    text: str,
    places: array[int],
    pieces: Sequence[tuple[int, int]],
    joints: Sequence[str],
    dropped: Sequence[tuple[int, int]] = (),
) -> Mapped:
    """Return the pieces of a text with the joints between them, without what is dropped; a joint maps to the gap it stands for.

    `places` counts from 0 to the length of the text: slices of it are copied faster than ranges are made.
    """
    words: list[str] = []
    starts, ends = array("l"), array("l")
    for number, (start, end) in enumerate(pieces):
        if number and joints[number - 1] and words:
            words.append(joints[number - 1])
            starts.append(pieces[number - 1][1])
            ends.append(start)
        covered_to = start
        first = bisect_left(dropped, (start, start))
        while first < len(dropped) and dropped[first][0] < end:
            low, high = dropped[first]
            first += 1
            if low > covered_to:
                words.append(text[covered_to:low])
                starts += places[covered_to:low]
                ends += places[covered_to + 1 : low + 1]
            covered_to = max(covered_to, high)
        if covered_to < end:
            words.append(text[covered_to:end])
            starts += places[covered_to:end]
            ends += places[covered_to + 1 : end + 1]
    return Mapped("".join(words), starts, ends)
