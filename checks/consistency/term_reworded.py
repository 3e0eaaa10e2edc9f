"""A term that a document has again and again is called something else in one place.

What may stand for a term is another form of its concept in the termbase, a synonym of it or of one of its parts (from wordnets and a
dictionary), what renders the same English words, or one part spelt out (人权, 人的权利). It counts the more, the less the words are
likely to stand there by themselves: what general texts or the terms of the termbase are full of is left alone, and so are terms of
their own, parts of longer terms, quotations and titles, and what comes nearly as often as the term.

Why: a reader takes two words for two things.

Example: 生物多样性正在减少。各国保护生物多样性。区域计划也涉及生物多元性。
Better: 生物多样性正在减少。各国保护生物多样性。区域计划也涉及生物多样性。

Source: United Nations Editorial Manual, consistency; Chinese Open Wordnet, WordNet and CC-CEDICT for what is a synonym.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.consistency import _english_rewordings
from yizhi.checks.consistency._rewordings import LISTED, WEIGHTS, Pair, Rewording, in_text, rendered, rewordings
from yizhi.checks.context import Context
from yizhi.checks.document import APART, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.names import _near
from yizhi.checks.names._inventory import inventory
from yizhi.checks.names._words import cut
from yizhi.checks.term_matching.concepts import Concepts, concepts
from yizhi.termbase.model import Kind, Status, Strictness
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import lattice

if TYPE_CHECKING:
    from yizhi.checks.names._words import TermWords
    from yizhi.termbase.library import Library
    from yizhi.termbase.recognition.hit import Hit

_HAN = compiled("[\u4e00-\u9fff]{2,16}")
_EMPTY = compiled("(?:行为|活动|问题|工作|情况|现象)$")
"""Heads that add nothing to a term."""


LEAST = 2
"""Places that a term must have elsewhere in the document."""
MOST = 240
"""Terms of a document that are compared, the most frequent ones."""
SIZE = 1500
"""Characters of a short text."""
SHARE = 2
"""So many times as often as the other words must the term stand."""
SHORT_NAME = 2
"""Characters of a name that has no synonyms."""
JOINED = 2
"""Words of a text of which the termbase is asked whether its terms have it."""
TORN = 300
"""Hundredths of a nat by which a text is cheaper to read across a place that cuts a word."""


class RecurringTerm(NamedTuple):
    """A term of a document: how often it stands there, in longer terms too."""

    text: str
    concept: str
    uses: int
    strictness: Strictness


class ComparedText(NamedTuple):
    """The texts of a document as one, its pairs of neighbours, and where each text begins."""

    whole: str
    pairs: frozenset[Pair]
    starts: Sequence[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> ComparedText:
        """Return some texts as one."""
        whole = APART.join(texts)
        pairs = frozenset(pairwise(whole))
        return cls(whole, pairs, [0, *accumulate(len(text) + 1 for text in texts)])

    def place(self, position: int) -> tuple[int, int]:
        """Return the number of the text at a position, and the place in it."""
        number = bisect_right(self.starts, position) - 1
        return number, position - self.starts[number]


class Reworded(NamedTuple):
    """A place that has other words for a term, and what speaks for it (nats)."""

    start: int
    words: str
    term: RecurringTerm
    gain: float


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    yield from _chinese(document, context)
    yield from _english_issues(document, context)


def _english_issues(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the same of English text."""
    sides = document.written("en")
    for item in _english_rewordings.reworded(sides, inventory(context.library, "en").words) if sides else ():
        view, side = sides[item.number]
        start, end = item.start, item.end
        if start not in side.quotations and not any(_beyond(hit, start, end) for hit in side.near(start, end)):
            issue = _issue(Mark(view, side.name, start, end), side.text[start:end], item.term, item.uses, item.concept)
            yield issue if item.sure else issue._replace(severity=Severity.INFO)


