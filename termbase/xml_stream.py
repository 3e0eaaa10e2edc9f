"""An XML file of any size as its head and the text of one entry after the other, whatever state it is in.

The entries (`<tu>`, `<conceptEntry>`) are cut out of the stream by their tags and each is parsed alone: what is broken in
one of them costs that one, and a million entries need no more memory than the longest.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.validation import illegal, mended

_BLOCK = 1 << 20
_HEAD = 8 << 20
_LONGEST = 16 << 20
"""Characters of an entry that is still believed to end some time."""

_DECLARED = re.compile(rb'<\?xml[^>]*?encoding\s*=\s*["\']([A-Za-z0-9._-]+)')
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})


class Shape:
    """What kind of file it is: what it is called, its root elements, its entries, and what to do about a broken one."""

    def __init__(self, name: str, roots: Iterable[str], entries: Iterable[str], hint: str) -> None:
        self.name = name
        self.roots = frozenset(roots)
        self.hint = hint
        names = "|".join(entries)
        skipped = r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
        self.start = re.compile(rf"<((?:[\w.-]+:)?(?:{names}))(?=[\s>])")
        self.mark = re.compile(rf"{skipped}|</?((?:[\w.-]+:)?(?:{names}))(?=[\s>])[^<>]*>", re.DOTALL)
        self.body = re.compile(rf"{skipped}|<(?:[\w.-]+:)?body\b[^>]*>|{self.start.pattern}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HeadElement:
    """An element of the head: its name without prefix, its attributes as they are, the text in it."""

    name: str
    attributes: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text of an entry, tags and all, and the 1-based line of its first character.

    `whole` is False where no end tag was there; `note` says what was mended, `fault` why it cannot be used.
    """

    text: str
    line: int
    whole: bool = True
    note: str = ""
    fault: str = ""


