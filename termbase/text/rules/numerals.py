"""Roman numerals that are one character (Ⅳ, ⅷ), which Chinese input methods offer, become the letters of annex IV."""

from __future__ import annotations

import unicodedata

_LETTERS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x2180)}

CHARACTERS = "".join(_LETTERS)


def change(before: str, run: str, after: str) -> str:  # noqa: ARG001 - a rule's signature
    """Return their letters."""
    return "".join(_LETTERS[character] for character in run)
