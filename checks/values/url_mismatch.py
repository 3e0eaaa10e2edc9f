"""A web address of the source is another one in the translation, or is missing there.

The scheme, a leading `www.`, a closing slash and the case of letters do not matter. Addresses that name a language
(`/zh/`, `/en/`) may differ in that.

Why: a mistyped address leads nowhere, or somewhere else.

Example: 见www.example.org/report。 | See www.example.org/reports.
Better: 见www.example.org/report。 | See www.example.org/report.

Source: United Nations Editorial Manual, electronic sources.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._differences import issues
from yizhi.tm.values.model import ADDRESS


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, {ADDRESS}, "Web address", Severity.WARNING)


RULE = Rule("url-mismatch", Severity.WARNING, ("zh", "en"), check)
