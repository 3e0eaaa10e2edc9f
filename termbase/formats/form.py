"""The seam of the exchange forms: what a module in this folder offers.

A form is a module here with these names (everything else about it is its own affair):

- `NAME`: what `--format` calls it
- `ENDINGS`: the file endings that stand for it, lower case with the dot; empty where only `--format` asks for it
- `read(path) -> Iterator[Concept | Problem]`: the concepts as the file has them, and what could not be used. An id may
  come twice: whoever reads merges (`termbase.merge`). Raises Malformed when the file as a whole is not of this form.
- `write(concepts, path, options) -> Report`: writes the file (whole or not at all) and says what had to stay behind.
  `concepts` may be gone through more than once.

- `HISTORY`: optional; True where the form has a place for who changed what when, so that whoever exports gives it the
  concepts with the termbase's own history among their transactions

A form that only reads or only writes has one of the two functions. Heavy imports belong inside the functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from yizhi.termbase.errors import Problem as Problem
from yizhi.termbase.model import Concept
from yizhi.termbase.records import dataclass, field


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a user may ask of a written file beyond its form; a form ignores what does not concern it."""

    dialect: str = ""
    style: str = ""
    client: str = ""
    source: str = "en"
    target: str = "zh-Hans"
    """The two languages of a glossary that has no more."""


@dataclass(slots=True)
class ExportReport:
    """What was written, and what the form has no place for: {what: how many of it}."""

    concepts: int = 0
    terms: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


class TermbaseFormat(Protocol):
    """A module of this folder."""

    NAME: str
    ENDINGS: tuple[str, ...]

    def read(self, path: Path) -> Iterator[Concept | Problem]:
        """Yield the concepts of a file, and what could not be used."""

    def write(self, concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
        """Write a file and says what stayed behind."""
