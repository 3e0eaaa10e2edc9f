"""A workbook for MultiTerm Convert (Trados): one row a concept, a column a term, synonyms in further columns of the same name.

A column named by a language becomes an index field, `Status` behind it a field of its term, `Subject`, `Definition` and
`Note` fields of the concept. Cells are typed as text. (Read about, not run.)
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.glossary import count_proposed, left_behind, remark, same_language, valid_terms
from yizhi.termbase.formats.memoq_csv import NAMES
from yizhi.termbase.model import Concept, Status, Term
from yizhi.termbase.validation import mended

NAME = "multiterm"
ENDINGS = ()

_KEEPS = frozenset({"domain", "definition", "note", "references"})
_LONGEST = 32_767


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the two languages with the status of every term."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    report = ExportReport()
    languages = (options.source, options.target)
    rows = [(concept, [_terms(concept, tag) for tag in languages]) for concept in concepts]
    widths = [max((len(sides[index]) for _, sides in rows), default=1) for index in (0, 1)]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")

    def put(cells: list[str]) -> None:
        typed: list[object] = []
        for text in cells:
            cell = WriteOnlyCell(sheet, value=mended(text)[:_LONGEST] or None)
            if text:
                cell.data_type = "s"
                cell.number_format = "@"
            typed.append(cell)
        sheet.append(typed)

    header = ["Subject", "Definition", "Note"]
    for tag, width in zip(languages, widths, strict=True):
        header += [NAMES.get(tag, tag), "Status"] * max(width, 1)
    put(header)
    for concept, sides in rows:
        count_proposed(concept, report.left_out)
        left_behind(concept, languages, _KEEPS, report.left_out)
        if not any(sides):
            report.left_out["concepts without a term in these languages"] += 1
            continue
        about = remark(Concept(concept.id, note=concept.note, references=concept.references))
        cells = [concept.domain, concept.definition, about]
        for terms, width in zip(sides, widths, strict=True):
            for term in terms:
                cells += [term.text, term.status.value]
            cells += ["", ""] * (max(width, 1) - len(terms))
        put(cells)
        report.concepts += 1
        report.terms += sum(map(len, sides))
    with beside(path) as written:
        book.save(written)
    return report


def _terms(concept: Concept, language: str) -> list[Term]:
    bad = (Status.DEPRECATED, Status.FORBIDDEN)
    invalid = [t for t in concept.in_language(language) if t.status in bad and same_language(t.language, language)]
    return valid_terms(concept, language) + invalid
