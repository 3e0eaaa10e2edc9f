"""What the memory compares: normalised keys, their hashes, and the grams of its index.

The grams of a key are pairs of characters that begin with a Han character; in other scripts sixes, by which similar
sentences are found, and the fours with which words begin, by which words are. Every figure counts as 0, so that sentences
with other numbers have the same grams. Of the sixes of long texts half are left out, always the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from yizhi.termbase.text.normal import normal, table_key

WIDE = 0x2E80
"""From here on characters are CJK: two of them say as much as four letters."""

SHORT = 64
"""Keys up to this length have all their sixes in the index."""

SIX = 1 << 28
"""The codes of sixes are from here on, up to twice this; those of fours below, those of pairs above."""

MIX = (0x9E3779B1, 0x85EBCA6B)
"""What makes 28 bits of six characters: the first four and the last two times these."""

_FIGURES = {ord(digit): "0" for digit in "123456789"}


def key(text: str) -> str:
    """Return the same as `termbase.text.keys.key`, quicker where there is nothing but plain ASCII."""
    return text.lower().strip() if _plain(text) else normal(text).text.strip()


def all_keys(texts: Sequence[str]) -> list[str]:
    """Return the keys of many texts: those that are not plain in one go."""
    odd = [text for text in texts if not _plain(text)]
    together = normal("\0".join(odd)).text.split("\0")
    if len(together) != len(odd):  # a text with a NUL in it, or none at all
        return [key(text) for text in texts]
    normalised = iter(together)
    return [text.lower().strip() if _plain(text) else next(normalised).strip() for text in texts]


def _plain(text: str) -> bool:
    """Return whether only case has to be normalised."""
    return text.isascii() and text.isprintable() and "  " not in text and "`" not in text


def digest(text_key: str) -> int:
    """Return a signed 64-bit hash of a key: equal keys have equal ones, and the other way round is looked at."""
    return int.from_bytes(
        blake2b(text_key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )


@lru_cache(maxsize=1)
def version() -> str:
    """Return what keys and grams depend on; a memory made with another one wants to be rebuilt."""
    return f"1-{table_key()}"


def figures(text_key: str) -> str:
    """Return a key with every figure 0."""
    return text_key.translate(_FIGURES)


def grams(text_key: str) -> list[tuple[int, int]]:
    """Return (code, place) of all the grams of a key, in its order; places count in ` ` + key."""
    codes = [wide(char) for char in figures(" " + text_key)]
    narrow = [*map(fold, codes), 0, 0, 0, 0, 0]
    codes.append(0)
    pairs = []
    behind = False
    for position in range(len(codes) - 1):
        first, two = codes[position], codes[position + 1]
        if first >= WIDE:
            pairs.append((first << 16 | two, position))
        elif two < WIDE:
            head, tail = narrow[position : position + 4], narrow[position + 4 : position + 6]
            four = head[0] << 21 | head[1] << 14 | head[2] << 7 | head[3]
            if behind or not (first >= 97 or first == 48):
                pairs.append((four, position))
            mixed = (four * MIX[0] + (tail[0] << 7 | tail[1]) * MIX[1]) & 0xFFFFFFFF
            pairs.append((SIX | mixed >> 4, position))
        behind = first >= WIDE
    return pairs


def sampled(code: int) -> bool:
    """Return whether a gram is in the index of long texts too."""
    return bool(code & 1) or not SIX <= code < 2 * SIX


def fold(code: int) -> int:
    """Return a character that is not CJK in seven bits; those beyond ASCII share."""
    return code if code < 128 else 0 if code >= WIDE else 96 + code % 31


def wide(char: str) -> int:
    """Return a character in 16 bits; those beyond the first plane share."""
    code = ord(char)
    return code if code < 0x10000 else 0x8000 | code & 0xFFFF
