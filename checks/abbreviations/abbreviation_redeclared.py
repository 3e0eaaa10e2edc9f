"""A short form is declared twice: for two different names, or again for the same one.

For two names it is a warning; declared again for the same name (in a summary and in the text, say), or for another
wording of it, it is information.

Why: one short form for two bodies misleads; a second declaration lets the reader look for a difference.

Example: 国际劳工组织（劳工组织）……国际劳工组织（劳工组织）
Better: 国际劳工组织（劳工组织）……劳工组织

Source: United Nations Editorial Manual, abbreviations and acronyms: the full name at first mention only.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.consistency._wordings import key
from yizhi.checks.context import Context
from yizhi.checks.declarations import DeclaredForm
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for declared in document.declarations.values():
        first: dict[str, DeclaredForm] = {}
        for item in declared:
            earlier = first.setdefault(item.short, item)
            if earlier is item:
                continue
            mark = Mark(item.view, item.side.name, item.start, item.end)
            related = (Mark(earlier.view, earlier.side.name, earlier.start, earlier.end),)
            if _two(earlier, item):
                message = f"“{item.short}” was declared for “{earlier.full}”, here it stands for “{item.full}”"
                yield Issue(mark, message, related=related, severity=Severity.WARNING)
            else:
                yield Issue(mark, f"“{item.short}” was declared before", related=related)


def _two(first: DeclaredForm, second: DeclaredForm) -> bool:
    """Return whether two declarations are of two names: two known concepts, or full names without a common end.

    Names that share half of their characters are taken for wordings of one: where a full name begins is often unsure.
    """
    if first.concept and second.concept:
        return first.concept != second.concept and bool(first.full and second.full)
    a, b = key(first.full), key(second.full)
    if not (a and b) or a.endswith(b[-4:]) or b.endswith(a[-4:]):
        return False
    return second.side.lang != "zh" or 2 * len(set(a) & set(b)) < min(len(set(a)), len(set(b)))


RULE = Rule("abbreviation-redeclared", Severity.INFO, ("zh",), check, style=True)
