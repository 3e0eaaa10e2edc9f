"""`export --watch`: writes the file again whenever a termbase changes, until it is interrupted."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from yizhi.cli.actions.watch import stamps
from yizhi.cli.display import terminal
from yizhi.termbase.errors import YizhiError

_PAUSE = 0.5
"""Seconds between two looks at the files."""


def keep_fresh(sources: Sequence[Path], write: Callable[[], int], wait: Callable[[], None] | None = None) -> int:
    """Write, wait for a change of one of `sources`, and again until interrupted; return the exit code of the last time.

    A termbase in the middle of being saved is one line; the next change is waited for.
    """
    pause = wait or (lambda: time.sleep(_PAUSE))
    # What is written to a database lies in its log first.
    files = [path.with_name(path.name + ending) for path in sources for ending in ("", "-wal")]
    code = 2
    try:
        while True:
            seen = stamps(files)
            try:
                code = write()
            except YizhiError as error:
                terminal.complain(str(error))
                code = 2
            sys.stdout.flush()
            while stamps(files) == seen:
                pause()
    except KeyboardInterrupt:
        return code


def inside(folder: Path, client: str) -> Path:
    """Return the file that is kept in a client's glossary folder. Raise YizhiError where no client is named."""
    if not client:
        raise YizhiError("a folder, not a file", hint="name a file in it, or a client with --for", path=folder)
    return folder / "yizhi.tbx"
