"""A term of the source is missing, and another concept's term stands in the translation without a source of its own.

Why: the surest error of all: the reader gets another body, crime or instrument.

Example: 工作组讨论了打击偷运移民的措施。 | The Working Group discussed measures to counter trafficking in persons.
Better: 工作组讨论了打击偷运移民的措施。 | The Working Group discussed measures to counter the smuggling of migrants.

Silence: dismiss the single finding, add the rendering to the termbase as admitted, or set `term-replaced = "off"` under `[rules]`.
Source: the termbase (each term names its own source).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.context import Context
from checks.document import Document
from checks.model import Issue, Rule, Severity
from checks.terminology._issues import PLAIN, REPLACED, issues


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Issues of one file."""
    return issues(document, context, REPLACED, PLAIN)


RULE = Rule("term-replaced", Severity.WARNING, ("zh", "en"), check, across=True)
