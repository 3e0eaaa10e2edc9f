"""What the termbase already has: known candidates are left out or become variants, near misses of names become suspects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.termbase.library import Nearness
from yizhi.termbase.model import Concept, Strictness
from yizhi.termbase.text.keys import key
from yizhi.tm.mining.model import NAMED, Candidate, Corpus, Suspect

if TYPE_CHECKING:
    from yizhi.termbase.library import Library
    from yizhi.termbase.recognition.recogniser import Recogniser

_SHORTEST, _FEWEST = 7, 12
"""Han characters, letters: shorter names are too often one character apart."""
_LOOKED_UP = 2_000
_LOOKED_AT = 6


class ExistingTerms:
    """A library as mining sees it."""

    def __init__(self, library: Library, recogniser: Recogniser) -> None:
        self._library = library
        self._recogniser = recogniser
        self._spans: dict[tuple[int, str], Sequence[tuple[int, int, str]]] = {}

    def spans(self, text: str, language: str) -> Sequence[tuple[int, int, str]]:
        """(start, end, concept) of the known terms in a text, those inside longer ones too."""
        hits = self._recogniser.hits(text, language, covered=True)
        return [(hit.start, hit.end, hit.concept) for hit in hits] + [
            (hit.start, hit.end, concept) for hit in hits for concept, _ in hit.homonyms
        ]

    def sifted(self, found: Iterable[Candidate], corpus: Corpus) -> tuple[list[Candidate], list[Suspect]]:
        """The candidates that add something, those that add to a known concept with its id; and the near misses of names."""
        forms = self._forms(found := list(found))
        kept: list[Candidate] = []
        suspects: list[Suspect] = []
        looked_up = 0
        for one in found:
            concepts = forms.get(key(one.source), frozenset())
            others = forms.get(key(one.target), frozenset()) if one.target else frozenset()
            if concepts:
                new = self._news(one, concepts, others, forms)
                kept += [new] if new else []
                continue
            if others and one.pattern in NAMED:
                kept.append(replace(one, concept=min(others)))
                continue
            if others:
                # A second Chinese for a known English: of statistics alone it is mostly a part, or a free rendering.
                kept.append(replace(one, concept=min(others), score=one.score * 0.6))
                continue
            if one.pattern not in NAMED and self._only_inside(one, corpus):
                continue
            if one.pattern in NAMED and looked_up < _LOOKED_UP:
                looked_up += 1
                suspect = self._suspect(one)
                if suspect is not None:
                    suspects.append(suspect)
                    continue
            kept.append(one)
        kept.sort(key=lambda one: -one.score)
        return kept, suspects

    def _only_inside(self, one: Candidate, corpus: Corpus) -> bool:
        """Whether it only stands inside known terms, or is cut out of them: 大利 of 意大利."""
        side = corpus.side(one.language)
        for row in one.rows[:_LOOKED_AT]:
            text = side[row]
            if (row, one.language) not in self._spans:
                self._spans[row, one.language] = self.spans(text, one.language)
            spans = self._spans[row, one.language]
            at = text.find(one.source)
            while at >= 0:
                end = at + len(one.source)
                if not any(
                    (start <= at and end <= stop) or start < at < stop < end or at < start < end < stop
                    for start, stop, _ in spans
                ):
                    return False
                at = text.find(one.source, at + 1)
        return True

    def _forms(self, found: Sequence[Candidate]) -> dict[str, frozenset[str]]:
        """The concepts of every form that a candidate has, by key."""
        wanted = {key(text) for one in found for text in (one.source, one.target, *one.variants) if text}
        forms: dict[str, set[str]] = {}
        for entry in self._library.terms():
            place = key(entry.term.text)
            if place in wanted:
                forms.setdefault(place, set()).add(entry.concept)
        return {place: frozenset(concepts) for place, concepts in forms.items()}

    def _news(
        self,
        one: Candidate,
        concepts: frozenset[str],
        others: frozenset[str],
        forms: dict[str, frozenset[str]],
    ) -> Candidate | None:
        """A known name with what is new about it: a declared form, an English for one that has none."""
        variants = tuple(form for form in one.variants if not forms.get(key(form), frozenset()) & concepts)
        concept = self._library.concept(min(concepts))
        lacks = concept is not None and not concept.in_language(EN if one.language == ZH_HANS else "zh")
        target = one.target if one.target and lacks and not others else None
        if not variants and target is None:
            return None
        return replace(
            one, concept=min(concepts), variants=variants, target=target or _counterpart(concept, one.language)
        )

    def _suspect(self, one: Candidate) -> Suspect | None:
        """The official name that it nearly is."""
        if len(one.source) < (_FEWEST if one.language == EN else _SHORTEST):
            return None
        matches = self._library.lookup(one.source, 3)
        for match in matches:
            official = match.term.text
            if match.kind is not Nearness.NEAR or match.concept.strictness is not Strictness.NAME:
                continue
            if abs(len(official) - len(one.source)) <= 1 and not _other_number(one.source, official):
                return Suspect(one.source, one.language, official, match.concept.id, one.rows)
        return None


_COUNTS = frozenset("0123456789一二三四五六七八九十东西南北前后上下男女")


def _other_number(one: str, other: str) -> bool:
    """Whether two names differ in a number or a direction, which makes two names of them."""
    return [char for char in one if char in _COUNTS] != [char for char in other if char in _COUNTS]


def _counterpart(concept: Concept | None, language: str) -> str | None:
    if concept is None:
        return None
    term = concept.preferred(EN if language == ZH_HANS else "zh")
    return term.text if term else None
