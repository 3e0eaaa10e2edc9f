"""The block at the head of a UN document: `Distr.: General`, the date, the languages, the symbol beside the organization's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.page import SYMBOL, PageLine, RemovalCandidate

REASON = "masthead"
_DISTR = compiled(
    r".{0,40}\bDistr(?:\.|:|ibution\b).{0,3}\s?(?:General|Limited|Restricted|GENERAL|LIMITED|RESTRICTED|普遍|一般|有限|限制)?\s*$"
)
_NAME = compiled(
    rf"(?:United Nations|联合国|聯合國)\s{{2,}}(?:{SYMBOL})\**$|(?:United Nations|联合国|聯合國)\s+(?:{SYMBOL})\**$"
)
_LANGUAGE = r"(?:Arabic|Chinese|English|French|Russian|Spanish|中文|英文|法文|俄文|西班牙文|阿拉伯文)"
_MEMBER = compiled(
    rf"""(?: \d{{1,2}}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{{4}}
    | \d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日 | (?:Original|ORIGINAL|原文)\s?[:：]\s?.{{2,40}}
    | {_LANGUAGE}(?:[/,、\s]+(?:and\s)?{_LANGUAGE})*(?:\s(?:only|ONLY))? | {SYMBOL}\** | (?:Chinese|English)\sonly )$""",
    re.VERBOSE,
)
_BELOW = 6


def find(lines: Sequence[PageLine]) -> Iterator[RemovalCandidate]:
    """Yield the `Distr.` line, what belongs to it below, and the line with name and symbol."""
    for index, line in enumerate(lines):
        if len(line.text) > 90:
            continue
        if "Distr" in line.text and _DISTR.match(line.text):
            yield RemovalCandidate(index, REASON)
            below = index + 1
            while below < min(index + 1 + _BELOW, len(lines)) and _MEMBER.match(lines[below].text):
                yield RemovalCandidate(below, REASON)
                below += 1
            if index and re.fullmatch(rf"(?:{SYMBOL})\**", lines[index - 1].text):
                yield RemovalCandidate(index - 1, REASON)
        elif _NAME.match(line.text):
            yield RemovalCandidate(index, REASON)
