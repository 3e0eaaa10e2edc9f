"""How likely an English word is after one or two others: a trigram model with backoff, pruned to a million n-grams.

The table holds CRC-32 sums of n-grams in order, then a byte of another sum and ln P in a byte for each. Two n-grams with the same sums would
be one: with a million of them a look-up of one that is not there is wrong once in a million times.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple
from zlib import adler32, crc32

from yizhi.termbase.words.english import dictionary

STEPS = 12
"""Steps in a nat of what is stored in a byte."""
START, END = "<s>", "</s>"
EDGES = (START, END)
_PATH = Path(__file__).parent / "ngrams.bin"
_CODE = 4


class Ngrams(NamedTuple):
    """The sums in order and the costs (-ln P in steps) at the same numbers."""

    codes: memoryview
    checks: memoryview
    costs: memoryview


@lru_cache(maxsize=1)
def load() -> Ngrams:
    """Return the table that comes with the program, mapped into memory."""
    with _PATH.open("rb") as file:
        data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    count = len(data) // (_CODE + 2)
    body = _CODE * count
    return Ngrams(data[:body].cast("I"), data[body : body + count], data[body + count :])


def sums(words: str) -> tuple[int, int]:
    """Return the two sums of an n-gram: 32 bits to look it up by, 8 to make sure."""
    text = words.encode()
    return crc32(text), adler32(text) & 0xFF


def _stored(words: str) -> int | None:
    table = load()
    code, check = sums(words)
    row = bisect_left(table.codes, code)
    hit = row < len(table.codes) and table.codes[row] == code and table.checks[row] == check
    return table.costs[row] if hit else None


@lru_cache(maxsize=1 << 16)
def cost(word: str, before: str | None, earlier: str | None) -> int:
    """-ln P(word | earlier before) in steps; None stands for a word that is not known and tells nothing.

    Backs off from two words to one and to none (Katz 1987); the weight of the longer history is left out.
    """
    words = dictionary.load()
    if before is None:
        return words.cost(word)
    if earlier is not None:
        triple = _stored(f"{earlier} {before} {word}")
        if triple is not None:
            return triple
    return pair(word, before)


@lru_cache(maxsize=1 << 16)
def pair(word: str, before: str) -> int:
    """-ln P(word | before) in steps."""
    stored = _stored(f"{before} {word}")
    if stored is not None:
        return stored
    words = dictionary.load()
    number = words.trie.get(before)
    return words.cost(word) + (words.backoffs[number] - 128 if number is not None else 0)
