"""The names of a termbase, indexed for finding what nearly is one of them.

A slip changes one stretch of a name. So either one half of it stands as it should, or both its ends do: each name has a
*head half*, a *tail half*, and the *pair* of its two ends as keys (an English one also all but its last or first word). Chinese names are strings of characters, English ones
tuples of words. All tables are compiled once, and opened from the user's cache without reading them.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from zlib import crc32

from yizhi.checks.names import _words
from yizhi.checks.names._words import TermWords, edges
from yizhi.termbase import blocks, cache, packages
from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Kind, Strictness
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.normal import normal, table_key

if TYPE_CHECKING:
    import daachorse
    import marisa_trie

    from yizhi.termbase.library import Library, TermEntry

LEAST_NAME, LEAST_TERM, LEAST_WORDS = 4, 6, 3
"""Characters of the shortest Chinese name and term, words of the shortest English name that is compared."""
ORDERED = 6
"""Characters of the shortest Chinese name that is looked for in another order of its words."""
NAMELIKE = 0.3
"""A term whose last word ends names in this share of its uses is taken for a name (组织, 公约)."""
CROWD = 24
"""A half that more names share than this tells nothing (联合国)."""
STOPS = "，。；：！？,;:!?\0\n"
"""Marks that end what may be a name, in normalised Chinese text."""
FIRST, LAST, HEAD, TAIL, STOP = 1, 2, 4, 8, 16
"""What a pattern of the automaton is: the first or last two characters of names, a half of names, a stop."""
PAIR_KEY, HEAD_KEY, TAIL_KEY, CLOSED_KEY, ORDER_KEY = "P", "H", "T", "C", "O"
"""Kinds of keys; the last two are an English name without its spaces (NonProliferation), and with its words sorted."""
WORD = compiled(r"[^\W_]+(?:['’][^\W_]+)?")
_KEPT = 1 << 17
_FIELD, _RECORD = "\x1f", "\x1e"
_EDGE = 0x100
"""What an edge of a word is written as: a character from here on, which separates nothing."""


class ListedName(NamedTuple):
    """A name: normalised, as listed, its concept; `proper`: a name by the termbase, no ordinary term of several words;
    `prominent`: its concept has an abbreviation."""

    key: str
    text: str
    concept: str
    proper: bool
    prominent: bool = False
    cutting: tuple[int, ...] = ()
    """Of a listed Chinese name, the edges between its words, both ends included."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of an English name."""
        return tuple(self.key.split(" "))


class _NameKeys(Protocol):
    """Keys of names, and the numbers of the names that have them."""

    def get(self, key: str, default: list[tuple[int]]) -> list[tuple[int]]: ...


class Inventory:
    """The names of one language, their keys, and what their words say."""

    def __init__(
        self,
        rows: Sequence[str],
        keys: _NameKeys,
        words: TermWords,
        automaton: bytes,
        roles: bytes,
        orders: Mapping[int, int],
        ends: frozenset[int],
    ) -> None:
        self._rows = rows
        self._names: dict[int, ListedName] = {}
        self._keys = keys
        self._numbers: dict[str, list[tuple[int]]] = {}
        self.words = words
        self.roles = roles
        """What each pattern of the automaton is, by its number."""
        self.orders = orders
        """Sums over what names are made of, which no order changes. Of Chinese names (characters cubed) each with its name;
        of English ones also of their halves and ends, to ask quickly whether some words can be any of these."""
        self.ends = ends
        """The patterns that are the first and the last two characters of one Chinese name, by `ends_key`."""
        self._dump = automaton
        self._automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, names: Sequence[ListedName]) -> Inventory:
        """Return the same for other Chinese names: those that a document declares."""
        patterns: dict[str, int] = {}
        keys: dict[str, list[tuple[int]]] = {}
        for key, number in _chinese_keys(names, patterns):
            keys.setdefault(key, []).append((number,))
        rows = [_row(name._replace(cutting=edges(name.key))) for name in names]
        ends = frozenset(_ends(names, patterns))
        return Inventory(rows, keys, self.words, _automaton(patterns), bytes(patterns.values()), {}, ends)

    def name(self, number: int) -> ListedName:
        """Return the name of a number."""
        cached = self._names.get(number)
        if cached is None:
            key, text, concept, proper, prominent, cutting = self._rows[number].split(_FIELD)
            places = tuple(ord(char) - _EDGE for char in cutting)
            cached = self._names[number] = ListedName(key, text, concept, bool(proper), bool(prominent), places)
        return cached

    def numbers(self, key: str) -> list[tuple[int]]:
        """Return the names that have a key."""
        numbers = self._numbers.get(key)
        if numbers is None:
            if len(self._numbers) >= _KEPT:
                self._numbers.clear()
            numbers = self._numbers[key] = self._keys.get(key, _NONE)
        return numbers

    @property
    def automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        """The patterns of Chinese names."""
        if self._automaton is None and self._dump:
            import daachorse

            self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(self._dump)
        return self._automaton


