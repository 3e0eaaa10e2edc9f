"""The official names of a termbase, indexed for finding what nearly is one of them.

A name that was changed in one place still begins or still ends as it should: the beginning and the end of every name are
anchors. Chinese anchors are characters in an automaton, English ones pairs of words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from termbase import cache, packages
from termbase.language import is_chinese
from termbase.model import Kind, Strictness
from termbase.text.lazy import compiled
from termbase.text.normal import normal, table_key

if TYPE_CHECKING:
    import daachorse

    from termbase.library import Entry, Library

_DIGEST = 16
LEAST_ZH, LEAST_EN = 4, 3
"""Characters, words of the shortest name that is compared."""
CROWD = 40
"""An anchor of more names than this tells nothing (联合国)."""
Row = tuple[str, str, str, bool]
CROWD_EN = 12
"""The same for the first or last two words of English names."""
LONGEST = 14
"""Characters from which a Chinese name may lack a whole part and still be meant."""
BEYOND = 3
"""So many characters more than the name a text has at most where it nearly is the name."""
Head = tuple[str | None, ...]
WORD = compiled(r"[^\W_]+(?:['’][^\W_]+)?")


class Name(NamedTuple):
    """A name: normalised, as listed, its concept, whether it is an abbreviation."""

    key: str
    text: str
    concept: str
    abbreviation: bool


class Guard(NamedTuple):
    """Where no character of `chars` stands within `reach` characters of an anchor, none of its names nearly does."""

    reach: int
    chars: frozenset[str]


class Anchor(NamedTuple):
    """The names that begin or end with an anchor (`uses`: name, whether it is the end), and what must stand after or before it."""

    uses: list[tuple[int, bool]]
    after: Guard
    before: Guard


@dataclass(frozen=True, slots=True)
class Chinese:
    """Names with the automaton of their anchors; `orders`: {sum over the characters: name}."""

    names: Mapping[int, Name]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None
    anchors: Mapping[int, Anchor]
    orders: dict[int, int]


@dataclass(frozen=True, slots=True)
class English:
    """Names and their words, also turned round, by their first words of either; all words of the termbase."""

    names: list[Name]
    words: list[list[str]]
    backwards: list[list[str]]
    heads: dict[Head, list[int]]
    tails: dict[Head, list[int]]
    begin: frozenset[Head]
    end: frozenset[Head]
    """The first two words of names; the last two, as they stand."""
    edges: frozenset[Head]
    """Both."""
    vocabulary: frozenset[str]


@lru_cache(maxsize=2)
def chinese(library: Library) -> Chinese:
    """The Chinese names of a library."""
    rows, anchors, uses, orders = _stored(library, "zh")
    automaton = _automaton(anchors) if anchors else None
    return Chinese(_Names(rows), automaton, _Anchors(uses), {total: number for number, total in orders})


class _Names(dict[int, Name]):
    """Names by number, each made when it is asked for: a page needs few."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, number: int) -> Name:
        name = self[number] = Name(*self._rows[number])
        return name


