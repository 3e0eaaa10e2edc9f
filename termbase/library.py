"""Several termbases seen as one: the built-in terms underneath, then the user's, later ones winning over earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from termbase.model import Concept, Strictness, Term


class Entry(NamedTuple):
    """A term of a visible concept, as the recogniser needs it."""

    concept: str
    strictness: Strictness
    term: Term


class Nearness(StrEnum):
    """How a concept was found."""

    EXACT = "exact"
    NORMALISED = "normalised"
    PART = "part"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Match:
    """A concept that a look-up found, and how; `term` is the one that was found."""

    concept: Concept
    kind: Nearness
    term: Term


@dataclass(frozen=True, slots=True)
class Source:
    """One termbase of a library: what it is called (`built-in`, else its path), and how much it holds."""

    name: str
    concepts: int
    terms: int
    fingerprint: str


class Library:
    """Concepts by id and by term, over several termbases. A concept of a later one hides those of the same id before it."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever any concept does: for cache keys and signatures."""
        raise NotImplementedError

    @property
    def sources(self) -> tuple[Source, ...]:
        """The termbases, in the order in which later ones win."""
        raise NotImplementedError

    @property
    def counts(self) -> tuple[int, int]:
        """Concepts and terms of all the termbases together (hidden ones included)."""
        raise NotImplementedError

    @property
    def problems(self) -> tuple[object, ...]:
        """What could not be read in the tables behind it."""
        raise NotImplementedError

    def concept(self, id: str) -> Concept | None:  # noqa: A002 - it is the id
        """The concept that has this id in the last termbase that knows it."""
        raise NotImplementedError

    def terms(self) -> Iterator[Entry]:
        """Every term of every visible concept, in a stable order."""
        raise NotImplementedError

    def concepts(self) -> Iterator[Concept]:
        """Every visible concept, in a stable order."""
        raise NotImplementedError

    def lookup(self, query: str, limit: int = 20) -> list[Match]:
        """Concepts by a term in any language, the best first."""
        raise NotImplementedError


def open_library(paths: Sequence[Path] = (), builtin: bool = True) -> Library:
    """The termbases at `paths` (.db, .tsv, .csv, .xlsx, .json, …) as one, over the built-in one."""
    raise NotImplementedError
