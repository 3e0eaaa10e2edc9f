"""What Chinese words may mean in English, and how telling words are: the dictionary and the termbase, opened once a run."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from tm.meaning.dictionary import dictionary, learnt, weights
from tm.meaning.glosses import LONGEST

if TYPE_CHECKING:
    from termbase.library import Library

Sense = tuple[int, int, frozenset[str]]
"""(start, end, families of the English words that may render the Chinese word there)."""

_KEPT = 1 << 14


class Senses:
    """The dictionary and what the termbase teaches; the senses of words are kept."""

    def __init__(self, library: Library) -> None:
        self._books = (dictionary(), learnt(library))
        self._known: tuple[dict[int, frozenset[str]], ...] = tuple({} for _ in self._books)
        self._telling = weights(library)
        self._weights: dict[str, float] = {}
        self._terms: dict[str, list[Sense]] = {}

    def weight(self, word: str) -> float:
        """How telling a family, or a pair of characters, is."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._telling.weight(word)
        return known

    def share(self, words: Iterable[str], present: Container[str]) -> float:
        """The share of words that are present, the telling ones counting more."""
        all_ = there = 0.0
        for word in words:
            weight = self.weight(word)
            all_ += weight
            if word in present:
                there += weight
        return there / all_ if all_ else 0.0

    def of_term(self, text: str) -> list[Sense]:
        """The same of a term; kept, because terms come again."""
        known = self._terms.get(text)
        if known is None:
            if len(self._terms) >= _KEPT:
                self._terms.clear()
            known = self._terms[text] = self.of(text)
        return known

    def of(self, text: str) -> list[Sense]:
        """The words in a Chinese text, every one of them, with their senses."""
        found: list[Sense] = []
        for book, known in zip(self._books, self._known, strict=True):
            prefixes = book.heads.iter_prefixes_with_ids
            for at, character in enumerate(text):
                if character < "\u3400":
                    continue
                for word, key in prefixes(text[at : at + LONGEST]):
                    senses = known.get(key)
                    if senses is None:
                        senses = known[key] = book.families_of(key)
                    found.append((at, at + len(word), senses))
        return found


@lru_cache(maxsize=2)
def senses(library: Library) -> Senses:
    """The senses that go with a termbase."""
    return Senses(library)
