"""A translation memory, open for questions."""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from yizhi.termbase.language import guess
from yizhi.tm.memory import filtering, fuzzy, keys, schema
from yizhi.tm.memory.approved import languages, same_language
from yizhi.tm.memory.index import GramIndex
from yizhi.tm.memory.match import EXACT, FUZZY, Filter, MemoryMatch, Origin
from yizhi.tm.memory.parts import SIDES
from yizhi.tm.memory.repair import Repaired, Terms, repair

MOST_PENALTY = 0.05
NEARLY = 0.99
"""A repaired match is worth no more: somebody should look at it."""

TERMS = 5
"""Matches in which terms are looked for."""

GAIN = 0.03
"""What a repair can add to a score in which all figures are the same: 9 is shorter than 10."""

SLACK = 0.1
"""By how much less alike a sentence may be where terms can be exchanged."""

MORE = 4
"""Times as many units are scored as matches are asked for: several may share their texts, and repairs change the order."""


@dataclass(frozen=True, slots=True)
class MemoryStatistics:
    """What a memory holds. `languages` counts units by tag; `unfinished` are imports that stopped: path and pairs taken."""

    units: int
    languages: dict[str, int]
    documents: int
    origins: int
    bytes: int
    unfinished: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A unit seen from one side."""

    number: int
    source: str
    target: str
    source_language: str
    target_language: str


class TranslationMemory:
    """A memory for reading. Other processes may write meanwhile: every question sees one state of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = schema.open_reading(path)
        self._indexes: dict[int, GramIndex] = {}
        self._allowed: dict[Filter, Collection[int]] = {}
        self._languages: dict[int, tuple[str, str]] = {}
        self._version = -1
        self._is_open = True

    def __enter__(self) -> TranslationMemory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go, whatever is still being read."""
        self._is_open = False
        self.connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the memory, whatever others do; what was read before is forgotten where it is no longer true."""
        with schema.plainly(self.path):
            if self.connection.in_transaction:
                yield
                return
            self.connection.execute("BEGIN")
            try:
                version = self.connection.execute("PRAGMA data_version").fetchone()[0]
                # Only a read makes the snapshot; the version was that of an instant before.
                self.connection.execute("SELECT one FROM state").fetchone()
                again = self.connection.execute("PRAGMA data_version").fetchone()[0]
                if again != self._version or again != version:
                    self._version = again
                    self._indexes.clear()
                    self._allowed.clear()
                    self._languages = languages(self.connection)
                yield
            finally:
                # A reader that an error stopped half-way may end after the memory was closed, and nothing is to be committed.
                if self._is_open:
                    self.connection.execute("COMMIT")

    def index(self, side: int) -> GramIndex:
        """Return the index of a side; inside a `snapshot`."""
        if side not in self._indexes:
            self._indexes[side] = GramIndex(self.connection, side)
        return self._indexes[side]

    def sides(self, source_language: str) -> list[int]:
        """Return the sides (1, 2) on which units have a language; inside a `snapshot`."""
        return [
            side
            for side in SIDES
            if any(same_language(pair[side - 1], source_language) for pair in self._languages.values())
        ]

    def search(
        self,
        text: str,
        source_language: str = "",
        target_language: str = "",
        *,
        minimum: float = 0.7,
        limit: int = 10,
        only: Filter | None = None,
        as_written: bool = False,
        terms: Terms | None = None,
    ) -> list[MemoryMatch]:
        """Return the best matches for a text, the best first, with `minimum` (0–1) as their score or their worth.

        Without `source_language` it is guessed. `as_written` scores with case, width and script as they stand.
        `terms` finds terms for repairs; without it only values are repaired.
        """
        source_language = source_language or guess(text)
        key = keys.key(text)
        with self.snapshot():
            allowed = self.allowed(only) if only else None
            matches: list[MemoryMatch] = []
            for side in self.sides(source_language):
                least = minimum - SLACK if terms and minimum > 2 * SLACK else minimum
                scored = fuzzy.search(self.index(side), key, least, max(limit * MORE, 16), allowed)
                rows = self.rows([candidate.number for candidate in scored], side)
                worths: list[float] = []
                for rank, candidate in enumerate(scored):
                    row = rows.get(candidate.number)
                    if row is None or not same_language(row.source_language, source_language):
                        continue
                    if target_language and not same_language(row.target_language, target_language):
                        continue
                    score = _as_written(text, row.source) if as_written else candidate.score
                    # A repair costs more than all the rest: only where it can change what comes out first.
                    hopeful = len(worths) < limit or (
                        candidate.alike > candidate.score and candidate.alike + GAIN > worths[-limit]
                    )
                    matches.append(self._match(text, row, score, hopeful, terms if rank < TERMS else None))
                    insort(worths, matches[-1].worth)
            matches = [
                candidate for candidate in matches if max(candidate.score, candidate.worth) >= minimum - fuzzy.MARGIN
            ]
            matches.sort(
                key=lambda candidate: (candidate.worth, candidate.score, candidate.source == text), reverse=True
            )
            best = self._newest_first(matches)
            shown = best[:limit]
            likest = max(best, key=lambda candidate: candidate.score, default=None)
            if likest is not None and limit > 1 and all(candidate.score < likest.score for candidate in shown):
                shown[-1] = likest  # nobody is to look for it in vain, though others are worth more
            return [self._full(candidate, text, only) for candidate in shown]

    def _match(self, text: str, row: MemoryRow, score: float, hopeful: bool, terms: Terms | None) -> MemoryMatch:
        """Return a match, repaired where that is possible."""
        fixed: Repaired | None = None
        if score < 1 and hopeful:
            fixed = repair(text, row.source, row.target, (row.source_language, row.target_language), terms)
        penalty = min(fixed.penalty, MOST_PENALTY) if fixed else 0.0
        worth = min(fixed.alike - penalty, NEARLY) if fixed else score
        if fixed and worth <= score:
            fixed, penalty, worth = None, 0.0, score
        return MemoryMatch(
            row.number,
            score,
            EXACT if score >= 1 else FUZZY,
            row.source,
            row.target,
            row.source_language,
            row.target_language,
            fixed.proposal if fixed else row.target,
            worth,
            penalty,
            fixed.repairs if fixed else (),
        )

    def _newest_first(self, matches: list[MemoryMatch]) -> list[MemoryMatch]:
        """Of matches that are worth the same, those first that were changed last."""
        if len(matches) < 2:
            return matches
        numbers = [match.unit for match in matches]
        dates = dict(
            self.connection.execute(
                f"SELECT unit, max(changed) FROM origin WHERE unit IN ({_marks(numbers)}) GROUP BY unit", numbers
            ).fetchall()
        )
        by_date = sorted(matches, key=lambda match: (dates.get(match.unit, ""), match.unit), reverse=True)
        return sorted(by_date, key=lambda match: (match.worth, match.score), reverse=True)

    def _full(self, match: MemoryMatch, text: str, only: Filter | None) -> MemoryMatch:
        """Return a match with its origins and what differs."""
        from yizhi.tm.memory.differing import differences

        different = () if match.source == text else differences(text, match.source)
        return replace(match, differences=different, origins=self.origins(match.unit, only))

    def rows(self, numbers: list[int], side: int) -> dict[int, MemoryRow]:
        """Return units by their numbers, seen from a side; inside a `snapshot`."""
        if not numbers:
            return {}
        own_column, counterpart_column = ("first", "second") if side == 1 else ("second", "first")
        units = {}
        for start in range(0, len(numbers), 1_000):
            batch = numbers[start : start + 1_000]
            for number, pair, source, target in self.connection.execute(
                f"SELECT number, languages, {own_column}, {counterpart_column} FROM unit WHERE number IN ({_marks(batch)})",
                batch,
            ):
                tags = self._languages[pair]
                units[number] = MemoryRow(number, source, target, tags[side - 1], tags[2 - side])
        return units

    def origins(self, number: int, only: Filter | None = None) -> tuple[Origin, ...]:
        """Return where a unit was seen (of those that a filter lets through), the newest first; inside a `snapshot`."""
        return tuple(
            Origin(document, unit, date, author, tuple(tuple(pair) for pair in json.loads(attributes or "[]")))
            for document, unit, date, author, attributes in self.connection.execute(
                "SELECT name, id, changed, author, attributes FROM origin JOIN document ON document.number = document"
                " WHERE unit = ? ORDER BY changed DESC, document.number DESC, id",
                (number,),
            )
            if not only or filtering.fits(only, document, date, author, attributes)
        )

    def allowed(self, only: Filter) -> Collection[int]:
        """Return the units that a filter lets through; inside a `snapshot`. Remembered while the memory stays as it is."""
        cached = self._allowed.get(only)
        if cached is None:
            cached = self._allowed[only] = filtering.units(self.connection, only)
        return cached

    @property
    def stale(self) -> bool:
        """Whether keys were made with another normalisation than today's: then some units may not be found."""
        with self.snapshot():
            made_with = self.connection.execute("SELECT keys FROM state").fetchone()[0]
            return made_with not in ("", keys.version())

    def units(self) -> int:
        """Return how many units there are."""
        with self.snapshot():
            return int(self.connection.execute("SELECT count(*) FROM unit").fetchone()[0])

    def statistics(self) -> MemoryStatistics:
        """Count and size."""
        with self.snapshot():
            run = self.connection.execute
            counted: dict[str, int] = {}
            units = 0
            for pair, number in run("SELECT languages, count(*) FROM unit GROUP BY languages"):
                units += number
                for tag in dict.fromkeys(self._languages[pair]):
                    counted[tag] = counted.get(tag, 0) + number
            size = sum(beside.stat().st_size for beside in (self.path, Path(f"{self.path}-wal")) if beside.exists())
            stopped = run("SELECT path, taken FROM import WHERE finished IS NULL ORDER BY number").fetchall()
            return MemoryStatistics(
                units,
                dict(sorted(counted.items())),
                run("SELECT count(*) FROM document").fetchone()[0],
                run("SELECT count(*) FROM origin").fetchone()[0],
                size,
                tuple(stopped),
            )


def _as_written(text: str, stored: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(text, stored))


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def open_memory(path: Path) -> TranslationMemory:
    """Return the memory at `path`. Raise YizhiError where there is none, or it is something else."""
    return TranslationMemory(path)
