"""The tables of a termbase, and how a file becomes one: created whole, migrated step by step, refused with a clear line."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.termbase.database import FileKind
from yizhi.termbase.store.grams import TOKENIZER

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION = 0x59495A48  # "YIZH", in the header of every file of ours
VERSION = 2
"""The schema that this code reads and writes; a step in `_migrations` for each."""

KIND = FileKind("termbase", "termbase", APPLICATION, VERSION, "yizhi import", "--into")
plainly = KIND.plainly

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
    """Bring a database (an empty one too) to this schema; each step is a transaction of its own."""
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


def open_reading(path: Path, *, settled: bool = False) -> sqlite3.Connection:
    """Return a connection that cannot write. `settled`: nobody writes to the file any more (a compiled one)."""
    connection, version = KIND.open_reading(path, settled=settled)
    if version < VERSION:
        connection.close()
        connection = open_writing(path)
    return connection


def open_writing(path: Path) -> sqlite3.Connection:
    """Return a connection for changes; the termbase is made where there is none, and migrated where it is older."""
    if not path.exists():
        KIND.create(path, migrate)
    connection, version = KIND.open_writing(path)
    with KIND.plainly(path):
        if version < VERSION:
            migrate(connection)
        connection.execute("PRAGMA foreign_keys = ON")
    return connection
