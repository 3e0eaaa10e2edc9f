"""A segment has no translation.

Why: an empty segment is left out of the finished document, or filled with the source.

Example: 缔约国应当采取措施。 | (nothing)
Better: 缔约国应当采取措施。 | States parties should take measures.

Silence: dismiss the single finding, or set `empty-target = "off"` under `[rules]` while a draft is unfinished.
Source: common practice of translation quality assurance.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    if not document.bilingual:
        return
    for view in document.views:
        source, target = view.source, view.target
        if source is None or (target is not None and not target.text.isspace() and target.text):
            continue
        if not any(map(str.isalpha, source.text)):
            continue
        if target is None:
            yield Issue(Mark(view, SOURCE, 0, len(source.text)), "the segment has no translation")
        else:
            related = (Mark(view, SOURCE, 0, len(source.text)),)
            yield Issue(Mark(view, TARGET, 0, len(target.text)), "the segment has no translation", related=related)


RULE = Rule("empty-target", Severity.WARNING, ("zh", "en"), check)
