"""The full name and its declared short form alternate after the declaration.

Reported once a name, where the full name stands again first, if the short form is used as well. In headings, in quotations
and titles the full name is right.

Why: having declared a short form, a document uses it throughout.

Example: 国际劳工组织（劳工组织）……劳工组织……国际劳工组织……劳工组织
Better: 国际劳工组织（劳工组织）……劳工组织……劳工组织……劳工组织

Source: United Nations Editorial Manual, abbreviations and acronyms.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.declarations import DeclaredForm
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.model import Kind


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for lang, declared in document.declarations.items():
        names = {item.concept: item for item in declared if item.concept}
        if names:
            yield from _mixed(document, lang, names, {(item.view.index, item.start) for item in declared})


def _mixed(
    document: Document, lang: str, names: dict[str, DeclaredForm], brackets: set[tuple[int, int]]
) -> Iterator[Issue]:
    again: dict[str, tuple[Mark, int]] = {}
    short: set[str] = set()
    for view, side in document.written(lang):
        zones = None
        for hit in side.hits:
            item = names.get(hit.concept)
            if item is None or (view.index, hit.start) <= (item.view.index, item.start):
                continue
            if hit.text == item.short:
                short.add(hit.concept)
            elif hit.term.kind is Kind.FULL and hit.text == item.full and _running(side.text):
                zones = zones or side.quotations
                declared_here = any(
                    number == view.index and hit.end <= start <= hit.end + 4 for number, start in brackets
                )
                if hit.start not in zones and not declared_here:
                    mark, count = again.get(hit.concept, (Mark(view, side.name, hit.start, hit.end), 0))
                    again[hit.concept] = mark, count + 1
    for concept in short & again.keys():
        mark, count = again[concept]
        item = names[concept]
        times = f" ({count} times)" if count > 1 else ""
        message = f"the full name again{times}, though “{item.short}” was declared for it and is used"
        yield Issue(mark, message, suggestion=item.short, concept=concept)


def _running(text: str) -> bool:
    """Return whether a text is a paragraph, no heading."""
    return text.rstrip().endswith(("。", ".", "；", ";", "，", ",", "：", ":")) and len(text) > 40


RULE = Rule("abbreviation-mixed", Severity.INFO, ("zh",), check, style=True)
