"""What a declaration of a short form is, and the small things that both languages need to see one."""

from __future__ import annotations

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
