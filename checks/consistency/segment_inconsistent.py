"""One source segment is translated in two ways.

A warning within one document, information across the documents of a file. Differences of spaces, capitals and marks at the end
are none. What differs is shown; the more frequent translation, else the earlier one, is suggested. Segments without a word of some
length (headings such as "1.") are left alone.

Why: readers compare; a sentence that comes back should come back in the same words.

Example: 缔约国应当采取措施。 | States parties shall take measures. / States Parties must take steps.
Better: one of them, twice.

Source: common practice of translation quality assurance.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.consistency._segments import differing, groups
from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for group in groups(document, SOURCE):
        rendering = group.best
        for item in group.others:
            words = differing(rendering.text, item.text)
            within = item.view.unit.document == rendering.view.unit.document
            message = f"the same source is translated otherwise elsewhere: “{words[0]}” there, “{words[1]}” here"
            yield Issue(
                Mark(item.view, TARGET, 0, len(item.text)),
                message,
                suggestion=rendering.text,
                severity=Severity.WARNING if within else Severity.INFO,
                related=(Mark(rendering.view, TARGET, 0, len(rendering.text)),),
            )


RULE = Rule("segment-inconsistent", Severity.WARNING, ("zh", "en"), check, across=True)