class _Anchors(dict[int, Anchor]):
    """Anchors by number, each made when it is asked for."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, number: int) -> Anchor:
        uses, *guards = self._rows[number]
        after, before = (Guard(reach, frozenset(chars)) for reach, chars in guards)
        anchor = self[number] = Anchor(uses, after, before)
        return anchor


def _automaton(anchors: list[str]) -> daachorse.CharwiseDoubleArrayAhoCorasick:
    """The automaton of anchors: from the cache, or built and put there."""
    import daachorse

    key = cache.key("anchors", packages.installed("daachorse"), cache.code_key(Path(__file__)), "\n".join(anchors))
    path = cache.path("anchors", key)
    if path is not None:
        with suppress(OSError):
            content = path.read_bytes()
            body = content[_DIGEST:]
            if blake2b(body, digest_size=_DIGEST).digest() == content[:_DIGEST]:
                return daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(body)
    built = daachorse.CharwiseDoubleArrayAhoCorasick(anchors)
    body = built.serialize()
    cache.write("anchors", key, blake2b(body, digest_size=_DIGEST).digest() + body)
    return built


@lru_cache(maxsize=2)
def english(library: Library) -> English:
    """The English names of a library."""
    rows, words, vocabulary = _stored(library, "en")
    backwards = [found[::-1] for found in words]
    begin = frozenset(tuple(found[:2]) for found in words)
    end = frozenset(tuple(found[-2:]) for found in words)
    return English(
        [Name(*row) for row in rows],
        words,
        backwards,
        _grouped(words),
        _grouped(backwards),
        begin,
        end,
        begin | end,
        frozenset(vocabulary),
    )


def _stored(library: Library, lang: str) -> Any:
    """What is prepared for a language: from the cache, or made and put there."""
    key = cache.key("near", library.fingerprint, table_key(), cache.code_key(Path(__file__)), lang)
    path = cache.path("near", key)
    if path is not None:
        try:
            return json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            pass
    stored = (_chinese if lang == "zh" else _english)(library.terms())
    cache.write("near", key, json.dumps(stored, ensure_ascii=False).encode("utf-8"))
    return stored


def _chinese(entries: Iterable[Entry]) -> Any:
    """Rows of names, anchors, their uses and guards, and (name, sum over its characters)."""
    rows: dict[str, Row] = {}
    for concept, strictness, term in entries:
        if strictness is Strictness.NAME and term.status.valid and is_chinese(term.language):
            key = normal(term.text).text.strip()
            if len(key) >= LEAST_ZH:
                rows.setdefault(key, (key, term.text, concept, term.kind is Kind.ABBREVIATION))
    found: dict[str, list[tuple[int, bool]]] = {}
    orders: dict[int, int] = {}
    for number, key in enumerate(rows):
        length = anchor_length(len(key))
        found.setdefault(key[:length], []).append((number, False))
        found.setdefault(key[-length:], []).append((number, True))
        if len(key) > 6:
            orders.setdefault(sum(map(weight, key)), number)
    kept = {anchor: uses for anchor, uses in found.items() if len(uses) <= CROWD}
    totals = [(number, total) for total, number in orders.items()]
    keys, often = list(rows), Counter("".join(rows))
    guarded = [(uses, *(_guard(keys, uses, end, often) for end in (False, True))) for uses in kept.values()]
    return list(rows.values()), list(kept), guarded, totals


def _guard(keys: Sequence[str], uses: Sequence[tuple[int, bool]], end: bool, often: Counter[str]) -> tuple[int, str]:
    """The reach and the characters of a guard: of each name two that cannot both be lacking where it nearly stands."""
    reach, chars = 0, set[str]()
    for key in (keys[number] for number, at_end in uses if at_end is end):
        reach = max(reach, len(key) + BEYOND)
        length = anchor_length(len(key))
        rest = key[:-length] if end else key[length:]
        if len(key) < LONGEST:
            # Mostly one character of a name is another one or lacks.
            chars.update(sorted(rest, key=often.__getitem__)[:2])
        else:
            # A part is left out of the middle, or the far end is another one.
            parts = (rest[2:], rest[:2]) if end else (rest[:-2], rest[-2:])
            chars.update(min(part, key=often.__getitem__) for part in parts)
    return reach, "".join(sorted(chars))


def _english(entries: Iterable[Entry]) -> Any:
    """Rows of names, their words, and all words of the termbase."""
    rows: dict[str, Row] = {}
    vocabulary: set[str] = set()
    for concept, strictness, term in entries:
        if is_chinese(term.language):
            continue
        key = normal(term.text).text.strip()
        words = WORD.findall(key)
        vocabulary.update(words)
        name = strictness is Strictness.NAME and term.status.valid and term.kind is not Kind.ABBREVIATION
        if name and len(words) >= LEAST_EN:
            rows.setdefault(key, (key, term.text, concept, False))
    return list(rows.values()), [WORD.findall(key) for key in rows], sorted(vocabulary)


def _grouped(names: list[list[str]]) -> dict[Head, list[int]]:
    """{first words: names}: two words, or where too many share them three, and two with the fourth."""
    counts = Counter(tuple(words[:2]) for words in names)
    found: dict[Head, list[int]] = {}
    for number, words in enumerate(names):
        if counts[tuple(words[:2])] <= CROWD_EN:
            found.setdefault(tuple(words[:2]), []).append(number)
            continue
        found.setdefault(tuple(words[:3]), []).append(number)
        if len(words) > 3:
            found.setdefault((words[0], words[1], None, words[3]), []).append(number)
    return found


def weight(char: str) -> int:
    """What a character adds to a sum that tells which characters a string has, whatever their order."""
    return ord(char) ** 3


def anchor_length(length: int) -> int:
    """Characters of the beginning and of the end of a name that is so long."""
    return 2 if length < 7 else 3 if length < 9 else 4
