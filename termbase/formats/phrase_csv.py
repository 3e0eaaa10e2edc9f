"""CSV for a term base of Phrase Strings: `term`, `description`, `case sensitive`, `translatable`, and a column a locale.

Terms are told apart by `term`, so each valid term of the source language is a row beside its best counterpart. It knows no
status: terms that must not be used are left out. (Read about, not run.)
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.clients import profile_of
from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.glossary import REMARKED, GlossaryEntry, remark, write_lines
from yizhi.termbase.model import Concept

NAME = "phrase"
ENDINGS = ()


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the pairs of terms."""
    profile = profile_of("phrase")
    with beside(path) as written, written.open("w", encoding="utf-8", newline="") as file:
        put_row = csv.writer(file).writerow
        tags = [profile.tag(options.source), profile.tag(options.target)]
        put_row(["term", "description", "case sensitive", "translatable", *tags])
        seen: set[tuple[str, str]] = set()

        def put(entry: GlossaryEntry) -> None:
            if (entry.source.text, entry.target.text) not in seen:
                seen.add((entry.source.text, entry.target.text))
                sensitive = "true" if entry.source.case_sensitive else "false"
                put_row(
                    [entry.source.text, remark(entry.concept), sensitive, "true", entry.source.text, entry.target.text]
                )

        return write_lines(concepts, options, REMARKED, False, put)
