"""Which words English has, in British Oxford spelling, how frequent they are and how they begin when spoken.

The tables beside this module are made by `tools/english_tables.py` from SCOWL, the pronouncing dictionary of Carnegie Mellon
University and the unigrams of a general model. They are mapped into memory: opening them takes less than a millisecond.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import marisa_trie

OXFORD, NAME, COMMON, VOWEL, CONSONANT, LISTED = 1, 2, 4, 8, 16, 32
"""Flags: in British Oxford spelling; written with a capital; known to every reader; begins with a vowel or a
consonant when spoken; in a dictionary in any spelling (the others are words of the model alone, slips among them)."""
UNSEEN = 255
"""The cost of a word that the model has not seen."""
_FOLDER = Path(__file__).parent


class EnglishWords(NamedTuple):
    """The dictionary: a trie that numbers the words, and flags, costs (steps of -ln P) and backoff weights by that number."""

    trie: marisa_trie.Trie
    flags: bytes
    costs: bytes
    backoffs: bytes

    def flag(self, word: str) -> int | None:
        """Return the flags of a word; None for one that is not listed."""
        number = self.trie.get(word)
        return None if number is None else self.flags[number]

    def cost(self, word: str) -> int:
        """-ln P in steps; UNSEEN for a word that the model has not seen."""
        number = self.trie.get(word)
        return UNSEEN if number is None else self.costs[number]


@lru_cache(maxsize=1)
def load() -> EnglishWords:
    """Return the dictionary that comes with the program."""
    import marisa_trie

    data = (_FOLDER / "words.bin").read_bytes()
    third = len(data) // 3
    trie = marisa_trie.Trie().mmap(str(_FOLDER / "words.marisa"))
    return EnglishWords(trie, data[:third], data[third : 2 * third], data[2 * third :])


@lru_cache(maxsize=1)
def variants() -> dict[str, tuple[str, str]]:
    """{spelling that is not Oxford's: (Oxford's, `american` or `ise`)}."""
    lines = (_FOLDER / "variants.txt").read_text("utf-8").splitlines()
    return {word: (better, kind) for word, better, kind in (line.split() for line in lines)}
