"""A text as recognition looks at it."""

from __future__ import annotations

from typing import NamedTuple

from yizhi.termbase.recognition.index import fold
from yizhi.termbase.recognition.marks import Marks
from yizhi.termbase.text.normal import Normal, normal


class AnalysedText(NamedTuple):
    """A text, its normalised form, what the automaton reads (`folded`, as long as that form), its dropped marks."""

    text: str
    form: Normal
    folded: str
    marks: Marks

    @classmethod
    def of(cls, text: str, form: Normal | None = None) -> AnalysedText:
        """Return a text normalised (`form`, where that was done before)."""
        form = form or normal(text)
        return cls(text, form, fold(form.text), Marks.of(text, form))
