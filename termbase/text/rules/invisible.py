"""Characters that nobody sees are dropped: soft hyphens, zero-width spaces and joiners, direction marks."""

from __future__ import annotations

CHARACTERS = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"


def change(before: str, run: str, after: str) -> str:  # noqa: ARG001 - a rule's signature
    """Nothing is left of them."""
    return ""
