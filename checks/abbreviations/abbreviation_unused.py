"""A short form is declared and never used afterwards.

Why: a short form that is not needed costs the reader a look; what is named once or twice has none.

Example: 国际刑事警察组织（国际刑警组织）出席了会议。 (and nothing more of it)
Better: 国际刑事警察组织出席了会议。

Source: United Nations Editorial Manual, abbreviations and acronyms: none for what is mentioned only once or twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    if document.bilingual:
        return  # a table may hold a part of a document
    for lang, declared in document.declarations.items():
        if not declared:
            continue
        texts = [side.text for _, side in document.written(lang)]
        for short in dict.fromkeys(item.short for item in declared):
            places = [item for item in declared if item.short == short]
            full_names = {item.full for item in places if item.full and short in item.full}
            if _uses(texts, short, lang, full_names) <= len(places):
                first = places[0]
                mark = Mark(first.view, first.side.name, first.start, first.end)
                yield Issue(mark, f"“{short}” is declared and never used afterwards")


def _uses(texts: list[str], short: str, lang: str, full_names: set[str]) -> int:
    """Return how often a short form stands in the texts; within the full name (海事组织 in 国际海事组织) is no use."""
    if lang == "zh":
        within = sum(text.count(name) for text in texts for name in full_names)
        return sum(text.count(short) for text in texts) - within
    pattern = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)", re.IGNORECASE if " " in short else 0)
    return sum(len(pattern.findall(text)) for text in texts)


RULE = Rule("abbreviation-unused", Severity.INFO, ("zh",), check)
