"""Text out of bytes: encodings that are told apart by marks, by declarations, by how much they read like Chinese."""

from __future__ import annotations

import codecs
from pathlib import Path

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.records import dataclass

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
_READABLE = 0.05
"""The part of the characters that must be among `_FREQUENT`, for a text to be running Chinese."""
_COMMON = 0.5
"""The part of the characters that must be common ones of an encoding, for a text to be in it at all."""
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_PARTS_OF_GB18030 = ("gb2312", "gb_2312-80", "gb_2312", "gbk", "cp936", "x-gbk", "euc-cn")
"""Files say GB2312 and hold characters of GBK: the larger one reads all of them."""
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
    def name(self) -> str:
        """The encoding as people call it."""
        return _NAMES.get(self.encoding, self.encoding.upper())

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should know about the decoding."""
        if not self.guessed:
            return ()
        return (f"read as {_NAMES.get(self.encoding, self.encoding)}: guessed, the file does not say",)

    def encode(self, text: str) -> bytes:
        """Return a changed text as bytes in the encoding of the file. Raise YizhiError where that encoding lacks a character."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            char = text[error.start]
            raise YizhiError(
                f"the file's encoding ({_NAMES.get(self.encoding, self.encoding)}) has no {char!r}",
                hint="convert it to UTF-8",
            ) from error


def decode(data: bytes, path: Path, declared: str = "") -> Decoded:
    """Return the text of `data`: by byte-order mark, by what the file declares, as UTF-8, else by the likeliest Chinese encoding.

    Raise Malformed where none fits, or where NULs say that it is no text.
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
    if declared and declared not in _UTF8:
        encoding = "gb18030" if declared in _PARTS_OF_GB18030 else declared
        return Decoded(_strict(data, encoding, path), encoding)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        encoding_value = _likeliest(data)
        if declared and (encoding_value is None or encoding_value.encoding == "cp1252"):
            line = data.count(b"\n", 0, error.start) + 1
            raise Malformed(
                "declared as UTF-8, which these bytes are not", hint="save it again as UTF-8", path=path, line=line
            ) from None
        if encoding_value is None:
            line = data.count(b"\n", 0, error.start) + 1
            raise Malformed(
                "neither UTF-8 nor UTF-16, GB18030 or Big5", hint="convert it to UTF-8", path=path, line=line
            ) from None
        return encoding_value


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
    """Return whether a character is a usual one in Chinese or English text."""
    return (
        " " <= char <= "\u024f"
        or char in "\t\r\n\f"
        or "\u2010" <= char <= "\u2042"
        or "\u3000" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
    )


def _likeliest(data: bytes) -> Decoded | None:
    """Return the Chinese encoding whose decoding reads most like Chinese; Windows-1252 where none does and the bytes are nearly ASCII."""
    best: tuple[float, float, str, str] | None = None
    for encoding in ("gb18030", "cp950"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        wide = [char for char in text[:_SAMPLE] if char > "\x7f"]
        frequent = sum(char in _FREQUENT for char in wide) / len(wide) if wide else 0.0
        common = sum(_common(char, encoding) for char in wide) / len(wide) if wide else 0.0
        if best is None or frequent + common > best[0] + best[1]:
            best = frequent, common, encoding, text
    if best is not None and best[0] > _READABLE and best[1] > _COMMON:
        return Decoded(best[3], best[2], guessed=True)
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if high * 20 <= min(len(data), _SAMPLE):
        try:
            return Decoded(data.decode("cp1252"), "cp1252", guessed=True)
        except UnicodeDecodeError:
            pass
    return Decoded(best[3], best[2], guessed=True) if best is not None and best[1] > _COMMON else None


def _common(char: str, encoding: str) -> bool:
    """Return whether a character is among the frequent ones of an encoding: those of level 1 (GB 2312 rows 16–55, Big5 A4–C6) and marks.

    Read in the wrong encoding, Chinese text scatters over the rare ones.
    """
    lead, *trail = char.encode(encoding)
    if encoding == "cp950":
        return 0xA1 <= lead <= 0xC6
    return len(trail) == 1 and trail[0] >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)
