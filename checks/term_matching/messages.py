"""From verdicts to issues, with words that a linguist can act on: what the rules about single terms share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yizhi.checks.document import SOURCE, TARGET
from yizhi.checks.model import Issue, Mark
from yizhi.checks.term_matching import severity
from yizhi.checks.term_matching.concepts import Concepts, concepts
from yizhi.checks.term_matching.scoring import judged
from yizhi.checks.term_matching.verdicts import TermVerdict
from yizhi.termbase.model import Kind

if TYPE_CHECKING:
    from yizhi.checks.context import Context, TermMemory
    from yizhi.checks.document import Document
    from yizhi.termbase.recognition.hit import Hit

MISSING, EXTRA, REPLACED = "missing", "extra", "replaced"
PLAIN, PLACE, ACRONYM = "plain", "place", "acronym"


def issues(document: Document, context: Context, shape: str | None, sort: str) -> Iterator[Issue]:
    """Yield the issues of verdicts of a shape (`missing`, `extra`, `replaced`; None: any) about terms of a sort."""
    glossary = concepts(context.library)
    for verdict in judged(document, context.library, context.usage, context.whole):
        fits = shape in (None, _shape(verdict)) and sort == _sort(verdict.missing, verdict.extra, glossary)
        if fits and not _approved(verdict, context):
            yield _issue(verdict, glossary, context.usage)


def _shape(verdict: TermVerdict) -> str:
    if verdict.missing:
        return REPLACED if verdict.extra or verdict.instead else MISSING
    return EXTRA


def _issue(verdict: TermVerdict, glossary: Concepts, memory: TermMemory | None) -> Issue:
    """Return what is said of a verdict, with what the memory knows of the term."""
    source, target = verdict.missing, verdict.extra
    grave = severity.severity(verdict, glossary)
    if source is None:
        assert target is not None
        return _extra(verdict, target)._replace(severity=grave)
    if target:
        issue = _replaced(verdict, source, target, glossary)
    elif verdict.instead:
        issue = _exchanged(verdict, source, verdict.instead, glossary)
    else:
        issue = _missing(verdict, source, glossary)
    told = "" if memory is None or glossary.is_name(source) else memory.told(source)
    return issue._replace(severity=grave, message=issue.message + told)


def _sort(source: Hit | None, target: Hit | None, glossary: Concepts) -> str:
    """Return which of the rules speaks about a verdict."""
    if all(glossary.is_place(hit) for hit in (source, target) if hit):
        return PLACE
    if source and target and target.term.kind is Kind.ABBREVIATION and target.text.isascii():
        return ACRONYM
    return PLAIN


def _approved(verdict: TermVerdict, context: Context) -> bool:
    """Return whether the memory has this very translation as approved."""
    pair = verdict.view.pair()
    if context.memory is None or pair is None:
        return False
    source, target = pair
    return target.text in context.memory.exact(source.text, source.language, target.language)


def _missing(verdict: TermVerdict, hit: Hit, glossary: Concepts) -> Issue:
    official = glossary.official(hit, _target_lang(verdict))
    expected = f" (expected “{official}”)" if official else ""
    return Issue(
        Mark(verdict.view, SOURCE, hit.start, hit.end),
        f"“{hit.text}” has no counterpart in the translation{expected}",
        concept=hit.concept,
    )


def _exchanged(verdict: TermVerdict, hit: Hit, position: tuple[int, int], glossary: Concepts) -> Issue:
    official = glossary.official(hit, _target_lang(verdict))
    start, end = position
    words = verdict.view.target.text[start:end] if verdict.view.target else ""
    return Issue(
        Mark(verdict.view, TARGET, start, end),
        f"“{hit.text}” is “{official}”, not “{words}”",
        suggestion=official,
        concept=hit.concept,
        related=(Mark(verdict.view, SOURCE, hit.start, hit.end),),
    )


def _extra(verdict: TermVerdict, hit: Hit) -> Issue:
    return Issue(
        Mark(verdict.view, TARGET, hit.start, hit.end),
        f"nothing in the source stands behind “{hit.text}”",
        concept=hit.concept,
    )


def _replaced(verdict: TermVerdict, source: Hit, target: Hit, glossary: Concepts) -> Issue:
    official = glossary.official(source, _target_lang(verdict))
    expected = f", not “{target.text}”" if official else f"; “{target.text}” is another term"
    return Issue(
        Mark(verdict.view, TARGET, target.start, target.end),
        (f"“{source.text}” is “{official}”" if official else f"“{source.text}” did not arrive") + expected,
        suggestion=official,
        concept=source.concept,
        related=(Mark(verdict.view, SOURCE, source.start, source.end),),
    )


def _target_lang(verdict: TermVerdict) -> str:
    target = verdict.view.target
    return target.lang if target else "en"
