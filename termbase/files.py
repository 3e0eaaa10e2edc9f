"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """An empty file next to `path` to write to; it takes the place of `path` when the block ends well, else it goes.

    A link is followed; an existing file keeps its mode. OSError goes through, named after `path`.
    """
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error
    os.close(handle)
    written = Path(name)
    try:
        yield written
        written.chmod(mode)
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    """The mode bits that new files of this process go without. (It can only be read by setting it.)"""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
