"""Every quotation mark becomes the straight one, every apostrophe the typewriter's."""

from __future__ import annotations


def table() -> dict[int, str]:
    """Double and single marks of English, Chinese and other typography."""
    return {**dict.fromkeys(map(ord, "“”„‟«»″〝〞"), '"'), **dict.fromkeys(map(ord, "‘’‚‛`´′"), "'")}
