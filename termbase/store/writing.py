"""Changing a termbase: each change is one transaction, recorded with who, when and what was before."""

from __future__ import annotations

import getpass
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.merge import merge
from yizhi.termbase.model import Concept
from yizhi.termbase.serialisation import from_plain, to_plain
from yizhi.termbase.store.grams import gram_text
from yizhi.termbase.store.reading import Store, pack
from yizhi.termbase.store.schema import build, open_writing, plainly
from yizhi.termbase.text import keys
from yizhi.termbase.text.normal import table_key
from yizhi.termbase.validation import Unsound, fault

_BATCH = 20_000  # terms that wait in memory


@dataclass(slots=True)
class Tally:
    """What a change did, in concepts."""

    added: int = 0
    replaced: int = 0
    same: int = 0
    removed: int = 0


class Termbase(Store):
    """A termbase file that is open for changes."""

    @classmethod
    def open_or_create(cls, path: Path) -> Termbase:
        """Return the termbase at a path; made where there is none. YizhiError where it cannot be written."""
        base = cls(open_writing(path), str(path))
        try:
            base._renew_keys()
        except BaseException:
            base.close()
            raise
        return base

    @contextmanager
    def change(
        self, action: str, source: str = "", *, who: str = "", undoes: int | None = None
    ) -> Iterator[ConceptWriter]:
        """A change: what the writer does inside is kept and recorded when the block ends well, else none of it.

        `source` is the file that it comes from, `who` whose it is (else the user's name), `undoes` the change that it reverts.
        """
        record = (datetime.now(UTC).isoformat(timespec="seconds"), who or _user(), action, source, undoes)
        with plainly(self.name), self._transaction():
            writer = ConceptWriter(self, record)
            yield writer
            writer.finish()

    def settle(self) -> None:
        """Make it one plain file, for carrying away; the next writer starts a write-ahead log again."""
        with plainly(self.name):
            self.connection.execute("PRAGMA journal_mode = DELETE")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def _renew_keys(self) -> None:
        """Make the keys anew when it was another normalisation that made them."""
        current = table_key()
        if self.keys == current:
            return
        with plainly(self.name), self._transaction():
            run = self.connection
            keyed = [(keys.key(text), number) for number, text in run.execute("SELECT number, text FROM term")]
            run.execute("INSERT INTO gram (gram) VALUES ('delete-all')")
            run.executemany("UPDATE term SET key = ? WHERE number = ?", keyed)
            run.executemany("INSERT INTO gram (rowid, grams) VALUES (?, ?)", ((n, gram_text(k)) for k, n in keyed))
            run.execute("UPDATE state SET keys = ?", (current,))


def compile_store(
    connection: sqlite3.Connection, name: str, concepts: Iterable[Concept], problems: Sequence[tuple[object, ...]]
) -> Store:
    """Fill an empty database with concepts that nobody will change: no record, nothing to guard against.

    `problems` (file number, line, message, lost) are read when the concepts are through, and kept with them.
    """
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    store = Store(connection, name)
    with plainly(name):
        build(connection)
        connection.execute("UPDATE state SET keys = ?", (table_key(),))
        connection.execute("BEGIN")
        writer = ConceptWriter(store, None)
        for concept in concepts:
            writer.put(concept)
        writer.finish()
        # Checks ask for concepts one by one, by the thousand.
        connection.execute("CREATE TABLE packed (id TEXT PRIMARY KEY, whole TEXT NOT NULL) WITHOUT ROWID")
        packed = ((concept.id, pack(concept)) for concept in store.concepts())
        connection.executemany("INSERT INTO packed VALUES (?, ?)", packed)
        connection.execute("CREATE TABLE problem (file INTEGER, line INTEGER, message TEXT, lost INTEGER)")
        connection.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", problems)
        connection.execute("COMMIT")
    return store


