"""Drafts and sentence pairs: the types that reading, cleaning, alignment, memory and the checks share."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from yizhi.termbase.errors import Problem as Problem
from yizhi.termbase.records import dataclass, field
from yizhi.termbase.text.mapped import Mapped


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of text stands in its file: 1-based line and column of its first character, as far as they are known."""

    line: int | None = None
    column: int | None = None


class Run(NamedTuple):
    """Characters of a segment that stand one after the other in a line of the file, each `width` columns wide (a reference such
    as `&amp;` is one character of five). `start` is the offset of the first in the segment's text."""

    start: int
    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline code: where it stands in the plain text (it counts no characters) and what it is.

    `kind` is `open`, `close` or `alone`; `id` pairs the tags of source and target; `raw` is the code as the file has it.
    """

    at: int
    kind: str
    id: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """The text of one side of a unit.

    `text` is what the checks read. `origin` is None where findings point into `text` itself (bilingual formats); in a
    monolingual document, or a document paired with its source, it maps `text` to places in the whole document's text.
    """

    text: str
    language: str
    place: Place = Place()
    tags: tuple[Tag, ...] = ()
    origin: Mapped | None = None
    runs: tuple[Run, ...] = ()
    """Where the characters stand in the file, if not simply one after the other from `place` on: behind codes, references,
    line breaks."""

    def begin(self, offset: int) -> Place:
        """Return where the character at `offset` begins in the file, as far as that is known."""
        return self._at(offset, 0)

    def end(self, offset: int) -> Place:
        """Return where the character before `offset` ends in the file (the column behind it), as far as that is known."""
        return self._at(offset - 1, 1) if offset > 0 else self.begin(0)

    def _at(self, offset: int, further: int) -> Place:
        if not self.runs or self.place.line is None:
            column = None if self.place.column is None else self.place.column + offset + further
            return Place(self.place.line, column)
        run = self.runs[max(bisect_right(self.runs, offset, key=_start) - 1, 0)]
        return Place(run.line, run.column + (offset - run.start + further) * run.width)


def _start(run: Run) -> int:
    return run.start


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment and its translation; in a monolingual draft `target` is None and `source` holds the text.

    `id` is the file's own id, else the 1-based number as a string; None in a monolingual draft. `document` groups units
    that form one document (a file, or the rows of a table with the same value of `document`). `paragraph` numbers
    units that stand in one paragraph, where the format knows. `attributes` are what else the file says (state,
    notes, date, author, …) by name.
    """

    id: str | None
    source: Segment | None
    target: Segment | None = None
    document: str = ""
    paragraph: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    fillable: bool = True
    """False: the file has no place of its own for a translation (a text inside a code, a unit of one language in TMX)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One file, read.

    Monolingual: `text` is the whole decoded text as the user has it (offsets of findings count in it), `units` its
    paragraphs or sentences after cleaning, with `origin` maps; `removed` lists what cleaning set aside, as
    (start, end, reason) in `text`. Bilingual: `text` is None and `units` hold the pairs.
    """

    path: str
    format: str
    source_language: str
    target_language: str | None
    units: tuple[Unit, ...]
    text: str | None = None
    removed: tuple[tuple[int, int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    source_path: str | None = None
    source_text: str | None = None
    """Of a translation that was paired with its source document: the other file; `text` is then the translation's."""
    notes: tuple[str, ...] = ()
    """What a user may want to know about the reading (`read as GB18030: guessed`)."""
    source_notes: tuple[str, ...] = ()
    """The same of the source document that the translation was paired with."""
    numbers: tuple[int, ...] = ()
    """Of a part of a draft: the place of each of its units among those of the whole one, from 0."""

    @property
    def bilingual(self) -> bool:
        """Whether the draft pairs two languages."""
        return self.target_language is not None


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other: indexes into two sentence lists (either may be empty), and a confidence 0–1."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A translation unit for a memory or an exchange file."""

    source: Segment
    target: Segment
    id: str = ""
    document: str = ""
    created: str = ""
    changed: str = ""
    author: str = ""
    attributes: tuple[tuple[str, str], ...] = field(default=())
