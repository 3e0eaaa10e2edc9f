"""How Chinese terms are read, for an index by pinyin: words of CC-CEDICT where they fit, else the usual reading of a character."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from yizhi.termbase.language import is_han

_LONGEST = 8  # characters of a word that is looked up


class Readings:
    """The readings of words and characters, from the entries of CC-CEDICT (word, `pin1 yin1`)."""

    def __init__(self, entries: list[tuple[str, str]]) -> None:
        votes: dict[str, Counter[str]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        for word, reading in entries:
            syllables = tuple(reading.lower().replace("u:", "v").split())
            if len(syllables) != len(word) or not all(map(is_han, word)):
                continue
            if len(word) > 1:
                self._words.setdefault(word, syllables)
            for char, syllable in zip(word, syllables, strict=True):
                # A surname or a rare reading of a character alone must not outweigh the words that it is in.
                votes.setdefault(char, Counter())[syllable] += 1
        self._usual = {char: _fullest(syllable_value) for char, syllable_value in votes.items()}

    def syllables(self, text: str) -> list[str]:
        """Return a syllable with its tone (`lian2`) for each Chinese character, any other character as it is."""
        syllables_value: list[str] = []
        position = 0
        while position < len(text):
            for size in range(min(_LONGEST, len(text) - position), 1, -1):
                word = self._words.get(text[position : position + size])
                if word is not None:
                    syllables_value += word
                    position += size
                    break
            else:
                syllables_value.append(self._usual.get(text[position], text[position]))
                position += 1
        return syllables_value

    def key(self, text: str) -> tuple[tuple[str, str, str], ...]:
        """Return what to sort by: letters, then tone, then the character; brackets and marks do not count."""
        pairs = zip(self.syllables(text), text, strict=True)
        return tuple((reading.rstrip("12345").casefold(), reading, char) for reading, char in pairs if char.isalnum())

    def initial(self, text: str) -> str:
        """Return the letter of the index that a term stands under, `#` for digits and the like."""
        key = self.key(text)
        first = key[0][0][:1].upper() if key else ""
        return first if "A" <= first <= "Z" else "#"


def _fullest(votes: Counter[str]) -> str:
    """Return the commonest reading, a neutral tone only where there is no other."""
    full = {reading: number for reading, number in votes.items() if not reading.endswith("5")}
    return max(full or votes, key=lambda reading: votes[reading])


@lru_cache(maxsize=1)
def readings() -> Readings:
    """Return the readings of the installed CC-CEDICT (about a second)."""
    from yizhi.termbase.lexicon.cedict_file import cedict_entries

    return Readings([(entry.simplified, entry.pinyin) for entry in cedict_entries()])
