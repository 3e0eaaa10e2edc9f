"""The tables of a termbase, and how a file becomes one: created whole, migrated step by step, refused with a clear line."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from termbase.errors import YizhiError
from termbase.store.grams import TOKENIZER

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION = 0x59495A48  # "YIZH", in the header of every file of ours
VERSION = 2
"""The schema that this code reads and writes; a step in `_migrations` for each."""

BUSY_SECONDS = 60.0
"""How long to wait while another process writes."""

_MAGIC = b"SQLite format 3\0"

_FIRST = f"""
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    stamp TEXT NOT NULL,      -- new at every change: says whether two states of a termbase are the same
    keys TEXT NOT NULL,       -- the normalisation that term.key was made with
    concepts INTEGER NOT NULL,
    terms INTEGER NOT NULL
);
CREATE TABLE concept (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    domain TEXT NOT NULL,
    definition TEXT NOT NULL,
    note TEXT NOT NULL,
    strictness TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL
);
CREATE TABLE term (
    number INTEGER PRIMARY KEY,
    concept INTEGER NOT NULL REFERENCES concept (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    part_of_speech TEXT NOT NULL,
    case_sensitive INTEGER,
    note TEXT NOT NULL,
    reference TEXT NOT NULL,
    key TEXT NOT NULL
);
CREATE INDEX term_concept ON term (concept, place);
CREATE INDEX term_key ON term (key);
CREATE TABLE reference (
    concept INTEGER NOT NULL REFERENCES concept (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (concept, place)
) WITHOUT ROWID;
CREATE TABLE link (
    concept INTEGER NOT NULL REFERENCES concept (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    relation TEXT NOT NULL,
    target TEXT NOT NULL,     -- an id, perhaps of another termbase
    PRIMARY KEY (concept, place)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5 (grams, content='', detail=none, columnsize=0, tokenize="{TOKENIZER}");
CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,         -- ISO 8601, UTC
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    source TEXT NOT NULL,     -- the file that was imported
    undoes INTEGER REFERENCES change (number)
);
CREATE TABLE changed (
    change INTEGER NOT NULL REFERENCES change (number),
    concept TEXT NOT NULL,
    before TEXT,              -- the concept as JSON; NULL: it was not there
    PRIMARY KEY (change, concept)
) WITHOUT ROWID;
CREATE INDEX changed_concept ON changed (concept, change);
INSERT INTO state VALUES (1, lower(hex(randomblob(16))), '', 0, 0);
PRAGMA user_version = 1;
PRAGMA application_id = {APPLICATION};
"""

_SECOND = """
CREATE TABLE said (           -- who did what to it and when, before it came here
    concept INTEGER NOT NULL REFERENCES concept (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    date TEXT NOT NULL,
    who TEXT NOT NULL,
    language TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (concept, place)
) WITHOUT ROWID;
PRAGMA user_version = 2;
"""


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a database (an empty one too) to this schema; each step is a transaction of its own."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("termbase")

    @steps(name="001_concepts")
    def concepts(db: Database) -> None:
        _run(db.conn, _FIRST)

    @steps(name="002_transactions")
    def transactions(db: Database) -> None:
        _run(db.conn, _SECOND)

    steps.apply(Database(connection))


def build(connection: sqlite3.Connection) -> None:
    """The tables, in an empty database."""
    for step in (_FIRST, _SECOND):
        _run(connection, step)


def _run(connection: sqlite3.Connection, step: str) -> None:
    """The statements of a step. (`executescript` would end the transaction.)"""
    for statement in step.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def create(path: Path) -> None:
    """Makes an empty termbase at `path`, unless another process is quicker. Nobody ever sees half of one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(handle)
    made = Path(name)
    try:
        connection = sqlite3.connect(made, isolation_level=None)
        try:
            migrate(connection)
        finally:
            connection.close()
        made.chmod(0o644)
        try:
            os.link(made, path)  # fails, rather than replaces, where somebody was quicker
        except FileExistsError:
            return
        except OSError:  # a file system without links
            if not path.exists():
                made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def open_reading(path: Path, *, settled: bool = False) -> sqlite3.Connection:
    """A connection that cannot write. `settled`: nobody writes to the file any more (a compiled one)."""
    _look_at(path)
    # Who may write opens for writing, so that the write-ahead log is cleared away with the last reader.
    able = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with plainly(path):
        connection = _connect(path, "immutable=1" if settled else "mode=rw" if able else "mode=ro")
        try:
            version = _version(connection, path)
        except sqlite3.OperationalError as error:
            connection.close()
            if "open" not in str(error) and "readonly" not in str(error):
                raise
            # A file in WAL mode in a folder that we may not write to.
            connection = _connect(path, "immutable=1")
            version = _version(connection, path)
        connection.execute("PRAGMA query_only = ON")
    if version < VERSION:
        connection.close()
        connection = open_writing(path)
    return connection


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection for changes; the termbase is made where there is none, and migrated where it is older."""
    if not path.exists():
        create(path)
    _look_at(path)
    if not os.access(path, os.W_OK):
        raise YizhiError("the termbase is read-only", hint="change its mode, or name another with --into", path=path)
    with plainly(path):
        connection = _connect(path, "mode=rw")
        if _version(connection, path) < VERSION:
            migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)


def _look_at(path: Path) -> None:
    """Refuses what is no SQLite file at all; SQLite itself would only say so at the first query."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except IsADirectoryError:
        raise YizhiError("a folder, not a termbase", path=path) from None
    except FileNotFoundError:
        raise YizhiError("no such termbase", hint="`yizhi import` makes one", path=path) from None
    except OSError as error:
        raise YizhiError(f"cannot be read ({error.strerror})", path=path) from None
    if start != _MAGIC:
        raise YizhiError("not a termbase (no SQLite database)", hint="`yizhi import` reads other forms", path=path)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a file of ours. YizhiError where it is another program's, or newer than this code."""
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise YizhiError("a database, but not a termbase of yizhi", hint="`yizhi import` makes one", path=path)
    if version > VERSION:
        raise YizhiError(
            f"made by a newer yizhi (schema {version}, this one knows {VERSION})", hint="update yizhi", path=path
        )
    return int(version)


@contextmanager
def plainly(path: Path | str) -> Iterator[None]:
    """What SQLite complains of inside becomes one clear line."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "readonly" in said:
            raise YizhiError("the termbase is read-only", hint="change its mode or its folder's", path=path) from None
        if "locked" in said:
            raise YizhiError("another process is writing to it", hint="try again when it is done", path=path) from None
        if "malformed" in said or "not a database" in said:
            raise YizhiError("the termbase is damaged", hint="take a copy from a backup", path=path) from None
        raise YizhiError(f"SQLite cannot go on: {said}", path=path) from None
