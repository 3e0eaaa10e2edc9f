"""Chinese words: jieba's dictionary compiled for look-up, and segmentation. The only module that imports jieba.

jieba takes most of a second to start, so its dictionary is read once and compiled into a trie of 1 MB with a cost for
every word; jieba itself is loaded for `segment` alone, with a dictionary of its own and never from the marshal file that
it keeps in a shared temporary folder.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yizhi.termbase import blocks, cache, packages
from yizhi.termbase.records import dataclass

if TYPE_CHECKING:
    import marisa_trie

LONGEST = 8
"""Characters of the longest word that is kept; longer entries are names and sayings that no term cuts."""

UNKNOWN = 1850
"""Cost of a character that is no word of the dictionary."""

COMPOUND = 0x80
"""The bit that marks a compound in `Words.kinds`."""

_KIND = "words"
_SCALE = 100
_PIECE = 2_000
"""Characters that jieba cuts at a time; sentences are far shorter."""

"""Bytes of the number of classes and the lengths of the parts."""
_IDIOMS = ("i", "l")
_ALONE = 0.5
"""How much of -log P(a word of its own | character) counts, beside the frequency of the character as a word."""
_UNKNOWN_FREQUENCY = 0.7
# log P(B), P(M), P(E), P(S) of characters in running text, for turning P(character | place) round.
_PLACES = {"B": -1.0, "M": -2.5, "E": -1.0, "S": -1.2}
_RARE = -20.0


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionary: words of Han characters, their costs (-100 ln of the relative frequency) and word classes.

    `trie` numbers the words; `costs` and `kinds` go by that number. A *compound* can be cut into known words of two characters and more (新闻工作者); what stands inside one is judged
    by its parts. `kinship[a * classes + b]` is 100 ln(P(class b | after class a) / P(class b)), the word pair's evidence; the row
    after the last class is for a window's beginning, where nothing is known. `pairs` and `triples` are all neighbouring
    characters in words that are no compounds, for asking whether a word can be across a place.
    """

    trie: marisa_trie.Trie
    costs: array[int]
    kinds: bytes
    pairs: marisa_trie.Trie
    triples: marisa_trie.Trie
    kinship: array[int]
    classes: int


@lru_cache(maxsize=1)
def load() -> Words:
    """Return the compiled dictionary, from the cache or from jieba's files."""
    words = cache.load(_KIND, _key(), _read)
    if words is None:
        words = _compile()
        cache.write(_KIND, _key(), _dump(words))
    return words


def is_ready() -> bool:
    """Return whether the dictionary was compiled before; else its first use takes some seconds."""
    return cache.path(_KIND, _key()) is not None


def _key() -> str:
    return cache.key(packages.installed("jieba"), packages.installed("marisa_trie"), cache.code_key(Path(__file__)))


def segment(text: str) -> list[tuple[int, int]]:
    """jieba's words as (start, end); they join up to the whole text."""
    spans: list[tuple[int, int]] = []
    start = 0
    for piece in _pieces(text):
        for word in _tokenizer().cut(piece):
            spans.append((start, start + len(word)))
            start += len(word)
    return spans


