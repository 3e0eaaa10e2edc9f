"""Running heads and feet: document symbols, job numbers and page numbers that every page repeats.

Seen in UN documents: `A/74/127` alone, `5/22 V.19-04874` and its reverse, `A/74/127 5/22`, `*1904874*`, `Page 5 of 22`, `请回收`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.page import JOB, SYMBOL, PageLine, RemovalCandidate

REASON = "running head"
_MOST = 80
_OFTEN = 3
_PAGE = r"\d{1,4}\s?/\s?\d{1,4}"
_SYMBOL = compiled(rf"(?:{SYMBOL})(?<!\.)(?:\s*[*]+)?$")
_FRACTION = compiled(r"\d{1,4}\s?/\s?(\d{1,4})$")
_SURE = compiled(
    rf"""(?: {_PAGE}\s+{JOB} | {JOB}\s+{_PAGE} | {JOB}(?:\s+\d{{6}}){{0,3}} | {SYMBOL}\s+{_PAGE} | {_PAGE}\s+{SYMBOL}
    | \*\s?[A-Z]?\d{{7}}\s?\* | \*\d{{7}}\*\s+{JOB}.* | {JOB}\s.*\*\d{{7}}\* | [-–—]\s?\d{{1,4}}\s?[-–—]
    | [Pp]age\s\d{{1,4}}(?:\s(?:of|/)\s\d{{1,4}})? | 第\s?\d{{1,4}}\s?页(?:[，,/\s]*共\s?\d{{1,4}}\s?页)? | {SYMBOL}\s+[Pp]age\s\d{{1,4}}
    | (?:Please\srecycle|请回收)\s*\W{{0,3}} )$""",
    re.VERBOSE,
)
_NUMBERED = compiled(rf"(?:{SYMBOL}\s+\d{{1,4}}|\d{{1,4}}\s+{SYMBOL})$")


def find(lines: Sequence[PageLine]) -> Iterator[RemovalCandidate]:
    """Yield lines that can be nothing else; symbols and page fractions where they come again, else where others stand beside them."""
    short = {index: line.text for index, line in enumerate(lines) if len(line.text) <= _MOST}
    counts = Counter(short.values())
    totals = Counter(match[1] for text in counts for match in [_FRACTION.match(text)] if match)
    named = any(count > 1 and _SYMBOL.match(text) for text, count in counts.items())
    feet: set[int] = set()
    for index, text in short.items():
        if _SURE.match(text):
            feet.add(index)
            yield RemovalCandidate(index, REASON)
        elif _SYMBOL.match(text) or _NUMBERED.match(text):
            if counts[text] > 1 or not named:  # another symbol than that of the document is a reference at a line's end
                feet.add(index)
                yield RemovalCandidate(index, REASON, sure=counts[text] > 1)
        elif match := _FRACTION.match(text):
            feet.add(index)
            yield RemovalCandidate(index, REASON, sure=totals[match[1]] > 1)
    for index in _titles(short, counts, feet):
        yield RemovalCandidate(index, REASON)


def _titles(short: Mapping[int, str], counts: Mapping[str, int], feet: Set[int]) -> Iterator[int]:
    """Yield the document's title where it stands beside the other heads on page after page (and perhaps once elsewhere, as the title itself)."""
    often = {text for text in counts if counts[text] >= _OFTEN}
    places: dict[str, list[int]] = {}
    for index, text in short.items():
        if text in often and index not in feet:
            places.setdefault(text, []).append(index)
    for at_all in places.values():
        beside = [index for index in at_all if index - 1 in feet or index + 1 in feet]
        if len(beside) >= _OFTEN and len(beside) >= len(at_all) - 1:
            yield from beside
