"""Accents are dropped from Latin letters: Côte d'Ivoire is typed Cote d'Ivoire."""

from __future__ import annotations

import unicodedata

_BLOCKS = (range(0xC0, 0x250), range(0x1E00, 0x1F00))

CHARACTERS = "".join(map(chr, range(0x300, 0x370)))
"""Combining marks, in decomposed text."""


def table() -> dict[int, str]:
    """Precomposed letters and their base letter."""
    pairs = ((code, unicodedata.normalize("NFD", chr(code))[0]) for block in _BLOCKS for code in block)
    return {code: base for code, base in pairs if base != chr(code) and base.isascii()}


def change(before: str, run: str, after: str) -> str:  # noqa: ARG001 - a rule's signature
    """Nothing is left of them."""
    return ""
