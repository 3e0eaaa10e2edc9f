"""Which characters are Han, for expressions: `rf"[{HAN}]"`."""

from __future__ import annotations

HAN = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af\uf900-\ufaff"
"""The inside of a character class: the basic block (first, for nearly all text is of it), the extensions, what is there for
compatibility. Names of people and places have characters beyond U+FFFF: 𠮷, 𬭎."""
