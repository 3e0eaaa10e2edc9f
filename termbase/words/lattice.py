"""The cheapest way to cut a short string into dictionary words: what a string costs, and where a character stands alone."""

from __future__ import annotations

import re
from functools import lru_cache
from struct import unpack

from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import dictionary

BOUND = 1050
"""Cost of a character as a word of its own (100 nats) from which it is a part of words in nearly all text."""
FIRST, SECOND = 1, 2
_ASTRAL = compiled("[\U00010000-\U0010ffff]")
_STRANDED = re.compile(rb"[\2\3](?=[\1\3])")
"""A character that is the stranded second of one pair and the stranded first of the next."""


@lru_cache(maxsize=1 << 16)
def joined(pair: str) -> bool:
    """Whether two characters stand together in any word."""
    return pair in dictionary.load().pairs


@lru_cache(maxsize=1 << 13)
def alone(char: str) -> int:
    """What a character costs as a word of its own."""
    known = dictionary.load()
    return known.costs[known.trie[char]] if char in known.trie else dictionary.UNKNOWN


@lru_cache(maxsize=1 << 13)
def word(text: str) -> int | None:
    """What a string costs as one word; None where it is none."""
    known = dictionary.load()
    return known.costs[known.trie[text]] if text in known.trie else None


def cost(text: str) -> int:
    """The cost of the best way to cut a string into words, in hundredths of a nat."""
    known = dictionary.load()
    best = [0] + [1 << 30] * len(text)
    for at in range(len(text)):
        here = best[at]
        single = False
        for found, number in known.trie.iter_prefixes_with_ids(text[at : at + dictionary.LONGEST]):
            single |= len(found) == 1
            best[at + len(found)] = min(best[at + len(found)], here + known.costs[number])
        if not single:
            best[at + 1] = min(best[at + 1], here + dictionary.UNKNOWN)
    return best[-1]


class _Pairs(dict[int, int]):
    """What two neighbours say of each other, by their number in UTF-16: FIRST, SECOND or both belong to words, and make none here."""

    def __missing__(self, number: int) -> int:
        pair = chr(number & 0xFFFF) + chr(number >> 16)
        han = ["\u4e00" <= char <= "\u9fff" for char in pair]
        apart = not (all(han) and joined(pair))
        first, second = (apart and own and alone(char) >= BOUND for char, own in zip(pair, han, strict=True))
        known = self[number] = FIRST * first + SECOND * second
        return known


@lru_cache(maxsize=1)
def _pairs() -> _Pairs:
    return _Pairs()


def stranded(text: str) -> list[int]:
    """Places of Han characters that belong to words in nearly all text and make none with their neighbours."""
    # In UTF-16 two characters are one number: all pairs are looked up without being cut out.
    text = _ASTRAL.sub(" ", text)
    data = f" {text} {' ' * (len(text) % 2)}".encode("utf-16-le", "surrogatepass")
    count = len(data) // 4
    said = bytearray(2 * count - 1)
    said[::2] = bytes(map(_pairs().__getitem__, unpack(f"<{count}I", data)))
    said[1::2] = bytes(map(_pairs().__getitem__, unpack(f"<{count - 1}I", data[2:-2])))
    return [found.start() for found in _STRANDED.finditer(said)]
