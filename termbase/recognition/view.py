"""A text as recognition looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from termbase.language import is_chinese
from termbase.recognition.index import CHINESE, OTHER, fold
from termbase.recognition.marks import Marks
from termbase.text.normal import Normal, normal


@dataclass(frozen=True, slots=True)
class View:
    """A text, its normalised form, what the automaton reads (`folded`, as long as that form), its dropped marks.

    `wanted` are the flags of the languages that are asked for.
    """

    text: str
    form: Normal
    folded: str
    marks: Marks
    wanted: int

    @classmethod
    def of(cls, text: str, language: str | None, form: Normal | None = None) -> View:
        """A text normalised (`form`, where that was done before); None asks for every language."""
        form = form or normal(text)
        wanted = CHINESE | OTHER if language is None else CHINESE if is_chinese(language) else OTHER
        return cls(text, form, fold(form.text), Marks.of(text, form), wanted)

    def wants(self, language: str) -> bool:
        """Whether terms of a language are asked for."""
        return bool(self.wanted & (CHINESE if is_chinese(language) else OTHER))
