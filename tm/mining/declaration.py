"""What a declaration of a short form is, and the small things that both languages need to see one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from yizhi.termbase.model import Kind
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.mining.wordlists import word_set

Count = Callable[[str], int]
"""How often a string stands in the whole document."""

ACRONYM = compiled(r"(?=(?:.*[A-Z]){2})[A-Z0-9][A-Za-z0-9]*(?:[&/.-][A-Za-z0-9]+)*")

CALLING = compiled("[下文均一简又亦也]称|又名")
"""What words that declare a Chinese form without a bracket have in common."""


class Declaration(NamedTuple):
    """A full form and a form declared for it; offsets count in the text that was given.

    `language` is that of the full form, `short_language` that of the other one (an English name may be declared for a
    Chinese one). `kind` says what the other form is; `said` that words say so (简称, hereinafter) or quotation marks.
    `score` is 0–1.
    """

    full: str
    start: int
    end: int
    language: str
    short: str
    short_start: int
    short_end: int
    short_language: str
    kind: Kind
    said: bool
    score: float


Known = Sequence[tuple[int, int, str]]
"""Terms that are known in a text: (start, end, concept), those inside longer ones too."""


class KnownTerms:
    """The same by their places: a text may declare as many forms as it has terms."""

    def __init__(self, terms: Known) -> None:
        self._terms = sorted(terms)
        self._starts = [start for start, _, _ in self._terms]
        self._longest = max((stop - start for start, stop, _ in self._terms), default=0)

    def ending(self, place: int) -> list[tuple[int, str]]:
        """Return the start and concept of what ends at a place."""
        return [
            (start, concept) for start, stop, concept in self._between(place - self._longest, place) if stop == place
        ]

    def spans_before(self, place: int, reach: int) -> list[tuple[int, int]]:
        """Return the spans of what ends at a place or before and reaches into the text of `reach` before the longest term that may end there."""
        low = place - self._longest - reach
        return [(start, stop) for start, stop, _ in self._between(low, place) if stop <= place]

    def same(self, end: int, start: int, stop: int) -> bool:
        """Return whether the very words `text[start:stop]` are a term of a concept that also ends at `end`."""
        concepts = {concept for _, concept in self.ending(end)}
        return bool(concepts) and any(
            last == stop and concept in concepts for _, last, concept in self._between(start, start + 1)
        )

    def _between(self, low: int, high: int) -> list[tuple[int, int, str]]:
        return self._terms[bisect_left(self._starts, low) : bisect_left(self._starts, high)]


SMALL = word_set(
    "a an the of to in on at by for from with and or as de des du la le les et el los las y against among between into under"
)
"""English words that a name may hold in lower case."""
HEADS_EN = word_set("""
    Organization Organisation Office Agency Committee Commission Council Conference Convention Centre Center Fund Programme Program Project
    Union Bank Institute Institution University Network Group Team Task Force Mission Treaty Agreement Protocol Declaration
    Plan Strategy Framework Initiative Partnership Alliance Association Federation League Community Authority Service Department
    Ministry Secretariat Tribunal Court Assembly Board Bureau Forum Society Foundation Corporation Company Administration Academy
    Act Law Code Charter Covenant Goals Goal Index Report Review System Panel Unit Division Section Academy Police Laboratory
    Facility Mechanism Platform Consortium Observatory Register Registry Database Directive Regulation Scheme Standards Principles
    Rules Guidelines Survey Census States Nations Republic Kingdom Movement Party Front Army Brigade Forces
    """)
"""Words at the head of English names."""


def is_acronym(text: str) -> bool:
    """Return whether a form is an acronym: UNODC, COVID-19, UN-Women."""
    return " " not in text and ACRONYM.fullmatch(text) is not None
