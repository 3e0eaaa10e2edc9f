"""The engine behind the normalisation rules: one table, one pass over the runs that change length, offsets kept.

A text of normal length has few places where anything moves, so the way back is kept as a short list of edits; the dense
map of `Mapped` is made when it is asked for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from yizhi.termbase import cache, packages, plugins
from yizhi.termbase.text import rules
from yizhi.termbase.text.lazy import once
from yizhi.termbase.text.mapped import Mapped

Change = Callable[[str, str, str], str]

_DIGEST = 16
_SAMPLE = 20_000
_MUCH = 200_000
"""Characters after which it pays to compile an expression for the thousands that change."""
_KEPT = 1 << 14
_FREQUENT = tuple(zip("，；：（）“”’–", ',;:()""\'-', strict=True))
"""Marks that text is full of and the tables change. A text that has no other character to change is done with them."""


class Normal(NamedTuple):
    """A normalised text and where each edit was: edit i made `text[at[i]:upto[i]]` out of `original[begin[i]:end[i]]`.

    All four rise. Between edits every character came from one character.
    """

    text: str
    at: Sequence[int] = ()
    upto: Sequence[int] = ()
    begin: Sequence[int] = ()
    end: Sequence[int] = ()

    def start(self, offset: int) -> int:
        """Return where the character at `place` begins in the original."""
        edit = bisect_right(self.at, offset) - 1
        if edit < 0:
            return offset
        return self.begin[edit] if offset < self.upto[edit] else offset - self.upto[edit] + self.end[edit]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the piece of the original behind `text[start:end]` (not empty): what was dropped at its edges is left out."""
        last = end - 1
        edit = bisect_right(self.at, last) - 1
        if edit < 0:
            return start, end
        edit_end, stop = self.upto[edit], self.end[edit]
        if last < edit_end:
            return self.start(start), stop
        shift = stop - edit_end
        # Mostly no edit lies inside the piece.
        return start + shift if edit_end <= start else self.start(start), end + shift

    def mapped(self) -> Mapped:
        """Return the same with a dense map."""
        if not self.at:
            return Mapped(self.text)
        starts, ends = array("l"), array("l")
        offset = origin = 0
        for edit_start, edit_end, begin, end in zip(self.at, self.upto, self.begin, self.end, strict=True):
            starts.extend(range(origin, origin + edit_start - offset))
            ends.extend(range(origin + 1, origin + edit_start - offset + 1))
            starts.extend([begin] * (edit_end - edit_start))
            ends.extend([end] * (edit_end - edit_start))
            offset, origin = edit_end, end
        remaining = len(self.text) - offset
        starts.extend(range(origin, origin + remaining))
        ends.extend(range(origin + 1, origin + remaining + 1))
        return Mapped(self.text, starts, ends)


def normal(text: str, *, fold_case: bool = True) -> Normal:
    """Return a text through all the rules; without `fold_case` its capitals stay."""
    translated = _tables()[fold_case].apply(text)
    if translated.isascii() and not _changes_ascii(translated):
        return Normal(translated)
    # Text, run, text, …, text.
    pieces = _pattern().split(translated)
    if len(pieces) == 1:
        return Normal(translated)
    edit_starts: list[int] = []
    edit_ends: list[int] = []
    begin: list[int] = []
    end: list[int] = []
    offset = origin = 0
    for number in range(1, len(pieces), 2):
        before, run, after = pieces[number - 1 : number + 2]
        offset += len(before)
        origin += len(before)
        new, edits = _edited(before[-1:], run, after[:1], fold_case)
        for low, high, first, last in edits:
            edit_starts.append(offset + low)
            edit_ends.append(offset + high)
            begin.append(origin + first)
            end.append(origin + last)
        pieces[number] = new
        offset += len(new)
        origin += len(run)
    return Normal("".join(pieces) if edit_starts else translated, edit_starts, edit_ends, begin, end)


@lru_cache(maxsize=_KEPT)
def _edited(before: str, run: str, after: str, fold_case: bool) -> tuple[str, tuple[tuple[int, int, int, int], ...]]:
    """Return what the rules make of a run of characters that may change, and each edit: `new[low:high]` is from `run[first:last]`.

    A rule gives letters as they are written (Ⅳ is IV); here they become small where the text does.
    """
    changes = _changes()
    new, edits, first = "", [], 0
    for change, part in groupby(run, changes.__getitem__):
        old = "".join(part)
        changed, last = change(before, old, after), first + len(old)
        if fold_case:
            changed = changed.translate(_small())
        if changed != old:
            edits.append((len(new), len(new) + len(changed), first, last))
        new += changed
        first = last
    return new, tuple(edits)


@lru_cache(maxsize=1)
def _small() -> dict[int, str]:
    small: dict[int, str] = import_module(f"{rules.__name__}.case").table()
    return small


