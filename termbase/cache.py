"""The user's own cache folder: what can be compiled once is kept there, and nothing in it is ever needed.

An entry is a file `KIND-KEY-SIZE`; its key is a digest of everything that it was made from (contents, settings, the code
that made it), so that an entry can be missing but never stale; one that has not its SIZE (bytes, hexadecimal) was cut off
and counts as missing. Only this user may read or write the folder; an entry that anyone else could have written counts as
missing, and nothing that executes is ever loaded from it. Every failure (no home, a read-only disk, a full one, an entry
that its reader cannot make sense of) means "not cached" and is no error. An installation may bring entries along.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

KEPT = 16
"""Entries of a kind that survive when a new one is written; the least recently used go."""

BUDGET = 1 << 30
"""Bytes of all entries together that survive when a new one is written; the least recently used go. The new one stays."""

_TOUCH_AFTER = 24 * 3600.0
_REMEMBERED = "contents"
_SMALL = {_REMEMBERED: 256}
"""Kinds of which more survive, for their entries are some bytes."""
_TICK = 2_000_000_000
"""Nanoseconds within which a file may change without its time telling."""


def key(*parts: bytes | str) -> str:
    """Return a key from everything that an entry is made from. Where one part ends and the next begins matters."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


@lru_cache(maxsize=32)
def code_key(*paths: Path) -> str:
    """Return a digest of source files (folders: the modules in them), so that what other code compiled is not taken for ours."""
    return contents_key([file for path in paths for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])])


def contents_key(files: Sequence[Path]) -> str:
    """Return a digest of the names and contents of files; one that cannot be read counts as none.

    The digest of files that have not changed is remembered: reading all that an entry was made from, to learn that it still
    holds, took a tenth of a check of one page. Size, time, change time and number of a file tell; a file that was changed
    a moment ago may change again within the same tick of its clock, so that is not remembered.
    """
    states: list[str] = []
    newest = 0
    for file in files:
        with suppress(OSError):
            state = file.stat()
            states.append(f"{file}\n{state.st_size}\n{state.st_mtime_ns}\n{state.st_ctime_ns}\n{state.st_ino}")
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
    state_key = key(*states)
    remembered = load(_REMEMBERED, state_key, Path.read_text)
    if remembered is not None:
        return remembered
    parts: list[bytes] = []
    for file in files:
        with suppress(OSError):
            parts += [file.name.encode("utf-8", "surrogatepass"), file.read_bytes()]
    digest = key(*parts)
    if time.time_ns() - newest > _TICK:
        write(_REMEMBERED, state_key, digest.encode("ascii"))
    return digest


def folder() -> Path | None:
    """Return the cache folder, made if need be; None where there is none that only this user can write."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    # The XDG rule: a path that is not absolute is to be ignored.
    base = Path(named) if Path(named).is_absolute() else Path(home, ".cache") if Path(home).is_absolute() else None
    if base is None:
        return None
    path_value = base / "yizhi"
    try:
        path_value.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = path_value.lstat()
        if stat.S_ISDIR(state.st_mode) and _owned(state) and state.st_mode & 0o077:
            path_value.chmod(0o700)
            state = path_value.lstat()
    except OSError:
        return None
    return path_value if stat.S_ISDIR(state.st_mode) and _private(state) else None


def path(kind: str, key: str) -> Path | None:
    """Return the file of an entry that is there, whole and nobody else's, else None. Counts as a use of it.

    What was prepared when yizhi was installed is as good as one's own: who could write there could write our code.
    """
    base = folder()
    start = f"{kind}-{key}-"
    own = None if base is None else _entry(base, start)
    if own is None:
        prepared = _entry(prepared_folder(), start)
        return None if prepared is None else prepared[0]
    entry, state = own
    if not _private(state):
        return None
    if time.time() - state.st_mtime > _TOUCH_AFTER:
        with suppress(OSError):
            os.utime(entry)
    return entry


def prepared_folder() -> Path:
    """Return where entries lie that come with an installation, if it has any (`tools/prepare.py`)."""
    import yizhi

    return Path(str(yizhi.__file__)).parent / "prepared"


def _entry(base: Path, start: str) -> tuple[Path, os.stat_result] | None:
    """Return the whole file whose name begins so and ends with its size."""
    try:
        names = [entry.name for entry in os.scandir(base) if entry.name.startswith(start)]
        if not names:
            return None
        entry = base / names[0]
        state = entry.lstat()
        size = int(names[0].removeprefix(start), 16)
    except (OSError, ValueError):
        return None
    return (entry, state) if stat.S_ISREG(state.st_mode) and state.st_size == size else None


def load(kind: str, key: str, read: Callable[[Path], T | None]) -> T | None:
    """Return what `read` makes of an entry; None where there is none or it is damaged, which removes it."""
    entry = path(kind, key)
    if entry is None:
        return None
    try:
        value = read(entry)
    except Exception:  # whatever a damaged entry does to its reader, it is made anew
        value = None
    if value is None:
        with suppress(OSError):
            entry.unlink()
    return value


def write(kind: str, key: str, content: bytes | Callable[[Path], None]) -> Path | None:
    """Keep an entry and return its file; None where that cannot be. A function is given an empty file to fill.

    The file is written beside, flushed to the disk and renamed, so that nobody ever sees half of one. What the function
    itself raises, other than OSError and sqlite3.Error (a full disk), goes through.
    """
    base = folder()
    if base is None:
        return None
    import tempfile  # with what it imports, it costs every start more than all entries do

    try:
        handle, name = tempfile.mkstemp(prefix=f".{kind}-", dir=base)  # mkstemp makes it 0600
    except OSError:
        return None
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
        if not isinstance(content, bytes):
            content(beside)
        size = _flushed(beside)
        entry = base / f"{kind}-{key}-{size:x}"
        beside.replace(entry)
    except (OSError, sqlite3.Error):
        return None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    _prune(base, entry)
    return entry


def _flushed(file: Path) -> int:
    """Bring a file to the disk and return its size in bytes."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
        return os.fstat(handle).st_size
    finally:
        os.close(handle)


def _prune(base: Path, entry: Path) -> None:
    """Remove what was not used for longest beyond the limits, and what killed writers left behind. `entry` stays."""
    entries: list[tuple[float, int, Path]] = []
    start = entry.name.rpartition("-")[0] + "-"
    now = time.time()
    with suppress(OSError):
        for file in base.iterdir():
            # Another process may prune at the same time.
            with suppress(OSError):
                state = file.lstat()
                if file.name.startswith(start) and file != entry:
                    file.unlink()  # what this one replaces
                elif not file.name.startswith("."):
                    entries.append((now if file == entry else state.st_mtime, state.st_size, file))
                elif state.st_mtime < now - _TOUCH_AFTER:
                    file.unlink()
    kinds: Counter[str] = Counter()
    total = 0
    for _, size, file in sorted(entries, key=lambda item: item[0], reverse=True):
        kind = file.name.rsplit("-", 2)[0]
        kinds[kind] += 1
        total += size
        if file != entry and (kinds[kind] > _SMALL.get(kind, KEPT) or total > BUDGET):
            total -= size
            with suppress(OSError):
                file.unlink()


def _owned(state: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or state.st_uid == os.getuid()


def _private(state: os.stat_result) -> bool:
    """Return whether nobody else can have written it."""
    return _owned(state) and not state.st_mode & 0o022
