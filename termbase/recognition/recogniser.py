"""Recognition: which terms of a termbase stand in a text, and where.

An automaton proposes; the boundaries of the term's own script, its capitals and the evidence about word edges dispose;
the best choice that does not cross decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase import blocks, cache, packages
from yizhi.termbase.library import Library, TermEntry
from yizhi.termbase.recognition import index as indexes
from yizhi.termbase.recognition.analysed_text import AnalysedText
from yizhi.termbase.recognition.boundaries import Match, standing
from yizhi.termbase.recognition.cover import choose
from yizhi.termbase.recognition.edges import Edges
from yizhi.termbase.recognition.hit import CandidateVerdict, Hit
from yizhi.termbase.recognition.index import TermIndex
from yizhi.termbase.recognition.language_forms import UNWANTED, LanguageForms
from yizhi.termbase.recognition.result import Recognition
from yizhi.termbase.text.normal import Normal, table_key
from yizhi.termbase.words import dictionary

PIECE = 1 << 15
"""Characters that are looked at in one go; a longer text is cut after a sentence."""

_BREAKS = ("。", ".\n", "\n\n", "\n", "；", ". ", "，", " ")
"""Where to cut a long text, the best first."""


class Recogniser:
    """Finds the terms of a termbase. Keeps what it has weighed, so one for a whole run is best."""

    def __init__(self, index: TermIndex) -> None:
        self._index = index
        self._known_edges: Edges | None = None
        self._lenses: dict[str | None, LanguageForms] = {}

    @classmethod
    def of(cls, library: Library) -> Recogniser:
        """Return the recogniser of a library, from the cache or built."""
        folder = Path(__file__).parent
        code = cache.code_key(folder, folder.parent / "language.py", folder.parent / "model.py")
        key = cache.key(library.fingerprint, packages.installed("daachorse"), table_key(), code)
        index = cache.load("recogniser", key, lambda entry: indexes.load(blocks.mapped(entry)))
        if index is None:
            index = indexes.build(library.terms())
            cache.write("recogniser", key, index.dump())
        return cls(index)

    @classmethod
    def from_entries(cls, entries: Iterable[TermEntry]) -> Recogniser:
        """Return a recogniser of some terms, not cached."""
        return cls(indexes.build(entries))

    def hits(
        self, text: str, language: str | None = None, covered: bool = False, form: Normal | None = None
    ) -> list[Hit]:
        """Return the terms in a text, in its order; with `language` only those of that language (either script of Chinese).

        Offsets count code points of `text`. With `covered`, hits inside a kept longer one follow it, marked. `form` is the
        normalised text, where it is known.
        """
        if len(text) <= PIECE:
            return self._found(text, language, covered, form).hits(covered)
        return list(self.iter_hits(text, language, covered))

    def find(self, text: str, language: str | None = None, form: Normal | None = None) -> Recognition:
        """Return the same for those who may not need the hits themselves."""
        if len(text) <= PIECE:
            return self._found(text, language, True, form)
        return Recognition.joined(
            text, [(start, self._found(text[start:end], language, True)) for start, end in pieces(text)]
        )

    def iter_hits(self, text: str, language: str | None = None, covered: bool = False) -> Iterator[Hit]:
        """Yield the same hits one by one, for a text of any length: memory is bounded."""
        for start, end in pieces(text):
            yield from self._found(text[start:end], language, covered).hits(covered, start)

    def explain(self, text: str, language: str | None = None) -> list[CandidateVerdict]:
        """Return every candidate in a (short) text, kept or dropped, with the reason; in text order, longer ones first."""
        from yizhi.termbase.recognition.explain import reason

        view, lens = AnalysedText.of(text), self._lens(language)
        candidates = [match for match in self._matches(view) if lens.flags[match[2]] != UNWANTED]
        stand = standing(lens, view, candidates)
        chosen_matches = choose(view.folded, stand, self._evidence(view), view.marks.places, covered=False)
        standing_at, chosen = (
            {match_bounds[:2] for match_bounds in stand},
            [match_bounds[:2] for match_bounds, _ in chosen_matches],
        )
        verdicts = []
        for match in sorted(candidates, key=lambda match: (match[0], -match[1])):
            low, high, form = match
            start, end = view.form.span(low, high)
            concept, term = lens.meaning(form, view, start, end)
            why = reason(view, lens, self._edges, match, standing_at, chosen)
            verdicts.append(CandidateVerdict(start, end, text[start:end], concept, term, (low, high) in chosen, why))
        return verdicts

    @property
    def _edges(self) -> Edges:
        """The evidence about word edges, loaded when something is to be weighed."""
        if self._known_edges is None:
            self._known_edges = Edges(dictionary.load())
        return self._known_edges

    def _evidence(self, view: AnalysedText) -> Edges | None:
        """Return the same for a text in which something is to be weighed: the dictionary's words are Chinese."""
        return None if view.folded.isascii() else self._edges

    def _matches(self, view: AnalysedText) -> list[Match]:
        """Return every place where the characters of a form stand, in the order of their ends."""
        automaton = self._index.automaton
        return automaton.find_overlapping(view.folded) if automaton else []

    def _found(self, text: str, language: str | None, covered: bool, form: Normal | None = None) -> Recognition:
        view = AnalysedText.of(text, form)
        matches = self._matches(view)
        stand = standing(self._lens(language), view, matches) if matches else None
        if not stand:
            return Recognition(text, [])
        return Recognition(text, choose(view.folded, stand, self._evidence(view), view.marks.places, covered))

    def _lens(self, language: str | None) -> LanguageForms:
        """Return the forms as those see them who ask for a language."""
        lens = self._lenses.get(language)
        if lens is None:
            lens = self._lenses[language] = LanguageForms(self._index, language)
        return lens


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Yield places to cut a long text: after the end of a sentence if there is one, else at the weakest break there is."""
    start, length = 0, len(text)
    while length - start > size:
        limit = start + size
        breaks = ((text.rfind(mark, start + size // 2, limit), len(mark)) for mark in _BREAKS)
        end = next((offset + width for offset, width in breaks if offset >= 0), limit)
        yield start, end
        start = end
    yield start, length
