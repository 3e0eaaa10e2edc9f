"""A model of written Chinese: how likely words are one after the other, and which characters are neighbours.

Words and pairs of words have costs (hundredths of a nat, -100 ln P) from a corpus of 51 million words; a pair that was not
kept costs what its second word costs alone, beside the back-off weight of the first (Katz 1987). `termbase/words/data/README.md` says
where the counts come from. The files are mapped into memory: nothing is read before it is asked for.
"""

from __future__ import annotations

import math
import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

VERSION = 1
WORDS, COSTS, CHARACTERS, NEIGHBOURS = "words.trie", "words.costs", "characters.odds", "neighbours.trie"
READING, SHAPE, SOUND, LOSS, ALONE, FOREIGN = "rhsd1f"
"""First letters of the keys in NEIGHBOURS; see `termbase.words.neighbours`."""
LONGEST = 6
"""Characters of the longest word."""
LONGEST_MEANT = 4
"""Characters of the longest word that is thought to be meant by another one."""
RANKS = 65_000
"""Words that may be in pairs, at most."""
SCALE = 100
STEP = 8
"""Hundredths of a nat that one unit of a pair's cost stands for."""
FIRST, LAST = 0x4E00, 0x9FFF
ODDS_LEAST, ODDS_STEP = -5.0, 0.06
"""Nats: the least odds of neighbouring characters that are kept, and the unit that they are kept in."""
UNKNOWN = 1900
"""Cost of a character that is no word: dearer than the rarest word of the table."""
_DOUBT = 0.1
"""Added to both counts of `odds`: what was never seen and hardly to be expected says little."""
_STATES = 3
"""Ways into a place that the search keeps."""
_KEPT = 1 << 18
CUTS_KEPT = 1 << 13
"""Runs of Han characters whose cutting is kept: those of a text of a hundred thousand characters, some megabytes."""
_Kind = Literal["B", "H", "I"]
HOME = Path(__file__).parent / "data"


class Token(NamedTuple):
    """A word in a cutting: its start, its number among the words in pairs (0: none), what it costs after the word before it."""

    start: int
    word: str
    rank: int
    cost: int


class _Way(NamedTuple):
    total: int
    token: Token
    before: _Way | None


