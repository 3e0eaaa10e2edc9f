"""What is wrong with a database of ours: asked when a run failed on one, so that damage is told from a fault of the program.

A database may come from anybody: bits turned on a disk, cells that another program changed, tables that are gone. Reading
takes what it gets for granted and is quick; where that goes wrong the file is examined row by row, and the first thing that
cannot be is named with its table and row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.model import Kind, Relation, Status, Strictness

_TYPES = {"INTEGER": "('integer')", "TEXT": "('text')", "BLOB": "('blob')", "REAL": "('real', 'integer')"}
"""{declared type: the types that SQLite may have stored}."""
_JSON = {("origin", "attributes"), ("origin", "codes"), ("changed", "before")}
"""Columns whose texts are JSON."""
_TAGS = {("term", "language"), ("languages", "first"), ("languages", "second")}
"""Columns whose texts are language tags."""
_VALUES: dict[tuple[str, str], type[StrEnum]] = {
    ("term", "status"): Status,
    ("term", "kind"): Kind,
    ("concept", "strictness"): Strictness,
    ("link", "relation"): Relation,
}
"""Columns whose texts are one of a few."""
_REFERENCES = {
    ("term", "concept"): ("concept", "number"),
    ("unit", "languages"): ("languages", "number"),
    ("origin", "unit"): ("unit", "number"),
    ("origin", "document"): ("document", "number"),
}
"""Columns that name a row of another table."""


Builders = Mapping[int, Callable[[sqlite3.Connection], object]]
"""{application id in the header of a file: what makes the tables of that kind in an empty database}."""


def explained(paths: Iterable[Path], builders: Builders) -> YizhiError | None:
    """Return an error that says which of some files is a damaged database of ours, and where; None if none is."""
    for path in paths:
        reason = examine(path, builders)
        if reason is not None:
            hint = "take a copy from a backup, or export what can be read and import it into a new file"
            return YizhiError(f"the database is damaged: {reason}", hint=hint, path=path)
    return None


def examine(path: Path, builders: Builders) -> str | None:
    """Return what cannot be in a database of ours, in a few words; None for a sound one and for any other file."""
    build = builders.get(_mark(path))
    if build is None:
        return None
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection, closing(sqlite3.connect(":memory:")) as model:
            model.isolation_level = None
            build(model)
            return next(_faults(connection, model), None)
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        return str(error)


def _mark(path: Path) -> int:
    """Return the application id of a SQLite file; 0 for anything else."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except (OSError, ValueError):
        return 0
    return int.from_bytes(head[68:72], "big") if head.startswith(b"SQLite format 3\0") else 0


def _faults(connection: sqlite3.Connection, model: sqlite3.Connection) -> Iterator[str]:
    yield from (text for (text,) in connection.execute("PRAGMA quick_check(3)") if text != "ok")
    present = _columns(connection)
    for table, columns in _columns(model).items():
        if table not in present:
            yield f"the table {table} is missing"
        elif set(columns) - set(present[table]):
            yield f"the table {table} lacks {', '.join(sorted(set(columns) - set(present[table])))}"
    if connection.execute("SELECT count(*) FROM state").fetchone()[0] != 1:
        yield "the table state has not one row"
    for table, columns in present.items():
        for column, (declared, required) in columns.items():
            yield from _cells(connection, table, column, declared, required)
    yield from _references(connection, present)
    if "segment" in present:
        yield from _index(connection)


def _references(connection: sqlite3.Connection, present: Collection[str]) -> Iterator[str]:
    """Yield rows that name a row which is not there."""
    for (table, column), (target, key) in _REFERENCES.items():
        if table in present and target in present:
            query = f'SELECT "{column}" FROM "{table}" WHERE "{column}" NOT IN (SELECT "{key}" FROM "{target}") LIMIT 1'  # noqa: S608 - names of the schema
            for (value,) in connection.execute(query):
                yield f"a row of the table {table} has {column} {value}, which the table {target} does not have"


def _index(connection: sqlite3.Connection) -> Iterator[str]:
    """Parts of the index of a memory that are not whole."""
    query = "SELECT number FROM segment WHERE length(codes) % 4 OR length(ends) != length(codes) OR length(lengths) != 2 * span"
    for (number,) in connection.execute(query):
        yield f"part {number} of the index is not whole; `yizhi tm verify --rebuild` makes it again"
    pages, first, last = connection.execute("SELECT count(*), min(number), max(number) FROM posting").fetchone()
    parts = connection.execute("SELECT count(*) FROM segment").fetchone()[0]
    if parts and (not pages or last - first + 1 != pages):
        yield "pages of the index are missing; `yizhi tm verify --rebuild` makes it again"


def _columns(connection: sqlite3.Connection) -> dict[str, dict[str, tuple[str, bool]]]:
    """{table: {column: (declared type, whether a value must be there)}} of ordinary tables."""
    names = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    virtual = [name for name, sql in names if str(sql).upper().startswith("CREATE VIRTUAL")]
    tables = [name for name, _ in names if not name.startswith(("sqlite_", "_")) and not _belongs(name, virtual)]
    return {
        table: {
            name: (str(kind).upper(), bool(required) and not key)
            for _, name, kind, required, _, key in connection.execute(f'PRAGMA table_info("{table}")')
        }
        for table in tables
    }


def _belongs(table: str, virtual: Iterable[str]) -> bool:
    """Return True for a virtual table and for those that SQLite keeps behind it."""
    return any(table == name or table.startswith(f"{name}_") for name in virtual)


def _cells(connection: sqlite3.Connection, table: str, column: str, declared: str, required: bool) -> Iterator[str]:
    """Cells that are empty, of another type, no UTF-8, no JSON or no language tag where they must be."""
    cell = f'"{table}"."{column}"'
    types = _TYPES.get(declared)
    if types:
        empty = "" if required else f"{cell} IS NOT NULL AND "
        query = f'SELECT typeof({cell}) FROM "{table}" WHERE {empty}typeof({cell}) NOT IN {types} LIMIT 1'  # noqa: S608 - names of the schema
        for (kind,) in connection.execute(query):
            yield f"in the table {table}, a cell of {column} is {_article(kind)}, not {_article(declared.lower())}"
    if declared == "TEXT":
        yield from _texts(connection, table, column)


def _texts(connection: sqlite3.Connection, table: str, column: str) -> Iterator[str]:
    from yizhi.termbase.language import normalise

    connection.text_factory = bytes
    try:
        query = f'SELECT CAST("{column}" AS BLOB) FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608 - names of the schema
        for (data,) in connection.execute(query):
            try:
                text = data.decode("utf-8")
                if (table, column) in _JSON and text:
                    json.loads(text)
                if (table, column) in _TAGS:
                    normalise(text)
                if (table, column) in _VALUES:
                    _VALUES[table, column](text)
            except (ValueError, RecursionError) as error:
                yield f"in the table {table}, a cell of {column} cannot be read ({error})"
                return
    finally:
        connection.text_factory = str


def _article(kind: str) -> str:
    return {"integer": "a whole number", "real": "a number", "null": "empty", "blob": "binary"}.get(kind, f"a {kind}")
