"""What mining reads and what it finds."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from yizhi.termbase.language import EN, ZH_HANS

if TYPE_CHECKING:
    from yizhi.tm.mining.units import RepeatedUnit

NAMED = ("declared abbreviation", "title marks", "name")
"""The patterns by which a text itself shows something to be a name."""
PARALLEL = "parallel"
"""The pattern of what only its translation shows to be a term."""

Watch = Callable[[Iterable[int], str], Iterable[int]]
"""Is given numbers to be worked through and what is done, and hands them on: a place for a progress bar."""


def unwatched(items: Iterable[int], what: str) -> Iterable[int]:  # noqa: ARG001 - the signature of Watch
    """Nobody looks on."""
    return items


@dataclass(frozen=True, slots=True)
class CandidateEvidence:
    """Where a candidate stands: file, 1-based line as far as it is known, the sentence or paragraph; its translation where there is one."""

    path: str
    line: int | None
    text: str
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be a term. `language` is that of `source`; `target` the other language's form.

    `score` is 0–1 and orders candidates; `pattern` says how it showed itself; `variants` are other forms that were declared for
    it. `concept` is the id of a known concept of which it would be a new form.
    """

    source: str
    language: str
    pattern: str
    score: float
    frequency: int = 1
    target: str | None = None
    variants: tuple[str, ...] = ()
    concept: str | None = None
    rows: tuple[int, ...] = ()
    """Rows of the corpus that show it."""
    alternatives: tuple[str, ...] = ()
    """Other counterparts that may be meant."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A name that is nearly an official one: probably an error of the text."""

    text: str
    language: str
    official: str
    concept: str
    rows: tuple[int, ...] = ()


@dataclass(slots=True)
class Corpus:
    """Texts in the order of their documents: each row a paragraph or sentence in Chinese, in English, or a pair.

    The side that a row does not have is empty.
    """

    zh: list[str] = field(default_factory=list)
    en: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    _file: array[int] = field(default_factory=lambda: array("l"))
    _line: array[int] = field(default_factory=lambda: array("l"))
    pairs: int = 0
    """Rows that have both sides."""

    def add(self, zh: str, en: str, path: str, line: int | None) -> None:
        """A further row."""
        if not self.files or self.files[-1] != path:
            self.files.append(path)
        self.zh.append(zh)
        self.en.append(en)
        self._file.append(len(self.files) - 1)
        self._line.append(line or 0)
        self.pairs += bool(zh and en)

    def __len__(self) -> int:
        return len(self.zh)

    def side(self, language: str) -> list[str]:
        """Return the rows in a language."""
        return self.en if language == EN else self.zh

    def evidence(self, row: int, language: str, around: str = "") -> CandidateEvidence:
        """Return a row as evidence; of a long text the sentence round the words."""
        unit, counterpart = self.side(language)[row], self.side(ZH_HANS if language == EN else EN)[row]
        return CandidateEvidence(
            self.files[self._file[row]], self._line[row] or None, excerpt(unit, around), excerpt(counterpart, "")
        )


LONG = 300
_STOPS = "。；！？.;!?\n"


def excerpt(text: str, around: str) -> str:
    """Return the sentence round some words; all of a short text."""
    flat = " ".join(text.split())
    if len(flat) <= LONG:
        return flat
    offset = max(0, flat.find(" ".join(around.split())))
    low = max((flat.rfind(stop, 0, offset) for stop in _STOPS), default=-1) + 1
    low = max(low, offset - LONG // 2)
    ends = [end + 1 for stop in _STOPS if (end := flat.find(stop, offset + len(around))) >= 0]
    high = min([*ends, low + LONG, len(flat)])
    return (
        ("…" if low else "")
        + flat[low:high].strip()
        + ("…" if high < len(flat) and flat[high - 1] not in _STOPS else "")
    )


@dataclass(frozen=True, slots=True)
class MiningTarget:
    """What is asked for: terms (of either language) for which the other language is sought, instead of new ones."""

    terms: Sequence[str] = ()
    at_most: int = 30_000


class Known(Protocol):
    """What mining asks of a termbase."""

    def spans(self, text: str, language: str) -> Sequence[tuple[int, int, str]]:
        """Return (start, end, concept) of the known terms in a text, those inside longer ones too."""


class Nothing:
    """A termbase without terms."""

    def spans(self, text: str, language: str) -> Sequence[tuple[int, int, str]]:  # noqa: ARG002 - the signature of Known
        """No terms."""
        return ()


class Counter:
    """How often a string stands in the rows of a language; long corpora are not counted (`1` for everything)."""

    LIMIT = 3_000_000
    """Characters up to which strings are counted: each costs a walk through all of them."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows
        self._known: dict[str, int] = {}

    @cached_property
    def _text(self) -> str:
        if sum(map(len, self._rows)) > self.LIMIT:
            return ""
        return "\n".join(self._rows)

    def __call__(self, words: str) -> int:
        result = self._known.get(words)
        if result is None:
            result = self._known[words] = self._text.count(words) if self._text else 1
        return result


@dataclass(frozen=True, slots=True)
class Scene:
    """What a pattern works with."""

    corpus: Corpus
    known: Known
    counts: dict[str, Counter]
    watch: Watch
    units: list[RepeatedUnit] = field(default_factory=list)
    """The repeated units of the Chinese side, once they were counted."""

    def rows(self, language: str, what: str) -> Iterator[tuple[int, str]]:
        """Yield (row, text) of a language, empty ones left out."""
        side = self.corpus.side(language)
        for number in self.watch(range(len(side)), what):
            if side[number]:
                yield number, side[number]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which terms show themselves: its name in reports, and what finds them. Lower `rank` wins where several agree."""

    name: str
    rank: int
    find: Callable[[Scene], Iterator[Candidate]]
