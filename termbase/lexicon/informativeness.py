"""How telling a word is within a termbase: `organization` and 国际 stand in many names, `migration` and 移徙 in few.

The weight of a word (an English family, two neighbouring Chinese characters) is its information: the logarithm of how
rare the concepts are that have it, as a share of that of a word which one concept alone has.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING

from yizhi.termbase import blocks
from yizhi.termbase.records import dataclass

if TYPE_CHECKING:
    import marisa_trie

_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Informativeness:
    """How many of `total` concepts have each word."""

    words: marisa_trie.Trie
    counts: array[int]
    total: int

    def weight(self, word: str) -> float:
        """Return the weight of a word: 1 where at most one concept has it, less the more have it."""
        key = self.words.get(word, -1)
        if key < 0:
            return 1.0
        return max(_LEAST, 1 - math.log(self.counts[key]) / math.log(max(2, self.total)))

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        return blocks.packed((self.words.tobytes(), self.counts.tobytes(), self.total.to_bytes(8, "little")))


def compile_telling(counts: Mapping[str, int], total: int) -> Informativeness:
    """Of {word: how many concepts have it}; words of a single concept need not be kept."""
    import marisa_trie

    repeated = {word: count for word, count in counts.items() if count > 1}
    words = marisa_trie.Trie(repeated)
    numbers = array("I", bytes(4 * len(repeated)))
    for word, count in repeated.items():
        numbers[words[word]] = count
    return Informativeness(words, numbers, total)


def load(content: bytes | memoryview) -> Informativeness | None:
    """Return what `dump` wrote; None where the bytes are anything else."""
    import marisa_trie

    parts = blocks.unpacked(content)
    if parts is None:
        return None
    words, counts, total = map(bytes, parts)
    return Informativeness(marisa_trie.Trie().frombytes(words), array("I", counts), int.from_bytes(total, "little"))
