"""The words that may be meant where others stand: what one small slip of the hand or the ear makes of a word.

The slips: a character of the same sound (near sounds are one: zh and z, n and l, ng and n) or two of them, a character of
like shape, two neighbours exchanged, a character lost, one doubled. Sounds come from libpinyin, shapes from the order of
strokes and the Cangjie code; both tables are keys of one trie (`termbase/words/data/README.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase.words import language_model as model

if TYPE_CHECKING:
    import marisa_trie

PAIR = 2
"""Characters of a word in which any one may be another: in longer ones that says too much of the rest."""
_READINGS = 2
"""Readings of a character that are tried."""
_PIECES_OF_SOUND = 8
"""Spellings of a piece by sound that are tried, at most."""


class Slip(Enum):
    """How a word became another one."""

    SOUND = "a character of the same sound"
    SOUNDS = "characters of the same sound"
    SHAPE = "a character that looks alike"
    EXCHANGED = "neighbours exchanged"
    LOST = "a character left out"
    DOUBLED = "a character twice"
    OTHER = "another character"


class Neighbour(NamedTuple):
    """A word that may be meant, and the slip that would have made it what stands."""

    word: str
    slip: Slip


@lru_cache(maxsize=1)
def _table() -> marisa_trie.Trie:
    import marisa_trie

    return marisa_trie.Trie().mmap(str(model.HOME / model.NEIGHBOURS))


def _values(kind: str, key: str) -> list[str]:
    start = f"{kind}{key}\t"
    return [entry[len(start) :] for entry in _table().keys(start)]


@lru_cache(maxsize=1 << 13)
def readings(char: str) -> str:
    """Return a code for each reading of a character, the commonest first; near sounds have one code."""
    return next(iter(_values(model.READING, char)), "")


@lru_cache(maxsize=1 << 13)
def shapes(char: str) -> str:
    """Return the characters that look like one."""
    return next(iter(_values(model.SHAPE, char)), "")


@lru_cache(maxsize=1)
def transliterating() -> frozenset[str]:
    """Return the characters that foreign names are spelt with."""
    return frozenset(next(iter(_values(model.FOREIGN, "")), ""))


@lru_cache(maxsize=1 << 15)
def neighbours(piece: str, dearest: int) -> tuple[Neighbour, ...]:
    """Return the words, costing no more than `dearest`, that one slip may have made into `piece`, each with the likeliest slip."""
    meant: dict[str, Slip] = {}
    common = model.load().common(dearest)
    for word, slip in _slips(piece, common):
        if word != piece and word in common:
            meant.setdefault(word, slip)
    return tuple(Neighbour(word, slip) for word, slip in meant.items())


def _slips(piece: str, common: frozenset[str]) -> Iterator[Neighbour]:
    size = len(piece)
    if 1 < size <= model.LONGEST_MEANT + 1:
        yield from _doubled(piece, common)
    if 1 < size <= model.LONGEST_MEANT:
        yield from _exchanged(piece, common)
        yield from _of_sound(piece)
        yield from _of_shape(piece, common)
    if size < model.LONGEST_MEANT:
        for word in _values(model.LOSS, piece):
            yield Neighbour(word, Slip.LOST)
    if size == PAIR and model.load().word(piece) is None:
        yield from _of_other(piece)


def _of_other(piece: str) -> Iterator[Neighbour]:
    """Yield words of two characters that have one of these, at its place."""
    for position, char in enumerate(piece):
        for word in _values(model.LOSS, char):
            if len(word) == PAIR and word[position] == char:
                yield Neighbour(word, Slip.OTHER)


def _doubled(piece: str, common: frozenset[str]) -> Iterator[Neighbour]:
    for position in range(len(piece) - 1):
        if piece[position] == piece[position + 1]:
            word = piece[:position] + piece[position + 1 :]
            if word in common:
                yield Neighbour(word, Slip.DOUBLED)


def _exchanged(piece: str, common: frozenset[str]) -> Iterator[Neighbour]:
    for position in range(len(piece) - 1):
        word = piece[:position] + piece[position + 1] + piece[position] + piece[position + 2 :]
        if word in common:
            yield Neighbour(word, Slip.EXCHANGED)


def _of_shape(piece: str, common: frozenset[str]) -> Iterator[Neighbour]:
    for position, char in enumerate(piece):
        head, tail = piece[:position], piece[position + 1 :]
        for twin in shapes(char):
            word = head + twin + tail
            if word in common:
                yield Neighbour(word, Slip.SHAPE)


def _of_sound(piece: str) -> Iterator[Neighbour]:
    spellings = [""]
    for char in piece:
        spellings = [start + code for start in spellings for code in readings(char)[:_READINGS] or "?"]
    for spelling in spellings[:_PIECES_OF_SOUND]:
        for word in _values(model.SOUND, spelling):
            changed = sum(map(str.__ne__, word, piece))
            yield Neighbour(word, Slip.SOUND if changed == 1 else Slip.SOUNDS)


@lru_cache(maxsize=1 << 12)
def single(char: str) -> str:
    """Return the common characters that are words of their own and sound like one."""
    return "".join(
        twin
        for code in readings(char)[:_READINGS]
        for twin in next(iter(_values(model.ALONE, code)), "")
        if twin != char
    )
