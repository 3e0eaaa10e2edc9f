"""The bytes of a draft: sizes that are refused, and the text in them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from yizhi.termbase.decoding import Decoded as Decoded
from yizhi.termbase.decoding import decode as decode
from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.records import dataclass
from yizhi.tm.drafts.language_pair import LanguagePair

MAX_BYTES = 200_000_000
"""Largest file that is read. A bigger one is a memory, not a draft: `yizhi tm import` streams those."""
MAX_TEXT = 20_000_000
"""Longest running text (characters): ten thousand pages."""
MAX_LINE = 10_000_000
"""Longest line (characters) of a plain-text format: longer is no text that a person wrote."""


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file to read: its path, its bytes, and which two of several languages are wanted (None: as the file has them)."""

    path: Path
    data: bytes
    pair: LanguagePair | None = None

    def decoded(self) -> Decoded:
        """Return the text. Raise Malformed for what is no text, has NUL bytes or lines beyond `MAX_LINE`."""
        text = decode(self.data, self.path)
        _refuse_long_lines(text.text, self.path)
        return text


def refuse_long(text: str, path: Path) -> None:
    """Raise YizhiError for a running text that is longer than `MAX_TEXT`."""
    if len(text) > MAX_TEXT:
        raise YizhiError(f"a text of {len(text):,} characters (limit {MAX_TEXT:,})", hint="split it", path=path)


STANDARD_INPUT = Path("-")
"""What stands for standard input in place of a file."""


def load(path: Path, pair: LanguagePair | None = None) -> DraftFile:
    """Return the bytes of a file, to be read in a pair of languages. Raise YizhiError for what is missing, a folder, not to be read or too big, Malformed where it is empty."""
    try:
        if path == STANDARD_INPUT:
            return _filled(path, sys.stdin.buffer.read(MAX_BYTES + 1), pair)
        if path.is_dir():
            raise YizhiError("this is a folder", hint="name the files in it", path=path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_big(path, size)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # a pipe or device has no size of its own
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "check the name" if isinstance(error, FileNotFoundError) else ""
        raise YizhiError(f"cannot be read: {reason}", hint=hint, path=path) from error
    return _filled(path, data, pair)


def _filled(path: Path, data: bytes, pair: LanguagePair | None) -> DraftFile:
    if len(data) > MAX_BYTES:
        raise _too_big(path, len(data))
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Malformed("the file is empty", hint="nothing to read in it", path=path)
    return DraftFile(path, data, pair)


def _too_big(path: Path, size: int) -> YizhiError:
    return YizhiError(
        f"the file is too big ({size // 1_000_000} MB, limit {MAX_BYTES // 1_000_000} MB)", hint="split it", path=path
    )


def _refuse_long_lines(text: str, path: Path) -> None:
    if len(text) <= MAX_LINE:
        return
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if len(line) > MAX_LINE:
            raise Malformed(
                f"a line of {len(line):,} characters (limit {MAX_LINE:,})",
                hint="break it into lines",
                path=path,
                line=number,
            )
