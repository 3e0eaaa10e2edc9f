"""Families of English words: traffic, trafficking and traffickers are one.

A family is what is left of a word without its endings. It says whether two words may carry the same meaning, for weighing
evidence; nothing that a user sees is ever matched by it.
"""

from __future__ import annotations

from functools import lru_cache

from yizhi.termbase.lexicon.english import STOP, stem
from yizhi.termbase.text.lazy import compiled

LENGTH = 6
"""Letters of a family: what comes later mostly is an ending that has not been listed."""

WORD = compiled(r"[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?")

_ENDINGS = (
    "ative", "ivity", "ical", "icat", "ifi", "ant", "ent", "anc", "enc", "abl", "ibl", "less", "ful", "ick", "ist", "ism", "at",
    "ic", "iv", "iz", "is", "ar", "i", "u",
)  # fmt: skip
_SHORTEST = 4
_EMPTY = STOP | frozenset([
    "all", "also", "an", "and", "any", "are", "at", "based", "been", "both", "but", "by", "can", "concerning",
    "could", "each", "either", "etc", "every", "had", "has", "have", "he", "her", "his", "how", "if", "into", "its",
    "may", "might", "more", "most", "must", "no", "non", "nor", "not", "oneself", "only", "other", "others", "our",
    "out", "over", "per", "regarding", "related", "relating", "same", "shall", "she", "should", "some", "somebody",
    "something", "such", "than", "their", "them", "they", "thus", "under", "upon", "us", "use", "used", "using",
    "via", "was", "we", "well", "were", "what", "when", "where", "whether", "which", "while", "who", "whose",
    "will", "within", "without", "would", "you", "your",
])  # fmt: skip
"""Words that say nothing about what is meant."""


@lru_cache(maxsize=1 << 16)
def family(word: str) -> str:
    """Return the family of a word in lower case; empty for a word that says nothing."""
    if word in _EMPTY:
        return ""
    root = stem(word)
    for ending in _ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= _SHORTEST:
            root = root[: -len(ending)]
            break
    return root[:LENGTH]


@lru_cache(maxsize=1 << 8)
def placed_words(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Return (start, end, the word in lower case, its family) of each word of a text; kept for a while, because several ask
    about one text."""
    words = ((match.start(), match.end(), match.group().lower()) for match in WORD.finditer(text))
    return tuple([(start, end, word, family(word)) for start, end, word in words])


def families(text: str) -> list[str]:
    """Return the families of the words of a text that say something, in its order."""
    return [name for word in WORD.findall(text.lower()) if (name := family(word))]
