"""The tables of a translation memory, and how a file becomes one: created whole, refused with a clear line.

The index lives in the same file and is written in the same transaction as the units that it finds, so the two cannot
part, whenever a process dies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yizhi.termbase.database import FileKind
from yizhi.termbase.errors import YizhiError

APPLICATION = 0x595A544D  # "YZTM", in the header of every file of ours
VERSION = 1
"""The schema that this code reads and writes."""

_PATIENCE = 600.0
"""Seconds to wait while another process writes: a batch of a big import takes some, and others may be before us."""

KIND = FileKind("translation memory", "memory", APPLICATION, VERSION, "yizhi tm import", "--memory", _PATIENCE)
plainly = KIND.plainly

PAGE = 8192
"""A page of the file holds one page of postings, so reading one is reading one page."""

_FIRST = f"""
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    keys TEXT NOT NULL        -- the normalisation that the keys were made with
);
CREATE TABLE languages (      -- of the two sides of a unit; the first tag sorts before the second
    number INTEGER PRIMARY KEY,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    UNIQUE (first, second)
);
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE unit (           -- two texts that translate each other, once
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    languages INTEGER NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    first_hash INTEGER NOT NULL,   -- of the key
    second_hash INTEGER NOT NULL
);
CREATE INDEX unit_first ON unit (first_hash);
CREATE INDEX unit_second ON unit (second_hash);
CREATE TABLE first_key (number INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE second_key (number INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE origin (         -- every place where a unit was seen
    unit INTEGER NOT NULL,
    document INTEGER NOT NULL,
    id TEXT NOT NULL,         -- of the unit in its document
    backward INTEGER NOT NULL,     -- 1: the second text is the source
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    author TEXT NOT NULL,
    attributes TEXT,          -- JSON, pairs of name and value
    codes TEXT,               -- JSON, the inline codes of the two texts
    import INTEGER NOT NULL,
    PRIMARY KEY (unit, document, id, backward)
) WITHOUT ROWID;
CREATE INDEX origin_document ON origin (document, unit);
CREATE TABLE import (         -- what was read, and how far
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,            -- NULL: it stopped; the next one of the same file goes on at `taken`
    taken INTEGER NOT NULL,   -- pairs of the file that are in, new or known
    units INTEGER NOT NULL,   -- those that were new
    who TEXT NOT NULL
);
CREATE TABLE event (          -- what else was done to the memory
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE TABLE segment (        -- a part of the index: the units from `first` on, `span` numbers
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    first INTEGER NOT NULL,
    span INTEGER NOT NULL,
    side INTEGER NOT NULL,    -- 1 or 2
    codes BLOB NOT NULL,      -- uint32, rising: the grams that occur
    ends BLOB NOT NULL,       -- uint32: where the postings of each end
    lengths BLOB NOT NULL,    -- uint16: length of the key of each unit, 0 where there is none
    UNIQUE (side, first)
);
CREATE TABLE posting (number INTEGER PRIMARY KEY, data BLOB NOT NULL);
INSERT INTO state VALUES (1, '');
PRAGMA user_version = {VERSION};
PRAGMA application_id = {APPLICATION};
"""


def open_reading(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write."""
    connection, _ = KIND.open_reading(path)
    with KIND.plainly(path):
        connection.execute("PRAGMA cache_size = -32000")
    return connection


def open_writing(path: Path) -> sqlite3.Connection:
    """Return a connection for changes; the memory is made where there is none."""
    if not path.exists():
        if not path.parent.is_dir():
            raise YizhiError("no such folder", hint="make it first", path=path.parent)
        KIND.create(path, build)
    connection, _ = KIND.open_writing(path)
    with KIND.plainly(path):
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        connection.execute("PRAGMA journal_size_limit = 16000000")
    return connection


def build(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.executescript(_FIRST)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and alone: the write lock is taken at once."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