_NONE: list[tuple[int]] = []


@lru_cache(maxsize=4)
def inventory(library: Library, lang: str) -> Inventory:
    """Return the names of a library in `zh` or `en`."""
    here = Path(__file__)
    code = cache.code_key(here, here.with_name("_words.py"))
    installed = [packages.installed(name) for name in ("daachorse", "marisa_trie", "jieba")]
    key = cache.key("inventory", library.fingerprint, table_key(), code, *installed, lang)
    stored = cache.load("names", key, lambda entry: blocks.unpacked(blocks.mapped(entry)))
    if stored is None:
        parts = _parts(library.terms(), lang)
        cache.write("names", key, blocks.packed(parts))
        return _opened(parts)
    return _opened(list(map(bytes, stored)))


def _opened(parts: Sequence[bytes]) -> Inventory:
    rows, keys, automaton, roles, sums, ends, *tables = parts
    text = rows.decode("utf-8", "surrogatepass")
    totals = array("Q", sums)
    orders = dict(zip(totals, range(len(totals)), strict=True))
    listed = text.split(_RECORD) if text else []
    return Inventory(listed, _trie(keys), TermWords.of(tables), automaton, roles, orders, frozenset(array("Q", ends)))


def _trie(content: bytes) -> marisa_trie.RecordTrie:
    import marisa_trie

    trie = marisa_trie.RecordTrie("<I")
    trie.frombytes(content)
    return trie


def _parts(entries: Iterable[TermEntry], lang: str) -> list[bytes]:
    """Return all tables of a language as bytes."""
    import marisa_trie

    listed = list(entries)
    concepts = _namelike(listed)
    names = list((_chinese if lang == "zh" else _english)(entry for entry in listed if entry.concept in concepts))
    cut: Callable[[str], Sequence[str]] = _words.cut if lang == "zh" else str.split
    patterns: dict[str, int] = {}
    keys = list(_chinese_keys(names, patterns) if lang == "zh" else _english_keys(names))
    automaton = _automaton(patterns) if patterns else b""
    short = {concept for concept, _, term in listed if term.kind is Kind.ABBREVIATION and term.status.valid}
    rows = _RECORD.join(
        _row(name._replace(prominent=name.concept in short, cutting=edges(name.key) if lang == "zh" else ()))
        for name in names
    )
    texts = {name.key for name in names}
    texts.update(_keys_of(listed, lang))
    tables = _words.tables(
        (cut(text) for text in sorted(texts)), [cut(name.key) for name in names if name.proper], lang
    )
    trie = marisa_trie.RecordTrie("<I", ((key, (number,)) for key, number in keys))
    sums = array("Q", (_total(name.key) for name in names) if lang == "zh" else sorted(_sums(keys)))
    ends = array("Q", sorted(set(_ends(names, patterns))) if lang == "zh" else ())
    head = rows.encode("utf-8", "surrogatepass"), trie.tobytes(), automaton, bytes(patterns.values())
    return [*head, sums.tobytes(), ends.tobytes(), *tables]


def ends_key(first: int, last: int) -> int:
    """Return two patterns as one number."""
    return first << 32 | last


def _ends(names: Iterable[ListedName], patterns: Iterable[str]) -> Iterator[int]:
    """Yield the pairs of patterns that are the two ends of a name."""
    numbers = {pattern: number for number, pattern in enumerate(patterns)}
    return (ends_key(numbers[name.key[:2]], numbers[name.key[-2:]]) for name in names)


def _total(key: str) -> int:
    """Return what the characters of a name add up to, whatever their order; 0 for one that is too short."""
    return sum(ord(char) ** 3 for char in key) if len(key) >= ORDERED else 0


