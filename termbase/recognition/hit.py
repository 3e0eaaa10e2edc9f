"""What recognition returns."""

from __future__ import annotations

from typing import NamedTuple

from yizhi.termbase.model import Strictness, Term
from yizhi.termbase.records import dataclass

Homonyms = tuple[tuple[str, Term], ...]
"""The other concepts (id, term) that share a form."""


class Hit(NamedTuple):
    """A term where it stands in a text: `text[start:end]` in code points of the text that was given.

    `homonyms` are the other concepts (id, term) that share the form. `covered` marks a hit inside a kept longer one.
    """

    start: int
    end: int
    text: str
    language: str
    concept: str
    term: Term
    strictness: Strictness
    homonyms: Homonyms = ()
    covered: bool = False


Tail = tuple[str, str, Term, Strictness, Homonyms, bool]
"""The fields of a hit from `language` on: all but its place."""


@dataclass(frozen=True, slots=True)
class CandidateVerdict:
    """A candidate in a text, and why it is a hit or none."""

    start: int
    end: int
    text: str
    concept: str
    term: Term
    kept: bool
    reason: str
