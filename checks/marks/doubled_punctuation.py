"""Two marks of punctuation stand where one belongs: a stop or comma twice, or two that exclude each other.

An ellipsis, an abbreviation before a comma (etc.,) and marks inside an address are left alone, and so is a 、 before 和 in lists
whose items have commas of their own.

Why: one of them is left over from an edit.

Example: 加强合作，。
Better: 加强合作。

Source: GB/T 15834-2011; common practice of proofreading.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_ZH = compiled(
    r"(?P<marks>[，、；：。]{2,})(?P<and>)|(?P<comma>、)(?=(?:和|及|以及|与)[\u4e00-\u9fff\U00020000-\U000323af])(?!和平|和解|和谐|和睦|及时|与会)"
)
_EN = compiled(r"(?<=[A-Za-z0-9)\]”])(?P<marks>,[ ]?,|;[ ]?;|:[ ]?:|(?<!\.)\.\.(?!\.)|[;:][,.]|,[;:.](?!\.))(?=\s|$)")
_QUICK_EN = compiled(r"[,;:.] ?[,;:.]")
_QUICK_ZH = compiled("[，、；：。][，、；：。]|、(?:和|及|以及|与)")
_RANK = "、，：；。"
"""Marks by how much they part: of two that exclude each other the stronger one stays."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("zh", _QUICK_ZH):
        for match in _ZH.finditer(side.text):
            marks = match["marks"]
            if marks is None:
                message = "“、” before a word that joins: one of the two is enough"
                mark = Mark(view, side.name, *match.span("comma"))
                yield Issue(mark, message, suggestion="", severity=Severity.INFO)
                continue
            if set(marks) == {"。"} and len(marks) > 2:
                continue  # an ellipsis in the wrong form (dash-form)
            same = len(set(marks)) == 1
            message = f"“{marks[0]}” stands twice" if same else f"“{marks}”: two marks where one belongs"
            yield Issue(
                Mark(view, side.name, *match.span()), message, suggestion=max(marks, key=_RANK.index), safe=same
            )
    for view, side in document.matching("en", _QUICK_EN):
        for match in _EN.finditer(side.text):
            marks = match["marks"]
            stop = marks[0]
            same = set(marks.replace(" ", "")) == {stop}
            message = f"“{stop}” stands twice" if same else f"“{marks}”: two marks where one belongs"
            yield Issue(Mark(view, side.name, *match.span()), message, suggestion=stop if same else None, safe=same)


RULE = Rule("doubled-punctuation", Severity.WARNING, ("zh",), check)
