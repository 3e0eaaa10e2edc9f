"""The official names of a termbase, indexed for finding what nearly is one of them.

A name that was changed in one place still begins or still ends as it should: the beginning and the end of every name are
anchors. Chinese anchors are characters in an automaton, English ones pairs of words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termbase import cache
from termbase.language import is_chinese
from termbase.model import Kind, Strictness
from termbase.text.normal import normal, table_key

if TYPE_CHECKING:
    import daachorse

    from termbase.library import Entry, Library

LEAST_ZH, LEAST_EN = 4, 3
"""Characters, words of the shortest name that is compared."""
CROWD = 40
"""An anchor of more names than this tells nothing (联合国)."""
Row = tuple[str, str, str, bool]
CROWD_EN = 12
"""The same for the first or last two words of English names."""
Head = tuple[str | None, ...]
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Name(NamedTuple):
    """A name: normalised, as listed, its concept, whether it is an abbreviation."""

    key: str
    text: str
    concept: str
    abbreviation: bool


@dataclass(frozen=True, slots=True)
class Index:
    """Chinese names with the automaton of their anchors (`anchors[i]`: (name, whether it is the end));
    `orders`: {sum over the characters: name}; English ones by their
    first words, and by their last words turned round."""

    names: list[Name]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None
    anchors: list[list[tuple[int, bool]]]
    orders: dict[int, int]
    english: list[Name]
    words: list[list[str]]
    heads: dict[Head, list[int]]
    tails: dict[Head, list[int]]
    vocabulary: frozenset[str]


@lru_cache(maxsize=2)
def index(library: Library) -> Index:
    """The index of a library; the names come from the cache."""
    key = cache.key("near", library.fingerprint, table_key(), cache.code_key(Path(__file__)))
    path = cache.path("near", key)
    stored = None
    if path is not None:
        try:
            stored = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            stored = None
    if stored is None:
        stored = _collect(library.terms())
        cache.write("near", key, json.dumps(stored, ensure_ascii=False).encode("utf-8"))
    return _build(*stored)


def _collect(entries: Iterable[Entry]) -> tuple[list[Row], list[Row], list[str]]:
    """The Chinese and English names (key, text, concept), and all English words of the termbase."""
    chinese: dict[str, Row] = {}
    english: dict[str, Row] = {}
    vocabulary: set[str] = set()
    for concept, strictness, term in entries:
        han = is_chinese(term.language)
        key = normal(term.text).text.strip()
        if not han:
            vocabulary.update(WORD.findall(key))
        if strictness is not Strictness.NAME or not term.status.valid:
            continue
        if han and len(key) >= LEAST_ZH:
            chinese.setdefault(key, (key, term.text, concept, term.kind is Kind.ABBREVIATION))
        elif not han and term.kind is not Kind.ABBREVIATION and len(WORD.findall(key)) >= LEAST_EN:
            english.setdefault(key, (key, term.text, concept, False))
    return list(chinese.values()), list(english.values()), sorted(vocabulary)


def _build(chinese: list[Row], english: list[Row], vocabulary: list[str]) -> Index:
    names = [Name(*row) for row in chinese]
    found: dict[str, list[tuple[int, bool]]] = {}
    orders: dict[int, int] = {}
    for number, name in enumerate(names):
        length = anchor_length(len(name.key))
        found.setdefault(name.key[:length], []).append((number, False))
        found.setdefault(name.key[-length:], []).append((number, True))
        if len(name.key) > 6:
            orders.setdefault(sum(map(weight, name.key)), number)
    kept = {anchor: uses for anchor, uses in found.items() if len(uses) <= CROWD}
    automaton = None
    if kept:
        import daachorse

        automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(kept))
    others = [Name(*row) for row in english]
    words = [WORD.findall(name.key) for name in others]
    heads = _grouped(words)
    tails = _grouped([word_list[::-1] for word_list in words])
    return Index(names, automaton, list(kept.values()), orders, others, words, heads, tails, frozenset(vocabulary))


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
