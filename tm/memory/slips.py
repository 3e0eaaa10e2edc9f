"""Words and names that a memory never has, beside one that differs by a slip of the pen and that it has often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase.text.lazy import compiled, once
from yizhi.termbase.words import sounds
from yizhi.termbase.words.english import dictionary as english_dictionary

if TYPE_CHECKING:
    from yizhi.tm.memory.lexicon import MemoryLexicon

OFTEN = 5
"""Units of the memory that must have the other word."""
LETTERS, CHARACTERS, LONGEST = 6, 3, 6
"""Letters of the shortest name, characters of the shortest and the longest word that are looked at: short ones resemble each other."""
_NAME = compiled(r"(?<![\w'’-])[A-Z][a-zà-ɏ]{5,}(?![\w'’-])")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两第")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class MemorySlip(NamedTuple):
    """Words of a text that the memory never has, the word that it has, and in how many units."""

    start: int
    end: int
    better: str
    units: int


class SlipFinder:
    """Asks one lexicon; what it needs of it is made when a text is first looked at."""

    def __init__(self, lexicon: MemoryLexicon) -> None:
        self._lexicon = lexicon

    def english(self, text: str) -> Iterator[MemorySlip]:
        """Yield names of an English text that are probably slips. Words of the dictionary are none, nor are two names that differ in
        their first or last letter alone (Jansen and Hansen, Maria and Mario)."""
        for match in _NAME.finditer(text):
            word = match.group().lower()
            if self._lexicon.english(word) or self._is_word(word):
                continue
            likely = {near: units for near in set(_near(word)) if (units := self._lexicon.english(near)) >= OFTEN}
            likely = {near: units for near, units in likely.items() if not self._is_word(near)}
            if len(likely) == 1:
                ((near, units),) = likely.items()
                yield MemorySlip(*match.span(), near.capitalize(), units)

    def chinese(self, text: str) -> Iterator[MemorySlip]:
        """Yield words of a simplified Chinese text that are probably slips: one character sounds or looks like the right one."""
        done = 0
        for start in range(len(text) - CHARACTERS + 1):
            for size in range(LONGEST, CHARACTERS - 1, -1):
                gram = text[start : start + size]
                if start < done or len(gram) < size:
                    continue
                word = self._meant(gram)
                if word is not None:
                    yield MemorySlip(start, start + size, word, self._lexicon.chinese(word))
                    done = start + size

    def _meant(self, gram: str) -> str | None:
        """Return the word of the memory of which a sequence is a slip."""
        for position, char in enumerate(gram):
            word = self._gaps.get((position, gram[:position] + gram[position + 1 :]))
            if word is None or word == gram or char in _NUMERALS or not sounds.like(char, word[position]):
                continue
            if not self._lexicon.chinese(gram) and not self._plain(gram, position):
                return word
        return None

    def _plain(self, gram: str, position: int) -> bool:
        """Return whether the suspicious character makes a word with a neighbour: then it may well be meant."""
        pairs = [gram[index : index + 2] for index in (position - 1, position) if 0 <= index < len(gram) - 1]
        return any(sounds.in_dictionary(pair) or self._lexicon.chinese(pair) for pair in pairs)

    def _is_word(self, word: str) -> bool:
        return english_dictionary.load().flag(word) is not None

    @once
    def _gaps(self) -> dict[tuple[int, str], str]:
        """The frequent words of the memory by what is left without one of their characters; the most frequent of several."""
        counted = [
            (units, word)
            for word, units in self._lexicon.chinese_words()
            if units >= OFTEN and CHARACTERS <= len(word) <= LONGEST and _NUMERALS.isdisjoint(word)
        ]
        return {
            (position, word[:position] + word[position + 1 :]): word
            for _, word in sorted(counted)
            for position in range(len(word))
        }


def _near(word: str) -> Iterator[str]:
    """Yield the words that a slip within a word can have been made from: first and last letter stay."""
    for position in range(1, len(word) - 1):
        yield word[:position] + word[position + 1 :]
        if position < len(word) - 2:
            yield word[:position] + word[position + 1] + word[position] + word[position + 2 :]
        for letter in _LETTERS:
            yield word[:position] + letter + word[position + 1 :]
    for position in range(1, len(word)):
        for letter in _LETTERS:
            yield word[:position] + letter + word[position:]
