"""What an English term is called otherwise: synonyms of it, or of one of its words, in the same number."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.consistency._rewordings import WEIGHTS
from yizhi.checks.document import APART, RecognisedSegment, RecognisedUnit
from yizhi.termbase.lexicon.thesaurus import thesaurus
from yizhi.termbase.model import Kind, Strictness
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.checks.names._words import TermWords
    from yizhi.termbase.recognition.hit import Hit

_WORD = compiled("[a-z]+")
LEAST, SHARE, MOST = 2, 2, 240
"""Places that a term must have, so many times as often as the other words; terms of a document that are compared."""
SIZE = 4000
"""Characters of a short text."""
_LETTERS = 4
"""Letters of the shortest word that has synonyms."""
_SINGLE = 0.5
"""How close a synonym of a single word must be."""

Sides = Sequence[tuple[RecognisedUnit, RecognisedSegment]]


class EnglishRewording(NamedTuple):
    """A place that has other words for a term: in which text, from where to where, the term, how often that stands, its concept."""

    number: int
    start: int
    end: int
    term: str
    uses: int
    concept: str


def reworded(sides: Sides, words: TermWords) -> Iterator[EnglishRewording]:
    """Yield the places that have other words for a term of a text, in its order."""
    counts, hits = _recurring(sides)
    if not counts:
        return
    texts = [_lowered(side.text) for _, side in sides]
    whole = APART.join(texts)
    pairs = frozenset(pairwise(_WORD.findall(whole)))
    vocabulary = frozenset(word for pair in pairs for word in pair)
    matches: list[EnglishRewording] = []
    for term, uses in counts.items():
        hit = hits[term]
        for text, closeness in _synonymous(term).items():
            if _may_stand(text, pairs, vocabulary) and term not in text and text not in term:
                gain = _gain(text, closeness, words, uses, len(whole), hit)
                if gain >= WEIGHTS.sure:
                    matches += _places(text, texts, gain, EnglishRewording(0, 0, 0, hit.text, uses, hit.concept))
    yield from sorted(set(matches))


def _lowered(text: str) -> str:
    """Return a text in small letters, if no place in it changes by that."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _recurring(sides: Sides) -> tuple[Mapping[str, int], Mapping[str, Hit]]:
    """Return the terms of a text in small letters that stand in it at least twice, and one place of each; names have no synonyms."""
    counts: Counter[str] = Counter()
    hits: dict[str, Hit] = {}
    for _, side in sides:
        for hit in side.all_hits:
            name = hit.strictness is Strictness.NAME
            if not name and hit.term.kind is not Kind.ABBREVIATION and hit.term.status.valid:
                key = hit.text.lower()
                counts[key] += 1
                hits.setdefault(key, hit)
    return {term: uses for term, uses in counts.most_common(MOST) if uses >= LEAST}, hits


def _may_stand(text: str, pairs: frozenset[tuple[str, str]], vocabulary: frozenset[str]) -> bool:
    words = _WORD.findall(text)
    return vocabulary.issuperset(words) and pairs.issuperset(pairwise(words))


def _gain(text: str, closeness: float, words: TermWords, uses: int, size: int, hit: Hit) -> float:
    """Return what speaks for other words, in nats."""
    weights, parts = WEIGHTS, _WORD.findall(text)
    listed = min((words.beside(*pair) for pair in pairwise(parts)), default=words.uses(parts[0]))
    gain = sum(map(words.cost, parts)) + weights.close * math.log(closeness) + weights.often * math.log(uses / LEAST)
    gain -= weights.size * math.log(max(1.0, size / SIZE))
    gain -= weights.term * (1 + math.log2(listed)) if listed else 0.0
    return gain - weights.context * (hit.strictness is Strictness.CONTEXT)


def _places(text: str, texts: Sequence[str], gain: float, model: EnglishRewording) -> Iterator[EnglishRewording]:
    """Yield where other words stand, if that is seldom enough."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")
    spots = [(number, match) for number, part in enumerate(texts) if text in part for match in pattern.finditer(part)]
    if spots and len(spots) * SHARE <= model.uses and gain - WEIGHTS.again * (len(spots) - 1) >= WEIGHTS.sure:
        for number, match in spots:
            yield model._replace(number=number, start=match.start(), end=match.end())


@lru_cache(maxsize=1 << 12)
def _synonymous(term: str) -> Mapping[str, float]:
    """Return what may stand for a term, and how close it is."""
    words = term.split(" ")
    out = {text: near for text, near in _synonyms(term).items() if len(words) > 1 or near >= _SINGLE}
    for index, word in enumerate(words) if len(words) > 1 else ():
        for synonym, near in _synonyms(word).items() if len(word) >= _LETTERS else ():
            if synonym.isalpha():
                out[" ".join((*words[:index], synonym, *words[index + 1 :]))] = near
    joined = "".join(_WORD.findall(term))
    return {text: near for text, near in out.items() if "".join(_WORD.findall(text)) != joined}


@lru_cache(maxsize=1 << 12)
def _synonyms(word: str) -> Mapping[str, float]:
    """Return the synonyms of a word or phrase as a noun or adjective, in its number."""
    from yizhi.termbase.recognition.forms import plural, singular

    book = thesaurus("en")
    out = {item.word: item.nominal for item in book.synonyms(word) if item.nominal}
    single = singular(word)
    if single != word:
        for item in book.synonyms(single):
            if item.nominal:
                out.setdefault(plural(item.word), item.nominal)
    return out
