"""Office files are ZIP archives: their parts, with limits that keep a bomb from unpacking."""

from __future__ import annotations

import io
import zipfile
import zlib

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.tm.drafts.source import DraftFile

MAX_PARTS = 10_000
MAX_UNPACKED = 400_000_000
"""Bytes of all parts together."""
MAX_RATIO = 300
"""How many times its packed size a part may have, beyond `SMALL` bytes. Text packs about ten times, sparse sheets fifty."""
SMALL = 5_000_000
_ENCRYPTED, _OLE = 0x1, b"\xd0\xcf\x11\xe0"


class Archive:
    """The parts of an Office file."""

    def __init__(self, source: DraftFile) -> None:
        self.source = source
        if source.data.startswith(_OLE):
            raise YizhiError(
                "encrypted, or from an Office before 2007",
                hint="save it without password as .docx or .xlsx",
                path=source.path,
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
            raise Malformed(
                "not an Office file, or damaged", hint="open and save it again", path=source.path
            ) from error
        parts = self.zip.infolist()
        total = sum(part.file_size for part in parts)
        ratio = any(
            part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts
        )
        if len(parts) > MAX_PARTS or total > MAX_UNPACKED or ratio:
            raise YizhiError(
                f"unpacks to {total // 1_000_000} MB in {len(parts)} parts: refused as a possible ZIP bomb",
                path=source.path,
            )
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise YizhiError("the file is encrypted", hint="save it without password", path=source.path)

    def names(self) -> list[str]:
        """Return the names of the parts."""
        return self.zip.namelist()

    def read(self, name: str) -> bytes:
        """Return a part. Raise Malformed where it is missing or damaged, or longer than the archive says."""
        try:
            with self.zip.open(name) as part:
                size = self.zip.getinfo(name).file_size
                data = part.read(size + 1)
        except KeyError as error:
            raise Malformed(
                f"the part {name} is missing", hint="open and save it again", path=self.source.path
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Malformed(
                f"the part {name} is damaged", hint="open and save it again", path=self.source.path
            ) from error
        return data

    def part(self, name: str) -> DraftFile:
        """Return a part as a Source of its own, for the parsers."""
        return DraftFile(self.source.path, self.read(name))

    def replaced(self, parts: dict[str, bytes]) -> bytes:
        """Return the archive with some parts changed or added, the others as they were."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self.zip.infolist():
                target.writestr(info, parts.get(info.filename) or self.read(info.filename))
            for name in sorted(parts.keys() - set(self.names())):
                target.writestr(name, parts[name])
        return out.getvalue()
