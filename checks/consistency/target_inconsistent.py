"""Two different source segments have one and the same translation.

Only segments of some length, whose sources differ in words and not merely in marks or spaces.

Why: a segment was pasted twice, or a fuzzy match was taken over without the change.

Example: 第三届会议 … | Report of the third session / 第四届会议 … | Report of the third session
Better: Report of the fourth session

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
    for group in groups(document, TARGET):
        rendering = group.best
        for item in group.others:
            words = differing(rendering.text, item.text)
            message = f"the same translation as for another source: “{words[0]}” there, “{words[1]}” here"
            target = item.view.target
            yield Issue(
                Mark(item.view, TARGET, 0, len(target.text) if target else 0),
                message,
                related=(Mark(rendering.view, SOURCE, 0, len(rendering.text)),),
            )


RULE = Rule("target-inconsistent", Severity.INFO, ("zh", "en"), check, across=True)
