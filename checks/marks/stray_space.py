"""A space stands where none belongs: between two Han characters, or in English before a comma, a stop or a closing bracket; or none behind a stop.

Spaces of more than three signs (columns), after the number or label of a heading (第一章 总则, 二、 导言), and in headings that space their characters
(目 录) are left alone. Between two words a space often is what remains of the mark of a footnote, and official texts have some:
information; within a word it is a slip.

Why: it is left over from an edit or a line break, and searches miss the word.

Example: 联合国会 员国
Better: 联合国会员国

Source: W3C Requirements for Chinese Text Layout; United Nations Editorial Manual, typing of documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.language_model import load

_QUICK_ZH = compiled(r"[\u4e00-\u9fff\U00020000-\U000323af][ \u00a0\u3000]{1,3}[\u4e00-\u9fff\U00020000-\U000323af]")
_ZH = compiled(r"(?<=[\u4e00-\u9fff\U00020000-\U000323af])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff\U00020000-\U000323af])")
_SENTENCE = compiled(r"[，。；]")
"""Only running text: the cells of tables, headings and names set their parts off with spaces."""
_LABEL = compiled(
    r"(?:^|[。；])\s*(?:第?[一二三四五六七八九十百0-9]{1,5}[章节条部编篇款类]?|附件[一二三四五六七八九十]*|[^\s，。；：、（）()《》“”\"]{1,7})$"
)
"""What a space sets off at the beginning of a sentence: the number of a chapter, the name of a speaker."""
_QUICK_EN = compiled(r" [,.;:?!)\]”]|[(\[“] ")
_EN = compiled(
    r"(?<=[A-Za-z0-9)\]”])[ \u00a0](?=(?:,|;|:(?!\w)|[?!]|\.(?![\w.])|[)\]”])(?:\s|$|[,.;:)]))|(?<=[A-Za-z0-9,] [(\[“])[ \u00a0](?=[A-Za-z0-9])"
)
_GLUED = compiled(r"(?<=[a-z]{3})(?:\.(?=[A-Z][a-z]+[ ,])|[,;](?=[a-z]{3}))")
_ADDRESS = compiled(r"[/@\\_]")
AROUND = 8
"""Characters on either side that tell whether a space tears a word."""
_HAN_BEFORE = compiled(r"[\u4e00-\u9fff\U00020000-\U000323af]+$")
_HAN_BEHIND = compiled(r"[\u4e00-\u9fff\U00020000-\U000323af]+")
SPACED = 3
"""So many spaces between Han characters of a paragraph are a layout, no slips."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("zh", _QUICK_ZH):
        yield from _between_han(view, side)
    for view, side in document.matching("en", _QUICK_EN):
        for match in _EN.finditer(side.text):
            beside = side.text[match.end()] if side.text[match.end()] in ",.;:?!)]”" else side.text[match.start() - 1]
            where = "before" if beside in ",.;:?!)]”" else "after"
            mark = Mark(view, side.name, *match.span())
            yield Issue(
                mark, f"space {where} “{beside}”" if beside != "”" else f"space {where} {beside}", "", safe=True
            )
    for view, side in document.matching("en", _GLUED):
        yield from _glued(view, side)


def _glued(view: RecognisedUnit, side: RecognisedSegment) -> Iterator[Issue]:
    """Yield the stops and commas with no space behind them, but for those in addresses and names of files."""
    for match in _GLUED.finditer(side.text):
        start, end = side.text.rfind(" ", 0, match.start()) + 1, side.text.find(" ", match.end())
        if not _ADDRESS.search(side.text, start, end if end >= 0 else len(side.text)):
            mark = Mark(view, side.name, *match.span())
            yield Issue(mark, f"no space after “{match.group()}”", f"{match.group()} ")


def _between_han(view: RecognisedUnit, side: RecognisedSegment) -> Iterator[Issue]:
    text = side.text
    if not _SENTENCE.search(text):
        return
    places = list(_ZH.finditer(text))
    if len(places) > SPACED:
        return
    for result in places:
        if _LABEL.search(text, 0, result.start()):
            continue
        severity = None if _within_word(text, *result.span()) else Severity.INFO
        mark = Mark(view, side.name, *result.span())
        yield Issue(mark, "space between two Chinese characters", "", safe=True, severity=severity)


def _within_word(text: str, start: int, end: int) -> bool:
    """Return whether the space tears a word: the best cutting of what stands around it has a word across it."""
    before = _HAN_BEFORE.search(text[max(0, start - AROUND) : start])
    after = _HAN_BEHIND.match(text, end, end + AROUND)
    if before is None or after is None:
        return False
    edge = len(before[0])
    tokens = load().cut(before[0] + after[0])
    return not any(token.start == edge for token in tokens)


RULE = Rule("stray-space", Severity.WARNING, ("zh",), check, style=True, habit=True)
