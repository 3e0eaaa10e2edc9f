"""The ligatures of typeset English (ﬁ, ﬂ, ﬃ) become letters again; page extraction leaves them in."""

from __future__ import annotations

_LETTERS = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True))

CHARACTERS = "".join(_LETTERS)


def change(before: str, run: str, after: str) -> str:  # noqa: ARG001 - a rule's signature
    """Their letters."""
    return "".join(_LETTERS[character] for character in run)
