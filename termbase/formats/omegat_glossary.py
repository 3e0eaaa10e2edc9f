"""OmegaT's glossary: a line a pair, `source TAB target TAB remark`, UTF-8; lines that begin with `#` say nothing.

OmegaT shows all lines of a source term, so each valid term has its own. It knows no status: terms that must not be used
are left out. Name the file `….utf8` or `….txt` in the project's glossary folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.cells import encoding_of
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.glossary import REMARKED, GlossaryEntry, read_pairs, remark, write_lines
from yizhi.termbase.model import Concept

NAME = "omegat"
ENDINGS = (".utf8", ".tab")


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield a concept a line; several terms of a side are separated by semicolons."""
    encoding, encoding_value = encoding_of(path)
    if encoding_value:
        yield Problem(str(path), None, encoding_value, lost=False)
    rows = []
    with path.open(encoding=encoding, errors="surrogateescape") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                cells = [*line.rstrip("\r\n").split("\t"), "", ""]
                rows.append((number, cells[0], cells[1], cells[2]))
    yield from read_pairs(rows, str(path))


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the pairs of terms."""
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\n") as file:

        def put(entry: GlossaryEntry) -> None:
            cells = (entry.source.text, entry.target.text, remark(entry.concept))
            line = "\t".join(" ".join(cell.split()) for cell in cells)
            file.write((f" {line}" if line.startswith("#") else line) + "\n")

        return write_lines(concepts, options, REMARKED, False, put)
