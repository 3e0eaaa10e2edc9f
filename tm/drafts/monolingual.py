"""A whole text as a draft: what the formats of running text share."""

from __future__ import annotations

from collections.abc import Sequence

from termbase import language
from tm.cleaning.clean import Cleaned
from tm.drafts.source import Source
from tm.model import Draft, Place, Segment, Unit

_SAMPLE = 20_000


def draft(source: Source, name: str, text: str, cleaned: Cleaned, notes: Sequence[str] = ()) -> Draft:
    """A monolingual draft whose units are the paragraphs of `cleaned`."""
    path = str(source.path)
    tongue = language.guess(sample(text))
    units = []
    line, upto = 1, 0
    for number, paragraph in enumerate(cleaned.paragraphs, 1):
        start, _ = paragraph.span(0, 1)
        line, upto = line + _line_ends(text, upto, start), start
        column = start - max(text.rfind("\n", 0, start), text.rfind("\r", max(0, start - 1), start)) if start else 1
        segment = Segment(paragraph.text, tongue, Place(line, column), origin=paragraph)
        units.append(Unit(None, segment, document=path, paragraph=number))
    return Draft(path, name, tongue, None, tuple(units), text=text, removed=cleaned.removed, notes=tuple(notes))


def sample(text: str) -> str:
    """Enough of a text to tell its language: all of a short one, pieces from its whole length of a long one."""
    if len(text) <= _SAMPLE:
        return text
    step = len(text) // 10
    return "".join(text[at : at + _SAMPLE // 10] for at in range(0, len(text), step))


def _line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