def _issue(mark: Mark, words: str, term: str, uses: int, concept: str) -> Issue:
    message = f"“{words}” stands for what is “{term}” elsewhere in the document ({uses})"
    return Issue(mark, message, suggestion=term, concept=concept)


def _chinese(document: Document, context: Context) -> Iterator[Issue]:
    sides = document.written("zh")
    terms = _recurring(sides, concepts(context.library))
    if not terms:
        return
    texts = [side.form.text.replace(APART, " ") for _, side in sides]
    text = ComparedText.of(texts)
    words = inventory(context.library, "zh").words
    candidates: list[Reworded] = []
    for term in terms:
        for rewording in _candidates(term, text.pairs, context.library):
            candidates.extend(_places(rewording, term, text, words))
    for item in _best(candidates):
        number, start = text.place(item.start)
        yield from _issues(item, start, *sides[number])


def _recurring(sides: Sequence[tuple[RecognisedUnit, RecognisedSegment]], places: Concepts) -> list[RecurringTerm]:
    """Return the terms that stand in a text at least twice, the most frequent ones; names of places and abbreviations have rules of
    their own."""
    counts: Counter[str] = Counter(hit.text for _, side in sides for hit in side.all_hits)
    frequent = [text for text, count in counts.items() if count >= LEAST and _HAN.fullmatch(text)]
    frequent = sorted(frequent, key=lambda text: (-counts[text], text))[:MOST]
    sought = set(frequent)
    hits = {hit.text: hit for _, side in sides for hit in side.all_hits if hit.text in sought}
    return [
        RecurringTerm(text, hit.concept, counts[text], hit.strictness)
        for text in frequent
        if _comparable(hit := hits[text]) and not places.is_place_concept(hit.concept)
    ]


def _comparable(hit: Hit) -> bool:
    status = hit.term.status
    return status.valid and status is not Status.PROPOSED and hit.term.kind is not Kind.ABBREVIATION


def _candidates(term: RecurringTerm, pairs: frozenset[Pair], library: Library) -> Iterator[Rewording]:
    listed = _forms(library, term.concept, term.text) if term.strictness is Strictness.TERM else ()
    for text in listed:
        if in_text(text, pairs):
            yield Rewording(text, term.text, text, 1.0, LISTED)
    if term.strictness is not Strictness.NAME or len(term.text) > SHORT_NAME:
        for item in rewordings(term.text, pairs):
            if item.text not in listed and item.text not in term.text and term.text not in item.text:
                yield item
    for english in _english(library, term.concept):
        for item in rendered(term.text, english):
            text = item.text
            usable = text not in listed and text not in term.text and term.text not in text
            if usable and in_text(text, pairs):
                yield item


def _forms(library: Library, concept_id: str, term: str) -> tuple[str, ...]:
    """Return the other forms of a concept, but for those that only say more or less, or the same words in another order."""
    concept = library.concept(concept_id)
    if concept is None:
        return ()
    bare = _EMPTY.sub("", term)
    forms = (item for item in concept.in_language("zh") if item.kind is not Kind.ABBREVIATION and item.status.valid)
    return tuple(
        form.text for form in forms if _HAN.fullmatch(form.text) and not _included(_EMPTY.sub("", form.text), bare)
    )


def _english(library: Library, concept_id: str) -> tuple[str, ...]:
    """Return the English names of a concept."""
    concept = library.concept(concept_id)
    forms = concept.in_language("en") if concept else ()
    return tuple(form.text for form in forms if form.kind is not Kind.ABBREVIATION and form.status.valid)


def _included(first: str, second: str) -> bool:
    """Return whether one text has all the characters of the other one."""
    few, many = sorted((Counter(first), Counter(second)), key=Counter.total)
    return not few - many


