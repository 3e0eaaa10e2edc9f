"""A whole text as a draft: what the formats of running text share."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.termbase import language
from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.cleaning.clean import Cleaned
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft, Place, Segment, Unit

FOOTNOTE = (("kind", "footnote"),)
"""The attributes of a unit that cleaning took out of the running text (it is in `Draft.removed` too)."""
_SAMPLE = 20_000


def draft(source: DraftFile, name: str, text: str, cleaned: Cleaned, notes: Sequence[str] = ()) -> Draft:
    """Return a monolingual draft whose units are the paragraphs of `cleaned`, and its footnotes, in the order of the text."""
    path = str(source.path)
    tongue = language.guess(sample(text))
    pieces: list[tuple[Mapped, tuple[tuple[str, str], ...]]] = [(paragraph, ()) for paragraph in cleaned.paragraphs] + [
        (note, FOOTNOTE) for note in cleaned.footnotes
    ]
    units = []
    line, upto, line_end = 1, 0, -1
    for number, (piece, attributes) in enumerate(sorted(pieces, key=lambda piece: piece[0].span(0, 1)), 1):
        start, _ = piece.span(0, 1)
        # Only what lies behind the last paragraph is looked through: a text has many of them.
        line_end = max(line_end, text.rfind("\n", upto, start), text.rfind("\r", upto, start))
        line, upto = line + _line_ends(text, upto, start), start
        column = start - line_end
        segment = Segment(piece.text, tongue, Place(line, column), origin=piece)
        units.append(Unit(None, segment, document=path, paragraph=number, attributes=attributes))
    return Draft(path, name, tongue, None, tuple(units), text=text, removed=cleaned.removed, notes=tuple(notes))


def sample(text: str) -> str:
    """Enough of a text to tell its language: all of a short one, pieces from its whole length of a long one."""
    if len(text) <= _SAMPLE:
        return text
    step = len(text) // 10
    return "".join(text[index : index + _SAMPLE // 10] for index in range(0, len(text), step))


def _line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
