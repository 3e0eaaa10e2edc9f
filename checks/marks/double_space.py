"""Two or more spaces stand between words of English text.

Columns of tables and lists (more than three spaces, tabs) are left alone, and so are drafts that regularly set two spaces after a full
stop.

Why: the second space is a slip of the thumb.

Example: the  General Assembly
Better: the General Assembly

Source: United Nations Editorial Manual, typing of documents: one space after marks of punctuation.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled("  ")
_SPACES = compiled(r"(?<=[A-Za-z,;:])( {2,3})(?=[A-Za-z(])")
_STOPS = compiled(r"(?<=[a-z][.?!])( {2,3})(?=[A-Z])")
MANY = 5
"""So often two spaces after a full stop are the draft's own way."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    stops = []
    for view, side in document.matching("en", _QUICK):
        for match in _SPACES.finditer(side.text):
            yield Issue(Mark(view, side.name, *match.span()), "more than one space", suggestion=" ", safe=True)
        stops += [Mark(view, side.name, *match.span()) for match in _STOPS.finditer(side.text)]
    if len(stops) < MANY:
        for mark in stops:
            yield Issue(mark, "more than one space", suggestion=" ", safe=True)


RULE = Rule("double-space", Severity.WARNING, ("en",), check, style=True, habit=True)
