"""A term of the translation has nothing behind it in the source.

It is asked whether anything in the source can stand for the term: its own counterpart, a related or short form, a later
mention (该委员会 for the Committee's full name), words that a dictionary or the termbase's other terms connect with it.

Why: an official name that the source does not have is a slip of memory, or was left from another text.

Example: 办公室提供了技术援助。 | The Office and the World Health Organization provided technical assistance.
Better: 办公室提供了技术援助。 | The Office provided technical assistance.

Source: the termbase (each term names its own source).
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.term_matching.messages import EXTRA, PLAIN, issues


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one file."""
    return issues(document, context, EXTRA, PLAIN)


RULE = Rule("term-extra", Severity.INFO, ("zh", "en"), check, across=True, tallied=True)
