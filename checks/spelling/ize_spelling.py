"""A verb that the United Nations spells with -ize, or a word made from it, is spelt with -ise.

The verbs that have -ise in every spelling (advise, exercise, revise) and analyse are none of them; names and quotations keep
their own spelling.

Why: the Organization follows the Concise Oxford Dictionary, which has -ize.

Example: to organise and recognise
Better: to organize and recognize

Silence: dismiss the single finding, or set `ize-spelling = "off"` under `[rules]`.
Source: United Nations Editorial Manual, spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.zones import quoted
from yizhi.termbase.text.lazy import compiled

_STEMS = (
    "organ|recogn|real|emphas|util|criminal|priorit|mobil|stabil|harmon|standard|global|author|minim|maxim|final|summar|"
    "character|special|modern|institutional|marginal|stigmat|victim|optim|central|general|national|normal|formal|industrial|"
    "urban|commercial|privat|liberal|revital|rational|decentral|demobil|destabil|neutral|capital|visual|digit|"
    "categor|familiar|legal|decriminal|penal|radical|reorgan|sensit|symbol|synchron|theor|crystall|custom|"
    "equal|immun|internal|material|operational|personal|popular|polar|subsid|regular|local|memor|hospital|apolog|critic|item"
)
_ENDS = "e|es|ed|ing|er|ers|ation|ations|ational"
_WORD = compiled(rf"\b(?P<stem>(?:{_STEMS}))is(?P<end>{_ENDS})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """All the words that the rule is about."""
    return frozenset(f"{stem}is{end}" for stem in _STEMS.split("|") for end in _ENDS.split("|"))


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    if _words().isdisjoint(document.words("en")):
        return
    for view, side in document.written("en"):
        if _words().isdisjoint(side.words):
            continue
        zones = None
        for found in _WORD.finditer(side.text):
            zones = zones or quoted(side.text)
            if found.start() in zones or (found.group()[0].isupper() and _within_name(side.text, found.start())):
                continue
            better = f"{found['stem']}iz{found['end']}"
            message = f"“{found.group()}” is spelt “{better}” in United Nations documents"
            yield Issue(Mark(view, side.name, *found.span()), message, suggestion=better)


def _within_name(text: str, start: int) -> bool:
    """Whether a capital is more than the beginning of a sentence: International Organisation of Vine and Wine."""
    return not re.search(r"(?:^|[.?!:;]\s+|\)\s+)$", text[:start])


RULE = Rule("ize-spelling", Severity.WARNING, ("en",), check, style=True, habit=True)
