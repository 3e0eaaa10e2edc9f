"""An English word stands for another one that sounds or looks like it: complement for compliment, led for lead, its for it's.

A language model weighs the word among its neighbours against those that are written for it by mistake; it speaks where the
other one is likelier by far. Words that the document has again, names, and quotations are left alone. Only drafts of one language are read.

Why: no dictionary shows a right word in the wrong place.

Example: the Secretary-General's principle adviser
Better: the Secretary-General's principal adviser

Source: a trigram model of general English, and the pronouncing dictionary of Carnegie Mellon University (`docs/english.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.lexicon.families import family
from yizhi.termbase.recognition.forms import singular
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import english
from yizhi.termbase.words.english import dictionary
from yizhi.termbase.words.english.ngrams import END, START, STEPS, cost

if TYPE_CHECKING:
    from yizhi.termbase.recognition.hit import Hit

GAINS = {"h": 5.0, "f": 3.0, "n": 11.0, "m": 7.0, "l": 10.0, "a": 6.0, "c": -2.5}
"""Nats by which a word must be likelier than the one that stands: alike in sound, the same for a function word, nearly alike, the same
for two function words, one letter apart, forms that agree with the subject, contractions (which formal text
hardly has). Set on one half of a corpus of official documents and on annual reports of another kind; the other half was kept aside."""
_AGREEMENT = (("is", "are"), ("was", "were"), ("has", "have"), ("do", "does"), ("this", "these"), ("that", "those"))
_PLURAL = frozenset(plural for _, plural in _AGREEMENT)
COORDINATED = 8
"""Words before a plural verb in which "and" may make a plural subject of two nouns."""
_WORD = compiled(r"[A-Za-z]+(?:['’][a-z]+)?|[0-9][0-9.,/]*|[^\sA-Za-z0-9]")
_STOPS = frozenset(".;:?!")
_CLOSED = frozenset(["a", "an", "the"])
EASY = 10 * STEPS
"""What costs less with its neighbours is as likely as English is: nothing can be likelier by enough."""
MEANT = 2
"""So often a content word stands in a document that is meant."""
LONG = 4
"""Letters of a content word; shorter ones recur by chance."""


class Neighbours(NamedTuple):
    """The two words before and after a word; None for what tells nothing (a name, a figure, a bracket)."""

    earlier: str | None
    before: str | None
    after: str | None
    later: str | None


class Rival(NamedTuple):
    """A word that may have been meant: by how many nats it is likelier, the word, how the two are alike."""

    gain: float
    word: str
    kind: str


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    sides = document.written("en")
    if not sides:
        return
    pairs = confusions()
    times = lru_cache(maxsize=None)(document.whole("en").lower().count)
    for view, side in sides:
        tokens = [(match.group(), match.start()) for match in _WORD.finditer(side.text)]
        words = [_key(token) for token, _ in tokens]
        zones = None
        for number, (token, start) in enumerate(tokens):
            if token not in pairs or not token.islower() or hyphened(side.text, start, start + len(token)):
                continue
            rival = likelier(token, neighbours(words, number))
            if rival is None or (family(token) and len(token) >= LONG and times(token) >= MEANT):
                continue
            if rival.kind == "a" and token in _PLURAL and _is_plural(token, words, number):
                continue
            zones = zones or side.quotations
            if start in zones or any(_covers(hit, start, len(token)) for hit in side.near(start, start + 1)):
                continue
            message = f"“{token}” is unlikely here; “{rival.word}” {_ALIKE[rival.kind]} and fits its neighbours"
            yield Issue(Mark(view, side.name, start, start + len(token)), message, suggestion=rival.word)


_ALIKE = {
    "h": "sounds alike",
    "f": "sounds alike",
    "n": "sounds nearly alike",
    "m": "sounds nearly alike",
    "l": "is one letter away",
    "a": "agrees with its subject",
    "c": "sounds alike",
}


@lru_cache(maxsize=1)
def confusions() -> dict[str, tuple[tuple[str, str, int], ...]]:
    """{word: (word that may be meant, how they are alike, steps that it must be likelier)}."""
    path = Path(english.__file__).parent / "confusions.txt"
    kinds: dict[str, dict[str, str]] = {}
    for line in path.read_text("utf-8").splitlines():
        word, *others = line.split()
        if word in _CLOSED:
            continue
        kinds[word] = {
            confusion: _kind(word, confusion, kind)
            for confusion, _, kind in (item.partition(":") for item in others)
            if "'" not in confusion and confusion not in _CLOSED
        }
    for pair in _AGREEMENT:
        for word, confusion in (pair, pair[::-1]):
            kinds.setdefault(word, {})[confusion] = "a"
    steps = {kind: round(gain * STEPS) for kind, gain in GAINS.items()}
    return {
        word: tuple((confusion, kind, steps[kind]) for confusion, kind in rivals.items())
        for word, rivals in kinds.items()
    }


def _is_plural(token: str, words: list[str], number: int) -> bool:
    """Return whether a plural is right: "and" may have made the subject of a verb one, and a noun in the plural follows a pronoun."""
    if token in ("these", "those"):
        behind = words[number + 1] if number + 1 < len(words) else ""
        return singular(behind) != behind
    return "and" in words[max(0, number - COORDINATED) : number]


def _covers(hit: Hit, start: int, size: int) -> bool:
    """Return whether a word is part of a longer term; one that is a term by itself (lead, a metal) may be a slip."""
    return hit.start <= start < hit.end and hit.end - hit.start > size


def _kind(word: str, confusion: str, kind: str) -> str:
    """Return how two words are alike; function words apart, whose frequency the model knows well."""
    if "'" in word:
        return "c"
    if kind == "h" and not family(word):
        return "f"
    return "m" if kind == "n" and not family(word) and not family(confusion) else kind


def hyphened(text: str, start: int, end: int) -> bool:
    """Return whether a word is part of a compound: re-election."""
    return text[start - 1 : start] == "-" or text[end : end + 1] == "-"


def _key(token: str) -> str:
    """Return a token as the model has it: small letters; a stop is an edge, anything else that is no word tells nothing."""
    if token in _STOPS:
        return START
    word = token.lower().replace("’", "'")
    words = dictionary.load()
    if not token[0].isalpha() or words.cost(word) >= dictionary.UNSEEN:
        return ""
    # A name tells nothing: the model knows few, and Portugal is singular.
    return word if token.islower() or (words.flag(word) or 0) & dictionary.OXFORD else ""


def neighbours(words: list[str], number: int) -> Neighbours:
    """Return the neighbours of a word."""

    def at(position: int, edge: str) -> str | None:
        if not 0 <= position < len(words):
            return edge
        return edge if words[position] == START else words[position] or None

    before, after = at(number - 1, START), at(number + 1, END)
    earlier = at(number - 2, START) if before not in (None, START) else None
    later = at(number + 2, END) if after not in (None, END) else None
    return Neighbours(earlier, before, after, None if later == END else later)


def likelier(word: str, near: Neighbours) -> Rival | None:
    """Return the word that is likelier by enough, or None."""
    price = _price(word, near, None)
    if price is None or price < EASY:
        return None
    best: Rival | None = None
    for rival, kind, least in confusions()[word]:
        if kind == "a" and near.before is None:
            continue  # the subject is a name or a figure
        limit = price - (least if best is None else max(least, round(best.gain * STEPS)))
        rivals = _price(rival, near, limit)
        if rivals is not None:
            best = Rival((price - rivals) / STEPS, rival, kind)
    return best


def _price(word: str, near: Neighbours, limit: int | None) -> int | None:
    """-ln P of a word and what follows, in steps; None as soon as it is not below a limit."""
    total = cost(word, near.before, near.earlier)
    if near.after is not None and (limit is None or total < limit):
        total += cost(near.after, word, near.before)
        if near.later is not None and (limit is None or total < limit):
            total += cost(near.later, near.after, word)
    return total if limit is None or total < limit else None


RULE = Rule("confused-word", Severity.WARNING, ("en",), check, monolingual=True)
