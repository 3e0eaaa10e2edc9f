"""A space between Han characters and figures or Latin letters where this draft has none, or none where it has one.

Both ways of writing are in use; what counts is the draft's own majority (at least nine in ten of at least ten places).
A space before a closing or after an opening Chinese mark is always too much.

Why: mixed spacing shows that text was pasted together, and makes searching harder.

Example: 第 72/195 号决议和第75/1号决议
Better: 第 72/195 号决议和第 75/1 号决议

Silence: dismiss the single finding, or set `han-latin-spacing = "off"` under `[rules]`.
Source: house style is left to the draft; W3C Requirements for Chinese Text Layout, 3.2.1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checks.context import Context
from checks.document import Document, Side, View
from checks.model import Issue, Mark, Rule, Severity

_HAN = r"[\u3400-\u9fff]"
_JOINTS = {
    "figures": re.compile(rf"(?<={_HAN})( ?)(?=[0-9])|(?<=[0-9])( ?)(?={_HAN})"),
    "Latin letters": re.compile(rf"(?<={_HAN})( ?)(?=[A-Za-z])|(?<=[A-Za-z])( ?)(?={_HAN})"),
}
_STRAY = re.compile(
    r"[ \u00a0]+(?=[，。；：、？！》”）〉])(?<!^)|(?<=[《“（〈、，。；：])[ \u00a0]+(?=[\u3400-\u9fffA-Za-z0-9])"
)
MAJORITY, ENOUGH = 0.9, 10


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    sides = list(document.written("zh"))
    for what, pattern in _JOINTS.items():
        yield from _against_majority(sides, what, pattern)
    for view, side in sides:
        for found in _STRAY.finditer(side.text):
            message = "space next to a Chinese mark"
            yield Issue(Mark(view, side.name, *found.span()), message, suggestion="", safe=True)


def _against_majority(sides: list[tuple[View, Side]], what: str, pattern: re.Pattern[str]) -> Iterator[Issue]:
    places = [(view, side, found) for view, side in sides for found in pattern.finditer(side.text)]
    counts = Counter(bool(found.group()) for _, _, found in places)
    if sum(counts.values()) < ENOUGH:
        return
    spaced = counts[True] >= counts[False]
    if counts[spaced] < MAJORITY * len(places):
        return
    for view, side, found in places:
        if bool(found.group()) == spaced:
            continue
        start, end = found.span()
        wide = Mark(view, side.name, max(0, start - 1), min(len(side.text), end + 1))
        text = side.text[wide.start : wide.end]
        better = f"{text[0]} {text[-1]}" if spaced else f"{text[0]}{text[-1]}"
        message = f"“{text}”: elsewhere this draft has {'a' if spaced else 'no'} space between Han and {what}"
        yield Issue(wide, message, suggestion=better, safe=True)


RULE = Rule("han-latin-spacing", Severity.INFO, ("zh",), check)
