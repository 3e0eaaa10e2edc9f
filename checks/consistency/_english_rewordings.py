"""What an English term is called otherwise, and how likely it is that just that stands somewhere.

What may stand for a term is a synonym of it, the term with a synonym for one of its words, and its words turned round (gender equality,
equality of the sexes; violence against women, women violence). Many texts have such words without meaning the term; a log-linear model
weighs how close they are, how unusual they are in terms, whether they stand where the term stands elsewhere in
the document, and whether their words do without the term. `tools/rewording_weights.py` fits it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.document import APART, RecognisedSegment, RecognisedUnit
from yizhi.termbase.lexicon.families import families, family
from yizhi.termbase.lexicon.thesaurus import thesaurus
from yizhi.termbase.model import Kind, Strictness
from yizhi.termbase.recognition.forms import plural, singular
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import compiled, once

if TYPE_CHECKING:
    from yizhi.checks.names._words import TermWords
    from yizhi.termbase.recognition.hit import Hit

LEAST, SHARE, MOST = 2, 2, 240
"""Places that a term must have, so many times as often as the other words; terms of a document that are compared."""
_OFTEN = 4
"""Places of the same words from which they are meant."""
_LETTERS, _SHORT = 4, 3
"""Letters of the shortest word that has synonyms, and of one that says something beside a term; of the shortest synonym."""
_SINGLE = 0.3
"""How close a synonym of a single word must be."""
_FAMILY = 0.4
"""How close a word of the same family is: politics and political."""
_PREPOSITIONS = ("of", "in", "on", "against", "for", "to", "by", "with", "towards")
_WORD = compiled("[a-z]+")

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


class RewordingEvidence(NamedTuple):
    """What is known about words that may stand for a term. Costs are in nats."""

    closeness: float
    """The logarithm of how close they are."""
    single: float
    """1 where the term is one word."""
    turned: float
    """1 where its words are turned round."""
    cost: float
    """Of the words in terms of the termbase."""
    listed: float
    """The logarithm of how often terms of the termbase have them."""
    uses: float
    """The logarithm of the uses of the term."""
    elsewhere: float
    """How often the words that the term does not have stand elsewhere in the text: a sum of logarithms."""
    again: float
    """Further places of the same words."""
    before: float
    """1 where the word before stands before the term elsewhere."""
    behind: float
    around: float
    """How many of these two words say something."""
    context: float
    """1 where the term is an ordinary word too."""


@dataclass(frozen=True)
class EnglishWeights:
    """What a piece of evidence adds to the log-odds that words stand for a term."""

    prior: float = -0.19
    closeness: float = 0.71
    single: float = -0.99
    turned: float = 2.02
    cost: float = 0.72
    listed: float = -0.56
    uses: float = -1.06
    elsewhere: float = -0.69
    again: float = -1.07
    before: float = 1.04
    behind: float = 0.73
    around: float = 1.34
    context: float = -0.71
    sure: float = -0.30
    """The log-odds from which it is a warning."""
    likely: float = -1.10
    """The log-odds from which it is worth a look."""

    @property
    def most_around(self) -> float:
        """The most that the words around add."""
        return self.before + self.behind + 2 * self.around

    def odds(self, evidence: RewordingEvidence) -> float:
        """Return the log-odds."""
        odds: float = sum(map(mul, self.row, evidence), self.prior)
        return odds

    @once
    def row(self) -> Sequence[float]:
        """The weights in the order of the evidence."""
        return [getattr(self, name) for name in RewordingEvidence._fields]


WEIGHTS = EnglishWeights()


class WordPlace(NamedTuple):
    """Where a word stands: in which text, from where to where."""

    number: int
    start: int
    end: int


class ComparedEnglish:
    """The texts of a document in small letters, their words in order, and the words by what they may be synonyms of."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.whole = APART.join(texts)
        self.starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self.words: list[str] = _WORD.findall(self.whole)
        self._synonyms: dict[str, list[tuple[str, float]]] = {}
        self.counts = Counter(self.words)
        self.pairs = Counter(pairwise(self.words))
        self.behind: dict[str, set[str]] = defaultdict(set)
        for former, latter in self.pairs:
            self.behind[former].add(latter)

    @once
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where each word stands in the whole."""
        return [match.span() for match in _WORD.finditer(self.whole)]

    @once
    def at(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the places of each word."""
        out: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            out[word].append(number)
        return out

    @once
    def by_family(self) -> Mapping[str, Sequence[str]]:
        """The words of each family."""
        out: dict[str, list[str]] = defaultdict(list)
        for word in self.counts:
            if len(word) >= _LETTERS:
                out[family(word)].append(word)
        return out

    @once
    def by_number(self) -> Mapping[int, Sequence[str]]:
        """The words and pairs of words under the number of what they are in the thesaurus, plurals under that of the singular too."""
        out: dict[int, list[str]] = defaultdict(list)
        number = thesaurus("en").number
        singles = {word: singular(word) for word in self.counts if len(word) >= _SHORT and family(word)}
        for word, single in singles.items():
            for base in {word, single}:
                out[number(base)].append(word)
        for (former, latter), count in self.pairs.items():
            if count < _OFTEN and former in singles and latter in singles:
                for base in {latter, singles[latter]}:
                    out[number(f"{former} {base}")].append(f"{former} {latter}")
        out.pop(-1, None)
        return out

    def synonyms(self, word: str) -> list[tuple[str, float]]:
        """Return the words of the text that are synonyms of a word or phrase, in its number, and how close each is."""
        out = self._synonyms.get(word)
        if out is None:
            single = _singular(word)
            out = self._synonyms[word] = [
                (text, closeness)
                for number, closeness in thesaurus("en").related(single, self.by_number).items()
                for text in self.by_number[number]
                if " " in text or (_singular(text) != text) is (single != word)
            ]
        return out

    def nouns(self, word: str) -> dict[str, float]:
        """Return the words of the text that may stand for a word behind "of", in either number: itself, its synonyms, its family."""
        out = dict.fromkeys({word, plural(word), singular(word)}, 1.0)
        for text in self.by_family.get(family(word), ()):
            out.setdefault(text, _FAMILY)
        for number, closeness in thesaurus("en").related(singular(word), self.by_number).items():
            for text in self.by_number[number]:
                if " " not in text:
                    out.setdefault(text, closeness)
        return out

    def most(self, parts: Sequence[str]) -> int:
        """Return how often words may stand one after the other: as often as the rarest pair of them."""
        return min((self.pairs[pair] for pair in pairwise(parts)), default=self.counts[parts[0]])

    def places(self, text: str) -> Iterator[tuple[WordPlace, str, str]]:
        """Yield where a text stands as whole words, and the words before and behind it."""
        parts = _WORD.findall(text)
        rarest = min(range(len(parts)), key=lambda number: self.counts[parts[number]])
        for found in self.at.get(parts[rarest], ()):
            first, last = found - rarest, found - rarest + len(parts) - 1
            if first >= 0 and self.words[first : last + 1] == parts:
                start, end = self.spans[first][0], self.spans[last][1]
                if (
                    self.whole[start:end] == text
                    and self.whole[start - 1 : start] != "-"
                    and self.whole[end : end + 1] != "-"
                ):
                    number = bisect_right(self.starts, start) - 1
                    low = self.starts[number]
                    yield (
                        WordPlace(number, start - low, end - low),
                        self._word(first - 1, number),
                        self._word(last + 1, number),
                    )

    def _word(self, position: int, number: int) -> str:
        """Return the word at a position, if it is in a text."""
        if not 0 <= position < len(self.words):
            return ""
        inside = self.starts[number] <= self.spans[position][0] < self.starts[number + 1]
        return self.words[position] if inside else ""


