"""Inline codes of the source are missing in the translation, doubled, or foreign to it.

Codes are compared by kind and id, not by place: word order differs between the languages. A closing code before its
opening one is reported too.

Why: a lost code loses a footnote, a link or a format; a doubled one may break the file.

Example: source with codes 1 and 2, translation with code 1 alone.
Better: translation with codes 1 and 2.

Source: XLIFF 2.1, 4.7.2 (inline codes); common practice of CAT tools.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document
from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.translations():
        source_tags, target_tags = source.segment.tags, target.segment.tags
        if not source_tags and not target_tags:
            continue
        counts = Counter((tag.kind, tag.id) for tag in source_tags), Counter((tag.kind, tag.id) for tag in target_tags)
        for missing in counts[0] - counts[1]:
            tag = next(tag for tag in source_tags if (tag.kind, tag.id) == missing)
            yield Issue(
                Mark(view, SOURCE, tag.at, tag.at), f"inline code {_name(missing)} is missing in the translation"
            )
        for extra in counts[1] - counts[0]:
            tag = next(tag for tag in reversed(target_tags) if (tag.kind, tag.id) == extra)
            yield Issue(
                Mark(view, TARGET, tag.at, tag.at), f"inline code {_name(extra)} has no counterpart in the source"
            )
        seen: set[str] = set()
        for tag in target_tags:
            if tag.kind == "open":
                seen.add(tag.id)
            elif tag.kind == "close" and tag.id not in seen and ("open", tag.id) in counts[1]:
                yield Issue(Mark(view, TARGET, tag.at, tag.at), f"inline code {tag.id} is closed before it is opened")


def _name(key: tuple[str, str]) -> str:
    kind, name = key
    return name if kind == "alone" else f"{name} ({'opening' if kind == 'open' else 'closing'})"


RULE = Rule("tag-mismatch", Severity.ERROR, ("zh", "en"), check)
