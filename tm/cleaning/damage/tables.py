"""What is left of tables: lines of figures without a word. A lone one that ends as a sentence does is the rest of one: `2191 (2014).`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.page import PageLine, RemovalCandidate

REASON = "table figures"
_FIGURES = compiled(r"[\d\s.,%()*–—−+-]*\d[\d\s.,%()*–—−+-]*$")
_SEVERAL = compiled(r"\d[\d.,%)*]*(?:\s{2,}|\t|\s(?=[(–—−-]|\d{4}|\d[\d.,]*\s))[\d(–—−.+-]")
_ENDS = compiled(r"[\d)][.,;]$")
_RUN = 3


def find(lines: Sequence[PageLine]) -> Iterator[RemovalCandidate]:
    """Yield lines of several figures, and runs of at least three lines of figures."""
    figures = [len(line.text) < 200 and _FIGURES.match(line.text) is not None for line in lines]
    index = 0
    while index < len(lines):
        if not figures[index]:
            index += 1
            continue
        end = index
        while end < len(lines) and figures[end]:
            end += 1
        for number in range(index, end):
            text = lines[number].text
            if end - index >= _RUN or not _ENDS.search(text):
                yield RemovalCandidate(number, REASON, sure=end - index >= _RUN or _SEVERAL.search(text) is not None)
        index = end
