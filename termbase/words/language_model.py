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
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from yizhi.termbase import cache

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


class WordToken(NamedTuple):
    """A word in a cutting: its start, its number among the words in pairs (0: none), what it costs after the word before it."""

    start: int
    word: str
    rank: int
    cost: int


_Way = tuple[int, int, str, int, int, "_Way | None"]
"""A way into a place: what it costs, its last word (as of `WordToken`), the way before. Plain tuples: there are ten a character."""
_FAR = 1 << 60


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
        self._folder = folder
        self._common: dict[int, frozenset[str]] = {}
        self._words: dict[str, tuple[int, int] | None] = {}
        self._after: dict[int, int] = {}
        self._cuts: dict[str, tuple[WordToken, ...]] = {}

    def word(self, text: str) -> tuple[int, int] | None:
        """Return (cost, rank) of a word; None where it is none."""
        if text in self._words:
            return self._words[text]
        if len(self._words) >= _KEPT:
            self._words.clear()
        number = self._trie.get(text)
        entry = self._words[text] = None if number is None else (self._costs[number], self._ranks[number])
        return entry

    def common(self, dearest: int) -> frozenset[str]:
        """Return the words that cost no more than `dearest`, up to the length of those that are meant by others.

        Whether one of these stands somewhere is asked hundreds of thousands of times in a report, and mostly the answer is no: a set
        says so ten times as quickly as the table of all words.
        """
        cached = self._common.get(dearest)
        if cached is None:
            cached = self._common[dearest] = frozenset(self._stored(dearest))
        return cached

    def _stored(self, dearest: int) -> list[str]:
        """Return the same, from the cache or gathered."""
        contents = cache.contents_key([self._folder / name for name in (WORDS, COSTS)])
        key = cache.key(cache.code_key(Path(__file__)), str(dearest), contents)
        words = cache.load("common-words", key, lambda entry: entry.read_text("utf-8").split())
        if words is None:
            every = (self._trie.restore_key(number) for number, cost in enumerate(self._costs) if cost <= dearest)
            words = [word for word in every if len(word) <= LONGEST_MEANT]
            cache.write("common-words", key, "\n".join(words).encode("utf-8"))
        return words

    def after(self, first: int, second: int, cost: int) -> int:
        """Return what a word of rank `second` costs after one of rank `first` (0: a beginning); `cost` is what it costs alone."""
        if not second:
            return self._backed_off[first] + cost
        key = first << 16 | second
        price = self._after.get(key)
        if price is None:
            if len(self._after) >= _KEPT:
                self._after.clear()
            low, high = self._ends[first], self._ends[first + 1]
            row = bisect_left(self._seconds, second, low, high)
            if row < high and self._seconds[row] == second:
                price = self._paired[row] * STEP
            else:
                price = self._backed_off[first] + cost
            self._after[key] = price
        return price

    def cut(self, text: str) -> tuple[WordToken, ...]:
        """Return the best cutting of a run of Han characters into words; those of a document stay, for an editor has them
        cut again at each pause of the keys."""
        tokens = self._cuts.get(text)
        if tokens is None:
            if len(self._cuts) >= CUTS_KEPT:
                self._cuts.clear()
            tokens = self._cuts[text] = tuple(self._best(text))
        return tokens

    def _best(self, text: str) -> list[WordToken]:
        """Return a beam search over the lattice."""
        ways: list[dict[str, _Way]] = [{} for _ in range(len(text) + 1)]
        ways[0][""] = 0, 0, "", 0, 0, None
        for position in range(len(text)):
            here = ways[position]
            if here:
                best = sorted(here.values())[:_STATES] if len(here) > 1 else [*here.values()]
                for word, rank, price, origin in self._steps(text, position, best):
                    ways[position + len(word)][word] = price, position, word, rank, price - origin[0], origin
        tokens: list[WordToken] = []
        last: _Way | None = min(ways[-1].values())
        while last is not None:
            _, position, word, rank, price, last = last
            tokens.append(WordToken(position, word, rank, price))
        return tokens[-2::-1]

    def _steps(self, text: str, position: int, best: list[_Way]) -> Iterator[tuple[str, int, int, _Way]]:
        """Yield (word, rank, price of the whole, the way to it) of the words that may follow the best ways into a place."""
        costs, ranks, after, existing = self._costs, self._ranks, self.after, self._after
        is_single = False
        for word, number in self._trie.iter_prefixes_with_ids(text[position : position + LONGEST]):
            cost, rank = costs[number], ranks[number]
            is_single = is_single or len(word) == 1
            origin, price = best[0], _FAR
            for way in best:
                before = way[3]
                # Half of all pairs were asked about before: a call costs more than the answer.
                step = existing.get(before << 16 | rank) if rank else None
                total = way[0] + (after(before, rank, cost) if step is None else step)
                if total < price:
                    origin, price = way, total
            yield word, rank, price, origin
        if not is_single:
            price, number = min((way[0] + after(way[3], 0, UNKNOWN), number) for number, way in enumerate(best))
            yield text[position], 0, price, best[number]

    def odds(self, first: str, second: str) -> float:
        """Return how much oftener two characters are neighbours than chance would have it, in nats; 0 beside what is no Han character."""
        row, column = ord(first) - FIRST, ord(second) - FIRST
        size = len(self._before)
        if not (0 <= row < size and 0 <= column < size):
            return 0.0
        low, high = self._char_ends[row], self._char_ends[row + 1]
        row_value = bisect_left(self._char_seconds, column, low, high)
        if row_value < high and self._char_seconds[row_value] == column:
            return float(ODDS_LEAST + ODDS_STEP * self._odds[row_value])
        return max(ODDS_LEAST, odds(0, self._before[row] * self._behind[column] / self._all))


def odds(count: float, expected: float) -> float:
    """Return the log-odds of a count against the one that chance leads to expect."""
    return math.log((count + _DOUBT) / (expected + _DOUBT))


@lru_cache(maxsize=1)
def load() -> LanguageModel:
    """Return the model that comes with the package."""
    return LanguageModel()


def _mapped(path: Path) -> tuple[tuple[int, ...], memoryview]:
    """Return the four numbers at the head of a file, and the rest."""
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return struct.unpack("<4I", view[:16]), view[16:]


def _parts(body: memoryview, *shapes: tuple[_Kind, int]) -> list[memoryview]:
    """Return the arrays that follow one another in a file, little-endian as they were written."""
    parts: list[memoryview] = []
    position = 0
    for kind, number in shapes:
        size = struct.calcsize(kind) * number
        part = body[position : position + size].cast(kind)
        if sys.byteorder == "big":
            swapped = array(kind, part)
            swapped.byteswap()
            part = memoryview(swapped)
        parts.append(part)
        position += size
    return parts