@lru_cache(maxsize=1 << 16)
def word_sum(word: str) -> int:
    """Return what an English word counts in the sum over words."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def pair_sum(first: int) -> int:
    """Return what the first word of a pair of ends counts, of which the order does matter."""
    return first << 16


def _sums(keys: Iterable[tuple[str, int]]) -> set[int]:
    """Return the sums of English names, of their halves and of their ends."""
    sums: set[int] = set()
    for key, _ in keys:
        words = [word_sum(word) for word in key[1:].split(" ")]
        sums.add(pair_sum(words[0]) + words[1] if key[0] == PAIR_KEY else sum(words))
    return sums


def _namelike(entries: Sequence[TermEntry]) -> set[str]:
    """Return the concepts that are names by the termbase, or whose Chinese ends as names do: lists seldom say what is a name."""
    proper, uses = Counter[str](), Counter[str]()
    last: dict[str, str] = {}
    names: set[str] = set()
    for concept, strictness, term in entries:
        if strictness is Strictness.NAME:
            names.add(concept)
        if is_chinese(term.language) and len(term.text) >= LEAST_TERM and term.kind is not Kind.ABBREVIATION:
            last[concept] = _words.cut(normal(term.text).text.strip())[-1]
    for concept, word in last.items():
        uses[word] += 1
        proper[word] += concept in names
    return names | {concept for concept, word in last.items() if proper[word] >= NAMELIKE * (uses[word] + 1)}


def _row(name: ListedName) -> str:
    """Return a name as a row of a table."""
    wording = ("1" if true else "" for true in (name.proper, name.prominent))
    return _FIELD.join(
        (name.key, name.text, name.concept, *wording, "".join(chr(_EDGE + edge) for edge in name.cutting))
    )


def _automaton(patterns: dict[str, int]) -> bytes:
    """Return the automaton of some patterns and of the stops, which it adds to them."""
    import daachorse

    for mark in STOPS:
        patterns[mark] = STOP
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(patterns)).serialize()


def _keys_of(entries: Iterable[TermEntry], lang: str) -> Iterator[str]:
    """Yield the normalised texts of all terms of a language."""
    for _, _, term in entries:
        if is_chinese(term.language) is (lang == "zh"):
            key = normal(term.text).text.strip()
            yield key if lang == "zh" else " ".join(WORD.findall(key))


def _chinese(entries: Iterable[TermEntry]) -> Iterator[ListedName]:
    """Names, and terms that are long enough; no abbreviation."""
    seen: set[str] = set()
    for concept, strictness, term in entries:
        if not term.status.valid or term.kind is Kind.ABBREVIATION or not is_chinese(term.language):
            continue
        if strictness is Strictness.CONTEXT:
            continue
        proper = strictness is Strictness.NAME
        key = normal(term.text).text.strip()
        if len(key) >= (LEAST_NAME if proper else LEAST_TERM) and key not in seen:
            seen.add(key)
            yield ListedName(key, term.text, concept, proper)


def _english(entries: Iterable[TermEntry]) -> Iterator[ListedName]:
    seen: set[str] = set()
    for concept, strictness, term in entries:
        if not term.status.valid or term.kind is Kind.ABBREVIATION or is_chinese(term.language):
            continue
        words = WORD.findall(normal(term.text).text.strip())
        key = " ".join(words)
        if len(words) >= LEAST_WORDS and strictness is not Strictness.CONTEXT and key not in seen:
            seen.add(key)
            yield ListedName(key, term.text, concept, strictness is Strictness.NAME)


def half(length: int) -> int:
    """Characters of a half of a Chinese name, words of a half of an English one."""
    return (length + 1) // 2


def _chinese_keys(names: Sequence[ListedName], patterns: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Yield (key, number of the name) of all names; fills in the patterns of the automaton."""
    halves: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        key, size = name.key, half(len(name.key))
        patterns[key[:2]] = patterns.get(key[:2], 0) | FIRST
        patterns[key[-2:]] = patterns.get(key[-2:], 0) | LAST
        yield PAIR_KEY + key[:2] + key[-2:], number
        if len(key) >= ORDERED:
            yield ORDER_KEY + "".join(sorted(key)), number
        halves.setdefault(HEAD_KEY + key[:size], []).append(number)
        halves.setdefault(TAIL_KEY + key[-size:], []).append(number)
    for numbers_value, numbers in halves.items():
        if len(numbers) <= CROWD:
            role = HEAD if numbers_value[0] == HEAD_KEY else TAIL
            patterns[numbers_value[1:]] = patterns.get(numbers_value[1:], 0) | role
            yield from ((numbers_value, number) for number in numbers)


def _english_keys(names: Sequence[ListedName]) -> Iterator[tuple[str, int]]:
    halves: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        words = name.words
        size = half(len(words))
        yield f"{PAIR_KEY}{words[0]} {words[-1]}", number
        yield CLOSED_KEY + "".join(words), number
        yield ORDER_KEY + " ".join(sorted(words)), number
        for width in {size, len(words) - 1}:
            halves.setdefault(HEAD_KEY + " ".join(words[:width]), []).append(number)
            halves.setdefault(TAIL_KEY + " ".join(words[-width:]), []).append(number)
    for numbers_value, numbers in halves.items():
        if len(numbers) <= CROWD:
            yield from ((numbers_value, number) for number in numbers)
