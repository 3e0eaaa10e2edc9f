"""Traditional characters become simplified ones, character by character.

Only single characters: OpenCC's phrase profiles change words and lengths (内存 → 記憶體), and a key needs neither. The
result is for matching, never for showing: 乾坤 becomes 干坤.
"""

from __future__ import annotations

_RANGES = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def table() -> dict[int, str]:
    """Return every character of the basic block and extension A that OpenCC's `t2s` changes."""
    from opencc import OpenCC

    characters = [chr(code) for block in _RANGES for code in block]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(before): after for before, after in pairs if before != after and len(after) == 1}
