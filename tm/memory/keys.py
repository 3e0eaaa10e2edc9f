"""What the memory compares: normalised keys, their hashes, and the grams of its index.

The grams of a key are pairs of characters that begin with a Han character, and fours of characters in other scripts.
Every figure counts as 0, so that sentences with other numbers have the same grams. Of the fours inside words half are
left out in long texts, always the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from termbase.text.normal import normal, table_key

WIDE = 0x2E80
"""From here on characters are CJK: two of them say as much as four letters."""

SHORT = 64
"""Keys up to this length have all their grams in the index."""

SAMPLE = 0x9E3779B1
"""A gram inside a word is kept where this times its code has bit 31 set."""

_ODD = re.compile(r"[\x00-\x1f`\x7f]|  ")
_FIGURES = {ord(digit): "0" for digit in "123456789"}


def key(text: str) -> str:
    """The same as `termbase.text.keys.key`, quicker where there is nothing but plain ASCII."""
    if text.isascii() and not _ODD.search(text):
        return text.lower().strip()
    return normal(text).text.strip()


def all_keys(texts: Sequence[str]) -> list[str]:
    """The keys of many texts, in one go."""
    if all(map(str.isascii, texts)):
        return [key(text) for text in texts]
    together = normal("\0".join(texts)).text.split("\0")
    if len(together) != len(texts):  # a text with a NUL in it
        return [key(text) for text in texts]
    return [one.strip() for one in together]


def digest(text_key: str) -> int:
    """A signed 64-bit hash of a key: equal keys have equal ones, and the other way round is looked at."""
    return int.from_bytes(
        blake2b(text_key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )


@lru_cache(maxsize=1)
def version() -> str:
    """What keys and grams depend on; a memory made with another one wants to be rebuilt."""
    return f"1-{table_key()}"


def figures(text_key: str) -> str:
    """A key with every figure 0."""
    return text_key.translate(_FIGURES)


def grams(text_key: str) -> list[tuple[int, int]]:
    """(code, place) of all the grams of a key, in its order; places count in ` ` + key."""
    codes = [wide(char) for char in figures(" " + text_key)] + [0, 0, 0]
    found = []
    for place in range(len(codes) - 3):
        one, two = codes[place], codes[place + 1]
        if one >= WIDE:
            found.append((one << 16 | two, place))
        elif two < WIDE:
            found.append(
                (fold(one) << 21 | fold(two) << 14 | fold(codes[place + 2]) << 7 | fold(codes[place + 3]), place)
            )
    return found


def sampled(code: int) -> bool:
    """Whether a gram is in the index of long texts too: one of a Han character, at the beginning of a word, or by lot."""
    return code >= WIDE << 16 or not _inner(code >> 21) or bool((code * SAMPLE) & 0x80000000)


def fold(code: int) -> int:
    """A character that is not CJK in seven bits; those beyond ASCII share."""
    return code if code < 128 else 0 if code >= WIDE else 96 + code % 31


def _inner(code: int) -> bool:
    """Whether a gram that begins with this is one inside a word."""
    return code >= 97 or code == 48


def wide(char: str) -> int:
    """A character in 16 bits; those beyond the first plane share."""
    code = ord(char)
    return code if code < 0x10000 else 0x8000 | code & 0xFFFF
