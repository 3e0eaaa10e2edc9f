"""Document symbols that a space broke: `E/2020/ 30`, `A/RES/72 /195`, `E/2020/30/Add. 1`, `第 72/ 195 号`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.termbase.text.lazy import compiled

_INSIDE = compiled(
    r"""(?<![A-Za-z0-9/.])[A-Z][A-Z0-9.]{0,11}(?:/[A-Z0-9][\w.()]{0,15}){0,8}
        (?: /(?P<after>[ \t]{1,4})(?=\d|[A-Z][A-Za-z.]*/?\d|[A-Z]{2,}/) | (?P<before>[ \t]{1,4})(?=/\d) )""",
    re.VERBOSE,
)
_PART = compiled(r"/(?:Add|Corr|Rev)\.(?P<after>[ \t]{1,4})(?=\d)")
_NUMBER = compiled(r"(?<=\d)(?:/(?P<after>[ \t]{1,4})|(?P<before>[ \t]{1,4})/)(?=\d{1,3}[ \t]?[号號])")
_BROKEN = compiled(r"/(?:[ \t]|(?<=[ \t]/)|(?:Add|Corr|Rev)\.[ \t])")
"""A stroke with white space beside it, or with a part after it that ends in white space: quickly looked for."""
_OPEN = compiled(r"(?:(?<![A-Za-z])[A-Z][A-Z0-9.]{0,11}(?:/[A-Z0-9][\w.()]*)*/|/(?:Add|Corr|Rev)\.|\d/)$")
_SYMBOL_END = compiled(r"(?<![A-Za-z])[A-Z][A-Z0-9.]{0,11}(?:/[A-Z0-9][\w.()]*)+$")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield the white space inside broken symbols."""
    if not _BROKEN.search(text):
        return
    for pattern in (_INSIDE, _PART, _NUMBER):
        for match in pattern.finditer(text):
            for start, end in match.regs[1:]:
                if start >= 0:
                    yield start, end


def broken(before: str, after: str) -> bool:
    """Return whether a line's end and the next one's beginning are two pieces of one symbol."""
    before = before[-40:]
    if before[-1:] in "/." and _OPEN.search(before):
        return after[:1].isdigit() or after[:1].isupper()
    return after[:1] == "/" and after[1:2].isalnum() and _SYMBOL_END.search(before) is not None
