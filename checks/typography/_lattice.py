"""The cheapest way to cut a short string into dictionary words: what a string costs, and where a character stands alone."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from termbase import words

BOUND = 1050
"""Cost of a character as a word of its own (100 nats) from which it is a part of words in nearly all text."""


@lru_cache(maxsize=1 << 16)
def joined(pair: str) -> bool:
    """Whether two characters stand together in any word."""
    return pair in words.load().pairs


@lru_cache(maxsize=1 << 13)
def alone(char: str) -> int:
    """What a character costs as a word of its own."""
    known = words.load()
    return known.costs[known.trie[char]] if char in known.trie else words.UNKNOWN


@lru_cache(maxsize=1 << 13)
def word(text: str) -> int | None:
    """What a string costs as one word; None where it is none."""
    known = words.load()
    return known.costs[known.trie[text]] if text in known.trie else None


def cost(text: str) -> int:
    """The cost of the best way to cut a string into words, in hundredths of a nat."""
    known = words.load()
    best = [0] + [1 << 30] * len(text)
    for at in range(len(text)):
        here = best[at]
        single = False
        for found, number in known.trie.iter_prefixes_with_ids(text[at : at + words.LONGEST]):
            single |= len(found) == 1
            best[at + len(found)] = min(best[at + len(found)], here + known.costs[number])
        if not single:
            best[at + 1] = min(best[at + 1], here + words.UNKNOWN)
    return best[-1]


class _Bound(dict[str, bool]):
    """Whether a character is a part of words in nearly all text."""

    def __missing__(self, char: str) -> bool:
        known = self[char] = alone(char) >= BOUND
        return known


class _Pairs(dict[str, bool]):
    """Whether two characters stand together in any word."""

    def __missing__(self, pair: str) -> bool:
        known = self[pair] = joined(pair)
        return known


@lru_cache(maxsize=1)
def _tables() -> tuple[_Bound, _Pairs]:
    return _Bound(), _Pairs()


def stranded(text: str, start: int, end: int) -> list[int]:
    """Places in a run of Han characters whose character belongs to words and makes none with its neighbours."""
    bound, pairs = _tables()
    return [
        at
        for at in compress(range(start, end), map(bound.__getitem__, text[start:end]))
        if not (at > start and pairs[text[at - 1 : at + 1]]) and not (at + 1 < end and pairs[text[at : at + 2]])
    ]
