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
from typing import TYPE_CHECKING

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.term_matching.concepts import Concepts, concepts, ids
from yizhi.checks.term_matching.messages import ACRONYM, issues
from yizhi.termbase.model import Kind, Strictness
from yizhi.termbase.text.lazy import compiled, once

if TYPE_CHECKING:
    from yizhi.termbase.recognition.hit import Hit

_BETWEEN = compiled(r"[》”\"]?\s?[(（]\s?")


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one file."""
    glossary = concepts(context.library)
    for view in document.views:
        side, name = (view.target, TARGET) if document.bilingual else (view.source, SOURCE)
        if side is not None and ("(" in side.text or "（" in side.text):
            yield from _declared(view, side, name, glossary)
    if document.bilingual:
        verdicts = list(issues(document, context, None, ACRONYM))
        yield from verdicts
        marked = {(issue.mark.view.index, issue.mark.start) for issue in verdicts}
        for view, source, target in document.pairs():
            for issue in _exchanged(view, source, target, glossary):
                if (view.index, issue.mark.start) not in marked:
                    yield issue


def _exchanged(
    view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment, glossary: Concepts
) -> Iterator[Issue]:
    """Yield the acronym of a translation in place of another one where nothing is missing that the other rules could see: a body is
    named more often on one side and one that it does not know on the other, or an acronym stands in Latin letters within Chinese."""
    source_hits, target_hits = _acronyms(source), _acronyms(target)
    if not source_hits or not target_hits:
        return
    before, after = _Bodies(source, glossary), _Bodies(target, glossary)
    strange = [hit for hit in target_hits if not before.meant(hit)]
    lost = [hit for hit in source_hits if not after.meant(hit)]
    pairs = [(first, strange[0]) for first in source_hits if len(strange) == 1 and _oftener(first, before, after)]
    pairs += [
        (lost[0], second) for second in reversed(target_hits) if len(lost) == 1 and _oftener(second, after, before)
    ]
    if len(strange) == len(lost) == 1 and {lost[0], strange[0]} & {*source.latin_acronyms, *target.latin_acronyms}:
        pairs.append((lost[0], strange[0]))
    for first, second in pairs:
        official = next((term.text for term in glossary.abbreviations(first.concept, target.lang)), None)
        if official is not None:
            # A Latin acronym is written alike on both sides: there is nothing to say of what it is.
            is_alike = official == first.text
            yield Issue(
                Mark(view, TARGET, second.start, second.end),
                f"“{first.text}” in the source is “{second.text}” in the translation"
                if is_alike
                else f"“{first.text}” is “{official}”, not “{second.text}”",
                suggestion=official,
                concept=first.concept,
                severity=Severity.WARNING,
                related=(Mark(view, SOURCE, first.start, first.end),),
            )
            return


def _oftener(hit: Hit, bodies: _Bodies, counterpart: _Bodies) -> bool:
    """Return whether a body is named on both sides, and more often on this one."""
    return bodies.times(hit) > counterpart.times(hit) > 0


def _acronyms(side: RecognisedSegment) -> list[Hit]:
    """Return the acronyms of names on a side, in either script."""
    return [
        hit
        for hit in (*side.hits, *side.latin_acronyms)
        if hit.term.kind is Kind.ABBREVIATION and hit.strictness is Strictness.NAME
    ]


class _Bodies:
    """What a side names: each question about a body is answered once, however often the body is named."""

    def __init__(self, side: RecognisedSegment, glossary: Concepts) -> None:
        self._side, self._glossary = side, glossary
        self._meant: dict[tuple[str, str], bool] = {}
        self._times: dict[frozenset[str], int] = {}

    def meant(self, hit: Hit) -> bool:
        """Return whether the side knows of a body, in whatever form."""
        key = hit.text, hit.concept
        answer = self._meant.get(key)
        if answer is None:
            answer = self._meant[key] = (
                hit.text in self._side.text
                or not ids(hit).isdisjoint(self._named)
                or not self._glossary.near(hit.concept).isdisjoint(self._named)
            )
        return answer

    def times(self, hit: Hit) -> int:
        """Return how often the side names what a hit may stand for."""
        wanted = frozenset(ids(hit))
        number = self._times.get(wanted)
        if number is None:
            items = (*self._side.all_hits, *self._side.latin_acronyms)
            number = self._times[wanted] = sum(not wanted.isdisjoint(ids(item)) for item in items)
        return number

    @once
    def _named(self) -> set[str]:
        latin = {concept for item in self._side.latin_acronyms for concept in ids(item)}
        return self._side.meant | self._glossary.answering(self._side) | latin


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
