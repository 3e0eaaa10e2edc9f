"""The dictionary that mining uses."""

from __future__ import annotations

from yizhi.termbase.lexicon.families import family


class Cedict:
    """CC-CEDICT as mining needs it."""

    def __init__(self) -> None:
        from yizhi.termbase.lexicon.dictionary import dictionary as cedict

        self._glosses = cedict()
        self.family = family

    def renderings(self, word: str) -> frozenset[str]:
        """Return the families of English words that may render a Chinese word."""
        number = self._glosses.heads.get(word, -1)
        return self._glosses.families_of(number) if number >= 0 else frozenset()
