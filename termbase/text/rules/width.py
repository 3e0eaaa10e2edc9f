"""Full-width forms, half-width forms and compatibility ideographs become the ordinary character."""

from __future__ import annotations

import unicodedata

ORDER = -10
"""First: the other tables are written in ordinary characters."""

_BLOCKS = (range(0xF900, 0xFB00), range(0xFF01, 0xFFEF), range(0x2F00, 0x2FD6), range(0x2E80, 0x2EF4))


def table() -> dict[int, str]:
    """Return what NFKC makes of each character of the compatibility blocks, where that is one character."""
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for block in _BLOCKS for code in block)
    return {code: plain for code, plain in pairs if len(plain) == 1 and plain != chr(code)}
