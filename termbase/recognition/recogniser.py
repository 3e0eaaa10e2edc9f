"""Recognition: which terms of a termbase stand in a text, and where.

An automaton proposes; the boundaries of the term's own script, its capitals and the evidence about word edges dispose;
the best choice that does not cross decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from termbase import cache, packages, words
from termbase.library import Entry, Library
from termbase.model import Term
from termbase.recognition import index as indexes
from termbase.recognition.cover import LIMIT, Match, choose
from termbase.recognition.edges import Edges
from termbase.recognition.hit import Hit, Verdict
from termbase.recognition.index import Index, Reading
from termbase.recognition.standing import depends, readings, standing
from termbase.recognition.view import View
from termbase.text.normal import Normal, table_key

PIECE = 1 << 15
"""Characters that are looked at in one go; a longer text is cut after a sentence."""

_KEPT = 1 << 16
_BREAKS = ("。", ".\n", "\n\n", "\n", "；", ". ", "，", " ")
"""Where to cut a long text, the best first."""

Homonyms = tuple[tuple[str, Term], ...]


class Recogniser:
    """Finds the terms of a termbase. Keeps what it has weighed, so one for a whole run is best."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known_edges: Edges | None = None
        self._known_best: dict[tuple[int, str, int], tuple[Reading, Homonyms]] = {}

    @classmethod
    def of(cls, library: Library) -> Recogniser:
        """The recogniser of a library, from the cache or built."""
        here = Path(__file__).parent
        code = cache.code_key(here, here.parent / "language.py", here.parent / "model.py")
        key = cache.key(library.fingerprint, packages.installed("daachorse"), table_key(), code)
        path = cache.path("recogniser", key)
        if path is not None:
            try:
                index = indexes.load(path.read_bytes())
            except (OSError, ValueError):
                index = None
            if index is not None:
                return cls(index)
        index = indexes.build(library.terms())
        cache.write("recogniser", key, index.dump())
        return cls(index)

    @classmethod
    def from_entries(cls, entries: Iterable[Entry]) -> Recogniser:
        """A recogniser of some terms, not cached."""
        return cls(indexes.build(entries))

    def hits(
        self, text: str, language: str | None = None, covered: bool = False, form: Normal | None = None
    ) -> list[Hit]:
        """The terms in a text, in its order; with `language` only those of that language (either script of Chinese).

        Offsets count code points of `text`. With `covered`, hits inside a kept longer one follow it, marked. `form` is the
        normalised text, where it is known.
        """
        if len(text) <= PIECE:
            return self._hits(text, 0, language, covered, form)
        return list(self.iter_hits(text, language, covered))

    def iter_hits(self, text: str, language: str | None = None, covered: bool = False) -> Iterator[Hit]:
        """The same hits one by one, for a text of any length: memory is bounded."""
        for start, end in pieces(text):
            yield from self._hits(text[start:end], start, language, covered)

    def explain(self, text: str, language: str | None = None) -> list[Verdict]:
        """Every candidate in a (short) text, kept or dropped, with the reason; in text order, longer ones first."""
        from termbase.recognition.explain import reason

        view = View.of(text, language)
        found = [match for match in self._found(view) if self._index.flags[match[2]] & view.wanted]
        stand = standing(self._index, view, found)
        chosen = choose(view.folded, stand, self._edges, view.marks.places) if stand else []
        verdicts = []
        for match in sorted(found, key=lambda match: (match[0], -match[1])):
            start, end = view.form.span(match[0], match[1])
            fit = readings(self._index, view, match) or self._index.readings(match[2])
            why = reason(view, self._index, self._edges, match, stand, chosen)
            verdicts.append(Verdict(start, end, text[start:end], fit[0].concept, fit[0].term, match in chosen, why))
        return verdicts

    @property
    def _edges(self) -> Edges:
        """The evidence about word edges, loaded when something is to be weighed."""
        if self._known_edges is None:
            self._known_edges = Edges(words.load())
        return self._known_edges

    def _found(self, view: View) -> list[Match]:
        """Every place where the characters of a form stand, in the order of their ends."""
        automaton = self._index.automaton
        return automaton.find_overlapping(view.folded) if automaton else []

    def _hits(
        self, text: str, offset: int, language: str | None, covered: bool, form: Normal | None = None
    ) -> list[Hit]:
        view = View.of(text, language, form)
        found = self._found(view)
        stand = standing(self._index, view, found) if found else found
        if not stand:
            return []
        chosen = choose(view.folded, stand, self._edges, view.marks.places)
        if not covered or len(stand) == len(chosen):
            return self._plain(view, chosen, offset)
        inside = list(self._covered(view, chosen, stand))
        if not inside:
            return self._plain(view, chosen, offset)
        both = sorted(chosen + inside, key=lambda match: (match[0], -match[1]))
        return self._plain(view, both, offset, frozenset(inside))

    def _covered(self, view: View, chosen: list[Match], stand: list[Match]) -> Iterator[Match]:
        """The matches of whole words inside a chosen one."""
        starts = [start for start, _, _ in chosen]
        for match in stand:
            start, end, _ = match
            holder = bisect_right(starts, start) - 1
            if holder < 0 or end > chosen[holder][1] or match == chosen[holder]:
                continue
            if self._edges.doubt(view.folded, start, end, view.marks.places) <= LIMIT:
                yield match

    def _plain(
        self, view: View, chosen: list[Match], offset: int, covered: frozenset[Match] = frozenset()
    ) -> list[Hit]:
        """The hits of matches in the order of their beginnings; mostly nothing was edited inside them, and their place is a matter of adding."""
        hits: list[Hit] = []
        text, readings_of, best = view.text, self._index.readings, self._best
        at, upto, origin = view.form.at, view.form.upto, view.form.end
        edits, edit, shift, free = len(at), 0, 0, 0
        for match in chosen:
            start, end, number = match
            while edit < edits and at[edit] <= start:
                free = upto[edit]
                shift = origin[edit] - free
                edit += 1
            if start < free or (edit < edits and at[edit] < end):
                hits.append(self._hit(view, match, offset, match in covered))
                continue
            start += shift
            end += shift
            written = text[start:end]
            known = readings_of(number)
            if len(known) == 1:
                concept, strictness, term, _ = known[0]
                homonyms: Homonyms = ()
            else:
                (concept, strictness, term, _), homonyms = best(view, match, written)
            hits.append(
                Hit(
                    offset + start,
                    offset + end,
                    written,
                    term.language,
                    concept,
                    term,
                    strictness,
                    homonyms,
                    match in covered,
                )
            )
        return hits

    def _hit(self, view: View, match: Match, offset: int, covered: bool) -> Hit:
        """A match as the user sees it."""
        start, end = view.form.span(match[0], match[1])
        written = view.text[start:end]
        (concept, strictness, term, _), homonyms = self._best(view, match, written)
        return Hit(offset + start, offset + end, written, term.language, concept, term, strictness, homonyms, covered)

    def _best(self, view: View, match: Match, written: str) -> tuple[Reading, Homonyms]:
        """The reading of a match that counts, and the other concepts'.

        One reading a concept: the term that is written exactly so, else the most usual one.
        """
        key = (match[2], written, view.wanted)
        known = self._known_best.get(key)
        if known is not None:
            return known
        best: dict[str, Reading] = {}
        for one in readings(self._index, view, match):
            other = best.get(one.concept)
            if other is None or (one.term.text == written and other.term.text != written):
                best[one.concept] = one
        first, *others = best.values()
        found = first, tuple((one.concept, one.term) for one in others)
        # What a form of capitals stands for may depend on the words beside it.
        if not depends(self._index, match[2]):
            if len(self._known_best) >= _KEPT:
                self._known_best.clear()
            self._known_best[key] = found
        return found


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Places to cut a long text: after the end of a sentence if there is one, else at the weakest break there is."""
    start, length = 0, len(text)
    while length - start > size:
        limit = start + size
        found = ((text.rfind(mark, start + size // 2, limit), len(mark)) for mark in _BREAKS)
        end = next((at + width for at, width in found if at >= 0), limit)
        yield start, end
        start = end
    yield start, length
