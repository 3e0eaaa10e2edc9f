"""The tables of a translation memory, and how a file becomes one: created whole, refused with a clear line.

The index lives in the same file and is written in the same transaction as the units that it finds, so the two cannot
part, whenever a process dies.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from termbase.errors import YizhiError

APPLICATION = 0x595A544D  # "YZTM", in the header of every file of ours
VERSION = 1
"""The schema that this code reads and writes."""

BUSY_SECONDS = 600.0
"""How long to wait while another process writes: a batch of a big import takes seconds, and others may be before us."""

PAGE = 8192
"""A page of the file holds one page of postings, so reading one is reading one page."""

_MAGIC = b"SQLite format 3\0"

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


def create(path: Path) -> None:
    """Makes an empty memory at `path`, unless another process is quicker. Nobody ever sees half of one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(handle)
    made = Path(name)
    try:
        connection = sqlite3.connect(made, isolation_level=None)
        try:
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.executescript(_FIRST)
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


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    _look_at(path)
    # Who may write opens for writing, so that the write-ahead log is cleared away with the last reader.
    able = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with plainly(path):
        connection = _connect(path, "mode=rw" if able else "mode=ro")
        try:
            _version(connection, path)
        except sqlite3.OperationalError as error:
            connection.close()
            if "open" not in str(error) and "readonly" not in str(error):
                raise
            # A file in WAL mode in a folder that we may not write to.
            connection = _connect(path, "immutable=1")
            _version(connection, path)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cache_size = -32000")
    return connection


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection for changes; the memory is made where there is none."""
    if not path.exists():
        if not path.parent.is_dir():
            raise YizhiError("no such folder", hint="make it first", path=path.parent)
        create(path)
    _look_at(path)
    if not os.access(path, os.W_OK):
        raise YizhiError("the memory is read-only", hint="change its mode, or name another with --memory", path=path)
    with plainly(path):
        connection = _connect(path, "mode=rw")
        _version(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        connection.execute("PRAGMA journal_size_limit = 16000000")
    return connection


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


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)


def _look_at(path: Path) -> None:
    """Refuses what is no SQLite file at all; SQLite itself would only say so at the first query."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except IsADirectoryError:
        raise YizhiError("a folder, not a translation memory", path=path) from None
    except FileNotFoundError:
        raise YizhiError("no such translation memory", hint="`yizhi tm import` makes one", path=path) from None
    except OSError as error:
        raise YizhiError(f"cannot be read ({error.strerror})", path=path) from None
    if start != _MAGIC:
        raise YizhiError(
            "not a translation memory (no SQLite database)", hint="`yizhi tm import` reads other forms", path=path
        )


def _version(connection: sqlite3.Connection, path: Path) -> None:
    """YizhiError where a file is another program's, or newer than this code."""
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise YizhiError(
            "a database, but not a translation memory of yizhi", hint="`yizhi tm import` makes one", path=path
        )
    if version > VERSION:
        raise YizhiError(
            f"made by a newer yizhi (schema {version}, this one knows {VERSION})", hint="update yizhi", path=path
        )


@contextmanager
def plainly(path: Path | str) -> Iterator[None]:
    """What SQLite complains of inside becomes one clear line."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "readonly" in said:
            raise YizhiError("the memory is read-only", hint="change its mode or its folder's", path=path) from None
        if "locked" in said:
            raise YizhiError("another process is writing to it", hint="try again when it is done", path=path) from None
        if "malformed" in said or "not a database" in said:
            raise YizhiError("the memory is damaged", hint="take a copy from a backup", path=path) from None
        if "full" in said:
            raise YizhiError("the disk is full", hint="what was committed before is in", path=path) from None
        raise YizhiError(f"SQLite cannot go on: {said}", path=path) from None
