"""The bytes of a draft and the text in them: sizes that are refused, encodings that are told apart."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from yizhi.termbase.errors import Malformed, YizhiError

MAX_BYTES = 200_000_000
"""Largest file that is read. A bigger one is a memory, not a draft: `yizhi tm import` streams those."""
MAX_TEXT = 20_000_000
"""Longest running text (characters): ten thousand pages."""
MAX_LINE = 10_000_000
"""Longest line (characters) of a plain-text format: longer is no text that a person wrote."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"PK\x03\x04", "a ZIP archive: perhaps a .docx or .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database"),
)
_NAMES = {"gb18030": "GB18030", "cp950": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_SAMPLE = 65_536
# The most frequent characters of running Chinese, both scripts: a wrong decoding hits them by chance only.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也对生能而子那得于着下自之年过发后作用行所家成方多经法学如都同"
    "现当没动面起定分还进部其些主理本前开但因只从实这個們來為國說時會對過發後裡種經學現當動還進樣實與決議聯合組織员員约約第条條"
    "及各并並关關于於提施权權政府问問题題工作情况況，。、；：《》“”「」（）"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, without its byte-order mark, and what it takes to write it back as it was."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    guessed: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should know about the decoding."""
        if not self.guessed:
            return ()
        return (f"read as {_NAMES.get(self.encoding, self.encoding)}: guessed, the file does not say",)

    def encode(self, text: str) -> bytes:
        """A changed text as bytes in the encoding of the file. Raises YizhiError where that encoding lacks a character."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            char = text[error.start]
            raise YizhiError(
                f"the file's encoding ({_NAMES.get(self.encoding, self.encoding)}) has no {char!r}",
                hint="convert it to UTF-8",
            ) from error


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file to read: its path and its bytes."""

    path: Path
    data: bytes

    def decoded(self) -> Decoded:
        """The text. Raises Malformed for what is no text, has NUL bytes or lines beyond `MAX_LINE`."""
        found = decode(self.data, self.path)
        _refuse_long_lines(found.text, self.path)
        return found


def refuse_long(text: str, path: Path) -> None:
    """Raises YizhiError for a running text that is longer than `MAX_TEXT`."""
    if len(text) > MAX_TEXT:
        raise YizhiError(f"a text of {len(text):,} characters (limit {MAX_TEXT:,})", hint="split it", path=path)


def load(path: Path) -> DraftFile:
    """The bytes of a file. Raises YizhiError for what is missing, a folder, not to be read or too big, Malformed where it is empty."""
    try:
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
    if len(data) > MAX_BYTES:
        raise _too_big(path, len(data))
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Malformed("the file is empty", hint="nothing to read in it", path=path)
    return DraftFile(path, data)


def _too_big(path: Path, size: int) -> YizhiError:
    return YizhiError(
        f"the file is too big ({size // 1_000_000} MB, limit {MAX_BYTES // 1_000_000} MB)", hint="split it", path=path
    )


def decode(data: bytes, path: Path, declared: str = "") -> Decoded:
    """The text of `data`: by byte-order mark, by what the file declares, as UTF-8, else by the likeliest Chinese encoding.

    Raises Malformed where none fits, or where NULs say that it is no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strict(data[len(bom) :], encoding, path), encoding, bom)
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise Malformed(f"not a text file ({what})", hint="give the file its right ending", path=path)
    wide = _wide(data)
    if wide:
        return Decoded(_strict(data, wide, path), wide, guessed=True)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise Malformed(
            "a NUL byte: not a text file", hint="remove it or convert the file to UTF-8", path=path, line=line
        )
    if declared:
        return Decoded(_strict(data, declared, path), declared)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        found = _likeliest(data)
        if found is None:
            line = data.count(b"\n", 0, error.start) + 1
            raise Malformed(
                "neither UTF-8 nor UTF-16, GB18030 or Big5", hint="convert it to UTF-8", path=path, line=line
            ) from None
        return found


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise Malformed(f"broken {encoding.upper()}", hint="save it again as UTF-8", path=path, line=line) from error
    except LookupError as error:
        raise Malformed(f"unknown encoding {encoding!r}", hint="convert it to UTF-8", path=path) from error


def _wide(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where the bytes look like that without a mark: the NULs of ASCII on one side, and readable so."""
    head = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head.decode(encoding, "replace")
    readable = sum(map(_readable, text))
    return encoding if min(even, odd) * 20 <= max(even, odd) and readable >= 0.95 * len(text) else ""


def _readable(char: str) -> bool:
    """Whether a character is a usual one in Chinese or English text."""
    return (
        " " <= char <= "\u024f"
        or char in "\t\r\n\f"
        or "\u2010" <= char <= "\u2042"
        or "\u3000" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
    )


def _likeliest(data: bytes) -> Decoded | None:
    """The Chinese encoding whose decoding reads most like Chinese; Windows-1252 where none does and the bytes are nearly ASCII."""
    best: tuple[float, str, str] | None = None
    for encoding in ("gb18030", "cp950"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        wide = [char for char in text[:_SAMPLE] if char > "\x7f"]
        score = sum(char in _FREQUENT for char in wide) / len(wide) if wide else 0.0
        if best is None or score > best[0]:
            best = score, encoding, text
    if best is not None and best[0] > 0.05:
        return Decoded(best[2], best[1], guessed=True)
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if high * 20 <= min(len(data), _SAMPLE):
        try:
            return Decoded(data.decode("cp1252"), "cp1252", guessed=True)
        except UnicodeDecodeError:
            pass
    return None if best is None else Decoded(best[2], best[1], guessed=True)


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
