"""A word or name that the memory never has, beside one that differs by a slip and that it has often.

Runs only with a memory from which `yizhi tm learn` has learnt. Looked at are Chinese words of three to six characters, of which one sounds or
looks like the right one, and English names of six letters and more, of which one within is wrong, missing, too many or
exchanged with its neighbour. What the dictionary knows, what the termbase recognises, and drafts in traditional characters
are left alone.

Why: the names of people and places stand in no dictionary, but in the documents before this one.

Example: 秘书长古特雷丝发言 (the memory has 古特雷斯 in 214 units)
Better: 秘书长古特雷斯发言

Source: common practice of translation memories; noisy channel (Kernighan, Church and Gale, 1990).
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.spelling.traditional_in_simplified import is_traditional


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    if context.usage is None:
        return
    for language in ("zh", "en"):
        if language == "zh" and is_traditional(document.whole("zh")):
            continue
        for view, side in document.written(language):
            for start, end, better, units in context.usage.slips(side.text, language):
                if side.near(start, end):
                    continue
                message = f"the memory never has “{side.text[start:end]}”, but “{better}” in {units:,} units"
                yield Issue(Mark(view, side.name, start, end), message, suggestion=better)


RULE = Rule("memory-slip", Severity.INFO, ("zh", "en"), check)
