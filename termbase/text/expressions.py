"""Regular expressions that are compiled once on a machine, not at every start.

Python compiles an expression in Python: the hundred that a check of one page needs took a fifth of its time. What comes of it is
a row of numbers, which its matcher checks before it takes them; those rows are kept in the user's cache. Where the Python at
hand does it in another way than those that we know, the expressions are compiled as ever.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from yizhi.termbase import blocks, cache

_KIND = "expressions"
_MOST = 4000
"""Expressions that are kept; beyond them (old versions leave theirs behind) the table begins anew."""


class CompiledExpression(NamedTuple):
    """What the matcher is made from: the numbers, the flags that the expression itself may set, its groups and their names."""

    flags: int
    code: list[int]
    groups: int
    names: dict[str, int]

    def pattern(self, source: str) -> re.Pattern[str]:
        """Return the matcher. Raise where the numbers are not sound."""
        import _sre  # type: ignore[import-not-found]

        by_number: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            by_number[number] = name
        made: re.Pattern[str] = _sre.compile(source, self.flags, self.code, self.groups, self.names, tuple(by_number))
        return made


class ExpressionTable:
    """Compiled expressions by source and flags; those that are new are remembered until they are kept."""

    def __init__(self, rows: Iterable[list[Any]], code: memoryview[int]) -> None:
        self._rows = {(source, flags): rest for source, flags, *rest in rows}
        self._code = code
        self._new: dict[tuple[str, int], CompiledExpression] = {}

    def stored(self, source: str, flags: int) -> CompiledExpression | None:
        """Return an expression that is kept."""
        row = self._rows.get((source, flags))
        if row is None:
            return None
        final, groups, names, start, end = row
        return CompiledExpression(final, self._code[start:end].tolist(), groups, names)

    def note(self, source: str, flags: int, made: CompiledExpression) -> None:
        """Remember an expression that is not kept yet."""
        self._new[source, flags] = made

    def dump(self) -> bytes | None:
        """Return all of it as bytes, the new ones with the old; None where nothing is new."""
        if not self._new:
            return None
        old = {} if len(self._rows) + len(self._new) > _MOST else dict.fromkeys(self._rows)
        rows: list[list[Any]] = []
        code = array("I")
        for source, flags in old | dict.fromkeys(self._new):
            made = self._new.get((source, flags)) or self.stored(source, flags)
            if made is not None:
                start = len(code)
                code.extend(made.code)
                rows.append([source, flags, made.flags, made.groups, made.names, start, len(code)])
        return blocks.packed((json.dumps(rows).encode("ascii"), code.tobytes()))


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns for an expression over texts."""
    table = _table()
    if table is None:
        return re.compile(source, flags)
    try:
        made = table.stored(source, flags)
        if made is None:
            made = _compiled(source, flags)
            table.note(source, flags, made)
        return made.pattern(source)
    except re.error:
        raise
    except Exception:  # whatever another Python makes of it, its own way is right
        return re.compile(source, flags)


def keep() -> None:
    """Keep what was compiled since the start, for the next one."""
    table = _table()
    content = table and table.dump()
    if content:
        cache.write(_KIND, _key(), content)
        _table.cache_clear()


@lru_cache(maxsize=1)
def _table() -> ExpressionTable | None:
    """Return what is kept for this Python; None where it compiles in a way that we do not know."""
    if sys.implementation.name != "cpython" or array("I").itemsize != 4 or not _is_known():
        return None
    empty = ExpressionTable((), memoryview(b"").cast("I"))
    return cache.load(_KIND, _key(), lambda entry: _read(blocks.unpacked(blocks.mapped(entry)))) or empty


def _is_known() -> bool:
    """Return whether this Python compiles in the steps that `_compiled` takes."""
    try:
        probe = _compiled("(?P<a>[a-z]+)1?", re.IGNORECASE)
        return probe.pattern("(?P<a>[a-z]+)1?").fullmatch("Ab1") is not None
    except Exception:
        return False


def _compiled(source: str, flags: int) -> CompiledExpression:
    """Compile an expression as `re.compile` does, and keep what it hands to the matcher."""
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    flags = int(flags)
    tree = compiler._parser.parse(source, flags)
    state = tree.state
    final = flags | int(state.flags)
    return CompiledExpression(
        final, list(map(int, compiler._code(tree, flags))), state.groups - 1, dict(state.groupdict)
    )


def _key() -> str:
    import _sre

    return cache.key(sys.version, str(_sre.MAGIC), sys.byteorder, cache.code_key(Path(__file__)))


def _read(parts: list[memoryview[int]] | None) -> ExpressionTable | None:
    if parts is None:
        return None
    rows, code = parts
    return ExpressionTable(json.loads(bytes(rows)), code.cast("I"))