def reworded(sides: Sides, words: TermWords) -> Iterator[EnglishRewording]:
    """Yield the places that have other words for a term of a text, in its order; of those that overlap the longest."""
    likely = [
        (odds, place) for place, evidence in weighed(sides, words) if (odds := WEIGHTS.odds(evidence)) >= WEIGHTS.likely
    ]
    best: list[EnglishRewording] = []
    for odds, place in sorted(likely, key=lambda item: (item[1].start - item[1].end, -item[0])):
        if not any(place.number == item.number and place.start < item.end and item.start < place.end for item in best):
            best.append(place._replace(sure=odds >= WEIGHTS.sure))
    yield from sorted(best)


def weighed(
    sides: Sides, words: TermWords, least: float = WEIGHTS.likely
) -> Iterator[tuple[EnglishRewording, RewordingEvidence]]:
    """Yield the places of a text that may have other words for a term, each with the evidence: those that may come to some log-odds."""
    counts, hits = _recurring(sides)
    if not counts:
        return
    text = ComparedEnglish([_lowered(side.text) for _, side in sides])
    for term, uses in counts.items():
        hit, around = hits[term], None
        for rewording, candidate in candidates(term, uses, text).items():
            known = _known(rewording, candidate, text, words)._replace(
                single=float(" " not in term), uses=math.log(uses / LEAST), context=hit.strictness is Strictness.CONTEXT
            )
            if WEIGHTS.odds(known) + WEIGHTS.most_around < least:
                continue
            around = around or _around(term, text)
            for spot, before, behind in text.places(rewording):
                shared = [word in near for word, near in zip((before, behind), around, strict=True)]
                telling = sum(
                    len(word) >= _LETTERS and same for word, same in zip((before, behind), shared, strict=True)
                )
                place = EnglishRewording(*spot, hit.text, uses, hit.concept)
                yield place, known._replace(before=shared[0], behind=shared[1], around=telling)


