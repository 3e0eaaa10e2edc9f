"""The memory has an approved translation of this very sentence, and the draft has another one.

Differences of spaces, capitals and marks at the end are none. Runs only with a memory (`--memory`, or in the configuration).

Why: what was approved once need not be decided again.

Example: 缔约国应当采取措施。 | States should take steps. (in the memory: States parties shall take measures.)
Better: States parties shall take measures.

Source: common practice of translation memories.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.consistency._segments import differing, key
from yizhi.checks.context import Context
from yizhi.checks.document import TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    if context.memory is None:
        return
    for view, source, target in document.pairs():
        approved = context.memory.exact(source.text, source.language, target.language)
        if approved and key(target.text) not in {key(text) for text in approved}:
            words = differing(approved[0], target.text)
            message = f"the memory has “{words[0]}” where the draft has “{words[1]}”"
            yield Issue(Mark(view, TARGET, 0, len(target.text)), message, suggestion=approved[0])


RULE = Rule("memory-differs", Severity.WARNING, ("zh", "en"), check)
