"""The user's own cache folder: what can be compiled once is kept there, and nothing in it is ever needed.

An entry is a file `KIND-KEY`; its key is a digest of everything that it was made from (contents, settings, the code that
made it), so that an entry can be missing but never stale. Only this user may read or write the folder; an entry that
anyone else could have written counts as missing, and nothing that executes is ever loaded from it. Every failure (no
home, a read-only disk, a full one) means "not cached" and is no error.
"""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

KEPT = 16
"""Entries of a kind that survive when a new one is written; the least recently used go."""

_TOUCH_AFTER = 24 * 3600.0


def key(*parts: bytes | str) -> str:
    """A key from everything that an entry is made from. Where one part ends and the next begins matters."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


@lru_cache(maxsize=32)
def code_key(*paths: Path) -> str:
    """A digest of source files (folders: the modules in them), so that what other code compiled is not taken for ours."""
    parts: list[bytes] = []
    for path in paths:
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            with suppress(OSError):
                parts += [file.name.encode(), file.read_bytes()]
    return key(*parts)


def folder() -> Path | None:
    """The cache folder, made if need be; None where there is none that only this user can write."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    # The XDG rule: a path that is not absolute is to be ignored.
    base = Path(named) if Path(named).is_absolute() else Path(home, ".cache") if Path(home).is_absolute() else None
    if base is None:
        return None
    place = base / "yizhi"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = place.lstat()
        if stat.S_ISDIR(state.st_mode) and _owned(state) and state.st_mode & 0o077:
            place.chmod(0o700)
            state = place.lstat()
    except OSError:
        return None
    return place if stat.S_ISDIR(state.st_mode) and _private(state) else None


def path(kind: str, key: str) -> Path | None:
    """The file of an entry that is there, else None. Counts as a use of it."""
    place = folder()
    if place is None:
        return None
    entry = place / f"{kind}-{key}"
    try:
        state = entry.lstat()
    except OSError:
        return None
    if not (stat.S_ISREG(state.st_mode) and _private(state)):
        return None
    if time.time() - state.st_mtime > _TOUCH_AFTER:
        with suppress(OSError):
            os.utime(entry)
    return entry


def write(kind: str, key: str, content: bytes | Callable[[Path], None]) -> Path | None:
    """Keeps an entry and returns its file; None where that cannot be. A function is given an empty file to fill.

    The file is written beside and renamed, so that nobody ever sees half of one. What the function itself raises,
    other than OSError, goes through.
    """
    place = folder()
    if place is None:
        return None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{kind}-", dir=place)  # mkstemp makes it 0600
    except OSError:
        return None
    beside, entry = Path(name), place / f"{kind}-{key}"
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
        if not isinstance(content, bytes):
            content(beside)
        beside.replace(entry)
    except OSError:
        return None
    finally:
        beside.unlink(missing_ok=True)
    _prune(place, kind)
    return entry


def _prune(place: Path, kind: str) -> None:
    """Removes the entries of a kind that were not used for longest, and what killed writers left behind."""
    found: list[tuple[float, Path]] = []
    yesterday = time.time() - _TOUCH_AFTER
    with suppress(OSError):
        for file in place.iterdir():
            # Another process may prune at the same time.
            with suppress(OSError):
                used = file.lstat().st_mtime
                if file.name.startswith(f"{kind}-"):
                    found.append((used, file))
                elif file.name.startswith(".") and used < yesterday:
                    file.unlink()
    for _, file in sorted(found, reverse=True)[KEPT:]:
        with suppress(OSError):
            file.unlink()


def _owned(state: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or state.st_uid == os.getuid()


def _private(state: os.stat_result) -> bool:
    """Whether nobody else can have written it."""
    return _owned(state) and not state.st_mode & 0o022
