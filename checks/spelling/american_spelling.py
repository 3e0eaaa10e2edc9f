"""A word has an American spelling: program, center, labor, defense, favor.

Names keep their own spelling (Department of Defense), so only words without a capital count; a computer program is one. Quotations are left alone.

Why: the Organization follows British spelling, apart from -ize.

Example: the program of work of the labor center
Better: the programme of work of the labour centre

Silence: dismiss the single finding, or set `american-spelling = "off"` under `[rules]`.
Source: United Nations Editorial Manual, spelling.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.zones import quoted
from yizhi.termbase.text.lazy import compiled

_BETTER = {
    "program": "programme", "programs": "programmes", "center": "centre", "centers": "centres", "centered": "centred",
    "labor": "labour", "defense": "defence", "defenses": "defences", "offense": "offence", "offenses": "offences",
    "favor": "favour", "favors": "favours", "favorable": "favourable", "behavior": "behaviour", "behaviors": "behaviours",
    "neighbor": "neighbour", "neighbors": "neighbours", "neighboring": "neighbouring", "honor": "honour",
    "endeavor": "endeavour", "endeavors": "endeavours", "color": "colour", "rumor": "rumour", "harbor": "harbour",
    "fulfill": "fulfil", "enrollment": "enrolment", "traveling": "travelling", "traveled": "travelled",
    "canceled": "cancelled", "modeling": "modelling", "labeling": "labelling", "catalog": "catalogue",
    "analyze": "analyse", "analyzed": "analysed", "analyzing": "analysing", "theater": "theatre", "fiber": "fibre",
    "meter": "metre", "meters": "metres", "kilometer": "kilometre", "kilometers": "kilometres", "liter": "litre",
    "liters": "litres", "aluminum": "aluminium", "plow": "plough", "skillful": "skilful", "counseling": "counselling",
}  # fmt: skip
_AMERICAN = frozenset(_BETTER)
_WORD = compiled(rf"(?<![\w.@/-])(?P<word>{'|'.join(sorted(_BETTER, key=len, reverse=True))})(?![\w@]|\.\w)")
_COMPUTER = compiled(r"(?:computer|software|spyware|malware|installed) $")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    if _AMERICAN.isdisjoint(document.words("en")):
        return
    for view, side in document.written("en"):
        if _AMERICAN.isdisjoint(side.words):
            continue
        zones = None
        for found in _WORD.finditer(side.text):
            zones = zones or quoted(side.text)
            computer = found["word"].startswith("program") and _COMPUTER.search(side.text, 0, found.start())
            if found.start() in zones or computer:
                continue
            better = _BETTER[found["word"]]
            message = f"“{found['word']}” is spelt “{better}” in United Nations documents"
            yield Issue(Mark(view, side.name, *found.span()), message, suggestion=better)


RULE = Rule("american-spelling", Severity.WARNING, ("en",), check, style=True, habit=True)