class ConceptWriter:
    """Puts and removes concepts inside a transaction. `tally` says what came of it."""

    def __init__(self, store: Store, record: tuple[str, str, str, str, int | None] | None) -> None:
        """`record` is what history shall say of it (when, who, action, source, undoes); None: nothing."""
        self.tally = Tally()
        self._store = store
        self._run = store.connection
        self._record = record
        self._change: int | None = None
        self._concept = self._next("concept")
        self._term = self._next("term")
        self._empty = self._concept == 1
        self._terms_more = 0
        self._written: set[str] = set()
        self._again: set[str] = set()
        self._concepts: list[tuple[object, ...]] = []
        self._terms: list[tuple[object, ...]] = []
        self._grams: list[tuple[int, str]] = []
        self._references: list[tuple[object, ...]] = []
        self._links: list[tuple[object, ...]] = []
        self._said: list[tuple[object, ...]] = []
        self._changed: list[tuple[int, str, str | None]] = []

    def _next(self, table: str) -> int:
        return int(self._run.execute(f"SELECT ifnull(max(number), 0) + 1 FROM {table}").fetchone()[0])

    def put(self, concept: Concept) -> None:
        """Add a concept, or puts it in the place of the one that has its id.

        An id that comes twice in one change stands for one concept: the two are merged. Unsound where the concept
        cannot be stored; nothing is changed then.
        """
        wrong = fault(concept)
        if wrong:
            raise Unsound(wrong)
        if concept.id in self._written:
            self._flush()
            before = self._store.concept(concept.id)
            if before is not None:
                self._insert(merge(before, concept), self._delete(concept.id))
                self._again.add(concept.id)
            return
        before = None if self._empty else self._known(concept.id)
        if before == concept:
            self.tally.same += 1
            return
        self._note(concept.id, before)
        if before is None:
            self.tally.added += 1
            self._insert(concept, self._concept)
            self._concept += 1
        else:
            self.tally.replaced += 1
            self._insert(concept, self._delete(concept.id))

    def remove(self, id: str) -> Concept:  # noqa: A002 - it is the id
        """Take a concept out and returns it. YizhiError where there is none."""
        self._flush()
        before = self._store.concept(id)
        if before is None:
            raise YizhiError(f"no concept {id!r}", hint="`yizhi lookup` shows ids", path=self._store.name)
        self._note(id, before)
        self._delete(id)
        self._written.discard(id)
        self._again.add(id)
        self.tally.removed += 1
        return before

    def _known(self, id_: str) -> Concept | None:
        return self._store.concept(id_) if self._store.has(id_) else None

    def _note(self, id_: str, before: Concept | None) -> None:
        """For the record: what was there."""
        self._written.add(id_)
        if self._record is None:
            return
        if self._change is None:
            sql = "INSERT INTO change (at, who, action, source, undoes) VALUES (?, ?, ?, ?, ?)"
            self._change = self._run.execute(sql, self._record).lastrowid
        assert self._change is not None
        text = None if before is None else json.dumps(to_plain(before), ensure_ascii=False)
        self._changed.append((self._change, id_, text))

    def _insert(self, concept: Concept, number: int) -> None:
        self._concepts.append(
            (
                number,
                concept.id,
                concept.domain,
                concept.definition,
                concept.note,
                concept.strictness.value,
                concept.valid_from,
                concept.valid_to,
            )
        )
        for position, term in enumerate(concept.terms):
            key = keys.key(term.text)
            self._terms.append(
                (
                    self._term,
                    number,
                    position,
                    term.text,
                    term.language,
                    term.status.value,
                    term.kind.value,
                    term.part_of_speech,
                    term.case_sensitive,
                    term.note,
                    term.reference,
                    key,
                )
            )
            self._grams.append((self._term, gram_text(key)))
            self._term += 1
        for position, cited in enumerate(concept.references):
            self._references.append((number, position, cited.symbol, cited.title, cited.url))
        for position, link in enumerate(concept.links):
            self._links.append((number, position, link.relation.value, link.concept))
        for position, transaction in enumerate(concept.transactions):
            self._said.append(
                (
                    number,
                    position,
                    transaction.kind,
                    transaction.date,
                    transaction.who,
                    transaction.language,
                    transaction.term,
                )
            )
        self._terms_more += len(concept.terms)
        if len(self._terms) > _BATCH:
            self._flush()

    def _delete(self, id_: str) -> int:
        """Take the rows of a concept away and returns its number, which the next account of it may have."""
        number = int(self._run.execute("SELECT number FROM concept WHERE id = ?", (id_,)).fetchone()[0])
        terms = self._run.execute("SELECT number, key FROM term WHERE concept = ?", (number,)).fetchall()
        # The index keeps no texts: it must be told what it was given.
        gone = [(term, gram_text(key)) for term, key in terms]
        self._run.executemany("INSERT INTO gram (gram, rowid, grams) VALUES ('delete', ?, ?)", gone)
        for table in ("term", "reference", "link", "said"):
            self._run.execute(f"DELETE FROM {table} WHERE concept = ?", (number,))
        self._run.execute("DELETE FROM concept WHERE number = ?", (number,))
        self._terms_more -= len(terms)
        return number

    def _flush(self) -> None:
        """Write what waits."""
        for table, rows in (
            ("concept", self._concepts),
            ("term", self._terms),
            ("reference", self._references),
            ("link", self._links),
            ("said", self._said),
            ("changed", self._changed),
        ):
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                # A concept that is removed and put again in one change is noted once, as it was at first.
                ignore = "OR IGNORE" if table == "changed" else ""
                self._run.executemany(f"INSERT {ignore} INTO {table} VALUES ({marks})", rows)
                rows.clear()
        self._run.executemany("INSERT INTO gram (rowid, grams) VALUES (?, ?)", self._grams)
        self._grams.clear()

    def finish(self) -> None:
        """Write the rest, and the new state."""
        self._flush()
        if not self._written and not self.tally.removed:
            return
        self._forget_unchanged()
        more = self.tally.added - self.tally.removed
        sql = "UPDATE state SET stamp = ?, concepts = concepts + ?, terms = terms + ?"
        self._run.execute(sql, (uuid4().hex, more, self._terms_more))

    def _forget_unchanged(self) -> None:
        """What was written more than once may be as it was before: then history has nothing to say of it."""
        if self._change is None:
            return
        for id_ in sorted(self._again):
            sql = "FROM changed WHERE change = ? AND concept = ?"
            (text,) = self._run.execute(f"SELECT before {sql}", (self._change, id_)).fetchone()
            current = self._store.concept(id_)
            if current == (None if text is None else from_plain(json.loads(text))):
                self._run.execute(f"DELETE {sql}", (self._change, id_))
        if self._run.execute("SELECT 1 FROM changed WHERE change = ?", (self._change,)).fetchone() is None:
            self._run.execute("DELETE FROM change WHERE number = ?", (self._change,))


def _user() -> str:
    """Whose change it is: `YIZHI_USER`, else the name that the system knows."""
    try:
        return os.environ.get("YIZHI_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
