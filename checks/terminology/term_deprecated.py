"""A term is out of date, or not the one that is used.

Why: a reader who looks for the official term does not find it; some former names are taken as a position.

Example: 难民事务专员公署提供了援助。
Better: 难民事务高级专员公署提供了援助。

Silence: dismiss the single finding, put the words in quotation marks where they are someone else's, or set
`term-deprecated = "off"` under `[rules]`.
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
    return avoided(document, context, Status.DEPRECATED)


RULE = Rule("term-deprecated", Severity.WARNING, ("zh",), check)