class XmlSource:
    """A file, its head read. Raise Malformed where it is not of the shape, YizhiError where it cannot be read."""

    def __init__(self, path: Path, shape: Shape) -> None:
        self.path = path
        self.shape = shape
        self.notes: list[str] = []
        """What a user should know about the file as a whole."""
        self.complete = True
        """False once the file was found to end before its root element does."""
        self._broken = False
        try:
            if path.is_dir():
                raise YizhiError("this is a folder", hint="name the files in it", path=path)
            with path.open("rb") as file:
                self._encoding = self._find_encoding(file.read(4096))
            self._head = self._read_head()
        except OSError as error:
            raise YizhiError(f"cannot be read: {error.strerror or error}", path=path) from error
        self.parts = self._read_parts()
        """The elements before the first entry, the root first."""

    def _find_encoding(self, start: bytes) -> str:
        """Return the encoding that the whole file is in: by mark, by declaration, else the first usual one that fits."""
        if not start.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise Malformed("the file is empty", hint="nothing to read in it", path=self.path)
        if start.startswith((b"PK\x03\x04", b"SQLite", b"\x1f\x8b")):
            raise Malformed(f"not {self.shape.name} but another kind of file", hint="check its ending", path=self.path)
        for mark, encoding in _BOMS:
            if start.startswith(mark):
                self._broken = not self._decodes(encoding)
                return encoding
        for wide in ("utf-16-le", "utf-16-be"):
            if start.startswith("<".encode(wide)):
                self._broken = not self._decodes(wide)
                return wide
        declared = _DECLARED.search(start)
        encoding_value = declared[1].decode().lower() if declared else "utf-8"
        tried = [] if encoding_value.startswith(("utf-16", "utf16", "utf-32", "ucs")) else [encoding_value]
        for encoding in dict.fromkeys([*tried, "utf-8", "gb18030", "big5"]):
            if self._decodes(encoding):
                if encoding != encoding_value:
                    self.notes.append(f"not {encoding_value.upper()} as it says; read as {encoding.upper()}")
                return encoding
        self._broken = True
        return "utf-8"

    def _decodes(self, encoding: str) -> bool:
        """Return whether the file is in an encoding, as far as the first block that tells: a million bytes that are not all ASCII."""
        try:
            # Codecs such as zlib and rot13 are no text encodings; `bytes.decode` looks at the same mark.
            if not getattr(codecs.lookup(encoding), "_is_text_encoding", True):
                return False
            decoder = codecs.getincrementaldecoder(encoding)()
            with self.path.open("rb") as file:
                while block := file.read(_BLOCK):
                    decoder.decode(block)
                    if len(block) == _BLOCK and not block.isascii():
                        return True
            decoder.decode(b"", True)
        except LookupError:
            return False
        except UnicodeDecodeError as error:
            # A character cut in two by the end of the file speaks for no other encoding.
            return error.reason in ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
        except UnicodeError:
            return False
        return True

    def _blocks(self) -> Iterator[tuple[str, bool]]:
        """Yield the text, block by block, and whether a block may hold characters that no XML file can hold."""
        utf8 = self._encoding.startswith("utf-8")
        plain = codecs.getincrementaldecoder(self._encoding)("strict" if utf8 else "replace")
        decoder = io.IncrementalNewlineDecoder(plain, translate=True)  # line ends as XML has them
        with self.path.open("rb") as file:
            while True:
                raw = file.read(_BLOCK)
                try:
                    text = decoder.decode(raw, not raw)
                except UnicodeDecodeError:
                    # Strict UTF-8 has taken nothing of the block in; from here on bytes may be broken.
                    self._broken, plain.errors = True, "surrogateescape"
                    text = decoder.decode(raw, not raw)
                if utf8 and not self._broken:
                    rare = "\ufffe" in text or "\uffff" in text
                    yield text, rare or len(raw.translate(None, _CONTROLS)) != len(raw)
                else:
                    yield text, self._broken or mended(text) != text
                if not raw:
                    return

    def _read_head(self) -> str:
        """Return the text before the first unit."""
        text = ""
        for block, _ in self._blocks():
            text += block
            for match in self.shape.body.finditer(text):
                if not match[0].startswith("<!"):
                    return text[: match.start() if match[1] else match.end()]
            if len(text) > _HEAD:
                break
        return text

    def _read_parts(self) -> tuple[HeadElement, ...]:
        parts: list[HeadElement] = []
        open_: list[tuple[int, list[str]]] = []

        def start(name: str, given: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            if not parts and local not in self.shape.roots:
                raise self._malformed(f"not {self.shape.name}: the file begins with <{name}>", parser.CurrentLineNumber)
            open_.append((len(parts), []))
            parts.append(HeadElement(local, given, ""))

        def text(words: str) -> None:
            if open_:
                open_[-1][1].append(words)

        def end(name: str) -> None:  # noqa: ARG001 - expat's signature
            offset, words = open_.pop()
            parts[offset] = replace(parts[offset], text="".join(words).strip())

        def entity(name: str, *_: object) -> None:
            raise self._malformed(
                f"the file declares an entity ({name}), which is not read for safety", parser.CurrentLineNumber
            )

        parser: Any = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler, parser.EntityDeclHandler = text, entity
        try:
            parser.Parse(mended(self._head).lstrip().encode("utf-8"), False)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            if not parts:
                raise self._malformed(f"not {self.shape.name}: {reason}", error.lineno) from None
            self.notes.append(f"the head is broken in line {error.lineno} ({reason}); read as far as it goes")
        if not parts:
            raise self._malformed(f"not {self.shape.name}: there is no <{min(self.shape.roots)}> in it", 1)
        return tuple(parts)

    def _malformed(self, message: str, line: int) -> Malformed:
        return Malformed(message, hint=self.shape.hint, path=self.path, line=line)

    def _body(self) -> Iterator[tuple[str, bool]]:
        """Yield the blocks of text behind the header."""
        unread = len(self._head)
        for text, suspect in self._blocks():
            if unread < len(text):
                yield text[unread:], suspect
            unread = max(unread - len(text), 0)

    def entries(self, usual: re.Pattern[str] | None = None) -> Iterator[tuple[int, re.Match[str] | Chunk]]:
        """Yield every entry of the file in turn with its line: as a match where it fits `usual`, which saves cutting it out.

        `usual` begins with the white space before an entry; its group `given` begins in the entry's first line.
        """
        shape = self.shape
        text, position, line, suspect = "", 0, 1 + self._head.count("\n"), False
        counted = 0  # `line` is that of this place in the text
        for block, doubtful in self._body():
            line += text.count("\n", counted, position)
            text, position, counted, suspect = text[position:] + block, 0, 0, suspect or doubtful
            while True:
                occurrence = None if suspect or usual is None else usual.match(text, position)
                if occurrence is not None:
                    start, end = occurrence.start("given"), occurrence.end()
                    line += text.count("\n", counted, start)
                    counted, position = start, end
                    yield line, occurrence
                else:
                    between = _next(text, position, shape)
                    if between is None:
                        break
                    start, end = between
                    line += text.count("\n", counted, start)
                    counted, position = start, end
                    yield line, _chunk(text[start:end], line, suspect)
            if len(text) - position > _LONGEST:
                # Nothing ends here: what is longer than any entry is given up, up to the next one.
                following = shape.start.search(text, position + 4)
                line += text.count("\n", counted, position)
                counted, position = position, following.start() if following else len(text) - 4
                yield line, Chunk("", line, fault="an entry without an end")
            suspect = doubtful
        line += text.count("\n", counted, position)
        rest = text[position:]
        ending = re.compile(rf"</(?:[\w.-]+:)?{self.parts[0].name}\s*>|<(?:[\w.-]+:)?{self.parts[0].name}\b[^<>]*/>")
        self.complete = any(ending.search(part) for part in (rest, self._head))
        begun = next((occurrence for occurrence in shape.mark.finditer(rest) if _opens(occurrence)), None)
        if begun:
            line += rest.count("\n", 0, begun.start())
            yield line, replace(_chunk(rest[begun.start() :], line, True), whole=False)


def _next(text: str, position: int, shape: Shape) -> tuple[int, int] | None:
    """Return where the next unit starts and ends, None where the text does not hold it wholly."""
    while True:
        match = shape.start.search(text, position)
        if match is None:
            return None
        start = match.start()
        remark = text.find("<!--", position, start)
        if remark < 0:
            break
        position = text.find("-->", remark) + 3
        if position < 3:
            return None
    closing = f"</{match[1]}>"
    end = text.find(closing, start)
    if end >= 0 and text.find("<!", start, end) < 0:
        return start, end + len(closing)
    # A comment or CDATA may hold anything, and the end tag may have a space in it: mark by mark.
    opened = 0
    for mark in shape.mark.finditer(text, start):
        if mark[0].startswith("</"):
            return start, mark.end()
        opened += _opens(mark)
        if opened == 2:  # the end tag is missing; whoever parses it says so
            return start, mark.start()
    return None


def _opens(mark: re.Match[str]) -> bool:
    return not mark[0].startswith(("</", "<!"))


def _chunk(text: str, line: int, suspect: bool) -> Chunk:
    clean = mended(text) if suspect else text
    if clean == text:
        return Chunk(text, line)
    if any("\ud800" <= char <= "\udfff" for char in text):
        return Chunk("", line, fault="bytes that are not of the file's encoding")
    return Chunk(clean, line, note="control characters became spaces")


def unnested(chunk: Chunk, shape: Shape) -> Iterator[Chunk]:
    """Yield the entries of a chunk: more than one where end tags are missing."""
    starts = [mark.start() for mark in shape.mark.finditer(chunk.text) if _opens(mark)]
    if len(starts) < 2:
        yield chunk
        return
    for index, start in enumerate(starts):
        last = index == len(starts) - 1
        piece = chunk.text[start:] if last else chunk.text[start : starts[index + 1]]
        line = chunk.line + chunk.text.count("\n", 0, start)
        yield replace(chunk, text=piece, line=line, whole=chunk.whole and last)


_NUMBERED = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,9}));")


def without_illegal_references(text: str) -> str:
    """Numbered references to what XML cannot hold become spaces; two halves of a surrogate pair become their character."""
    if "&#" not in text:
        return text
    changed = False

    def one(match: re.Match[str]) -> str:
        nonlocal changed
        code = int(match[1], 16) if match[1] else int(match[2])
        if code <= 0x10FFFF and illegal(chr(code)) is None:
            return match[0]
        changed = True
        return chr(code) if 0xD800 <= code <= 0xDFFF else " "

    text = _NUMBERED.sub(one, text)
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\ufffd", " ") if changed else text
    )
