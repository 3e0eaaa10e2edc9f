""" "Member State" or "State party" lacks a capital.

A State has a capital S; Member has one for the Member States of the United Nations (member States of other bodies are written
small); the party in "State party" has none. Names and quotations keep their own way.

Why: the Charter writes Members and States so.

Example: member states and states parties
Better: Member States and States parties

Source: United Nations Editorial Manual, capitalization.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_STATE = compiled(
    r"\b(?P<text>(?P<first>[Mm]ember|[Oo]bserver) state(?P<plural>s?)|(?P<party>[Ss]tates? [Pp]art(?:y|ies)))\b(?!['’]?-)"
)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.written("en"):
        if "state" not in side.text and "State Party" not in side.text:
            continue
        zones = side.quotations
        for match in _STATE.finditer(side.text):
            if match.start() in zones:
                continue
            if match["party"]:
                better = match["party"][0].upper() + match["party"][1:]
                if better == match["party"]:
                    continue
            else:
                better = f"{match['first'].title()} State{match['plural']}"
            message = f"“{match['text']}” is written “{better}”"
            yield Issue(Mark(view, side.name, *match.span("text")), message, suggestion=better)


RULE = Rule("member-state-capitals", Severity.WARNING, ("en",), check, style=True, habit=True)
