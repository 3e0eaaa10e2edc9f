"""How grave a verdict is: an error where names stand for each other, a warning where little doubt is left, else information."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from yizhi.checks.model import Severity
from yizhi.checks.term_matching.indirect_mentions import breaks_off, understood
from yizhi.termbase.model import Kind
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.checks.term_matching.concepts import Concepts
    from yizhi.checks.term_matching.verdicts import TermVerdict
    from yizhi.termbase.recognition.hit import Hit

MISSING, MISSING_NAME, MISSING_PLACE = 2.1, 2.2, 2.5
"""Doubts from which a term, a name or a place that did not arrive is a warning."""
EXTRA, EXTRA_NAME, EXTRA_PLACE = 2.1, 2.1, 2.0
"""The same for what nothing in the source stands behind."""
REPLACED, SHARE, REPLACED_MISSING = 1.4, 0.3, 3.0
"""A term in the place of another one is a warning if the doubt about it and this share of the doubt about the other come
to so much (a missing term may be rendered freely, one without a source is seldom right), or if the other is so sure."""
REPLACED_NAME, REPLACED_NAME_LEAST = 1.5, 0.0
"""The greater and the smaller doubt from which a name in the place of another one is a warning."""
SWAPPED, SWAPPED_PLACE = 3.0, 0.0
"""The smaller doubt from which a name in the place of another name, or a place in that of another, is an error."""
_CONTINENT = compiled(r"\b(?:Africa|America|Asia|Europe)")


def severity(verdict: TermVerdict, glossary: Concepts) -> Severity:
    """Return the severity of a verdict. A memory says what is worth a look; it makes no warning and takes none back, for good
    translators depart from usage too."""
    lifted = verdict.lifted
    source, target = verdict.missing, verdict.extra
    if source and target and glossary.is_place(source) and glossary.is_place(target):
        sure = verdict.least >= SWAPPED_PLACE and not _continental(source, target, glossary)
        return Severity.ERROR if sure else Severity.INFO
    if _torn(verdict) or _understood(verdict, glossary):
        return Severity.INFO
    if _unresolved(verdict, glossary):
        return Severity.WARNING
    if source and target:
        if glossary.is_name(source) and glossary.is_name(target):
            alike = verdict.siblings and verdict.least < verdict.doubt
            if not alike and glossary.is_office(source) is not glossary.is_office(target):
                return Severity.INFO  # a body and its head speak for each other
            if verdict.least >= SWAPPED:
                return Severity.ERROR
            sure = verdict.doubt >= REPLACED_NAME and verdict.least >= REPLACED_NAME_LEAST
        else:
            missing, extra = (doubt - lift for doubt, lift in zip(verdict.alone, lifted, strict=True))
            sure = verdict.siblings or extra + SHARE * missing >= REPLACED or missing >= REPLACED_MISSING
    elif source:
        limit = _limit(source, glossary, (MISSING, MISSING_NAME, MISSING_PLACE))
        sure = verdict.doubt - lifted[0] >= limit
    else:
        limit = _limit(target, glossary, (EXTRA, EXTRA_NAME, EXTRA_PLACE)) if target else math.inf
        sure = verdict.doubt - lifted[1] >= limit
    return Severity.WARNING if sure else Severity.INFO


def _continental(source: Hit, target: Hit, glossary: Concepts) -> bool:
    """Return whether one of two places is an adjective that may be of the other, a continent or part of it: American of the Americas,
    Central African of Central Africa."""
    return any(
        any(map(_CONTINENT.search, glossary.forms(position.concept, "en")))
        for adjective, position in ((source, target), (target, source))
        if adjective.text.endswith(("American", "African", "Asian", "European"))
    )


def _torn(verdict: TermVerdict) -> bool:
    """Return whether one side breaks off: what it lacks stands in another segment."""
    return any(side is not None and breaks_off(side) for side in (verdict.view.source, verdict.view.target))


def _unresolved(verdict: TermVerdict, glossary: Concepts) -> bool:
    """Return whether an English acronym of a body has neither its name, nor part of it, nor its letters in the Chinese: what stands there
    stands for something else. (A Chinese text that takes a body up by its head, 该基金, has part of the name: there is no such verdict.)"""
    source, target, counterpart = verdict.missing, verdict.extra, verdict.view.target
    if source is None or counterpart is None or counterpart.lang != "zh" or not source.text.isupper():
        return False
    if source.term.kind is not Kind.ABBREVIATION or not glossary.is_name(source) or source.text in counterpart.text:
        return False
    return target is None or not glossary.is_name(target)


def _understood(verdict: TermVerdict, glossary: Concepts) -> bool:
    """Return whether a place that one side alone names may be understood from the other, if that one names no other in its stead."""
    if verdict.missing and verdict.extra:
        return False
    hit, side, counterpart = verdict.extra, verdict.view.target, verdict.view.source
    if verdict.missing:
        hit, side, counterpart = verdict.missing, counterpart, side
    if not (hit and side and counterpart and glossary.is_place(hit) and understood(side, counterpart)):
        return False
    named = Counter(hit_item.concept for hit_item in side.hits)
    named.subtract(hit_item.concept for hit_item in counterpart.hits if glossary.is_place(hit_item))
    return min(named.values()) >= 0


def _limit(hit: Hit, glossary: Concepts, limits: tuple[float, float, float]) -> float:
    term, name, limit_of_place = limits
    return limit_of_place if glossary.is_place(hit) else name if glossary.is_name(hit) else term
