"""Where a text reads as if words had fallen out of it: `the of`, `and ,`, `和，`.

A term that was rendered freely leaves a whole sentence; one that was lost leaves an article without its noun, a conjunction without
what it joins, two commas in a row. Which words may follow which is grammar; how much each kind of tear says was counted in published
translations (even documents), as they are and with terms taken out of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import language_model

FULL = 4.0
"""Nats of a tear that counts as 1."""
NEAR = 0.35
"""How far from a term's own place, as a share of the text, a tear may be to come of its loss."""

_ARTICLES = frozenset(["the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "every"])
_PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "for",
        "to",
        "by",
        "with",
        "from",
        "at",
        "into",
        "upon",
        "towards",
        "toward",
        "among",
        "between",
        "against",
        "concerning",
        "regarding",
        "within",
        "during",
        "through",
        "under",
    ]
)
_CONJUNCTIONS = frozenset(["and", "or", "nor"])
_VERBS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "shall",
        "may",
        "can",
        "should",
        "would",
        "could",
        "must",
        "be",
        "been",
    ]
)
_FUNCTION = _PREPOSITIONS | _CONJUNCTIONS
_TOKEN = compiled(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,/]*|[^\w\s]")
_OPENING = compiled(r"\s*(?:\(?[0-9A-Za-z]{1,4}[.)]\s+|[-•*]+\s*)?([a-z]+|[.,;:)])")
"""A first word in small letters, or a mark that cannot come first, behind the number of a paragraph."""
_LETTERS = frozenset("ai")
"""What may be the letter of an item or a number: (a), I."""

_JOINING = frozenset(["和", "与", "及", "或", "以及", "或者", "及其"])
_BEFORE_NOUNS = frozenset("对为向在将把被由从以使于")
_SUSPECT = compiled(
    r"[和与及或者其对为向在将把被由从以使于的][，。；、：）)》”；,;和与及或以的]|[，、；：（(《“][，、。；）)》”的和与及或]|\A\W*(?:[0-9A-Za-z]{1,4}\W+)?[和与及或]"
)
"""Characters that may make a tear, whatever words they belong to: asked first, because it is quick."""
_RUN = compiled(r"[\u4e00-\u9fff]+|\S")
_ENDS = frozenset("，。；、：）)》”,;")
_OPENS = frozenset("，、；：（(《“")


class Tear(NamedTuple):
    """A tear: where the text goes on behind it, and how much it says that words are lost, in nats."""

    place: int
    weight: float


def torn(text: str, lang: str, offset: float) -> float:
    """Return how much speaks for words lost about an offset (a share of the text), from 0 to 1."""
    length = len(text) or 1
    weights = (tear.weight * max(0.0, 1 - abs(offset - tear.place / length) / NEAR) for tear in tears(text, lang))
    return min(1.0, max(weights, default=0.0) / FULL)


@lru_cache(maxsize=256)
def tears(text: str, lang: str) -> tuple[Tear, ...]:
    """Return the tears of a text in `zh` or `en`."""
    return tuple(_in_chinese(text) if lang == "zh" else _in_english(text))


def _in_english(text: str) -> Iterator[Tear]:
    tokens = [(match.start(), match.group()) for match in _TOKEN.finditer(text)]
    opening = _OPENING.match(text)
    if opening:
        yield Tear(0, 2.7 if opening[1] in _FUNCTION or not opening[1].isalpha() else 1.5)
    for number in range(1, len(tokens)):
        (_, first), (offset, second) = tokens[number - 1 : number + 1]
        before = tokens[number - 2][1] if number > 1 else ""
        if first.lower() in _LETTERS and (second in ".)" or before in ("(", ".")):
            continue
        weight = _english(first.lower(), second)
        if weight:
            yield Tear(offset, weight)


def _english(first: str, second: str) -> float:
    """Return what two words or marks in a row say; 0 where they may well follow each other."""
    if first in _ARTICLES:
        return _behind_article(second)
    if first in _CONJUNCTIONS:
        return 4.0 if second in ".;)" else 3.0 if second in _CONJUNCTIONS else 0.0
    if first in _PREPOSITIONS:
        return _behind_preposition(first, second)
    return 4.0 if (first in ",;(" and second in ",.;)") else 0.0


def _behind_article(second: str) -> float:
    if second in _FUNCTION:
        return 3.8
    if second in _ENDS or second == ".":
        return 3.5
    return 2.3 if second in _VERBS or second in _ARTICLES else 0.0


def _behind_preposition(first: str, second: str) -> float:
    if second in ".;)":
        return 2.9
    if second in ",:":
        return 2.3
    if second in _CONJUNCTIONS:
        return 1.6
    if second not in _PREPOSITIONS:
        return 0.0
    return 3.0 if "of" in (first, second) else 1.3


def _in_chinese(text: str) -> Iterator[Tear]:
    if not _SUSPECT.search(text):
        return
    model = language_model.load()
    words: list[tuple[int, str]] = []
    for run in _RUN.finditer(text):
        if "\u4e00" <= run.group()[0] <= "\u9fff":
            words += [(run.start() + token.start, token.word) for token in model.cut(run.group())]
        else:
            words.append((run.start(), run.group()))
    if words and words[0][1] in _JOINING:
        yield Tear(0, 2.0)
    for (_, first), (offset, second) in itertools.pairwise(words):
        weight = _chinese(first, second)
        if weight:
            yield Tear(offset, weight)


def _chinese(first: str, second: str) -> float:
    """Return what two Chinese words or marks in a row say; 0 where they may well follow each other."""
    joins = second in _JOINING
    if first in _JOINING:
        return 2.7 if second in _ENDS else 1.5 if joins or second == "的" else 0.0
    if first in _BEFORE_NOUNS:
        return 1.9 if second in _ENDS else 3.0 if second == "的" else 1.1 if joins else 0.0
    if first in _OPENS:
        quoted = first == "：" and second not in _ENDS
        if second in "，、。；）)》”" and not quoted:
            return 3.8 if first + second not in ("：“", "”）") else 0.0
        return 2.7 if second == "的" else 2.0 if joins and first in "、（(《“" else 0.0
    return 1.3 if first == "的" and joins else 0.0
