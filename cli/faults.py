"""What is said of an error that nobody expected: a damaged database among the files of a call, else a fault of the program."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.errors import YizhiError, internal_fault

DATABASES = ("yizhi.db", "yizhi-tm.db")
"""What a call uses unnamed."""


def fault(error: Exception, paths: Iterable[Path], draft: Path | None = None) -> YizhiError:
    """Return the damage of the first damaged database among `paths`, else `error` as a fault of the program.

    `draft` is the file that the program worked on, which a fault names. Raises `error` itself with `YIZHI_DEBUG` set.
    """
    if os.environ.get("YIZHI_DEBUG"):
        raise error
    return damage(paths) or internal_fault(error, draft)


def fault_of_call(error: Exception, arguments: Iterable[str]) -> YizhiError:
    """Return the same for the words of a command line, and for the databases that a call uses unnamed."""
    arguments = list(arguments)
    if isinstance(error, UnicodeEncodeError) and any(not _is_text(word) for word in arguments):
        return YizhiError("an argument is no UTF-8 text", hint="set the terminal to UTF-8 (LC_ALL=C.UTF-8)")
    named = (word.partition("=")[2] or word for word in arguments)
    words = (*named, *os.environ.get("YIZHI_TERMBASE", "").split(os.pathsep), *DATABASES)
    return fault(error, [Path(word) for word in words if word])


def _is_text(word: str) -> bool:
    """Return False for a word that holds bytes which are no characters in the encoding of the locale."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def damage(paths: Iterable[Path]) -> YizhiError | None:
    """Return what is wrong with the first damaged database of ours among `paths`; None where none is."""
    from yizhi.termbase.damage import explained
    from yizhi.termbase.store import schema as termbase
    from yizhi.tm.memory import schema as memory

    return explained(paths, {termbase.APPLICATION: termbase.build, memory.APPLICATION: memory.build})
