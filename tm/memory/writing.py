"""Taking pairs into a memory: in batches, each of them wholly in or not at all, with its part of the index."""

from __future__ import annotations

import getpass
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from yizhi.termbase.collector import paused
from yizhi.termbase.errors import YizhiError
from yizhi.tm.memory import keys, parts, schema
from yizhi.tm.memory.postings import SPAN, Builder
from yizhi.tm.memory.preparing import PreparedPairs, prepare
from yizhi.tm.model import Pair

BLOCK = 4_096
"""Pairs that are made ready at once, outside the lock: meanwhile another process may write."""

SECONDS = 5.0
"""A batch is committed after this time at the latest: what a kill costs."""

PARTS = 1_000
"""Parameters of a statement."""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did: pairs read (those that an interrupted import had taken before are `skipped`), new units, and pairs
    that the memory knew, of which it now knows one origin more."""

    pairs: int = 0
    skipped: int = 0
    units: int = 0
    known: int = 0


class MemoryWriter:
    """The one who changes a memory. Other processes may read and write at the same time."""

    def __init__(self, path: Path, who: str = "") -> None:
        self.path = path
        self.who = who or os.environ.get("YIZHI_USER") or _user()
        self.connection = schema.open_writing(path)
        with schema.plainly(path):
            self._settle()

    def __enter__(self) -> MemoryWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()

    def _settle(self) -> None:
        """An empty memory is marked with the normalisation of today; one that was made with another is made anew."""
        made_with = self.connection.execute("SELECT keys FROM state").fetchone()[0]
        if made_with == keys.version():
            return
        with schema.transaction(self.connection):
            made_with = self.connection.execute("SELECT keys FROM state").fetchone()[0]
            if made_with != keys.version():
                from yizhi.tm.memory.verify import remake

                for _ in remake(self.connection):
                    pass

    def take(
        self, pairs: Iterable[Pair], path: str, fingerprint: str = "", document: str = "", again: bool = False
    ) -> Iterator[ImportCounts]:
        """Take pairs in; yields what was done after each block, the last one being the whole.

        `fingerprint` says whether `path` is still the same file: an import of it that was interrupted is then gone on with
        (not with `again`). `document` is the origin of pairs that name none; those without an id are numbered. Pairs that
        are there become another origin of the unit; the same origin twice changes nothing, so nothing is ever doubled.
        """
        begun = self._begun(path, fingerprint, again)
        with schema.plainly(self.path), ThreadPoolExecutor(1) as worker, begun as (record, skip):
            numbered = enumerate(pairs, 1)
            done = ImportCounts(skipped=sum(1 for _ in islice(numbered, skip)))
            if done.skipped:
                yield done
            read, ready = prepare(islice(numbered, BLOCK), document or path)
            while read:
                batch = _Batch(self.connection, record, worker)
                with schema.transaction(self.connection):
                    batch.begin()
                    while read:
                        batch.write(read, ready)
                        if batch.full:
                            break
                        read, ready = prepare(islice(numbered, BLOCK), document or path)
                        yield batch.tally(done)
                    batch.end()
                done = batch.tally(done)
                yield done
                read, ready = prepare(islice(numbered, BLOCK), document or path)
            with schema.transaction(self.connection):
                parts.settle(self.connection)
                self.connection.execute("UPDATE import SET finished = ? WHERE number = ?", (now(), record))
            yield done

    @contextmanager
    def _begun(self, path: str, fingerprint: str, again: bool) -> Iterator[tuple[int, int]]:
        """The record of this import. One that cannot be read, with nothing taken, leaves none to be gone on with."""
        record, skip = self._begin(path, fingerprint, again)
        try:
            yield record, skip
        except (YizhiError, OSError):
            self.connection.execute("DELETE FROM import WHERE number = ? AND taken = 0", (record,))
            raise

    def _begin(self, path: str, fingerprint: str, again: bool) -> tuple[int, int]:
        """Return the record of this import, and how many pairs it took before it was interrupted."""
        with schema.transaction(self.connection):
            if fingerprint and not again:
                row = self.connection.execute(
                    "SELECT number, taken FROM import WHERE path = ? AND fingerprint = ? AND finished IS NULL"
                    " ORDER BY number DESC",
                    (path, fingerprint),
                ).fetchone()
                if row is not None:
                    return int(row[0]), int(row[1])
            # Another state of the file, or the wish to begin again: what was begun is no longer waited for.
            self.connection.execute(
                "UPDATE import SET finished = 'given up' WHERE path = ? AND finished IS NULL AND (? OR fingerprint <> ?)",
                (path, again, fingerprint),
            )
            cursor = self.connection.execute(
                "INSERT INTO import (path, fingerprint, started, taken, units, who) VALUES (?, ?, ?, 0, 0, ?)",
                (path, fingerprint, now(), self.who),
            )
            return int(cursor.lastrowid or 0), 0


class _Batch:
    """What goes in with one transaction."""

    def __init__(self, connection: sqlite3.Connection, record: int, worker: Executor) -> None:
        self.connection = connection
        self.record = record
        self.taken = self.units = self.known = 0
        self.builders = {1: Builder(worker), 2: Builder(worker)}
        self.first = self.next = 0
        self.deadline = time.monotonic() + SECONDS
        self._languages: dict[tuple[str, str], int] = {}
        self._documents: dict[str, int] = {}

    def begin(self) -> None:
        """The numbers go on after all that were ever given."""
        row = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'unit'").fetchone()
        self.first = self.next = (row[0] if row else 0) + 1

    @property
    def full(self) -> bool:
        """Whether it is time to commit."""
        return self.next - self.first > SPAN - BLOCK or time.monotonic() > self.deadline

    def tally(self, before: ImportCounts) -> ImportCounts:
        """Return what was done with this batch."""
        return ImportCounts(
            before.pairs + self.taken,
            before.skipped,
            before.units + self.units,
            before.known + self.known,
        )

    @paused()
    def write(self, read: int, ready: list[PreparedPairs]) -> None:
        """A block of pairs (`read` with those that were none): new ones as units, known ones as origins."""
        present = self._present({pair.hashes[0] for pair in ready})
        fresh: dict[tuple[int, str, str], int] = {}
        rows, first_keys, second_keys, origins = [], [], [], []
        start = number = self.next
        for pair in ready:
            tags, first, second, first_key, second_key, hashes, name, unit_id, backward, facts = pair
            languages = self._languages.get(tags) or self._language(tags)
            identity = (languages, first, second)
            unit = fresh.get(identity)
            if unit is None and hashes[0] in present:
                unit = self._number(pair, languages)
            if unit is None:
                unit, number = number, number + 1
                rows.append((unit, languages, first, second, *hashes))
                first_keys.append(first_key)
                second_keys.append(second_key)
            fresh[identity] = unit
            document = self._documents.get(name) or self._document(name)
            origins.append((unit, document, unit_id, backward, *facts, self.record))
        self.next = number
        self.builders[1].add(start - self.first, *first_keys)
        self.builders[2].add(start - self.first, *second_keys)
        self.connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?)", rows)
        self.connection.executemany("INSERT INTO first_key VALUES (?, ?)", enumerate(first_keys, start))
        self.connection.executemany("INSERT INTO second_key VALUES (?, ?)", enumerate(second_keys, start))
        self.connection.executemany(
            "INSERT INTO origin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " created = excluded.created, changed = excluded.changed, author = excluded.author,"
            " attributes = excluded.attributes, codes = excluded.codes, import = excluded.import"
            " WHERE excluded.changed >= changed",
            origins,
        )
        self.taken += read
        self.units += len(rows)
        self.known += len(ready) - len(rows)

    def end(self) -> None:
        """The part of the index, and how far the import is."""
        if self.next > self.first:
            parts.add(self.connection, self.first, self.next - self.first, self.builders)
        self.connection.execute(
            "UPDATE import SET taken = taken + ?, units = units + ? WHERE number = ?",
            (self.taken, self.units, self.record),
        )

    def _present(self, hashes: set[int]) -> set[int]:
        """Return which of these hashes some unit has."""
        present: set[int] = set()
        waiting = iter(hashes)
        while batch := list(islice(waiting, PARTS)):
            marks = ",".join("?" * len(batch))
            present.update(
                row[0]
                for row in self.connection.execute(f"SELECT first_hash FROM unit WHERE first_hash IN ({marks})", batch)
            )
        return present

    def _number(self, pair: PreparedPairs, languages: int) -> int | None:
        row = self.connection.execute(
            "SELECT number FROM unit WHERE first_hash = ? AND first = ? AND second = ? AND languages = ?",
            (pair.hashes[0], pair.first, pair.second, languages),
        ).fetchone()
        return None if row is None else int(row[0])

    def _language(self, tags: tuple[str, str]) -> int:
        self.connection.execute("INSERT OR IGNORE INTO languages (first, second) VALUES (?, ?)", tags)
        row = self.connection.execute("SELECT number FROM languages WHERE first = ? AND second = ?", tags).fetchone()
        self._languages[tags] = int(row[0])
        return int(row[0])

    def _document(self, name: str) -> int:
        self.connection.execute("INSERT OR IGNORE INTO document (name) VALUES (?)", (name,))
        row = self.connection.execute("SELECT number FROM document WHERE name = ?", (name,)).fetchone()
        self._documents[name] = int(row[0])
        return int(row[0])


def fingerprint(path: Path) -> str:
    """Return what says whether a file is still the same, without reading it."""
    state = path.stat()
    return f"{state.st_size}-{state.st_mtime_ns}"


def now() -> str:
    """Return the time, ISO 8601, UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
