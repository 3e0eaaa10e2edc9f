"""Blocks of bytes in one file, behind a checksum: how what was compiled is kept, and opened without reading all of it.

The checksum finds what a disk or a cut-off copy spoils; who may write the cache at all is `termbase.cache`'s concern.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

_MARK = b"yzb1"
_HEAD = struct.Struct("<4sI")
"""The mark, the checksum of all that follows."""
_COUNT = struct.Struct("<Q")


def packed(parts: Sequence[bytes]) -> bytes:
    """Return blocks as one."""
    lengths = struct.pack(f"<{1 + len(parts)}Q", len(parts), *map(len, parts))
    checksum = 0
    for part in (lengths, *parts):
        checksum = crc32(part, checksum)
    return b"".join((_HEAD.pack(_MARK, checksum), lengths, *parts))


def unpacked(content: bytes | memoryview) -> list[memoryview] | None:
    """Return the blocks that `packed` made one of; None where the bytes are anything else."""
    view = memoryview(content)
    if len(view) < _HEAD.size + _COUNT.size:
        return None
    mark, checksum = _HEAD.unpack(view[: _HEAD.size])
    view = view[_HEAD.size :]
    if mark != _MARK or crc32(view) != checksum:
        return None
    (count,) = _COUNT.unpack(view[: _COUNT.size])
    offset = _COUNT.size * (1 + count)
    parts: list[memoryview] = []
    for length in struct.unpack(f"<{count}Q", view[_COUNT.size : offset]):
        parts.append(view[offset : offset + length])
        offset += length
    return parts


def mapped(path: Path) -> memoryview:
    """Return a file mapped into memory: processes share it, and what is not asked for is not copied."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
