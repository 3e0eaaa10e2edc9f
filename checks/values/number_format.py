"""Figures of five and more digits are grouped in two ways, or grouped wrongly.

The draft's own majority counts: 31 000 or 31,000. Groups of another length than three are a warning.

Why: a reader takes 1,2345 for a slip of a digit, and two ways of grouping for two sources.

Example: 31,000 日元和 64 000 日元和 18 000 日元
Better: 31 000 日元和 64 000 日元和 18 000 日元

Source: United Nations Editorial Manual, numbers; Chinese editions set a space or nothing between the groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

# Each begins with a digit, so that the search skips to digits; what stands before is looked at afterwards.
_COMMA = compiled(r"[0-9](?<![0-9,.，].)[0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_SPACE = compiled(r"[0-9](?<![0-9,.].)(?<![0-9] .)[0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9,/]|[ ][0-9])")
_WRONG = compiled(
    r"[0-9](?<![0-9,.].)[0-9]{0,2}(?:(?:,[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})(?:,[0-9]{3})+|(?:,[0-9]{3})+,(?:[0-9]{1,2}|[0-9]{4,}))(?![0-9,])"
)
_GROUPED = compiled(r"[0-9][, \u00a0\u2009\u202f][0-9]")
"""What all of them hold."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for lang in ("zh", "en"):
        forms: dict[str, list[tuple[RecognisedUnit, RecognisedSegment, re.Match[str]]]] = {"a comma": [], "a space": []}
        for view, side in document.matching(lang, _GROUPED):
            text = side.text
            for match in _WRONG.finditer(text) if "," in text else ():
                message = f"“{match.group()}” has a group that is not of three digits"
                yield Issue(Mark(view, side.name, *match.span()), message, severity=Severity.WARNING)
            for name, pattern in (("a comma", _COMMA), ("a space", _SPACE)):
                forms[name] += [(view, side, match) for match in pattern.finditer(text)]
        few, many = sorted(forms.items(), key=lambda item: len(item[1]))
        if len(few[1]) < len(many[1]):
            for view, side, match in few[1]:
                better = re.sub(r"[,\s]", " " if many[0] == "a space" else ",", match.group())
                message = f"“{match.group()}”: elsewhere the draft groups figures with {many[0]} ({len(many[1])} times)"
                yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better)


RULE = Rule("number-format", Severity.INFO, ("zh",), check, style=True)
