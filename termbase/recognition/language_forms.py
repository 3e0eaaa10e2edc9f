"""The forms of an index as a wanted language sees them: what stands for what, looked up once and kept.

Hits are made by the million, and all of a hit but its place follows from the form and how it is written. So that part is
made once, and a hit is put together from its place and it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Term
from yizhi.termbase.recognition.hit import Tail
from yizhi.termbase.recognition.index import CHINESE, OTHER, WORD_END, WORD_START, Reading, TermIndex, fold
from yizhi.termbase.text.normal import normal

if TYPE_CHECKING:
    from yizhi.termbase.recognition.analysed_text import AnalysedText

UNWANTED = 0x80
"""Flag of a form that has no reading in the wanted language."""

_KEPT = 1 << 16
_PLACE = WORD_START | WORD_END
_WORDS = frozenset(
    ["WHO", "IT", "US", "AM", "IS", "AS", "ARE", "OR", "IN", "ON", "NO", "DO", "SO", "BE", "HAS", "CAN", "MAY", "ALL", "AIDS",
     "ACT", "FOR", "AID", "CARE", "FAST", "SAFE", "SHE", "HE", "WE", "AN", "AT", "BY", "TO", "OF", "IF", "UP"]
)  # fmt: skip
"""Acronyms that are words: in a line of capitals nobody can tell them apart, so they are no terms there."""

Tails = tuple[Tail, Tail]
"""What is said of a hit of its own, and of one that is covered."""


class LanguageForms:
    """The forms of an index for those who ask for Chinese, for other languages or (None) for all."""

    def __init__(self, index: TermIndex, language: str | None) -> None:
        self.index = index
        self._wanted = CHINESE | OTHER if language is None else _flag(language)
        self.flags = index.flags.translate(
            bytes(flags & _PLACE if flags & self._wanted else UNWANTED for flags in range(256))
        )
        """A byte for each form: 0 where any place will do, `UNWANTED`, or what its place must be like."""
        self.fixed = _Fixed(self)
        """The tails of the hits of a form, by its number; None where they depend on how it is written."""
        self.goes_on = _GoesOn()
        self._written: dict[tuple[int, str], Tails | None] = {}

    def readings(self, form: int) -> list[Reading]:
        """Return the readings of a form in the wanted languages, the most usual first."""
        readings = self.index.readings(form)
        if not self.index.flags[form] & (CHINESE | OTHER) & ~self._wanted:
            return list(readings)
        return [reading for reading in readings if self._wanted & _flag(reading.term.language)]

    def written(self, form: int, view: AnalysedText, first: int, last: int) -> Tails | None:
        """Return the tails for a form that `view.text[first:last]` writes; None where that is no term."""
        key = form, view.text[first:last]
        try:
            return self._written[key]
        except KeyError:
            pass
        fitting = self._capitals(*key)
        if any(reading.cased in _WORDS for reading in fitting):
            # It depends on the words beside it, so it is not kept.
            shouting = _shouting(view.text, first, last)
            return _tails([reading for reading in fitting if not (shouting and reading.cased in _WORDS)], key[1])
        if len(self._written) >= _KEPT:
            self._written.clear()
        tails = self._written[key] = _tails(fitting, key[1])
        return tails

    def meaning(self, form: int, view: AnalysedText, first: int, last: int) -> tuple[str, Term]:
        """Return the concept and the term of a form, also where it is no term as it is written."""
        tails = self.fixed[form] or self.written(form, view, first, last)
        if tails:
            return tails[0][1:3]
        first_known = self.index.readings(form)[0]
        return first_known.concept, first_known.term

    def _capitals(self, form: int, writing: str) -> list[Reading]:
        """Return the readings whose capitals are there. More may be (a heading)."""
        fitting = self.readings(form)
        if not any(reading.cased for reading in fitting):
            return fitting
        plain = fold(normal(writing, fold_case=False).text)
        return [reading for reading in fitting if not reading.cased or _holds(reading.cased, plain)]


class _GoesOn(dict[str, bool]):
    """Whether a character is part of a word of a script that has spaces."""

    def __missing__(self, character: str) -> bool:
        is_letter = self[character] = character.isalnum() and character < "\u2e80"
        return is_letter


class _Fixed(dict[int, Tails | None]):
    """The tails of forms that are the same however they are written: one term a concept, no capitals wanted."""

    def __init__(self, lens: LanguageForms) -> None:
        super().__init__()
        self._lens = lens

    def __missing__(self, form: int) -> Tails | None:
        fitting = self._lens.readings(form)
        if len(fitting) == 1 and not fitting[0].cased:
            concept, strictness, term, _ = fitting[0]
            tails: Tails | None = (
                (term.language, concept, term, strictness, (), False),
                (term.language, concept, term, strictness, (), True),
            )
        else:
            concepts = {reading.concept for reading in fitting}
            varied = any(reading.cased for reading in fitting) or len(concepts) < len(fitting)
            tails = None if varied else _tails(fitting, "")
        self[form] = tails
        return tails


def _tails(fitting: list[Reading], writing: str) -> Tails | None:
    """Return what hits say for readings: one a concept, the term that is written exactly so, else the most usual one."""
    if not fitting:
        return None
    best: dict[str, Reading] = {}
    for reading in fitting:
        best_reading = best.get(reading.concept)
        if best_reading is None or (reading.term.text == writing and best_reading.term.text != writing):
            best[reading.concept] = reading
    (concept, strictness, term, _), *others = best.values()
    homonyms = tuple((reading.concept, reading.term) for reading in others)
    fields = term.language, concept, term, strictness, homonyms
    return (*fields, False), (*fields, True)


def _flag(language: str) -> int:
    return CHINESE if is_chinese(language) else OTHER


def _holds(cased: str, plain: str) -> bool:
    """Return whether a text has all the capitals of a form."""
    return cased == plain or all(
        expected == got or not expected.isupper() for expected, got in zip(cased, plain, strict=False)
    )


def _shouting(text: str, start: int, end: int) -> bool:
    """Return whether a word beside a place is all in capitals."""
    before = text[max(0, start - 40) : start].split()
    after = text[end : end + 40].split()
    beside = [word.strip(".,;:()'\"") for word in [*before[-1:], *after[:1]]]
    return any(len(word) > 1 and word.isupper() and word.isascii() and word.isalpha() for word in beside)
