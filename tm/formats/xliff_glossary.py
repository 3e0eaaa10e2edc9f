"""XLIFF 2.1 with the glossary module: the terms that occur in each unit ride along with it.

An XLIFF 2 file keeps every byte; its units get a `gls:glossary` in front of what they hold. Any other draft becomes a new
XLIFF 2.1 file of its units. A concept comes once a unit: the term as the termbase has it, its translations that may be
used, its definition; terms that must not be used are not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside
from yizhi.termbase.validation import mended
from yizhi.tm.drafts.escaping import escape, quoteattr
from yizhi.tm.formats.xliff_glossary_entries import NAMESPACE, GlossaryReport, TermMatches, glossary_of
from yizhi.tm.model import Draft, Unit

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_TOKEN = re.compile(r"[A-Za-z0-9._:-]+")


def write(draft_path: Path, out: Path, matches: TermMatches, input_format: str | None = None) -> GlossaryReport:
    """Write the draft with its terms to `out`. YizhiError where it is not bilingual or cannot be read."""
    from yizhi.tm.drafts.reader import chosen, read
    from yizhi.tm.drafts.source import load

    source = load(draft_path)
    if chosen(source, input_format).name == "xliff":
        from yizhi.tm.drafts.markup import parse

        document = parse(source)
        from yizhi.tm.formats.xliff_glossary_splice import spliced_in

        if document.root.name == "xliff" and document.root.get("version").startswith("2."):
            data, report = spliced_in(document, matches)
            with beside(out) as written:
                written.write_bytes(data)
            return report
    draft = read(draft_path, input_format)
    if not draft.bilingual or draft.target_language is None:
        raise YizhiError("has one language only", hint="name a bilingual draft (xlf, tsv, po, …)", path=draft_path)
    report = GlossaryReport()
    with beside(out) as written, written.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="{_CORE}" version="2.1" '
            f"srcLang={quoteattr(draft.source_language)} trgLang={quoteattr(draft.target_language)} "
            f'xmlns:gls="{NAMESPACE}">\n<file id="f1" original={quoteattr(mended(draft_path.name))}>\n'
        )
        for piece in _units(draft, matches, report):
            file.write(mended(piece))
        file.write("</file>\n</xliff>\n")
    return report


def _units(draft: Draft, matches: TermMatches, report: GlossaryReport) -> Iterator[str]:
    used: set[str] = set()
    for number, unit in enumerate(draft.units, 1):
        if unit.source is None or not unit.source.text:
            continue
        report.units += 1
        target = f"<target>{escape(unit.target.text)}</target>" if unit.target and unit.target.text else ""
        glossary = glossary_of(unit.source.text, draft.source_language, draft.target_language or "", matches, report)
        yield (
            f"<unit id={quoteattr(_id(unit, number, used))}>{glossary}<segment>"
            f"<source>{escape(unit.source.text)}</source>{target}</segment></unit>\n"
        )


def _id(unit: Unit, number: int, used: set[str]) -> str:
    """Return the unit's own id where XML can have it and it is the first of its kind, else its number."""
    identifier = unit.id or ""
    made = identifier if _TOKEN.fullmatch(identifier) and identifier not in used else f"u{number}"
    while made in used:
        made += "x"
    used.add(made)
    return made
