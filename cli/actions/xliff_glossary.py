"""`yizhi export --xliff-glossary`: a draft with the terms of the termbase beside every unit."""

from __future__ import annotations

from pathlib import Path

from yizhi.cli.actions.settings import Settings
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.termbase.files import distinct
from yizhi.termbase.model import Concept


def gloss(draft: Path, out: Path, configured: Settings) -> int:
    """Write the draft with its terms; the exit code."""
    from yizhi.termbase.recognition.recogniser import Recogniser
    from yizhi.tm.formats.xliff_glossary import write

    distinct([out], [draft, *configured.termbases])
    with configured.library() as library:
        errors = tell(library.problems)
        recogniser = Recogniser.of(library)

        def terms(text: str, language: str) -> list[tuple[str, Concept]]:
            hits = ((hit.term.text, library.concept(hit.concept)) for hit in recogniser.hits(text, language))
            return [(term, concept) for term, concept in hits if concept is not None]

        report = write(draft, out, terms)
    terminal.out(
        f"{out}: {report.units:,} units, {report.with_terms:,} with terms, {report.entries:,} glossary entries"
    )
    return 2 if errors else 0