def _modules() -> list[str]:
    return list(plugins.module_names(rules))


@lru_cache(maxsize=1)
def _changes() -> dict[str, Change]:
    """Return the rule of each character that may change the length of a text."""
    changes: dict[str, Change] = {}
    for name in _modules():
        module = import_module(f"{rules.__name__}.{name}")
        for character in getattr(module, "CHARACTERS", ""):
            changes[character] = module.change
    return changes


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return a run of such characters, to split a text by."""
    return re.compile(f"([{re.escape(''.join(_changes()))}]+)")


def _changes_ascii(text: str) -> bool:
    """Return whether some rule may change the length of a text that is ASCII throughout."""
    for changing in _in_ascii():  # noqa: SIM110 - a generator takes longer than the rules
        if changing(text):
            return True
    return False


@lru_cache(maxsize=1)
def _in_ascii() -> tuple[Callable[[str], bool], ...]:
    """Return what each rule says of a text that is ASCII throughout: whether it may change anything there."""
    tests: list[Callable[[str], bool]] = []
    for name in _modules():
        module = import_module(f"{rules.__name__}.{name}")
        if any(map(str.isascii, getattr(module, "CHARACTERS", ""))):
            tests.append(getattr(module, "changes_ascii", bool))
    return tuple(tests)


class _Table(dict[int, int | str]):
    """A translation table that learns which characters stay: `str.translate` is slow at finding nothing."""

    _asked = 0

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code

    def apply(self, text: str) -> str:
        """Return a text through the table. Where few characters change, finding them is quicker than asking for each."""
        if not text.isascii():
            for mark, plain in _FREQUENT:
                text = text.replace(mark, plain)
        if text.isascii():
            return text.encode().translate(self._ascii).decode()
        if self._asked < _MUCH:
            self._asked += len(text)
            return text.translate(self)
        if not self._changing.search(text):
            return text
        if len(self._changing.findall(text, 0, _SAMPLE)) * 8 < min(len(text), _SAMPLE):
            return self._changing.sub(lambda match: str(self[ord(match[0])]), text)
        return text.translate(self)

    @once
    def _ascii(self) -> bytes:
        """The table for ASCII, which stays ASCII: bytes are translated in no time."""
        return bytes(ord(chr(code).translate(self)) for code in range(128)) + bytes(128)

    @once
    def _changing(self) -> re.Pattern[str]:
        """Any character that the table changes."""
        changed = (chr(code) for code, character in self.items() if character != code)
        return re.compile(f"[{re.escape(''.join(changed))}]")


@lru_cache(maxsize=1)
def _tables() -> tuple[_Table, _Table]:
    """Return all the one-for-one rules in one table: with capitals kept, and without. Compiled once and cached."""
    key = table_key()
    stored = cache.load("characters", key, _read)
    if stored is None:
        stored = _compile()
        content = "\n".join("".join(map(chr, table)) + "\n" + "".join(table.values()) for table in stored)
        data = content.encode("utf-8", "surrogatepass")
        cache.write("characters", key, blake2b(data, digest_size=_DIGEST).digest() + data)
    return _Table(stored[0]), _Table(stored[1])


@lru_cache(maxsize=1)
def table_key() -> str:
    """Return what the normalised form of a text depends on: the rules and the package that knows the scripts."""
    folder = Path(__file__).parent
    return cache.key(cache.code_key(folder / "rules", Path(__file__)), packages.installed("opencc"))


def _compile() -> tuple[dict[int, str], dict[int, str]]:
    """Return the tables of all the rules, one after another, without and with those that come after `width` and `accents`."""
    modules = [import_module(f"{rules.__name__}.{name}") for name in _modules()]
    tabled = sorted(
        (getattr(module, "ORDER", 0), module.__name__, module) for module in modules if hasattr(module, "table")
    )
    cased: dict[int, str] = {}
    for _, name, module in tabled:
        if not name.endswith(".case"):
            _add(cased, module.table())
    folded = dict(cased)
    _add(folded, import_module(f"{rules.__name__}.case").table())
    return cased, folded


def _add(table: dict[int, str], more: dict[int, str]) -> None:
    """Put a table behind another one."""
    for code, character in table.items():
        table[code] = more.get(ord(character), character)
    for code, character in more.items():
        table.setdefault(code, character)


def _read(path: Path) -> tuple[dict[int, str], dict[int, str]] | None:
    """Return the cached tables, None where the file is not what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    data = content[_DIGEST:]
    if blake2b(data, digest_size=_DIGEST).digest() != content[:_DIGEST]:
        return None
    cased_from, cased_to, folded_from, folded_to = data.decode("utf-8", "surrogatepass").split("\n")
    return dict(zip(map(ord, cased_from), cased_to, strict=True)), dict(
        zip(map(ord, folded_from), folded_to, strict=True)
    )
