"""A verb that the United Nations spells with -ize, or a word made from it, is spelt with -ise.

The verbs that have -ise in every spelling (advise, exercise, revise) and analyse are none of them; names and quotations keep
their own spelling, but for names that the termbase has with -ize. Each word is told once a document; its other places are
information. A document that has -ise throughout, in several words, is told at the first of them.

Why: the Organization follows the Concise Oxford Dictionary, which has -ize.

Example: to organise and recognise
Better: to organize and recognize

Source: United Nations Editorial Manual, spelling; the lists of SCOWL for both British ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.model import Strictness
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english.dictionary import variants

if TYPE_CHECKING:
    from yizhi.termbase.recognition.hit import Hit

_SENTENCE = compiled(r"[.?!:;)]\s+\Z")
_SPACES = 8
"""Characters before a word in which the end of a sentence is sought."""
_WORD = compiled(r"(?<![\w.@/])[A-Za-z]+(?![\w@])")


@lru_cache(maxsize=1)
def _better() -> dict[str, str]:
    """{spelling with -ise: the Organization's}."""
    return {word: better for word, (better, kind) in variants().items() if kind == "ise"}


@lru_cache(maxsize=1)
def _right() -> frozenset[str]:
    """Return the spellings with -ize."""
    return frozenset(_better().values())


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    odd = {word for word in document.words("en") if word in _better()}
    if not odd:
        return
    right_words = {_better()[word] for word in odd}
    throughout = len(right_words) > 1 and document.words("en").isdisjoint(_right())
    told: set[str] = set()
    for view, side in document.written("en"):
        if odd.isdisjoint(side.words):
            continue
        zones = side.quotations
        for match in _WORD.finditer(side.text):
            word = match.group()
            if word.lower() not in odd or match.start() in zones:
                continue
            right = _better()[word.lower()]
            if word[0].isupper() and _within_name(side.text, match.start()):
                hit = next((hit for hit in side.near(match.start(), match.start() + 1) if not hit.covered), None)
                if hit is None or not _official(hit, right, context):
                    continue
            better = word[0] + right[1:]
            message = f"“{word}” is spelt “{better}” in United Nations documents"
            severity = Severity.INFO if right in told or (throughout and told) else None
            told.add(right)
            yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, severity=severity)


def _official(hit: Hit, right: str, context: Context) -> bool:
    """Return whether the official name of what is named has a spelling."""
    if hit.strictness is not Strictness.NAME:
        return False
    concept = context.library.concept(hit.concept)
    official = concept.preferred("en") if concept is not None else None
    return official is not None and right in official.text.lower().split()


def _within_name(text: str, start: int) -> bool:
    """Return whether a capital is more than the beginning of a sentence: International Organisation of Vine and Wine."""
    return start > 0 and not _SENTENCE.search(text, max(0, start - _SPACES), start)


RULE = Rule("ize-spelling", Severity.WARNING, ("en",), check, style=True, habit=True)
