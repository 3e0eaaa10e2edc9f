"""CSV for a memoQ term base: one row a concept, the columns as memoQ's own export names them, terms of a language in several columns.

memoQ recognises its own column names on import and offers the others for mapping; a forbidden term is one whose
`Term_Info` says so. UTF-8 with a byte-order mark, as its import dialogue then guesses the encoding right. (Read about, not run.)
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.glossary import count_proposed, left_behind, remark, same_language, valid_terms
from yizhi.termbase.language import EN, ZH_HANS, ZH_HANT
from yizhi.termbase.model import Concept, Status, Term

NAME = "memoq"
ENDINGS = ()

NAMES = {
    EN: "English",
    ZH_HANS: "Chinese (PRC)",
    ZH_HANT: "Chinese (Taiwan)",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "ar": "Arabic",
}
_KEEPS = frozenset({"domain", "definition", "note", "references"})


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the two languages, every valid term and, marked, every term that must not be used."""
    report = ExportReport()
    chosen = list(concepts)
    languages = (options.source, options.target)
    rows = [(concept, [_terms(concept, tag) for tag in languages]) for concept in chosen]
    rows = [(concept, sides) for concept, sides in rows if all(sides)]
    widths = [max((len(sides[index]) for _, sides in rows), default=1) for index in (0, 1)]
    header = ["Entry_Subject", "Entry_Domain", "Entry_Note"]
    for tag, width in zip(languages, widths, strict=True):
        header += [NAMES.get(tag, tag), "Term_Info"] * width
        header += [f"{NAMES.get(tag, tag)}_Def"]
    for concept in chosen:
        count_proposed(concept, report.left_out)
        left_behind(concept, languages, _KEEPS, report.left_out)
    if len(rows) < len(chosen):
        report.left_out["concepts without a term in both languages"] += len(chosen) - len(rows)
    with beside(path) as written, written.open("w", encoding="utf-8-sig", newline="") as file:
        put = csv.writer(file)
        put.writerow(header)
        for concept, sides in rows:
            cells = ["", concept.domain, remark(Concept(concept.id, note=concept.note, references=concept.references))]
            for index, (terms, width) in enumerate(zip(sides, widths, strict=True)):
                for term in terms:
                    cells += [term.text, "" if term.status.valid else "Forbidden"]
                cells += ["", ""] * (width - len(terms)) + [concept.definition if index == 0 else ""]
            put.writerow(cells)
            report.concepts += 1
            report.terms += sum(map(len, sides))
    return report


def _terms(concept: Concept, language: str) -> list[Term]:
    terms = valid_terms(concept, language)
    if not terms:
        return []
    bad = (Status.DEPRECATED, Status.FORBIDDEN)
    return terms + [t for t in concept.in_language(language) if t.status in bad and same_language(t.language, language)]
