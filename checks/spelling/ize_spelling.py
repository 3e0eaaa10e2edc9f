"""A verb that the United Nations spells with -ize, or a word made from it, is spelt with -ise.

The verbs that have -ise in every spelling (advise, exercise, revise) and analyse are none of them; names and quotations keep
their own spelling. Each word is told once a document; its other places are information.

Why: the Organization follows the Concise Oxford Dictionary, which has -ize.

Example: to organise and recognise
Better: to organize and recognize

Source: United Nations Editorial Manual, spelling; the lists of SCOWL for both British ways.
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
from yizhi.termbase.words.english.dictionary import variants

_WORD = compiled(r"(?<![\w.@/])[A-Za-z]+(?![\w@])")


@lru_cache(maxsize=1)
def _better() -> dict[str, str]:
    """{spelling with -ise: the Organization's}."""
    return {word: better for word, (better, kind) in variants().items() if kind == "ise"}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    odd = {word for word in document.words("en") if word in _better()}
    if not odd:
        return
    told: set[str] = set()
    for view, side in document.written("en"):
        if odd.isdisjoint(side.words):
            continue
        zones = quoted(side.text)
        for found in _WORD.finditer(side.text):
            word = found.group()
            if word.lower() not in odd or found.start() in zones:
                continue
            if word[0].isupper() and _within_name(side.text, found.start()):
                continue
            right = _better()[word.lower()]
            better = word[0] + right[1:]
            message = f"“{word}” is spelt “{better}” in United Nations documents"
            severity = Severity.INFO if right in told else None
            told.add(right)
            yield Issue(Mark(view, side.name, *found.span()), message, suggestion=better, severity=severity)


def _within_name(text: str, start: int) -> bool:
    """Whether a capital is more than the beginning of a sentence: International Organisation of Vine and Wine."""
    return not re.search(r"(?:^|[.?!:;]\s+|\)\s+)$", text[:start])


RULE = Rule("ize-spelling", Severity.WARNING, ("en",), check, style=True, habit=True)