class LanguageModel:
    """Costs of words and pairs, odds of neighbouring characters. Keeps what it has looked up."""

    def __init__(self, folder: Path = HOME) -> None:
        import marisa_trie

        self._trie = marisa_trie.Trie().mmap(str(folder / WORDS))
        head, body = _mapped(folder / COSTS)
        words, ranks, pairs = head[1:]
        self._costs, self._ranks, self._ends, self._backed_off, self._seconds, self._paired = _parts(
            body, ("H", words), ("H", words), ("I", ranks + 2), ("H", ranks + 1), ("H", pairs), ("B", pairs)
        )
        head, body = _mapped(folder / CHARACTERS)
        size, pairs, self._all = head[1:]
        self._before, self._behind, self._char_ends, self._char_seconds, self._odds = _parts(
            body, ("I", size), ("I", size), ("I", size + 1), ("H", pairs), ("B", pairs)
        )
        self._words: dict[str, tuple[int, int] | None] = {}
        self._after: dict[int, int] = {}
        self._cuts: dict[str, tuple[Token, ...]] = {}

    def word(self, text: str) -> tuple[int, int] | None:
        """(cost, rank) of a word; None where it is none."""
        if text in self._words:
            return self._words[text]
        if len(self._words) >= _KEPT:
            self._words.clear()
        number = self._trie.get(text)
        entry = self._words[text] = None if number is None else (self._costs[number], self._ranks[number])
        return entry

    def after(self, first: int, second: int, cost: int) -> int:
        """What a word of rank `second` costs after one of rank `first` (0: a beginning); `cost` is what it costs alone."""
        if not second:
            return self._backed_off[first] + cost
        key = first << 16 | second
        price = self._after.get(key)
        if price is None:
            if len(self._after) >= _KEPT:
                self._after.clear()
            low, high = self._ends[first], self._ends[first + 1]
            place = bisect_left(self._seconds, second, low, high)
            if place < high and self._seconds[place] == second:
                price = self._paired[place] * STEP
            else:
                price = self._backed_off[first] + cost
            self._after[key] = price
        return price

    def cut(self, text: str) -> tuple[Token, ...]:
        """Return the best cutting of a run of Han characters into words; those of a document stay, for an editor has them
        cut again at each pause of the keys."""
        tokens = self._cuts.get(text)
        if tokens is None:
            if len(self._cuts) >= CUTS_KEPT:
                self._cuts.clear()
            tokens = self._cuts[text] = tuple(self._best(text))
        return tokens

    def _best(self, text: str) -> list[Token]:
        """A beam search over the lattice."""
        ways: list[dict[str, _Way]] = [{} for _ in range(len(text) + 1)]
        start = _Way(0, Token(0, "", 0, 0), None)
        ways[0][""] = start
        prefixes, costs, ranks, after = self._trie.iter_prefixes_with_ids, self._costs, self._ranks, self.after
        for place in range(len(text)):
            best = sorted(ways[place].values())[:_STATES] if len(ways[place]) > 1 else list(ways[place].values())
            if not best:
                continue
            arcs = [(word, costs[number], ranks[number]) for word, number in prefixes(text[place : place + LONGEST])]
            if not arcs or len(arcs[0][0]) > 1:
                arcs.append((text[place], UNKNOWN, 0))
            for word, cost, rank in arcs:
                origin = best[0]
                price = origin.total + after(origin.token.rank, rank, cost)
                for way in best[1:]:
                    total = way.total + after(way.token.rank, rank, cost)
                    if total < price:
                        price, origin = total, way
                token = Token(place, word, rank, price - origin.total)
                ways[place + len(word)][word] = _Way(price, token, origin)
        tokens: list[Token] = []
        last: _Way | None = min(ways[-1].values())
        while last is not None and last.before is not None:
            tokens.append(last.token)
            last = last.before
        return tokens[::-1]

    def odds(self, first: str, second: str) -> float:
        """How much oftener two characters are neighbours than chance would have it, in nats; 0 beside what is no Han character."""
        row, column = ord(first) - FIRST, ord(second) - FIRST
        size = len(self._before)
        if not (0 <= row < size and 0 <= column < size):
            return 0.0
        low, high = self._char_ends[row], self._char_ends[row + 1]
        place = bisect_left(self._char_seconds, column, low, high)
        if place < high and self._char_seconds[place] == column:
            return float(ODDS_LEAST + ODDS_STEP * self._odds[place])
        return max(ODDS_LEAST, odds(0, self._before[row] * self._behind[column] / self._all))


def odds(count: float, expected: float) -> float:
    """The log-odds of a count against the one that chance leads to expect."""
    return math.log((count + _DOUBT) / (expected + _DOUBT))


@lru_cache(maxsize=1)
def load() -> LanguageModel:
    """The model that comes with the package."""
    return LanguageModel()


def _mapped(path: Path) -> tuple[tuple[int, ...], memoryview]:
    """The four numbers at the head of a file, and the rest."""
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return struct.unpack("<4I", view[:16]), view[16:]


def _parts(body: memoryview, *shapes: tuple[_Kind, int]) -> list[memoryview]:
    """The arrays that follow one another in a file, little-endian as they were written."""
    parts: list[memoryview] = []
    place = 0
    for kind, number in shapes:
        size = struct.calcsize(kind) * number
        part = body[place : place + size].cast(kind)
        if sys.byteorder == "big":
            swapped = array(kind, part)
            swapped.byteswap()
            part = memoryview(swapped)
        parts.append(part)
        place += size
    return parts
