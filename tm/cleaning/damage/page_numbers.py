"""Page numbers alone on a line: those that count up through the text, or stand beside a running head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.page import PageLine, RemovalCandidate

REASON = "page number"
_NUMBER = compiled(r"\d{1,4}$")
_ROMAN = compiled(r"[ivxl]{1,6}$")
_APART = 5
"""Lines that lie at least between the numbers of two pages; cells of a table follow each other more closely."""
_CHAIN = 3


def find(lines: Sequence[PageLine]) -> Iterator[RemovalCandidate]:
    """Every lone number as likely; as sure where at least three count up by one."""
    numbers = {at: int(line.text) for at, line in enumerate(lines) if len(line.text) < 5 and _NUMBER.match(line.text)}
    length: dict[int, int] = {}
    last: dict[int, int] = {}
    previous: dict[int, int] = {}
    for at, value in numbers.items():
        before = last.get(value - 1)
        if before is not None and at - before >= _APART:
            previous[at], length[at] = before, length[before] + 1
        else:
            length[at] = 1
        last[value] = at
    sure: set[int] = set()
    for at in numbers:
        if length[at] >= _CHAIN:
            step: int | None = at
            while step is not None and step not in sure:
                sure.add(step)
                step = previous.get(step)
    for at, line in enumerate(lines):
        if at in numbers or (len(line.text) < 7 and _ROMAN.match(line.text)):
            yield RemovalCandidate(at, REASON, sure=at in sure)
