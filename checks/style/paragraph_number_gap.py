"""The numbers of the paragraphs leave one out, or have one twice.

Only drafts whose paragraphs are numbered in one run are judged (1., 2., 3. … at the beginning of paragraphs, at least
ten of them). Where several numbers in a row are missing, nothing is said: they are more likely lost in extraction.

Why: paragraphs are cited by their numbers.

Example: 12. …  13. …  15. …
Better: 12. …  13. …  14. …

Source: United Nations Editorial Manual, numbering of paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_NUMBER = compiled(r"\s*([0-9]{1,3})[.．、]\s*(?![0-9])")
ENOUGH = 10


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    numbered: list[tuple[RecognisedUnit, RecognisedSegment, re.Match[str], int]] = []
    for lang in ("zh", "en"):
        for view, side in document.written(lang):
            label = _NUMBER.match(side.text)
            if label:
                numbered.append((view, side, label, int(label[1])))
    steps = [b[3] - a[3] for a, b in pairwise(numbered)]
    if len(numbered) < ENOUGH or steps.count(1) < 0.9 * len(steps):
        return
    for earlier, (view, side, match, number) in pairwise(numbered):
        before = earlier[3]
        mark = Mark(view, side.name, *match.span(1))
        if number == before:
            yield Issue(mark, f"paragraph {number} stands twice", suggestion=None)
        elif number == before + 2:
            yield Issue(mark, f"paragraph {before + 1} is missing before {number}", suggestion=None)


RULE = Rule("paragraph-number-gap", Severity.INFO, ("zh",), check)
