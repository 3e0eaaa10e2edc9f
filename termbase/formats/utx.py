"""UTX 1.11 (AAMT): a tab-separated glossary with part of speech, term status and concept id.

The first line names version, languages and date, the second the columns. Statuses are `approved`, `provisional`,
`non-standard` and `forbidden`; proposed terms would be provisional, but are not written, for they are not decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from yizhi.termbase.errors import Malformed
from yizhi.termbase.files import beside
from yizhi.termbase.formats.cells import encoding_of
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.glossary import REMARKED, GlossaryEntry, remark, write_lines
from yizhi.termbase.formats.table import generated_id
from yizhi.termbase.language import normalise
from yizhi.termbase.model import Concept, Status, Term

NAME = "utx"
ENDINGS = (".utx",)

_COLUMNS = ("src", "tgt", "src:pos", "tgt:pos", "term status", "concept ID", "comment")
_STATUSES = {
    "approved": Status.PREFERRED,
    "provisional": Status.PROPOSED,
    "non-standard": Status.DEPRECATED,
    "forbidden": Status.FORBIDDEN,
    "": Status.PREFERRED,
}
_LANGUAGES = re.compile(r"([A-Za-z-]+)\s*/\s*([A-Za-z-]+)")


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts: lines with one concept id are one concept."""
    encoding, encoding_value = encoding_of(path)
    path_text = str(path)
    if encoding_value:
        yield Problem(path_text, None, encoding_value, lost=False)
    with path.open(encoding=encoding, errors="replace") as file:
        lines = [(number, line.rstrip("\r\n")) for number, line in enumerate(file, 1) if line.strip()]
    heads = [line for _, line in lines if line.startswith("#")]
    languages = _LANGUAGES.search(heads[0].partition(";")[2]) if heads else None
    columns = next((head[1:].split("\t") for head in heads[1:] if head.startswith("#src")), None)
    if not heads or not heads[0].upper().startswith("#UTX") or languages is None or columns is None:
        raise Malformed("not UTX: no `#UTX` line with languages, or no `#src` line", path=path, line=1)
    by_id: dict[str, Concept] = {}
    for number, line in lines:
        if line.startswith("#"):
            continue
        cells = dict(zip((name.strip() for name in columns), line.split("\t"), strict=False))
        try:
            concept = _concept(cells, normalise(languages[1]), normalise(languages[2]))
        except ValueError as error:
            yield Problem(path_text, number, str(error))
            continue
        earlier = by_id.get(concept.id)
        terms = dict.fromkeys((earlier.terms if earlier else ()) + concept.terms)
        by_id[concept.id] = Concept(concept.id, tuple(terms), note=earlier.note if earlier else concept.note)
    yield from by_id.values()


def _concept(cells: dict[str, str], source: str, target: str) -> Concept:
    if not cells.get("src", "").strip() or not cells.get("tgt", "").strip():
        raise ValueError("a line without two terms")
    status_text = cells.get("term status", "").strip().lower()
    if status_text not in _STATUSES:
        raise ValueError(f"term status {status_text!r:.30} is none of {', '.join(filter(None, _STATUSES))}")
    terms = (
        Term(cells["src"].strip(), source, part_of_speech=cells.get("src:pos", "").strip()),
        Term(cells["tgt"].strip(), target, _STATUSES[status_text], part_of_speech=cells.get("tgt:pos", "").strip()),
    )
    return Concept(
        cells.get("concept ID", "").strip() or generated_id(terms), terms, note=cells.get("comment", "").strip()
    )


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the pairs of terms, those that must not be used with their status."""
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write(f"#UTX 1.11; {options.source}/{options.target}; {date.today().isoformat()}; yizhi\n")
        file.write("#" + "\t".join(_COLUMNS) + "\n")

        def put(entry: GlossaryEntry) -> None:
            status = (
                "approved"
                if entry.valid
                else "forbidden"
                if entry.target.status is Status.FORBIDDEN
                else "non-standard"
            )
            cells = (
                entry.source.text,
                entry.target.text,
                entry.source.part_of_speech,
                entry.target.part_of_speech,
                status,
                entry.concept.id,
                remark(entry.concept),
            )
            line = "\t".join(" ".join(cell.split()) for cell in cells)
            file.write((f" {line}" if line.startswith("#") else line) + "\n")

        return write_lines(concepts, options, REMARKED, True, put)
