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
    """Yield every lone number as likely; as sure where at least three count up by one."""
    numbers = {
        index: int(line.text) for index, line in enumerate(lines) if len(line.text) < 5 and _NUMBER.match(line.text)
    }
    length: dict[int, int] = {}
    last: dict[int, int] = {}
    previous: dict[int, int] = {}
    for index, value in numbers.items():
        before = last.get(value - 1)
        if before is not None and index - before >= _APART:
            previous[index], length[index] = before, length[before] + 1
        else:
            length[index] = 1
        last[value] = index
    sure: set[int] = set()
    for index in numbers:
        if length[index] >= _CHAIN:
            step: int | None = index
            while step is not None and step not in sure:
                sure.add(step)
                step = previous.get(step)
    for index, line in enumerate(lines):
        if index in numbers or (len(line.text) < 7 and _ROMAN.match(line.text)):
            yield RemovalCandidate(index, REASON, sure=index in sure)
