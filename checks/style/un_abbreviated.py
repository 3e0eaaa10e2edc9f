""" "United Nations" is abbreviated to UN or U.N.

Acronyms and names that hold it (UN-Women, UN-Habitat, UN.GIFT) are names; quotations are left alone.

Why: in running text the name of the Organization is written out.

Example: the UN system
Better: the United Nations system

Source: United Nations Editorial Manual, abbreviations and acronyms.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.model import Kind
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled(r"U(?:N|\.N\.)")
_UN = compiled(r"(?<![\w./@-])(?:UN|U\.N\.)(?![\w@]|[-/][A-Za-z]|\.[A-Za-z]| Women| Habitat| Global Compact| Comtrade)")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("en", _QUICK):
        zones = side.quotations
        for match in _UN.finditer(side.text):
            start, end = match.span()
            named = any(
                hit.start <= start
                and end <= hit.end
                and hit.end - hit.start > end - start
                and hit.term.kind is Kind.ABBREVIATION
                for hit in side.near(start, end)
                if not hit.covered
            )
            shouting = side.text[max(0, start - 12) : end + 12].isupper()
            if (
                start not in zones
                and not named
                and not shouting
                and side.text[start - 1 : start] + side.text[end : end + 1] != "()"
            ):
                yield Issue(
                    Mark(view, side.name, start, end),
                    "“United Nations” is not abbreviated",
                    suggestion="United Nations",
                )


RULE = Rule("un-abbreviated", Severity.WARNING, ("en",), check, style=True, habit=True)
