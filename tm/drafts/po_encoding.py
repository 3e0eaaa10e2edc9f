"""The encoding of a PO file: its header names one, and is often wrong; what it cannot hold makes the file UTF-8."""

from __future__ import annotations

import re
from dataclasses import replace

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.tm.drafts.format import Written
from yizhi.tm.drafts.source import Decoded, DraftFile, decode

_CHARSET = re.compile(rb"charset=([A-Za-z0-9._-]+)")
_CHARSET_TEXT = re.compile(r"(?<=charset=)[A-Za-z0-9._-]+")
_UTF8 = ("utf-8", "utf8")
_HEAD = 4096


def decoded(source: DraftFile) -> tuple[Decoded, tuple[str, ...]]:
    """Return how the file is decoded, and notes on a header that names another encoding than the text is in.

    Raise Malformed, naming the header's `charset`, where the text can be decoded in no way.
    """
    named = _CHARSET.search(source.data[:_HEAD])
    name = named[1].decode() if named else ""
    charset = name.lower()
    if charset in ("", "charset", *_UTF8) or _is_wide(source.data):
        result = decode(source.data, source.path)
        if charset in _UTF8 and result.guessed:
            return replace(result, guessed=False), (_wrong(name, result),)
        return result, result.notes
    try:
        result = decode(source.data, source.path, charset)
        problem = None
    except Malformed as error:
        problem = error
    if problem is None and source.data.isascii():
        return result, result.notes
    # Chinese in UTF-8 can be read as nonsense in many encodings, and hardly any other text is UTF-8 by chance.
    try:
        real = decode(source.data, source.path)
    except Malformed:
        real = None
    if real is not None and (real.encoding == "utf-8" or problem is not None):
        return replace(real, guessed=False), (_wrong(name, real),)
    if problem is not None:
        message = f"the header says charset={name}, which the text is not"
        raise Malformed(message, hint="save it as UTF-8, and say so in the header", path=source.path) from problem
    return result, result.notes


def encoded(before: Decoded, text: str) -> bytes | Written:
    """Return a changed text in the encoding of the file; in UTF-8, with a note, where that lacks a character."""
    try:
        return before.encode(text)
    except YizhiError:
        name = _CHARSET_TEXT.search(text)
        note = f"not all of it can be said in {name[0] if name else before.encoding}; written as UTF-8"
        return Written(_CHARSET_TEXT.sub("UTF-8", text, count=1).encode("utf-8"), (note,))


def _is_wide(data: bytes) -> bool:
    return b"\0" in data[:_HEAD]


def _wrong(name: str, real: Decoded) -> str:
    return f"the header says charset={name}, the text is {real.name}; read as that"
