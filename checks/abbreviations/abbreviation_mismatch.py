"""An acronym is that of another body.

Either the translation has the acronym of a body that the source does not name, in place of one that it does, or a full
name is followed in brackets by the acronym of another one.

Why: acronyms look alike (WMO, IMO), and the reader takes one body for another.

Example: 气象组织发布了海浪预报。 | IMO issued a wave forecast.
Better: 气象组织发布了海浪预报。 | WMO issued a wave forecast.

Source: the termbase (each term names its own source).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.term_matching.concepts import Concepts, concepts, ids
from yizhi.checks.term_matching.messages import ACRONYM, issues
from yizhi.termbase.model import Kind, Strictness
from yizhi.termbase.text.lazy import compiled

_BETWEEN = compiled(r"[》”\"]?\s?[(（]\s?")


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one file."""
    glossary = concepts(context.library)
    for view in document.views:
        side, name = (view.target, TARGET) if document.bilingual else (view.source, SOURCE)
        if side is not None and ("(" in side.text or "（" in side.text):
            yield from _declared(view, side, name, glossary)
    if document.bilingual:
        yield from issues(document, context, None, ACRONYM)


def _declared(view: RecognisedUnit, side: RecognisedSegment, name: str, glossary: Concepts) -> Iterator[Issue]:
    """Full names with the acronym of another body in brackets."""
    for full, short in pairwise(side.hits):
        if short.term.kind is not Kind.ABBREVIATION or full.term.kind is Kind.ABBREVIATION:
            continue
        if full.strictness is not Strictness.NAME and not glossary.is_name(full):
            continue
        if not _BETWEEN.fullmatch(side.text, full.end, short.start) or side.text[short.end : short.end + 1] not in (
            ")",
            "）",
        ):
            continue
        abbreviations = list(chain.from_iterable(glossary.abbreviations(concept, side.lang) for concept in ids(full)))
        if (
            not abbreviations
            or not glossary.near(full.concept).isdisjoint(ids(short))
            or not glossary.near(short.concept).isdisjoint(ids(full))
        ):
            continue
        yield Issue(
            Mark(view, name, short.start, short.end),
            f"“{short.text}” is not the short form of “{full.text}”, which is “{abbreviations[0].text}”",
            suggestion=abbreviations[0].text,
            concept=full.concept,
            severity=Severity.ERROR,
            related=(Mark(view, name, full.start, full.end),),
        )


RULE = Rule("abbreviation-mismatch", Severity.ERROR, ("zh",), check, across=True, tallied=True)
