"""The `glossary` element of a unit: the terms of its source text with their translations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yizhi.termbase.model import Concept
from yizhi.tm.drafts.escaping import escape

NAMESPACE = "urn:oasis:names:tc:xliff:glossary:2.0"

TermMatches = Callable[[str, str], Sequence[tuple[str, Concept]]]
"""The terms in a text of a language: (the term as the termbase has it, its concept), in text order."""


@dataclass(slots=True)
class GlossaryReport:
    """How many units there are, how many of them got a glossary, and how many entries these have."""

    units: int = 0
    with_terms: int = 0
    entries: int = 0


def glossary_of(
    text: str, source: str, target: str, matches: TermMatches, report: GlossaryReport, prefix: str = "gls"
) -> str:
    """Return the `glossary` element for a source text; empty where no term of it has a translation."""
    entries: list[str] = []
    seen: set[str] = set()
    for term, concept in matches(text, source):
        translations = [form.text for form in concept.in_language(target) if form.status.valid]
        if concept.id in seen or not translations:
            continue
        seen.add(concept.id)
        content = "".join(
            f"<{prefix}:translation>{escape(translation)}</{prefix}:translation>"
            for translation in dict.fromkeys(translations)
        )
        if concept.definition.strip():
            content += f"<{prefix}:definition>{escape(concept.definition)}</{prefix}:definition>"
        entries.append(
            f'<{prefix}:glossEntry id="yz{len(entries) + 1}"><{prefix}:term>{escape(term)}</{prefix}:term>{content}</{prefix}:glossEntry>'
        )
    if not entries:
        return ""
    report.with_terms += 1
    report.entries += len(entries)
    return f"<{prefix}:glossary>{''.join(entries)}</{prefix}:glossary>"
