"""Text tables as lines: which encoding a file has, and what to do where it breaks off."""

from __future__ import annotations

import codecs
from pathlib import Path

from yizhi.termbase.errors import Malformed

_BLOCK = 1 << 20


def encoding_of(path: Path) -> tuple[str, str]:
    """Return how a text table is encoded, and a note where that is not UTF-8 throughout (else empty).

    The error handler to read it with is `surrogateescape`: a broken byte then spoils its own row and no other.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "read as UTF-16"
    if start.startswith((b"PK\x03\x04", b"SQLite")):
        raise Malformed("not a text table but another kind of file", hint="check its ending", path=path)
    if _decodes(path, "utf-8"):
        return "utf-8-sig", ""
    if _decodes(path, "gb18030"):
        return "gb18030", "not UTF-8; read as GB18030"
    return "utf-8-sig", "not UTF-8 throughout; rows with broken bytes are left out"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
                if b"\0" in block:
                    raise Malformed("not a text table (it holds NUL bytes)", hint="save it as UTF-8", path=path)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True
