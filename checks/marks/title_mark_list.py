"""A 、 stands between two titles in 《》.

The marks separate the titles already; between adjacent 《》 nothing is needed. In a list that has other items too the 、 may
be meant, so nothing is changed unseen.

Why: the national standard and the house style of the Chinese editions leave it out.

Example: 《公约》、《议定书》
Better: 《公约》《议定书》

Silence: dismiss the single finding, or set `title-mark-list = "off"` under `[rules]`.
Source: GB/T 15834-2011, 4.5.3.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled("》、《")
_PATTERN = compiled(r"(?<=》)、(?=《)")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    for view, side in document.matching("zh", _QUICK):
        for found in _PATTERN.finditer(side.text):
            yield Issue(Mark(view, side.name, *found.span()), "“、” between two titles in 《》", suggestion="")


RULE = Rule("title-mark-list", Severity.INFO, ("zh",), check, style=True)
