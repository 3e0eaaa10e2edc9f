"""The terms of a text with their official counterparts, for repairs and for the concordance by concept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Status
from yizhi.tm.memory.approved import same_language
from yizhi.tm.memory.repair import TermSpot

if TYPE_CHECKING:
    from yizhi.termbase.library import Library
    from yizhi.termbase.model import Concept
    from yizhi.termbase.recognition.recogniser import Recogniser

_USABLE = (Status.PREFERRED, Status.ADMITTED)


class Finder:
    """Calls a recogniser for `repair`; it is made when the first text comes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._recogniser: Recogniser | None = None
        self._known = lru_cache(maxsize=64)(self._find)

    def __call__(self, text: str, language: str, counterpart_language: str) -> Sequence[TermSpot]:
        """Return the terms of a text in `language` that have a counterpart in `other`, in text order."""
        return self._known(text, language, counterpart_language)

    def _find(self, text: str, language: str, counterpart_language: str) -> Sequence[TermSpot]:
        if self._recogniser is None:
            from yizhi.termbase.recognition.recogniser import Recogniser

            self._recogniser = Recogniser.of(self._library)
        spots = []
        for hit in self._recogniser.hits(text, language):
            concept = self._library.concept(hit.concept)
            texts = counterparts(concept, counterpart_language, hit.term.kind) if concept is not None else ()
            if texts:
                spots.append(TermSpot(hit.start, hit.end, hit.concept, texts))
        return tuple(spots)


def counterparts(concept: Concept, language: str, kind: str = "") -> tuple[str, ...]:
    """Return the terms of a concept in a language that may be used: those of the wanted kind first, preferred before admitted."""
    fitting = [term for term in concept.terms if same_language(term.language, language) and term.status in _USABLE]
    if is_chinese(language):
        in_language = [term for term in fitting if term.language == language]
        fitting = in_language or fitting
    fitting.sort(key=lambda term: (term.kind != kind, _USABLE.index(term.status)))
    return tuple(dict.fromkeys(term.text for term in fitting))
