"""The bilingual lexicon that a memory teaches: which English families render a Chinese word there, how often, and which words
and names the memory has at all. It lies beside the memory, as blocks in one file.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase import blocks

if TYPE_CHECKING:
    import marisa_trie

FORM = "yizhi memory lexicon 2"
"""Names what the blocks of a file are; another one is not read: `yizhi tm learn` makes it anew."""


class LexiconOrigin(NamedTuple):
    """What a lexicon was learnt from: the number of units, and the greatest number of a unit."""

    units: int
    last: int


class LearntPair(NamedTuple):
    """A Chinese word and an English family: t(family | word) and t(word | family)."""

    word: str
    family: str
    forward: float
    backward: float


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of a side with the units that have them, and for each word its counterparts (numbers on the other side)."""

    words: marisa_trie.Trie
    units: array[int]
    starts: array[int]
    counterparts: array[int]
    chances: array[float]

    def count(self, word: str) -> int:
        number = self.words.get(word, -1)
        return self.units[number] if number >= 0 else 0

    def parts(self) -> tuple[bytes, ...]:
        arrays = self.units, self.starts, self.counterparts, self.chances
        return (self.words.tobytes(), *(part.tobytes() for part in arrays))


@dataclass(frozen=True, slots=True)
class MemoryLexicon:
    """What a memory teaches about words; `vocabulary` are the English words as written, in lower case."""

    origin: LexiconOrigin
    zh: _Side
    en: _Side
    vocabulary: marisa_trie.Trie
    vocabulary_units: array[int]

    def renderings(self, word: str) -> dict[str, float]:
        """Return {English family: the chance that it renders a Chinese word}; empty where nothing was learnt."""
        return _counterparts(self.zh, self.en, word)

    def sources(self, family: str) -> dict[str, float]:
        """Return {Chinese word: the chance that it stands for an English family}; empty where nothing was learnt."""
        return _counterparts(self.en, self.zh, family)

    def chinese(self, word: str) -> int:
        """Return in how many units of the memory a Chinese word stands."""
        return self.zh.count(word)

    def chinese_words(self) -> Iterator[tuple[str, int]]:
        """Yield the Chinese words of the memory, each with the number of units that have it."""
        for word, number in self.zh.words.iteritems():
            yield word, self.zh.units[number]

    def family(self, family: str) -> int:
        """Return in how many units of the memory a word of an English family stands."""
        return self.en.count(family)

    def english(self, word: str) -> int:
        """Return in how many units of the memory an English word in lower case stands as it is."""
        number = self.vocabulary.get(word, -1)
        return self.vocabulary_units[number] if number >= 0 else 0

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        head = json.dumps({"form": FORM, **self.origin._asdict()}).encode()
        words = self.vocabulary.tobytes(), self.vocabulary_units.tobytes()
        return blocks.packed((head, *self.zh.parts(), *self.en.parts(), *words))


def beside(memory: Path) -> Path:
    """Return where the lexicon of a memory lies."""
    return memory.with_name(memory.name + ".lexicon")


def load(path: Path) -> MemoryLexicon | None:
    """Return the lexicon in a file; None where there is none, or the file is not whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return parse(content)


def parse(content: bytes) -> MemoryLexicon | None:
    """Return the lexicon in what `dump` made; None for anything else."""
    opened = blocks.unpacked(content)
    if opened is None:
        return None
    start, *parts = map(bytes, opened)
    head = json.loads(start)
    if head.get("form") != FORM:
        return None
    return MemoryLexicon(
        LexiconOrigin(head["units"], head["last"]),
        _side(parts[:5]),
        _side(parts[5:10]),
        _trie(parts[10]),
        _array("I", parts[11]),
    )


def compiled(
    origin: LexiconOrigin,
    pairs: Sequence[LearntPair],
    zh: Mapping[str, int],
    en: Mapping[str, int],
    vocabulary: Mapping[str, int],
) -> MemoryLexicon:
    """Return a lexicon of pairs; the mappings say in how many units each word, family and written word stands."""
    import marisa_trie

    zh_trie, en_trie = marisa_trie.Trie(zh), marisa_trie.Trie(en)
    zh_rows: dict[int, list[tuple[int, float]]] = {}
    en_rows: dict[int, list[tuple[int, float]]] = {}
    for word, family, forward, backward in pairs:
        first, second = zh_trie[word], en_trie[family]
        zh_rows.setdefault(first, []).append((second, forward))
        en_rows.setdefault(second, []).append((first, backward))
    written = marisa_trie.Trie(vocabulary)
    return MemoryLexicon(
        origin,
        _filled(zh_trie, zh, zh_rows),
        _filled(en_trie, en, en_rows),
        written,
        _numbers(written, vocabulary),
    )


def _filled(trie: marisa_trie.Trie, units: Mapping[str, int], rows: Mapping[int, list[tuple[int, float]]]) -> _Side:
    starts, counterparts, chances = array("I", [0]), array("I"), array("f")
    for number in range(len(trie)):
        for counterpart, chance in sorted(rows.get(number, ()), key=lambda item: -item[1]):
            counterparts.append(counterpart)
            chances.append(chance)
        starts.append(len(counterparts))
    return _Side(trie, _numbers(trie, units), starts, counterparts, chances)


def _numbers(trie: marisa_trie.Trie, units: Mapping[str, int]) -> array[int]:
    numbers = array("I", bytes(4 * len(trie)))
    for word, count in units.items():
        numbers[trie[word]] = count
    return numbers


def _counterparts(side: _Side, opposite: _Side, word: str) -> dict[str, float]:
    number = side.words.get(word, -1)
    if number < 0:
        return {}
    places = range(side.starts[number], side.starts[number + 1])
    return {str(opposite.words.restore_key(side.counterparts[position])): side.chances[position] for position in places}


def _side(parts: Sequence[bytes]) -> _Side:
    words, units, starts, counterparts, chances = parts
    return _Side(_trie(words), _array("I", units), _array("I", starts), _array("I", counterparts), _chances(chances))


def _trie(content: bytes) -> marisa_trie.Trie:
    import marisa_trie

    return marisa_trie.Trie().frombytes(content)


def _array(kind: str, content: bytes) -> array[int]:
    values = array(kind)
    values.frombytes(content)
    return values


def _chances(content: bytes) -> array[float]:
    values = array("f")
    values.frombytes(content)
    return values