def _known(rewording: str, candidate: RewordingCandidate, text: ComparedEnglish, words: TermWords) -> RewordingEvidence:
    """Return what is known about words wherever they stand."""
    parts = _WORD.findall(rewording)
    places = text.most(parts)
    listed = min((words.beside(*pair) for pair in pairwise(parts)), default=words.uses(parts[0]))
    return RewordingEvidence(
        closeness=math.log(candidate.closeness), single=0.0, turned=candidate.turned,
        cost=sum(map(words.cost, parts)) / 10, listed=math.log2(1 + listed), uses=0.0,
        elsewhere=sum(math.log1p(text.counts[word] - places) for word in set(candidate.new)),
        again=places - 1, before=0.0, behind=0.0, around=0.0, context=0.0,
    )  # fmt: skip


def _lowered(text: str) -> str:
    """Return a text in small letters, if no place in it changes by that."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _singular(phrase: str) -> str:
    head, space, last = phrase.rpartition(" ")
    return f"{head}{space}{singular(last)}"


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
    joined = "".join(_WORD.findall(term))
    limit = min(uses // SHARE, _OFTEN - 1)
    out: dict[str, RewordingCandidate] = {}
    for rewording, candidate in _candidates(term, text):
        known = out.get(rewording)
        if known is None or candidate.closeness > known.closeness:
            parts = _WORD.findall(rewording)
            new = rewording not in term and term not in rewording and "".join(parts) != joined
            if new and 0 < text.most(parts) <= limit:
                out[rewording] = candidate
    return out


def _candidates(term: str, text: ComparedEnglish) -> Iterator[tuple[str, RewordingCandidate]]:
    words = term.split(" ")
    for synonym, closeness in text.synonyms(term):
        if len(words) > 1 or (closeness >= _SINGLE and family(synonym) != family(term)):
            yield synonym, RewordingCandidate(closeness, tuple(_WORD.findall(synonym)))
    for index, word in enumerate(words) if len(words) > 1 else ():
        for synonym, closeness in text.synonyms(word) if len(word) >= _LETTERS else ():
            if word == f"{synonym}ing":
                continue  # the same verb
            changed = " ".join((*words[:index], synonym, *words[index + 1 :]))
            yield changed, RewordingCandidate(closeness, tuple(_WORD.findall(synonym)))
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
