"""Termbases that are not SQLite (tables, the built-in terms), made into SQLite once and kept in the cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from yizhi.termbase import cache
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats import form_of
from yizhi.termbase.formats.form import Problem
from yizhi.termbase.model import Concept
from yizhi.termbase.store.reading import Store
from yizhi.termbase.text.normal import table_key

_KIND = "terms"


def compiled(paths: Sequence[Path], name: str) -> tuple[Store, str, list[Problem]]:
    """Return the concepts of files as one store, its fingerprint, and what could not be read.

    Where the cache can be used the store is a file there, else it is in memory.
    """
    key = cache.key(_code(), table_key(), *(path.suffix.lower() for path in paths), cache.contents_key(paths))
    store = _cached(paths, name, key)
    if store is None:
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        store = _compile(memory, paths, name)
    problems = [Problem(str(paths[file]), line, message, lost) for file, line, message, lost in store.problems()]
    return store, key, problems


def _cached(paths: Sequence[Path], name: str, key: str) -> Store | None:
    """Return the store of a key in the cache, compiled if need be; None where nothing can be kept."""
    cached_path = cache.path(_KIND, key)
    if cached_path is not None:
        # A damaged entry is made anew.
        with suppress(YizhiError):
            return Store.open(cached_path, name, settled=True)

    def fill(file: Path) -> None:
        try:
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                _compile(connection, paths, name)
        except YizhiError as error:
            # A full disk under the cache; what is wrong with the files themselves goes through.
            if isinstance(error.__context__, sqlite3.Error):
                raise OSError(str(error)) from error
            raise

    written = cache.write(_KIND, key, fill)
    return None if written is None else Store.open(written, name, settled=True)


def _compile(connection: sqlite3.Connection, paths: Sequence[Path], name: str) -> Store:
    from yizhi.termbase.store.writing import compile_store

    problems: list[tuple[int, int | None, str, bool]] = []
    return compile_store(connection, name, _read(paths, problems), problems)


def _read(paths: Sequence[Path], problems: list[tuple[int, int | None, str, bool]]) -> Iterator[Concept]:
    from yizhi.termbase.validation import fault

    for number, path in enumerate(paths):
        for item in form_of(path, "read").read(path):
            wrong = None if isinstance(item, Problem) else fault(item)
            if isinstance(item, Problem):
                problems.append((number, item.line, item.message, item.lost))
            elif wrong:
                problems.append((number, None, wrong, True))
            else:
                yield item


def _code() -> str:
    """Return what the code that compiles depends on: the forms, the model, the store."""
    here = Path(__file__).parent
    names = ("formats", "store", "model.py", "merge.py", "validation.py", "language.py")
    return cache.code_key(*(here / name for name in names))
