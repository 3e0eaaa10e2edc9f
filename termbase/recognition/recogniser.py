"""Recognition: which terms of a termbase stand in a text, and where.

An automaton proposes; the boundaries of the term's own script, its capitals and the evidence about word edges dispose;
the best choice that does not cross decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from termbase import cache, packages, words
from termbase.language import is_chinese
from termbase.library import Entry, Library
from termbase.recognition import index as indexes
from termbase.recognition.cover import Match, cover, groups
from termbase.recognition.edges import Edges
from termbase.recognition.hit import Hit, Verdict
from termbase.recognition.index import CASED, CHINESE, OTHER, WORD_END, WORD_START, Index, Reading
from termbase.recognition.marks import Marks
from termbase.text.normal import Normal, normal, table_key

LIMIT = 0.7
"""Doubt about the edges of a candidate, in nats, above which it is dropped."""

PIECE = 1 << 17
"""Characters that are looked at in one go; a longer text is cut after a sentence."""

_BOTH = CHINESE | OTHER
_SPECIAL = WORD_START | WORD_END | CASED
_SHOUTED = frozenset(
    ["WHO", "IT", "US", "AM", "IS", "AS", "ARE", "OR", "IN", "ON", "NO", "DO", "SO", "BE", "HAS", "CAN", "MAY", "ALL", "AIDS",
     "ACT", "FOR", "AID", "CARE", "FAST", "SAFE", "SHE", "HE", "WE", "AN", "AT", "BY", "TO", "OF", "IF", "UP"]
)  # fmt: skip
"""Acronyms that are words: in a line of capitals nobody can tell them apart, so they are no terms there."""


class Recogniser:
    """Finds the terms of a termbase. Keeps what it has weighed, so one for a whole run is best."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._edges: Edges | None = None

    @classmethod
    def of(cls, library: Library) -> Recogniser:
        """The recogniser of a library, from the cache or built."""
        here = Path(__file__).parent
        code = cache.code_key(here, here.parent / "language.py")
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

    def hits(self, text: str, language: str | None = None, covered: bool = False) -> list[Hit]:
        """The terms in a text, in its order; with `language` only those of that language (either script of Chinese).

        Offsets count code points of `text`. With `covered`, hits inside a kept longer one follow it, marked.
        """
        if len(text) <= PIECE:
            return self._hits(text, 0, language, covered)
        return list(self.iter_hits(text, language, covered))

    def iter_hits(self, text: str, language: str | None = None, covered: bool = False) -> Iterator[Hit]:
        """The same hits one by one, for a text of any length: memory is bounded."""
        for start, end in pieces(text):
            yield from self._hits(text[start:end], start, language, covered)

    def explain(self, text: str, language: str | None = None) -> list[Verdict]:
        """Every candidate in a (short) text, kept or dropped, with the reason; in text order, longer ones first."""
        automaton = self._index.automaton
        if automaton is None:
            return []
        form = normal(text)
        folded = indexes.fold(form.text)
        marks = Marks.of(text, form)
        wanted = _wanted(language)
        found = [match for match in automaton.find_overlapping(folded) if self._index.flags[match[2]] & wanted]
        standing = self._standing(text, form, folded, found, wanted, marks)
        chosen = self._choose(folded, standing, marks.places)
        verdicts = []
        for match in sorted(found, key=lambda match: (match[0], -match[1])):
            start, end = form.span(match[0], match[1])
            reading = next(iter(self._readings(text, form, match, wanted)), self._index.readings(match[2])[0])
            kept, reason = self._reason(folded, match, standing, chosen, marks)
            verdicts.append(Verdict(start, end, text[start:end], reading.concept, reading.term, kept, reason))
        return verdicts

    def _reason(
        self, folded: str, match: Match, standing: list[Match], chosen: list[Match], marks: Marks
    ) -> tuple[bool, str]:
        """Whether a match was chosen, and why."""
        start, end, number = match
        flag = self._index.flags[number]
        if match not in standing:
            if (flag & WORD_START and start and _word(folded[start - 1])) or (
                flag & WORD_END and end < len(folded) and _word(folded[end])
            ):
                return False, "part of a longer word"
            if not marks.fit(start, end):
                return False, "a title or quotation mark inside it is without its partner"
            return False, "its capitals are not there"
        doubt = self._doubt(folded, start, end, marks.places)
        if match in chosen:
            return True, f"whole words (doubt {doubt:.1f})" if doubt else "whole words"
        if doubt > LIMIT and self._edges is not None:
            cut = "|".join(self._edges.cutting(folded, start, end, marks.places))
            return False, f"its edges cut words (doubt {doubt:.1f}, limit {LIMIT:.1f}): {cut}"
        for first, last, _ in chosen:
            if first <= start and end <= last:
                return False, f"inside {folded[first:last]}"
            if first < end and start < last:
                return False, f"crosses {folded[first:last]}, the better choice"
        return False, "another choice covers more of the text"

    def _hits(self, text: str, offset: int, language: str | None, covered: bool) -> list[Hit]:
        automaton = self._index.automaton
        if automaton is None:
            return []
        form = normal(text)
        folded = indexes.fold(form.text)
        found = automaton.find_overlapping(folded)
        if not found:
            return []
        wanted = _wanted(language)
        marks = Marks.of(text, form)
        standing = self._standing(text, form, folded, found, wanted, marks)
        chosen = self._choose(folded, standing, marks.places)
        if covered:
            return self._with_covered(text, form, folded, chosen, standing, marks, offset, wanted)
        return [self._hit(text, form, match, offset, wanted, False) for match in chosen]

    def _standing(
        self, text: str, form: Normal, folded: str, found: list[Match], wanted: int, marks: Marks
    ) -> list[Match]:
        """The matches that are terms by the rules of their script: whole words, the right capitals, marks in pairs."""
        flags = self._index.flags
        standing = [
            match
            for match in found
            if (flag := flags[match[2]]) & wanted
            and (not flag & _SPECIAL or self._fits(text, form, folded, match, flag, wanted))
        ]
        return [match for match in standing if marks.fit(match[0], match[1])] if marks.places else standing

    def _fits(self, text: str, form: Normal, folded: str, match: Match, flag: int, wanted: int) -> bool:
        """Whether a match with letters at its edges is a word of its own there, capitals included."""
        start, end, _ = match
        if flag & WORD_START and start and _word(folded[start - 1]):
            return False
        if flag & WORD_END and end < len(folded) and _word(folded[end]):
            return False
        return not flag & CASED or bool(self._readings(text, form, match, wanted))

    def _readings(self, text: str, form: Normal, match: Match, wanted: int) -> list[Reading]:
        """The readings of a match in the wanted languages whose capitals are there."""
        start, end, number = match
        readings = self._index.readings(number)
        fit = [one for one in readings if wanted == _BOTH or is_chinese(one.term.language) == (wanted == CHINESE)]
        if not any(one.cased for one in fit):
            return fit
        first, last = form.span(start, end)
        written = indexes.fold(normal(text[first:last], fold_case=False).text)
        return [
            one
            for one in fit
            if not one.cased
            or (_capitals(one.cased, written) and not (one.cased in _SHOUTED and _shouting(text, first, last)))
        ]

    def _doubt(self, folded: str, start: int, end: int, sure: frozenset[int]) -> float:
        """What the word edges say against a match, in nats."""
        if self._edges is None:
            self._edges = Edges(words.load())
        return self._edges.doubt(folded, start, end, sure)

    def _choose(self, folded: str, standing: list[Match], sure: frozenset[int]) -> list[Match]:
        """The best matches that do not cross, in text order."""
        if not standing:
            return []
        chosen: list[Match] = []
        doubt = self._doubt
        for group in groups(standing):
            if len(group) == 1:
                start, end, _ = group[0]
                if doubt(folded, start, end, sure) <= LIMIT:
                    chosen.append(group[0])
                continue
            longest = max(group, key=_length)
            low, high = longest[0], longest[1]
            # Mostly one match holds all the others; what they would be worth need not be known then.
            if all(low <= start and end <= high for start, end, _ in group) and doubt(folded, low, high, sure) <= LIMIT:
                chosen.append(longest)
                continue
            weighed = [(match, doubt(folded, match[0], match[1], sure)) for match in group]
            kept = cover([(match, nats) for match, nats in weighed if nats <= LIMIT])
            kept.reverse()
            chosen += kept
        chosen.reverse()
        return chosen

    def _with_covered(
        self, text: str, form: Normal, folded: str, chosen: list[Match], standing: list[Match], marks: Marks, offset: int,
        wanted: int,
    ) -> list[Hit]:  # fmt: skip
        """The hits with those inside them, each after the one that holds it."""
        starts = [start for start, _, _ in chosen]
        found: list[tuple[Match, bool]] = [(match, False) for match in chosen]
        for match in standing:
            start, end, _ = match
            holder = bisect_right(starts, start) - 1
            if holder < 0 or end > chosen[holder][1] or match == chosen[holder]:
                continue
            if self._doubt(folded, start, end, marks.places) <= LIMIT:
                found.append((match, True))
        found.sort(key=lambda item: (item[0][0], -item[0][1]))
        return [self._hit(text, form, match, offset, wanted, inside) for match, inside in found]

    def _hit(self, text: str, form: Normal, match: Match, offset: int, wanted: int, covered: bool) -> Hit:
        """A match as the user sees it."""
        start, end, number = match
        if form.at:
            start, end = form.span(start, end)
        written = text[start:end]
        readings: Sequence[Reading] = self._index.readings(number)
        if len(readings) == 1:  # It has been found to fit.
            concept, strictness, term, _ = readings[0]
            return Hit(offset + start, offset + end, written, term.language, concept, term, strictness, (), covered)
        readings = self._readings(text, form, match, wanted)
        # One reading a concept: the term that is written exactly so, else the most usual one.
        best: dict[str, Reading] = {}
        for one in readings:
            known = best.get(one.concept)
            if known is None or (one.term.text == written and known.term.text != written):
                best[one.concept] = one
        first, *others = best.values()
        return Hit(
            offset + start, offset + end, written, first.term.language, first.concept, first.term, first.strictness,
            tuple((one.concept, one.term) for one in others), covered,
        )  # fmt: skip


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Places to cut a long text: after the end of a sentence if there is one, else at the weakest break there is."""
    start, length = 0, len(text)
    while length - start > size:
        limit = start + size
        end = -1
        for mark in ("。", ".\n", "\n\n", "\n", "；", ". ", "，", " "):
            end = text.rfind(mark, start + size // 2, limit)
            if end >= 0:
                end += len(mark)
                break
        yield start, end if end > start else limit
        start = end if end > start else limit
    yield start, length


def _wanted(language: str | None) -> int:
    return _BOTH if language is None else CHINESE if is_chinese(language) else OTHER


def _length(match: Match) -> int:
    return match[1] - match[0]


def _word(character: str) -> bool:
    """Whether a character goes on a word of a script that has spaces."""
    return character.isalnum() and character < "\u2e80"


def _capitals(cased: str, written: str) -> bool:
    """Whether all the capitals of a form are there. More may be (a heading)."""
    return all(wanted == got or not wanted.isupper() for wanted, got in zip(cased, written, strict=False))


def _shouting(text: str, start: int, end: int) -> bool:
    """Whether the words beside a place are all in capitals."""
    before = text[max(0, start - 40) : start].split()
    after = text[end : end + 40].split()
    beside = [word.strip(".,;:()'\"") for word in [*before[-1:], *after[:1]]]
    return any(len(word) > 1 and word.isupper() and word.isascii() and word.isalpha() for word in beside)
