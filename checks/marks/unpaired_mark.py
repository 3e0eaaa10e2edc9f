"""A bracket, quotation mark or title mark that is not closed, or not opened.

What is marked are the words in which the other half is missing, with a suggestion where they tell its place. Marks are paired within a paragraph; a list label such as `a)` is no bracket. A quotation that runs over several
paragraphs is left alone, and so is a paragraph whose neighbour holds the other half.

Why: a lost mark changes what is quoted or what is the title.

Example: 根据《有组织犯罪公约的规定，
Better: 根据《有组织犯罪公约》的规定，

Source: GB/T 15834-2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import APART, Document
from yizhi.checks.marks._missing_half import closed, is_title, opened
from yizhi.checks.marks._pairing import LoneHalf, lone, unexplained
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.model import Strictness
from yizhi.termbase.text.lazy import compiled

_PAIRS = ("《》", "〈〉", "（）", "()", "（)", "(）", "“”", "【】", "「」", "『』")
_WIDTH = str.maketrans("()", "（）")
_PARTNERS = {pair[1]: pair[0] for pair in _PAIRS} | {")": "（", "）": "（"}
"""The opening mark of each closing one; brackets of both widths pair with each other (`bracket-width` tells which one is odd)."""
_MARK = compiled(f"[{re.escape(''.join(sorted({*''.join(_PAIRS)})))}{APART}]")
_OTHER = {pair[n]: pair[1 - n] for pair in _PAIRS if pair not in ("（)", "(）") for n in (0, 1)}
_STRAIGHT = '"'
_QUOTATION = '“”「」『』"'
_TITLES = compiled("《([^《》\0]{2,60})》")
_LABEL = compiled(r"(?:^|[\s，；。：、])[(（]?[0-9a-zA-Z一二三四五六七八九十]{1,4}[)）]")
_CONTINUED = compiled(r'\s*"')
"""A quotation of several paragraphs opens each of them."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    sides = list(document.written("zh"))
    whole = document.whole("zh")
    # All the marks of the document, paragraph by paragraph: most paragraphs have theirs in plain pairs.
    marks = "".join(_MARK.findall(whole)).split(APART)
    halves = [
        LoneHalf(number, position, sides[number][1].text[position].translate(_WIDTH))
        for number, signs in enumerate(marks[: len(sides)])
        if not _plain(signs)
        for position in unpaired(sides[number][1].text)
    ]
    if _STRAIGHT in whole:
        halves += [half for number, (_, side) in enumerate(sides) for half in _odd_straight(number, side.text)]
        halves.sort()
    titles = {match.group(1) for match in _TITLES.finditer(whole)} if halves else set()
    names_of: dict[int, set[str]] = {}
    for number, position, _ in unexplained(halves, sides, _PARTNERS):
        view, side = sides[number]
        char = side.text[position]
        if char in _QUOTATION:
            told = f"{char} has no partner" if char == _STRAIGHT else f"{char} is never {_told(char)}"
            yield Issue(Mark(view, side.name, position, position + 1), f"{told} in this paragraph")
            continue
        if number not in names_of:
            listed = (hit.text for hit in side.all_hits if hit.strictness is Strictness.NAME and is_title(hit.text))
            names_of[number] = titles.union(listed)
        names = names_of[number]
        start, end, sure = (opened if char in _PARTNERS else closed)(side.text, position, names)
        message = f"“{char}” is never {_told(char)} in this paragraph"
        yield Issue(Mark(view, side.name, start, end), message, _mended(side.text[start:end], char) if sure else None)


def _told(char: str) -> str:
    return "opened" if char in _PARTNERS else "closed"


def _mended(words: str, char: str) -> str:
    """Return the words with the other half, in the width of the one that stands."""
    partner = _OTHER[char]
    return partner + words if char in _PARTNERS else words + partner


def _odd_straight(number: int, text: str) -> Iterator[LoneHalf]:
    """Yield the last straight quotation mark of a paragraph that has an odd number of them."""
    if text.count(_STRAIGHT) % 2 and not _CONTINUED.match(text):
        yield LoneHalf(number, text.rindex(_STRAIGHT), _STRAIGHT)


@lru_cache(maxsize=1 << 12)
def _plain(marks: str) -> bool:
    """Return whether nothing is left of some marks when pairs without another mark in them are taken out again and again."""
    stack: list[str] = []
    for mark in marks:
        if stack and stack[-1] + mark in _PAIRS:
            stack.pop()
        else:
            stack.append(mark)
    return not stack


def unpaired(text: str) -> list[int]:
    """Return the places of marks without a partner."""
    whole: set[int] = set()
    closing: set[int] = set()
    for match in _LABEL.finditer(text):
        brackets = [position for position in range(*match.span()) if text[position] in "()（）"]
        (whole if len(brackets) > 1 else closing).update(brackets)
    wide = text.translate(_WIDTH)
    marks = [match for match in _MARK.finditer(wide) if match.start() not in whole and match.group() != APART]
    # 12) is a label only where no bracket is open: (RA 9208)
    return lone(marks, _PARTNERS, closing)


RULE = Rule("unpaired-mark", Severity.WARNING, ("zh",), check)
