"""What Chinese words may mean in English, and how telling words are: the dictionary and the termbase, opened once a run."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.termbase.language import is_han
from yizhi.termbase.lexicon.dictionary import dictionary, learnt, weights
from yizhi.termbase.lexicon.families import WORD, family
from yizhi.termbase.lexicon.glosses import LONGEST

if TYPE_CHECKING:
    from yizhi.termbase.library import Library

Sense = tuple[int, int, frozenset[str]]
"""(start, end, families of the English words that may render the Chinese word there)."""

Piece = tuple[int, int, float]
"""(start, end, weight) of a character or word."""

_KEPT, _WORDS_KEPT, _TEXTS_KEPT = 1 << 14, 1 << 17, 1 << 8
_LINKING = frozenset("的和及与之或等、")


class Senses:
    """The dictionary and what the termbase teaches; the senses of words are kept."""

    def __init__(self, library: Library) -> None:
        self._books = (dictionary(), learnt(library))
        self._known: dict[str, frozenset[str]] = {}
        self._telling = weights(library)
        self._weights: dict[str, float] = {}
        self._terms: dict[str, list[Sense]] = {}
        self._texts: dict[str, list[Sense]] = {}
        self._pieces: dict[str, list[Piece]] = {}

    def weight(self, word: str) -> float:
        """Return how telling a family, or a pair of characters, is."""
        cached = self._weights.get(word)
        if cached is None:
            cached = self._weights[word] = self._telling.weight(word)
        return cached

    def share(self, words: Iterable[str], present: Container[str]) -> float:
        """Return the share of words that are present, the telling ones counting more."""
        all_ = there = 0.0
        for word in words:
            weight = self.weight(word)
            all_ += weight
            if word in present:
                there += weight
        return there / all_ if all_ else 0.0

    def of_term(self, text: str) -> list[Sense]:
        """Return the same of a term; kept, because terms come again."""
        cached = self._terms.get(text)
        if cached is None:
            if len(self._terms) >= _KEPT:
                self._terms.clear()
            cached = self._terms[text] = self.of(text)
        return cached

    def pieces(self, text: str) -> list[Piece]:
        """Return the characters or words of a term that say something, with their weights; kept like its senses."""
        cached = self._pieces.get(text)
        if cached is None:
            if len(self._pieces) >= _KEPT:
                self._pieces.clear()
            cached = self._pieces[text] = list(self._weighed(text))
        return cached

    def _weighed(self, text: str) -> Iterator[Piece]:
        if any(map(is_han, text)):
            for index, character in enumerate(text):
                if is_han(character) and character not in _LINKING:
                    yield (
                        index,
                        index + 1,
                        self.weight(text[index : index + 2]) + self.weight(text[max(0, index - 1) : index + 1]),
                    )
            return
        for match in WORD.finditer(text):
            if name := family(match.group().lower()):
                yield *match.span(), self.weight(name)

    def of(self, text: str) -> list[Sense]:
        """Return the words in a Chinese text, every one of them, with their senses; kept for a while, because several ask about one text."""
        senses_value = self._texts.get(text)
        if senses_value is None:
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.clear()
            senses_value = self._texts[text] = self._read(text)
        return senses_value

    def _read(self, text: str) -> list[Sense]:
        collected: list[Sense] = []
        existing = self._known
        first, second = (book.heads.prefixes for book in self._books)
        for index, character in enumerate(text):
            if character < "\u3400":
                continue
            window = text[index : index + LONGEST]
            words = first(window)
            taught = second(window)
            if taught and taught != words:
                words = sorted({*words, *taught}, key=len)
            collected += [(index, index + len(word), existing.get(word) or self._look_up(word)) for word in words]
        return collected

    def _look_up(self, word: str) -> frozenset[str]:
        """Return the senses of a word; kept, because few words come once only."""
        senses: frozenset[str] = frozenset()
        for book in self._books:
            key = book.heads.get(word, -1)
            if key >= 0:
                senses |= book.families_of(key)
        if len(self._known) >= _WORDS_KEPT:
            self._known.clear()
        self._known[word] = senses
        return senses


@lru_cache(maxsize=2)
def senses(library: Library) -> Senses:
    """Return the senses that go with a termbase."""
    return Senses(library)
