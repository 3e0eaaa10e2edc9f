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
        """Return (start, end, concept) of the known terms in a text, those inside longer ones too."""
        hits = self._recogniser.hits(text, language, covered=True)
        return [(hit.start, hit.end, hit.concept) for hit in hits] + [
            (hit.start, hit.end, concept) for hit in hits for concept, _ in hit.homonyms
        ]

    def sifted(self, candidates: Iterable[Candidate], corpus: Corpus) -> tuple[list[Candidate], list[Suspect]]:
        """Return the candidates that add something, those that add to a known concept with its id; and the near misses of names."""
        forms = self._forms(candidates := list(candidates))
        sifted_candidates: list[Candidate] = []
        suspects: list[Suspect] = []
        looked_up = 0
        for candidate in candidates:
            concepts = forms.get(key(candidate.source), frozenset())
            others = forms.get(key(candidate.target), frozenset()) if candidate.target else frozenset()
            if concepts:
                new = self._news(candidate, concepts, others, forms)
                sifted_candidates += [new] if new else []
                continue
            if others and candidate.pattern in NAMED:
                sifted_candidates.append(replace(candidate, concept=min(others)))
                continue
            if others:
                # A second Chinese for a known English: of statistics alone it is mostly a part, or a free rendering.
                sifted_candidates.append(replace(candidate, concept=min(others), score=candidate.score * 0.6))
                continue
            if candidate.pattern not in NAMED and self._only_inside(candidate, corpus):
                continue
            if candidate.pattern in NAMED and looked_up < _LOOKED_UP:
                looked_up += 1
                suspect = self._suspect(candidate)
                if suspect is not None:
                    suspects.append(suspect)
                    continue
            sifted_candidates.append(candidate)
        sifted_candidates.sort(key=lambda candidate: -candidate.score)
        return sifted_candidates, suspects

    def _only_inside(self, candidate: Candidate, corpus: Corpus) -> bool:
        """Return whether it only stands inside known terms, or is cut out of them: 大利 of 意大利."""
        side = corpus.side(candidate.language)
        for row in candidate.rows[:_LOOKED_AT]:
            text = side[row]
            if (row, candidate.language) not in self._spans:
                self._spans[row, candidate.language] = self.spans(text, candidate.language)
            spans = self._spans[row, candidate.language]
            offset = text.find(candidate.source)
            while offset >= 0:
                end = offset + len(candidate.source)
                if not any(
                    (start <= offset and end <= stop) or start < offset < stop < end or offset < start < end < stop
                    for start, stop, _ in spans
                ):
                    return False
                offset = text.find(candidate.source, offset + 1)
        return True

    def _forms(self, candidates: Sequence[Candidate]) -> dict[str, frozenset[str]]:
        """Return the concepts of every form that a candidate has, by key."""
        wanted_keys = {
            key(text)
            for candidate in candidates
            for text in (candidate.source, candidate.target, *candidate.variants)
            if text
        }
        forms: dict[str, set[str]] = {}
        for entry in self._library.terms():
            entry_key = key(entry.term.text)
            if entry_key in wanted_keys:
                forms.setdefault(entry_key, set()).add(entry.concept)
        return {entry_key: frozenset(concepts) for entry_key, concepts in forms.items()}

    def _news(
        self,
        candidate: Candidate,
        concepts: frozenset[str],
        others: frozenset[str],
        forms: dict[str, frozenset[str]],
    ) -> Candidate | None:
        """Return a known name with what is new about it: a declared form, an English for one that has none."""
        variants = tuple(form for form in candidate.variants if not forms.get(key(form), frozenset()) & concepts)
        concept = self._library.concept(min(concepts))
        lacks = concept is not None and not concept.in_language(EN if candidate.language == ZH_HANS else "zh")
        target = candidate.target if candidate.target and lacks and not others else None
        if not variants and target is None:
            return None
        return replace(
            candidate,
            concept=min(concepts),
            variants=variants,
            target=target or _counterpart(concept, candidate.language),
        )

    def _suspect(self, candidate: Candidate) -> Suspect | None:
        """Return the official name that it nearly is."""
        if len(candidate.source) < (_FEWEST if candidate.language == EN else _SHORTEST):
            return None
        matches = self._library.lookup(candidate.source, 3)
        for match in matches:
            official = match.term.text
            if match.kind is not Nearness.NEAR or match.concept.strictness is not Strictness.NAME:
                continue
            if abs(len(official) - len(candidate.source)) <= 1 and not _other_number(candidate.source, official):
                return Suspect(candidate.source, candidate.language, official, match.concept.id, candidate.rows)
        return None


_COUNTS = frozenset("0123456789一二三四五六七八九十东西南北前后上下男女")


def _other_number(first: str, second: str) -> bool:
    """Return whether two names differ in a number or a direction, which makes two names of them."""
    return [char for char in first if char in _COUNTS] != [char for char in second if char in _COUNTS]


def _counterpart(concept: Concept | None, language: str) -> str | None:
    if concept is None:
        return None
    term = concept.preferred(EN if language == ZH_HANS else "zh")
    return term.text if term else None
