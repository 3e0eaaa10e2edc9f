"""The engine behind the normalisation rules: one table, one pass over the runs that change length, offsets kept.

A text of normal length has few places where anything moves, so the way back is kept as a short list of edits; the dense
map of `Mapped` is made when it is asked for.
"""

from __future__ import annotations

import pkgutil
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

from termbase import cache, packages
from termbase.text import rules
from termbase.text.mapped import Mapped

Change = Callable[[str, str, str], str]

_DIGEST = 16
_LONG = 20_000
_FREQUENT = tuple(zip("，；：（）", ",;:()", strict=True))
"""What Chinese text is full of and `width` changes."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text and where each edit was: edit i made `text[at[i]:upto[i]]` out of `original[begin[i]:end[i]]`.

    All four rise. Between edits every character came from one character.
    """

    text: str
    at: list[int]
    upto: list[int]
    begin: list[int]
    end: list[int]

    def start(self, place: int) -> int:
        """Where the character at `place` begins in the original."""
        edit = bisect_right(self.at, place) - 1
        if edit < 0:
            return place
        return self.begin[edit] if place < self.upto[edit] else place - self.upto[edit] + self.end[edit]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The piece of the original behind `text[start:end]` (not empty): what was dropped at its edges is left out."""
        last = end - 1
        edit = bisect_right(self.at, last) - 1
        if edit < 0:
            return start, end
        upto, stop = self.upto[edit], self.end[edit]
        if last < upto:
            return self.start(start), stop
        shift = stop - upto
        # Mostly no edit lies inside the piece.
        return start + shift if upto <= start else self.start(start), end + shift

    def mapped(self) -> Mapped:
        """The same with a dense map."""
        if not self.at:
            return Mapped(self.text)
        starts, ends = array("l"), array("l")
        place = origin = 0
        for at, upto, begin, end in zip(self.at, self.upto, self.begin, self.end, strict=True):
            starts.extend(range(origin, origin + at - place))
            ends.extend(range(origin + 1, origin + at - place + 1))
            starts.extend([begin] * (upto - at))
            ends.extend([end] * (upto - at))
            place, origin = upto, end
        rest = len(self.text) - place
        starts.extend(range(origin, origin + rest))
        ends.extend(range(origin + 1, origin + rest + 1))
        return Mapped(self.text, starts, ends)


def normal(text: str, *, fold_case: bool = True) -> Normal:
    """A text through all the rules; without `fold_case` its capitals stay."""
    translated = _translated(text, fold_case)
    if translated.isascii() and not any(changing(translated) for changing in _in_ascii()):
        return Normal(translated, [], [], [], [])
    pattern, changes = _changes()
    pieces: list[str] = []
    at: list[int] = []
    upto: list[int] = []
    begin: list[int] = []
    end: list[int] = []
    done = place = 0
    for found in pattern.finditer(translated):
        first, last = found.span()
        before = translated[first - 1] if first else ""
        after = translated[last : last + 1]
        for start, stop, change in _parts(translated, first, last, changes):
            run = translated[start:stop]
            new = change(before, run, after)
            if new == run:
                continue
            pieces += translated[done:start], new
            place += start - done
            at.append(place)
            place += len(new)
            upto.append(place)
            begin.append(start)
            end.append(stop)
            done = stop
    if not at:
        return Normal(translated, at, upto, begin, end)
    pieces.append(translated[done:])
    return Normal("".join(pieces), at, upto, begin, end)


def _translated(text: str, fold_case: bool) -> str:
    """The text through the table. Where few characters change, finding them is quicker than asking for each."""
    if text.isascii():
        return text.encode().translate(_ascii_table(fold_case)).decode()
    table = _tables()[fold_case]
    if len(text) > _LONG:
        changing = _changing(fold_case)
        if len(changing.findall(text, 0, _LONG)) < _LONG // 8:
            for mark, plain in _FREQUENT:
                text = text.replace(mark, plain)
            return changing.sub(lambda found: str(table[ord(found[0])]), text)
    return text.translate(table)


@lru_cache(maxsize=2)
def _ascii_table(fold_case: bool) -> bytes:
    """The table for ASCII, which stays ASCII: bytes are translated in no time."""
    return bytes(ord(chr(code).translate(_tables()[fold_case])) for code in range(128)) + bytes(128)


@lru_cache(maxsize=2)
def _changing(fold_case: bool) -> re.Pattern[str]:
    """Any character that the table changes."""
    return re.compile(f"[{re.escape(''.join(map(chr, _changed(fold_case))))}]")


@lru_cache(maxsize=2)
def _changed(fold_case: bool) -> tuple[int, ...]:
    return tuple(code for code, character in _tables()[fold_case].items() if character != code)


def _parts(text: str, first: int, last: int, changes: dict[str, Change]) -> Iterator[tuple[int, int, Change]]:
    """A run of characters that may change, cut where one rule ends and the next begins."""
    start, change = first, changes[text[first]]
    for place in range(first + 1, last):
        other = changes[text[place]]
        if other is not change:
            yield start, place, change
            start, change = place, other
    yield start, last, change


def _modules() -> list[str]:
    return sorted(item.name for item in pkgutil.iter_modules(rules.__path__))


@lru_cache(maxsize=1)
def _changes() -> tuple[re.Pattern[str], dict[str, Change]]:
    """The pattern of everything that may change length, and the rule of each of its characters."""
    found: dict[str, Change] = {}
    for name in _modules():
        module = import_module(f"{rules.__name__}.{name}")
        for character in getattr(module, "CHARACTERS", ""):
            found[character] = module.change
    return re.compile(f"[{re.escape(''.join(found))}]+"), found


@lru_cache(maxsize=1)
def _in_ascii() -> tuple[Callable[[str], bool], ...]:
    """What each rule says of a text that is ASCII throughout: whether it may change anything there."""
    found: list[Callable[[str], bool]] = []
    for name in _modules():
        module = import_module(f"{rules.__name__}.{name}")
        if any(map(str.isascii, getattr(module, "CHARACTERS", ""))):
            found.append(getattr(module, "changes_ascii", bool))
    return tuple(found)


class _Table(dict[int, int | str]):
    """A translation table that learns which characters stay: `str.translate` is slow at finding nothing."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


@lru_cache(maxsize=1)
def _tables() -> tuple[_Table, _Table]:
    """All the one-for-one rules in one table: with capitals kept, and without. Compiled once and cached."""
    key = table_key()
    path = cache.path("characters", key)
    stored = _read(path) if path else None
    if stored is None:
        stored = _compile()
        content = "\n".join("".join(map(chr, table)) + "\n" + "".join(table.values()) for table in stored)
        data = content.encode("utf-8", "surrogatepass")
        cache.write("characters", key, blake2b(data, digest_size=_DIGEST).digest() + data)
    return _Table(stored[0]), _Table(stored[1])


@lru_cache(maxsize=1)
def table_key() -> str:
    """What the normalised form of a text depends on: the rules and the package that knows the scripts."""
    folder = Path(__file__).parent
    return cache.key(cache.code_key(folder / "rules", Path(__file__)), packages.installed("opencc"))


def _compile() -> tuple[dict[int, str], dict[int, str]]:
    """The tables of all the rules, one after another, without and with those that come after `width` and `accents`."""
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
    """Puts a table behind another one."""
    for code, character in table.items():
        table[code] = more.get(ord(character), character)
    for code, character in more.items():
        table.setdefault(code, character)


def _read(path: Path) -> tuple[dict[int, str], dict[int, str]] | None:
    """The cached tables, None where the file is not what was written."""
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