def _pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces of at most `_PIECE` characters, cut behind a character that is no letter where there is one.

    jieba's model of unknown words copies its path at every character: a run without a break would take time by its square.
    """
    start = 0
    while len(text) - start > _PIECE:
        limit = start + _PIECE
        end = next((position for position in range(limit, start, -1) if not text[position - 1].isalnum()), limit)
        yield text[start:end]
        start = end
    yield text[start:]


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """Return a tokenizer of our own with jieba's dictionary, read from the package and from nowhere else."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def _entries(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Yield (word, frequency, word class) of jieba's dictionary."""
    with (folder / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, kind = line.rsplit(" ", 2)
            yield word, int(frequency), kind.strip()


def _table(path: Path) -> Any:
    """Return the table in one of jieba's modules, without the packages round it (jieba.posseg alone takes seconds to compile)."""
    spec = spec_from_file_location(f"jieba_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(str(path))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.P


def _compile() -> Words:
    """Read jieba's dictionary and the tables of its tagger."""
    import marisa_trie

    folder = packages.folder("jieba")
    if folder is None:
        raise ModuleNotFoundError("jieba")
    entries = list(_entries(folder))
    emission = _table(folder / "finalseg" / "prob_emit.py")
    transitions = _table(folder / "posseg" / "prob_trans.py")
    total = sum(frequency for _, frequency, _ in entries)
    classes = sorted({kind for _, _, kind in entries})
    numbers = {kind: number for number, kind in enumerate(classes)}
    han = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+").fullmatch
    frequencies = {word: (frequency, kind) for word, frequency, kind in entries if len(word) <= LONGEST and han(word)}
    trie = marisa_trie.Trie(frequencies)
    costs, kinds = array("H", bytes(2 * len(frequencies))), bytearray(len(frequencies))
    pairs: set[str] = set()
    triples: set[str] = set()
    for word, (frequency, kind) in frequencies.items():
        identifier = trie[word]
        cost = -math.log((frequency or _UNKNOWN_FREQUENCY) / total)
        if len(word) == 1:
            cost += _ALONE * _bound(word, emission)
        costs[identifier] = round(_SCALE * cost)
        compound = len(word) > 3 and kind not in _IDIOMS and _divides(word, frequencies)
        kinds[identifier] = numbers[kind] | (COMPOUND if compound else 0)
        if not compound:
            pairs.update(map(add, word, word[1:]))
            triples.update(map(add, map(add, word, word[1:]), word[2:]))
    kinship = _kinship(entries, classes, transitions)
    return Words(trie, costs, bytes(kinds), marisa_trie.Trie(pairs), marisa_trie.Trie(triples), kinship, len(classes))


def _divides(word: str, words: Container[str]) -> bool:
    """Return whether a word is made of known words of two characters and more."""
    reached = {0}
    for end in range(2, len(word) + 1):
        if any(
            start in reached and (start, end) != (0, len(word)) and word[start:end] in words for start in range(end - 1)
        ):
            reached.add(end)
    return len(word) in reached


def _bound(character: str, emission: dict[str, dict[str, float]]) -> float:
    """-ln P(a word of its own | character): high for 域 and 堂, which nearly always are parts of words."""
    weights = {
        position: math.exp(emission[position].get(character, _RARE) + share) for position, share in _PLACES.items()
    }
    return -math.log(weights["S"] / sum(weights.values()))


def _kinship(
    entries: Iterable[tuple[str, int, str]], classes: list[str], transitions: dict[Any, dict[Any, float]]
) -> array[int]:
    """Return how much likelier one word class is after another than anywhere, from the transitions of jieba's tagger.

    The tagger goes from character to character; a step from the last character of a word (E, S) to the first one of the
    next (B, S) is a step between words. A tenth of the plain share is mixed in, for pairs that it never saw.
    """
    counts = dict.fromkeys(classes, 1)
    for _, frequency, kind in entries:
        counts[kind] += frequency
    total = sum(counts.values())
    table = array("h")
    for first in classes:
        rows = [transitions[position, first] for position in "ES" if transitions.get((position, first))]
        for second in classes:
            share = max(counts[second] / total, 1e-5)
            seen = [
                sum(math.exp(row[position, second]) for position in "BS" if (position, second) in row) for row in rows
            ]
            after = sum(seen) / len(rows) if rows and sum(seen) else 1e-4
            odds = math.log((0.9 * after + 0.1 * share) / share)
            table.append(round(_SCALE * max(-3.0, min(3.0, odds))))
    return table + array("h", bytes(2 * len(classes)))


def _dump(words: Words) -> bytes:
    """Return the dictionary as bytes."""
    tries = (words.trie.tobytes(), words.pairs.tobytes(), words.triples.tobytes())
    classes = words.classes.to_bytes(8, "little")
    return blocks.packed((*tries, words.costs.tobytes(), words.kinds, words.kinship.tobytes(), classes))


def _read(path: Path) -> Words | None:
    """Return the dictionary from a cache entry; None where it is not what was written."""
    import marisa_trie

    parts = blocks.unpacked(blocks.mapped(path))
    if parts is None:
        return None
    trie, pairs, triples, costs, kinds, kinship, classes = map(bytes, parts)
    return Words(
        marisa_trie.Trie().frombytes(trie),
        array("H", costs),
        kinds,
        marisa_trie.Trie().frombytes(pairs),
        marisa_trie.Trie().frombytes(triples),
        array("h", kinship),
        int.from_bytes(classes, "little"),
    )
