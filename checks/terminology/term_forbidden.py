"""A form stands in the text that must never be used: a slip that the termbase knows, or an offensive term.

Why: such a form is wrong in every text.

Example: 难民事物高级专员访问了该国。
Better: 难民事务高级专员访问了该国。

Silence: dismiss the single finding (a quotation is no exception), or set `term-forbidden = "off"` under `[rules]`.
Source: the termbase (each term names its own source).
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.term_matching.avoided_terms import avoided
from yizhi.termbase.model import Status


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    return avoided(document, context, Status.FORBIDDEN)


RULE = Rule("term-forbidden", Severity.ERROR, ("zh",), check)
