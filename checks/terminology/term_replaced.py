"""A term of the source is missing, and another concept's term stands in the translation without a source of its own.

A body and its head may speak for each other (联合国 and the Secretary-General), and a title that breaks off in the middle goes
on in another segment: that is information.

Why: the surest error of all: the reader gets another body, crime or instrument.

Example: 研讨会探讨了荒漠化的成因。 | The seminar explored the causes of deforestation.
Better: 研讨会探讨了荒漠化的成因。 | The seminar explored the causes of desertification.

Silence: dismiss the single finding, add the rendering to the termbase as admitted, or set `term-replaced = "off"` under `[rules]`.
Source: the termbase (each term names its own source).
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.term_matching.messages import PLAIN, REPLACED, issues


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one file."""
    return issues(document, context, REPLACED, PLAIN)


RULE = Rule("term-replaced", Severity.WARNING, ("zh", "en"), check, across=True, tallied=True)
