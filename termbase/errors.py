"""Problems of users: the base class for "this cannot be done", and the value for "this was passed over"."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from yizhi.termbase.records import dataclass


class YizhiError(Exception):
    """Something could not be done: what is wrong, where, and what to do about it.

    `str()` gives the line that the user sees, without the leading `yizhi: `: `FILE:LINE: what is wrong; what to do`.
    """

    def __init__(
        self, message: str, *, hint: str = "", path: Path | str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = str(path) if path is not None else None
        self.line = line

    def __str__(self) -> str:
        location = "" if self.path is None else f"{self.path}: " if self.line is None else f"{self.path}:{self.line}: "
        return f"{location}{self.message}" + (f"; {self.hint}" if self.hint else "")

    def problem(self, path: Path | str) -> Problem:
        """Return the same as a value, for the list of what went wrong in a batch; `path` where the error names none."""
        return Problem(self.path or str(path), self.line, self.message + (f"; {self.hint}" if self.hint else ""))


class Malformed(YizhiError):
    """A file is not what it should be (broken XML, a table without a header, an empty file)."""


def of_system(error: OSError, path: Path | str | None = None) -> YizhiError:
    """Return what the system refused as an error that says what to do; `path` where the system names none."""
    named = error.filename if isinstance(error.filename, str) and error.filename else path
    if isinstance(error, FileNotFoundError) and named is not None:
        folder = Path(named).parent
        if not folder.exists():
            return YizhiError("no such folder", hint="make it first", path=folder)
        return YizhiError("no such file", hint="check the name", path=named)
    if isinstance(error, PermissionError):
        return YizhiError(error.strerror or str(error), hint="see who may read and write it", path=named)
    return YizhiError(error.strerror or str(error), path=named)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be used as it stands; reading went on. `line` is 1-based.

    `lost` says that something is missing now; else it was mended, and this is a note.
    """

    path: str
    line: int | None
    message: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.line is None else f"{self.path}:{self.line}: {self.message}"


def internal_fault(error: Exception, path: Path | str | None = None) -> YizhiError:
    """Return a fault inside the program while it worked on a file, as an error of that file: the rest of a batch goes on.

    Raises the fault itself where `YIZHI_DEBUG` is set, for whoever looks into it.
    """
    if os.environ.get("YIZHI_DEBUG"):
        raise error
    where = "".join(f", {note}" for note in getattr(error, "__notes__", ()) if "\n" not in note)
    description = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_FAULT]
    hint = "please report it, with what YIZHI_DEBUG=1 shows"
    return YizhiError(f"a fault in yizhi itself ({description}{where})", hint=hint, path=path)


_LONGEST_FAULT = 200
"""Characters of a fault that are shown: some quote half the file."""


class ProblemSink(Protocol):
    """Where problems go: a list, or anything else that takes them one by one."""

    def append(self, problem: Problem, /) -> object:
        """Take a problem."""
