"""Sets of words, written as plain text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, which spaces separate."""
    return frozenset(text.split())
