"""A space between Han characters and figures or Latin letters where this draft has none, or none where it has one.

Both ways of writing are in use; what counts is the draft's own majority (at least nine in ten of at least ten places).
A space before a closing or after an opening Chinese mark is always too much, except after the number of a heading (二、 …).

Why: mixed spacing shows that text was pasted together, and makes searching harder.

Example: 第 72/195 号决议和第75/1号决议
Better: 第 72/195 号决议和第 75/1 号决议

Source: house style is left to the draft; W3C Requirements for Chinese Text Layout, 3.2.1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.language import is_han
from yizhi.termbase.text.lazy import compiled

_RUNS = {
    what: (
        compiled(f"[{chars}]+"),
        compiled(rf" (?:(?<=[^\x00-\x7f] )[{chars}]|(?<=[{chars}] )[^\x00-\x7f])"),
        compiled(rf"[{chars}](?:(?<=[\u3400-\u9fff\U00020000-\U000323af].)|(?=[\u3400-\u9fff\U00020000-\U000323af]))"),
    )
    for what, chars in (("figures", "0-9"), ("Latin letters", "A-Za-z"))
}
"""What may be spaced: a run of it, its places with a space, its places without one."""
_BESIDE = compiled(r"[ \u00a0](?:[，。；：、？！》”）〉]|(?<=[《“（〈、，。；：].))")
_STRAY = compiled(
    r"[ \u00a0]+(?=[，。；：、？！》”）〉])(?<!^)|(?<=[《“（〈、，。；：])[ \u00a0]+(?=[\u3400-\u9fff\U00020000-\U000323afA-Za-z0-9])"
)
_NUMBER = compiled(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][^（()）]{1,4}[)）]|第[^、，。；]{1,8}[：、])")
"""The number of a heading, which a space or tab sets off from its words (二、 议事规则)."""
MAJORITY, ENOUGH = 0.9, 10


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    sides, text = document.written("zh"), document.whole("zh")
    for what, (pattern, spaced, joined) in _RUNS.items():
        # Whatever the majority is: where all places are alike, none is against it.
        if spaced.search(text) and joined.search(text):
            yield from _against_majority(sides, what, pattern)
    for view, side in document.matching("zh", _BESIDE):
        for match in _STRAY.finditer(side.text):
            if _NUMBER.fullmatch(side.text, 0, match.start()):
                continue
            message = "space next to a Chinese mark"
            yield Issue(Mark(view, side.name, *match.span()), message, suggestion="", safe=True)


def _han(character: str) -> bool:
    return is_han(character)


def _joints(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a run meets Han characters: the place of the one space between them, an empty one where there is none."""
    for run in pattern.finditer(text):
        start, end = run.span()
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if before and _han(before[-1]):
            yield start, start
        elif before[-1:] == " " and len(before) > 1 and _han(before[0]):
            yield start - 1, start
        if after and _han(after[0]):
            yield end, end
        elif after[:1] == " " and len(after) > 1 and _han(after[1]):
            yield end, end + 1


def _against_majority(
    sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]], what: str, pattern: re.Pattern[str]
) -> Iterator[Issue]:
    places = [(view, side, *joint) for view, side in sides for joint in _joints(side.text, pattern)]
    counts = Counter(start < end for _, _, start, end in places)
    if sum(counts.values()) < ENOUGH:
        return
    spaced = counts[True] >= counts[False]
    if counts[spaced] < MAJORITY * len(places):
        return
    for view, side, start, end in places:
        if (start < end) == spaced:
            continue
        wide = Mark(view, side.name, max(0, start - 1), min(len(side.text), end + 1))
        text = side.text[wide.start : wide.end]
        better = f"{text[0]} {text[-1]}" if spaced else f"{text[0]}{text[-1]}"
        message = f"“{text}”: elsewhere this draft has {'a' if spaced else 'no'} space between Han and {what}"
        yield Issue(wide, message, suggestion=better, safe=True)


RULE = Rule("han-latin-spacing", Severity.INFO, ("zh",), check, style=True)
