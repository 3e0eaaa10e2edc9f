"""A percentage is not written "per cent".

In text it is "per cent", two words; the sign belongs to tables, and "percent" to other style books. A sign is information
only, "percent" is a warning; quotations are left alone.

Why: one form throughout the Organization's documents.

Example: 25% of the teachers
Better: 25 per cent of the teachers

Source: United Nations Editorial Manual, numbers, dates and time: percentages.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled("%|percent")
_SIGN = compiled(r"(?<=\d)( ?)%(?=[\s,.;:)]|$)")
_WORD = compiled(r"(?: |(?<![\w-]))percent\b(?!-)")
LEAST = 60
"""Characters of a text that is no cell of a table."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("en", _QUICK):
        text = side.text
        zones = side.quotations
        for match in _WORD.finditer(text):
            if match.start() not in zones:
                yield Issue(Mark(view, side.name, *match.span()), "“percent” is “per cent”", suggestion=" per cent")
        if len(text) < LEAST:
            continue
        for match in _SIGN.finditer(text):
            if match.start() not in zones:
                mark = Mark(view, side.name, *match.span())
                message = "in text a percentage is written “per cent”"
                yield Issue(mark, message, suggestion=" per cent", severity=Severity.INFO)


RULE = Rule("per-cent", Severity.WARNING, ("en",), check, style=True, habit=True)