def _places(item: Rewording, term: RecurringTerm, text: ComparedText, words: TermWords) -> Iterator[Reworded]:
    """Yield the places of a rewording that are not part of a longer word, with what speaks for each."""
    weights = WEIGHTS
    gain = _gain(item, term, len(text.whole), words)
    if gain < weights.sure - 2 * weights.place:
        return
    whole = text.whole
    count = whole.count(item.text)
    gain -= weights.again * (count - 1)
    if not 0 < count * SHARE <= term.uses or gain < weights.sure - 2 * weights.place:
        return
    before, behind = _around(term.text, whole)
    start = whole.find(item.text)
    while start >= 0:
        end = start + len(item.text)
        beside = (whole[max(0, start - 2) : start] in before) + (whole[end : end + 2] in behind)
        total = gain + weights.place * beside
        if total >= weights.sure and not _torn(whole, start) and not _torn(whole, end):
            yield Reworded(start, item.text, term, total)
        start = whole.find(item.text, end)


def _gain(item: Rewording, term: RecurringTerm, size: int, words: TermWords) -> float:
    """Return what speaks for a rewording in a text of so many characters: the words are unlikely to stand there by themselves, the more so
    the shorter the text is, and likelier to stand for the term, the more often that stands."""
    weights = WEIGHTS
    gain = weights.often * math.log(term.uses / LEAST)
    if item.kind == LISTED:
        gain += weights.listed
    else:
        gain += _surprise(item.text, words) + weights.close * math.log(item.closeness)
    gain -= weights.size * math.log(max(1.0, size / SIZE))
    return gain - weights.context if term.strictness is Strictness.CONTEXT else gain


def _around(term: str, whole: str) -> tuple[set[str], set[str]]:
    """Return what stands before and behind a term."""
    before, behind = set(), set()
    start = whole.find(term)
    while start >= 0:
        end = start + len(term)
        before.add(whole[max(0, start - 2) : start])
        behind.add(whole[end : end + 2])
        start = whole.find(term, end)
    return before, behind


def _surprise(text: str, words: TermWords) -> float:
    """Return how unlikely words are to stand somewhere by themselves, in nats; what terms of the termbase have is likelier."""
    cost = _near.reading(text, (), words)
    # Words that are everywhere stand beside each other in some terms or other.
    listed = words.together(text) if len(cut(text)) <= JOINED else 0
    return cost - WEIGHTS.term * (1 + math.log2(listed)) if listed else cost


def _torn(text: str, position: int) -> bool:
    """Return whether a place cuts a word: the text is much cheaper to read across it."""
    before, after = text[max(0, position - 3) : position], text[position : position + 3]
    return lattice.cost(before + after) + TORN < lattice.cost(before) + lattice.cost(after)


def _best(candidates: Sequence[Reworded]) -> list[Reworded]:
    """Return of candidates that overlap the likeliest, of those alike the longest; in the order of the text."""
    best: list[Reworded] = []
    taken: set[int] = set()
    for item in sorted(candidates, key=lambda item: (-item.gain, -len(item.words))):
        positions = range(item.start, item.start + len(item.words))
        if taken.isdisjoint(positions):
            taken.update(positions)
            best.append(item)
    return sorted(best, key=lambda item: item.start)


def _issues(item: Reworded, position: int, view: RecognisedUnit, side: RecognisedSegment) -> Iterator[Issue]:
    start, end = side.form.span(position, position + len(item.words))
    term = item.term
    if start in side.quotations or any(
        _beyond(hit, start, end) or _another(hit, start, end, term.concept) for hit in side.near(start, end)
    ):
        return
    yield _issue(Mark(view, side.name, start, end), side.text[start:end], term.text, term.uses, term.concept)


def _beyond(hit: Hit, start: int, end: int) -> bool:
    """Return whether a term reaches beyond a stretch on either side, and into it."""
    return hit.start < end and start < hit.end and (hit.start < start or end < hit.end)


def _another(hit: Hit, start: int, end: int, concept: str) -> bool:
    """Return whether a stretch is a term of its own."""
    return (hit.start, hit.end) == (start, end) and hit.concept != concept


RULE = Rule("term-reworded", Severity.WARNING, ("zh",), check, style=True)
