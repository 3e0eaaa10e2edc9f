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
        """The readings of a form in the wanted languages, the most usual first."""
        return [one for one in self.index.readings(form) if self._wanted & _flag(one.term.language)]

    def written(self, form: int, view: AnalysedText, first: int, last: int) -> Tails | None:
        """The tails for a form that `view.text[first:last]` writes; None where that is no term."""
        key = form, view.text[first:last]
        try:
            return self._written[key]
        except KeyError:
            pass
        fit = self._capitals(*key)
        if any(one.cased in _WORDS for one in fit):
            # It depends on the words beside it, so it is not kept.
            shouting = _shouting(view.text, first, last)
            return _tails([one for one in fit if not (shouting and one.cased in _WORDS)], key[1])
        if len(self._written) >= _KEPT:
            self._written.clear()
        found = self._written[key] = _tails(fit, key[1])
        return found

    def meaning(self, form: int, view: AnalysedText, first: int, last: int) -> tuple[str, Term]:
        """The concept and the term of a form, also where it is no term as it is written."""
        tails = self.fixed[form] or self.written(form, view, first, last)
        if tails:
            return tails[0][1:3]
        first_known = self.index.readings(form)[0]
        return first_known.concept, first_known.term

    def _capitals(self, form: int, writing: str) -> list[Reading]:
        """The readings whose capitals are there. More may be (a heading)."""
        fit = self.readings(form)
        if not any(one.cased for one in fit):
            return fit
        plain = fold(normal(writing, fold_case=False).text)
        return [one for one in fit if not one.cased or _holds(one.cased, plain)]


class _GoesOn(dict[str, bool]):
    """Whether a character is part of a word of a script that has spaces."""

    def __missing__(self, character: str) -> bool:
        known = self[character] = character.isalnum() and character < "\u2e80"
        return known


class _Fixed(dict[int, Tails | None]):
    """The tails of forms that are the same however they are written: one term a concept, no capitals wanted."""

    def __init__(self, lens: LanguageForms) -> None:
        super().__init__()
        self._lens = lens

    def __missing__(self, form: int) -> Tails | None:
        fit = self._lens.readings(form)
        varied = any(one.cased for one in fit) or len({one.concept for one in fit}) < len(fit)
        found = self[form] = None if varied else _tails(fit, "")
        return found


def _tails(fit: list[Reading], writing: str) -> Tails | None:
    """What hits say for readings: one a concept, the term that is written exactly so, else the most usual one."""
    if not fit:
        return None
    best: dict[str, Reading] = {}
    for one in fit:
        other = best.get(one.concept)
        if other is None or (one.term.text == writing and other.term.text != writing):
            best[one.concept] = one
    (concept, strictness, term, _), *others = best.values()
    homonyms = tuple((one.concept, one.term) for one in others)
    kept = term.language, concept, term, strictness, homonyms
    return (*kept, False), (*kept, True)


def _flag(language: str) -> int:
    return CHINESE if is_chinese(language) else OTHER


def _holds(cased: str, plain: str) -> bool:
    """Whether a text has all the capitals of a form."""
    return cased == plain or all(
        wanted == got or not wanted.isupper() for wanted, got in zip(cased, plain, strict=False)
    )


def _shouting(text: str, start: int, end: int) -> bool:
    """Whether a word beside a place is all in capitals."""
    before = text[max(0, start - 40) : start].split()
    after = text[end : end + 40].split()
    beside = [word.strip(".,;:()'\"") for word in [*before[-1:], *after[:1]]]
    return any(len(word) > 1 and word.isupper() and word.isascii() and word.isalpha() for word in beside)
