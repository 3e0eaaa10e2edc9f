"""What an English term is called otherwise, and how likely it is that just that stands somewhere.

What may stand for a term is a synonym of it, the term with a synonym for one of its words, and its words turned round (gender equality,
equality of the sexes; violence against women, women violence). Many texts have such words without meaning the term; a log-linear model
weighs how close they are, how unusual they are in terms, whether they stand where the term stands elsewhere in
the document, and whether their words do without the term. `tools/rewording_weights.py` fits it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress, pairwise
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.consistency._compared_english import LETTERS, OFTEN, WORD, ComparedEnglish
from yizhi.checks.consistency._english_evidence import SIZE, WEIGHTS, RewordingEvidence
from yizhi.checks.document import RecognisedSegment, RecognisedUnit
from yizhi.termbase.lexicon.families import families, family
from yizhi.termbase.model import Kind, Strictness

if TYPE_CHECKING:
    from yizhi.checks.names._words import TermWords
    from yizhi.termbase.recognition.hit import Hit

LEAST, SHARE, MOST = 2, 2, 240
"""Places that a term must have, so many times as often as the other words; terms of a document that are compared."""
_SINGLE = 0.3
"""How close a synonym of a single word must be."""
_PREPOSITIONS = ("of", "in", "on", "against", "for", "to", "by", "with", "towards")

Sides = Sequence[tuple[RecognisedUnit, RecognisedSegment]]


class EnglishRewording(NamedTuple):
    """A place that has other words for a term: in which text, from where to where, the term, how often that stands, its concept;
    whether it is likely enough for a warning."""

    number: int
    start: int
    end: int
    term: str
    uses: int
    concept: str
    sure: bool = True


class RewordingCandidate(NamedTuple):
    """Words for a term: how close they are, which of them the term does not have, whether its words are turned round."""

    closeness: float
    new: tuple[str, ...]
    turned: bool = False


def reworded(sides: Sides, words: TermWords) -> Iterator[EnglishRewording]:
    """Yield the places that have other words for a term of a text, in its order; of those that overlap the longest."""
    likely = [
        (odds, place) for place, evidence in weighed(sides, words) if (odds := WEIGHTS.odds(evidence)) >= WEIGHTS.likely
    ]
    chosen: dict[int, list[EnglishRewording]] = {}
    for odds, place in sorted(likely, key=lambda item: (item[1].start - item[1].end, -item[0])):
        beside = chosen.setdefault(place.number, [])
        if not any(place.start < item.end and item.start < place.end for item in beside):
            # The same words in another construction are hardly another term.
            beside.append(place._replace(sure=place.sure and odds >= WEIGHTS.sure))
    yield from sorted(chain.from_iterable(chosen.values()))


def weighed(
    sides: Sides, words: TermWords, least: float = WEIGHTS.likely
) -> Iterator[tuple[EnglishRewording, RewordingEvidence]]:
    """Yield the places of a text that may have other words for a term, each with the evidence: those that may come to some log-odds."""
    counts, hits = _recurring(sides)
    if not counts:
        return
    text = ComparedEnglish([_lowered(side.text) for _, side in sides])
    size = max(0.0, math.log(len(text.whole) / SIZE))
    for term, uses in counts.items():
        hit, around = hits[term], None
        for rewording, candidate in candidates(term, uses, text).items():
            evidence = _evidence(rewording, candidate, text, words)._replace(
                single=float(" " not in term),
                uses=math.log(uses / LEAST),
                context=float(hit.strictness is Strictness.CONTEXT),
                size=size,
            )
            if WEIGHTS.odds(evidence) + WEIGHTS.most_around < least:
                continue
            around = around or _around(term, text)
            for spot, before, behind in text.places(rewording):
                shared = [word in near for word, near in zip((before, behind), around, strict=True)]
                telling = sum(len(word) >= LETTERS for word in compress((before, behind), shared))
                place = EnglishRewording(*spot, hit.text, uses, hit.concept, bool(candidate.new))
                yield place, evidence._replace(before=shared[0], behind=shared[1], around=telling)


def _evidence(
    rewording: str, candidate: RewordingCandidate, text: ComparedEnglish, words: TermWords
) -> RewordingEvidence:
    """Return what is known about words wherever they stand."""
    parts = WORD.findall(rewording)
    places = text.most(parts)
    listed = min((words.beside(*pair) for pair in pairwise(parts)), default=words.uses(parts[0]))
    return RewordingEvidence(
        closeness=math.log(candidate.closeness), single=0.0, turned=candidate.turned,
        cost=sum(map(words.cost, parts)) / 10, listed=math.log2(1 + listed), uses=0.0,
        elsewhere=sum(math.log1p(text.counts[word] - places) for word in set(candidate.new)),
        again=places - 1, before=0.0, behind=0.0, around=0.0, context=0.0, size=0.0,
    )  # fmt: skip


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
    return {term: uses for term, uses in counts.most_common(MOST) if uses >= LEAST and families(term)}, hits


def _around(term: str, text: ComparedEnglish) -> tuple[set[str], set[str]]:
    """Return the words that stand before and behind a term."""
    beside = [(before, behind) for _, before, behind in text.places(term)]
    return {before for before, _ in beside} - {""}, {behind for _, behind in beside} - {""}


def candidates(term: str, uses: int, text: ComparedEnglish) -> dict[str, RewordingCandidate]:
    """Return what may stand for a term in a text, seldom enough, by its words."""
    joined = "".join(WORD.findall(term))
    limit = min(uses // SHARE, OFTEN - 1)
    closest: dict[str, RewordingCandidate] = {}
    for rewording, candidate in _candidates(term, text):
        former = closest.get(rewording)
        if former is None or candidate.closeness > former.closeness:
            parts = WORD.findall(rewording)
            new = rewording not in term and term not in rewording and "".join(parts) != joined
            if new and 0 < text.most(parts) <= limit:
                closest[rewording] = candidate
    return closest


def _candidates(term: str, text: ComparedEnglish) -> Iterator[tuple[str, RewordingCandidate]]:
    words = term.split(" ")
    for synonym, closeness in text.synonyms(term):
        if len(words) > 1 or (closeness >= _SINGLE and family(synonym) != family(term)):
            yield synonym, RewordingCandidate(closeness, tuple(WORD.findall(synonym)))
    for index, word in enumerate(words) if len(words) > 1 else ():
        for synonym, closeness in text.synonyms(word) if len(word) >= LETTERS else ():
            if word == f"{synonym}ing":
                continue  # the same verb
            changed = " ".join((*words[:index], synonym, *words[index + 1 :]))
            yield changed, RewordingCandidate(closeness, tuple(WORD.findall(synonym)))
    if len(words) == 2 and words[0].isalpha() and words[1] in text.counts:
        yield from _with_of(words[0], words[1], text)
    if len(words) == 3 and words[1] in _PREPOSITIONS and words[2].isalpha():
        yield from _without_preposition(words[0], words[2], text)


def _with_of(word: str, head: str, text: ComparedEnglish) -> Iterator[tuple[str, RewordingCandidate]]:
    """Yield a term of two words as its head and what the other one stands for, behind "of"."""
    usable = text.behind["of"] | text.behind["the"] if "of" in text.behind.get(head, ()) else frozenset()
    for noun, closeness in text.nouns(word).items() if usable else ():
        if noun in usable:
            new = () if noun == word else (noun,)
            for link in ("of", "of the"):
                yield f"{head} {link} {noun}", RewordingCandidate(closeness, new, turned=True)


def _without_preposition(head: str, word: str, text: ComparedEnglish) -> Iterator[tuple[str, RewordingCandidate]]:
    """Yield a term whose head has a preposition: the word behind that first, or behind another one."""
    for noun, closeness in text.nouns(word).items():
        if noun in text.counts:
            new = () if noun == word else (noun,)
            if head in text.behind.get(noun, ()):
                yield f"{noun} {head}", RewordingCandidate(closeness, new, turned=True)
            for link in _PREPOSITIONS:
                if link in text.behind.get(head, ()):
                    yield f"{head} {link} {noun}", RewordingCandidate(closeness, new)
