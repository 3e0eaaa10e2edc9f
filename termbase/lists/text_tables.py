"""CSV and TSV as programs write them: which mark is between the cells, whatever the file's ending says."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from yizhi.termbase.decoding import decode
from yizhi.termbase.errors import Malformed

Row = tuple[int | None, list[str]]
"""The line of a row in its file, and its cells."""

MARKS = ",;\t|"
_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SAMPLED = 20
"""Lines that are looked at for the mark between cells."""


class Dialect(NamedTuple):
    """How a table in text form is written: the mark between its cells, and whether quotes hold cells together."""

    mark: str
    quotes: bool
    start: int = 0
    """Where the table begins: behind a line `sep=;` of Excel."""


def dialect_of(text: str, ending: str) -> Dialect:
    """Return the dialect of a table. A `.tsv` has tabs and no quotes; a `.csv` what its lines have, and tabs without quotes too.

    The mark is the one that parts the most lines of the sample into the same number of cells; commas where nothing decides.
    """
    hint = _HINT.match(text)
    if hint:
        return Dialect(hint[1], hint[1] != "\t", hint.end())
    if ending in (".tsv", ".tab"):
        return Dialect("\t", quotes=False)
    lines = [line for line in text[: 1 << 16].splitlines() if line.strip()][:_SAMPLED]
    best = max(MARKS, key=lambda mark: (_evenness(lines, mark), mark == ","))
    quoted = any(f'{best}"' in line or line.startswith('"') for line in lines)
    return Dialect(best, quotes=best != "\t" or quoted)


def _evenness(lines: list[str], mark: str) -> float:
    """Return how many of the lines the mark parts into as many cells as the first one; what it does not part at all counts nothing."""
    counts = Counter(line.count(mark) for line in lines if not line.startswith("#"))
    if not lines or not counts:
        return 0.0
    parts, number = counts.most_common(1)[0]
    first = lines[0].count(mark)
    return (number / len(lines) if parts else 0.0) + bool(first)


def rows_of(text: str, dialect: Dialect, path: Path) -> Iterator[Row]:
    """Yield the rows of a table. Raise Malformed where a quote is never closed."""
    text = text[dialect.start :]
    before = 1 if dialect.start else 0
    if not dialect.quotes:
        lines = text.split("\n") if "\n" in text else text.split("\r")
        if lines and not lines[-1]:
            lines.pop()
        for number, words in enumerate(lines, 1 + before):
            yield number, words.rstrip("\r").split(dialect.mark)
        return
    rows = csv.reader(StringIO(text, newline=""), delimiter=dialect.mark, strict=True)
    line = 1 + before
    try:
        for cells in rows:
            yield line, cells
            line = rows.line_num + 1 + before
    except csv.Error as error:
        raise Malformed(
            f"not CSV from here on ({error})", hint="check the quotes of this row", path=path, line=line
        ) from None


def load_text(path: Path) -> tuple[str, str]:
    """Return the text of a table, and a note where it is not UTF-8 throughout (else empty).

    A broken byte in UTF-8 becomes a lone surrogate, so that it spoils its own row and no other. Raises Malformed for what is no
    text, and where no encoding can be told.
    """
    data = path.read_bytes()
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data[: 1 << 16]:
        text = data.decode("utf-8-sig", "surrogateescape")
        broken = sum("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else 0
        whole = sum(char > "\u07ff" for char in text) - broken if broken else 0
        if not broken:
            return text, ""
        if whole >= _WHOLE * broken:
            return text, "not UTF-8 throughout; rows with broken bytes are left out"
    decoded = decode(data, path)
    return decoded.text, decoded.notes[0] if decoded.notes else f"read as {decoded.encoding.upper()}"


_WHOLE = 0.5
"""Whole characters of three bytes for each broken byte, from which a file is UTF-8 with faults: other encodings hold few by chance."""
