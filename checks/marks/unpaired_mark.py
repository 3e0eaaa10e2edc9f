"""A bracket, quotation mark or title mark that is not closed, or not opened.

Marks are paired within a paragraph; a list label such as `a)` is no bracket. A quotation that runs over several
paragraphs is left alone, and so is a paragraph whose neighbour holds the other half.

Why: a lost mark changes what is quoted or what is the title.

Example: 根据《有组织犯罪公约的规定，
Better: 根据《有组织犯罪公约》的规定，

Silence: dismiss the single finding, or set `unpaired-mark = "off"` under `[rules]`.
Source: GB/T 15834-2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import APART, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_OPEN = {"《": "》", "〈": "〉", "（": "）", "“": "”", "【": "】", "「": "」", "『": "』", "(": ")"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_SAME = {"(": "（", ")": "）"}
_PAIRS = (*map("".join, _OPEN.items()), "（)", "(）")
_MARK = compiled(f"[{re.escape(''.join([*_OPEN, *_CLOSE]))}{APART}]")
_LABEL = compiled(r"(?:^|[\s，；。：、])[(（]?[0-9a-zA-Z一二三四五六七八九十]{1,4}[)）]")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    sides = list(document.written("zh"))
    # All the marks of the document, paragraph by paragraph: most paragraphs have theirs in plain pairs.
    marks = "".join(_MARK.findall(document.whole("zh"))).split(APART)
    left = [[] if _plain(own) else unpaired(side.text) for (_, side), own in zip(sides, marks, strict=False)]
    if not any(left):
        return
    for number, (view, side) in enumerate(sides):
        for at in left[number]:
            char = side.text[at]
            if not _elsewhere(char, _near(sides, left, number)):
                word = "opened" if char in _CLOSE else "closed"
                yield Issue(Mark(view, side.name, at, at + 1), f"“{char}” is never {word} in this paragraph")


@lru_cache(maxsize=1 << 12)
def _plain(marks: str) -> bool:
    """Whether nothing is left of some marks when pairs without another mark in them are taken out again and again."""
    before = ""
    while before != marks:
        before = marks
        for pair in _PAIRS:
            marks = marks.replace(pair, "")
    return not marks


def unpaired(text: str) -> list[int]:
    """The places of marks without a partner."""
    skip: set[int] = set()
    soft: set[int] = set()
    for found in _LABEL.finditer(text):
        marks = [at for at in range(*found.span()) if text[at] in "()（）"]
        (skip if len(marks) > 1 else soft).update(marks)
    stack: list[tuple[str, int]] = []
    out: list[int] = []
    for found in _MARK.finditer(text):
        at, char = found.start(), found.group()
        kind = _SAME.get(char, char)
        # 12) is a label only where no bracket is open: (RA 9208)
        if at in skip or (at in soft and all(item[0] != "（" for item in stack)):
            continue
        if kind in _OPEN:
            stack.append((kind, at))
        elif kind in _CLOSE:
            partner = _SAME.get(_CLOSE[kind], _CLOSE[kind])
            opened = [item for item in stack if item[0] == partner]
            if not opened:
                out.append(at)
                continue
            while stack:
                top, place = stack.pop()
                if top == partner:
                    break
                out.append(place)
    return sorted(out + [place for _, place in stack])


def _near(sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]], left: Sequence[list[int]], number: int) -> str:
    """The unpaired marks of the paragraphs nearby (page breaks and quotations tear pairs apart)."""
    return "".join(
        sides[n][1].text[at]
        for n in range(max(0, number - 3), min(len(sides), number + 4))
        if n != number
        for at in left[n]
    )


def _elsewhere(char: str, marks: str) -> bool:
    kind = _SAME.get(char, char)
    partner = _OPEN.get(kind) or _CLOSE[kind]
    return any(_SAME.get(other, other) == _SAME.get(partner, partner) for other in marks)


RULE = Rule("unpaired-mark", Severity.WARNING, ("zh",), check)
