"""Capitals become small letters. Recognition looks at the case again where a term is an acronym or a name."""

from __future__ import annotations

ORDER = 10
"""Last, so that full-width and accented capitals are letters by now."""

_BLOCKS = (range(0x41, 0x5B), range(0xC0, 0x588), range(0x1E00, 0x2000))


def table() -> dict[int, str]:
    """Letters whose small form is one character (İ is not)."""
    pairs = ((code, chr(code).lower()) for block in _BLOCKS for code in block)
    return {code: small for code, small in pairs if len(small) == 1 and small != chr(code)}
