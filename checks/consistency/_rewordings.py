"""What a Chinese term may be called otherwise: its concept's other forms, synonyms of it or of one of its parts, its parts in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from yizhi.checks.names._words import edges
from yizhi.termbase.lexicon.thesaurus import Synonym, thesaurus
from yizhi.termbase.records import dataclass
from yizhi.termbase.words import lattice

LISTED, RENDERED, ENGLISH, WHOLE, PART, MOVED, FULL = "listed", "rendered", "english", "whole", "part", "moved", "full"
"""How a rewording comes about: another form of the concept; a word that the dictionary renders by the same phrase; one part
of the term with another word for the rest of its English; a synonym of the term; of a part of it; of its last character, put
first; its last character as the word that renders its English, after 的."""
_PARTS = 6
"""Characters of the longest part that is exchanged."""
_CLOSE = 0.4
"""How close a character must be that is written for another one, and a word that is spelt out."""

Pair = tuple[str, str]
"""Two characters beside each other."""


@dataclass(frozen=True, slots=True)
class RewordingWeights:
    """What is weighed, in nats; read off published documents (every second one), and held up on the others."""

    sure: float = 11.0
    """The gain from which it is a warning."""
    synonym: float = 17.0
    """The same where nothing but a list of synonyms says that the two are one; below it is information. (On official text all that
    such lists alone told, six places in 3,900 paragraphs, was meant as it stood.)"""
    listed: float = 12.0
    """What a form counts that the termbase has for the very concept."""
    close: float = 2.0
    """How much the logarithm of the closeness of synonyms counts."""
    place: float = 1.0
    """That the words before it, or behind it, stand beside the term too."""
    again: float = 3.0
    """Each further place of the same words: what recurs is meant."""
    often: float = 1.0
    """How much the logarithm of the uses of the term counts."""
    size: float = 1.0
    """How much that of the size of the text counts against it: in a long one anything may stand somewhere."""
    context: float = 2.5
    """What speaks against it where the term is an ordinary word too."""
    term: float = 1.5
    """That the words stand one after the other in a term of the termbase, and each time that the uses there double."""


WEIGHTS = RewordingWeights()


class Rewording(NamedTuple):
    """A text for a term: what stands there for which part of the term, how close the two are, and how it came about."""

    text: str
    part: str
    instead: str
    closeness: float
    kind: str


def in_text(text: str, pairs: frozenset[Pair]) -> bool:
    """Return whether all neighbours of a text are among the pairs of neighbours of another one: whether it may stand there."""
    return pairs.issuperset(pairwise(text))


def rewordings(term: str, pairs: frozenset[Pair]) -> Iterator[Rewording]:
    """Yield what may stand for a term by its synonyms and those of its parts, in a text that has these pairs of neighbours."""
    for synonym in _synonyms(term):
        word = synonym.word
        if len(word) > 1 and synonym.nominal and word[-1] != "的" and in_text(word, pairs):
            yield Rewording(word, term, word, synonym.nominal, WHOLE)
    for start, end in _spans(term):
        before, behind = term[:start], term[end:]
        for synonym in _synonyms(term[start:end]):
            word = synonym.word
            usable = len(word) > 1 or (len(word) == end - start and synonym.closeness >= _CLOSE)
            if usable and in_text(f"{before[-1:]}{word}{behind[:1]}", pairs) and in_text(before, pairs):
                yield Rewording(f"{before}{word}{behind}", term[start:end], word, synonym.closeness, PART)
    head, last = term[:-1], term[-1]
    for synonym in _synonyms(last) if len(head) > 1 else ():
        if len(synonym.word) == 1 and (synonym.word, head[0]) in pairs and lattice.word(head) is not None:
            yield Rewording(f"{synonym.word}{head}", last, synonym.word, synonym.closeness, MOVED)


@lru_cache(maxsize=1 << 12)
def rendered(term: str, english: str) -> tuple[Rewording, ...]:
    """Return what else renders an English name of a term: the whole of it, or, where it has two words, one of them beside what renders
    the other one in the term."""
    book = thesaurus("zh")
    words = english.lower().replace("-", " ").split()
    if len(words) < 2:
        return ()
    out = [Rewording(word, term, word, 1.0, RENDERED) for word in book.renderings(" ".join(words)) if word != term]
    for word in words:
        full_words = book.renderings(word, term[-1])
        out += [Rewording(f"{term[:-1]}的{full}", term[-1], f"的{full}", _CLOSE, FULL) for full in full_words]
    if len(words) == 2:
        out.extend(_half_rendered(term, words))
    return tuple(out)


def _half_rendered(term: str, words: Sequence[str]) -> Iterator[Rewording]:
    """Yield what has one part of a term, which renders one of its two English words, beside another rendering of the other one."""
    book = thesaurus("zh")
    for start, end in _spans(term):
        stays, part = term[:start] + term[end:], term[start:end]
        if len(stays) < 2 or (start and end < len(term)):
            continue
        for first, second in (words, words[::-1]):
            for word in book.renderings(second) if book.renders(stays, first) else ():
                if word != part:
                    yield Rewording(word + stays, part, word, _CLOSE, ENGLISH)
                    yield Rewording(stays + word, part, word, _CLOSE, ENGLISH)


@lru_cache(maxsize=1 << 12)
def _synonyms(word: str) -> tuple[Synonym, ...]:
    return thesaurus("zh").synonyms(word)


@lru_cache(maxsize=1 << 12)
def _spans(term: str) -> tuple[tuple[int, int], ...]:
    """Return the parts of a term, as places of it: between edges of words, and not all of it."""
    size = len(term)
    places = [0, *(offset for offset in range(1, size) if _edge(term, offset)), size]
    return tuple(
        (start, end)
        for number, start in enumerate(places)
        for end in places[number + 1 :]
        if (start, end) != (0, size) and end - start <= _PARTS and (end - start > 1 or (end == size > 2))
    )


def _edge(term: str, offset: int) -> bool:
    """Return whether a word may end at an offset of a term."""
    first, rest = term[:offset], term[offset:]
    if offset in edges(term):
        return True
    whole = lattice.word(first) is not None, lattice.word(rest) is not None
    return (whole[0] and (whole[1] or len(rest) == 1)) or (whole[1] and len(first) == 1)
