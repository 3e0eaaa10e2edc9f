"""A name in which one telling word was exchanged: Global Protection Network for Global Protection Cluster."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from yizhi.termbase.lexicon.families import family
from yizhi.termbase.text.lazy import compiled

_WORD = compiled(r"[A-Za-z][A-Za-z'’-]*")
_LEAST = 3
"""Words of the shortest name that is looked for."""


def exchanged(text: str, names: Iterable[str], taken: Iterable[tuple[int, int]]) -> tuple[int, int, str] | None:
    """(start, end, the right name) of words that are a name but for one capitalised word, outside the taken spans."""
    known = set(map(str.lower, _WORD.findall(text)))
    # All its words but one must be there before it is worth while to look where.
    candidates = [
        one for name in names if (one := _name(name)) and sum(word in known for word in one.small) >= len(one.small) - 1
    ]
    if not candidates:
        return None
    words = [(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]
    small = [word.lower() for _, _, word in words]
    barred = list(taken)
    for name, wanted, small_wanted, telling in candidates:
        for first in range(len(words) - len(wanted) + 1):
            if sum(map(ne, small[first : first + len(wanted)], small_wanted)) != 1:
                continue
            window = words[first : first + len(wanted)]
            start, end = window[0][0], window[-1][1]
            if _differs_once(window, wanted, telling) and not any(a < end and start < b for a, b in barred):
                return start, end, name
    return None


class _Name(NamedTuple):
    """A name and its words: as they are, in small letters, and which of them say something."""

    name: str
    words: list[str]
    small: list[str]
    telling: list[int]


@lru_cache(maxsize=4096)
def _name(name: str) -> _Name | None:
    """The words of a name; None of one that is too short to be told by all its words but one."""
    words = [found.group() for found in _WORD.finditer(name)]
    telling = [at for at, word in enumerate(words) if family(word.lower())]
    if len(words) < _LEAST or len(telling) < _LEAST or not name[0].isupper():
        return None
    return _Name(name, words, [word.lower() for word in words], telling)


def _differs_once(window: list[tuple[int, int, str]], wanted: list[str], telling: list[int]) -> bool:
    """Whether all words agree but one that says something, and that begins with a capital in the text."""
    wrong = [at for at, (_, _, word) in enumerate(window) if _plain(word) != _plain(wanted[at])]
    if len(wrong) != 1 or wrong[0] not in telling:
        return False
    word, right = window[wrong[0]][2], wanted[wrong[0]]
    return word[0].isupper() and not word.isupper() and family(word.lower()) not in ("", family(right.lower()))


def _plain(word: str) -> str:
    """A word without capitals and hyphens: Non-Proliferation and NonProliferation are one."""
    return word.lower().replace("-", "")
