"""The cheapest way to cut a short string into dictionary words: what a string costs, and where a character stands alone."""

from __future__ import annotations

from functools import lru_cache

from yizhi.termbase.words import dictionary

BOUND = 1050
"""Cost of a character as a word of its own (100 nats) from which it is a part of words in nearly all text."""
_KEPT = 1 << 17


@lru_cache(maxsize=1 << 16)
def joined(pair: str) -> bool:
    """Return whether two characters stand together in any word."""
    return pair in dictionary.load().pairs


@lru_cache(maxsize=1 << 13)
def alone(char: str) -> int:
    """Return what a character costs as a word of its own."""
    lexicon = dictionary.load()
    return lexicon.costs[lexicon.trie[char]] if char in lexicon.trie else dictionary.UNKNOWN


@lru_cache(maxsize=1 << 13)
def word(text: str) -> int | None:
    """Return what a string costs as one word; None where it is none."""
    lexicon = dictionary.load()
    return lexicon.costs[lexicon.trie[text]] if text in lexicon.trie else None


def cost(text: str) -> int:
    """Return the cost of the best way to cut a string into words, in hundredths of a nat."""
    lexicon = dictionary.load()
    best = [0] + [1 << 30] * len(text)
    for index in range(len(text)):
        here = best[index]
        single = False
        for result, number in lexicon.trie.iter_prefixes_with_ids(text[index : index + dictionary.LONGEST]):
            single |= len(result) == 1
            best[index + len(result)] = min(best[index + len(result)], here + lexicon.costs[number])
        if not single:
            best[index + 1] = min(best[index + 1], here + dictionary.UNKNOWN)
    return best[-1]


class _Bound(dict[str, bool]):
    """Whether a character belongs to words in nearly all text; of Han characters alone."""

    def __missing__(self, char: str) -> bool:
        is_bound = self[char] = "\u4e00" <= char <= "\u9fff" and alone(char) >= BOUND
        return is_bound


class _Together(dict[str, bool]):
    """Whether two Han characters stand together in any word; whatever else is asked about does not."""

    def __missing__(self, pair: str) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        is_joined = self[pair] = len(pair) == 2 and all("\u4e00" <= char <= "\u9fff" for char in pair) and joined(pair)
        return is_joined


@lru_cache(maxsize=1)
def _neighbourhood() -> tuple[_Bound, _Together]:
    return _Bound(), _Together()


def stranded(text: str) -> list[int]:
    """Return places of Han characters that belong to words in nearly all text and make none with their neighbours."""
    bound, together = _neighbourhood()
    # Most characters may stand alone: pairs are looked up for the others only.
    return [
        position
        for position, char in enumerate(text)
        if bound[char]
        and not (together[text[position : position + 2]] or (position and together[text[position - 1 : position + 1]]))
    ]
