"""What is missing and what stands in its place, as one verdict; what has no partner, single."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.term_matching.concepts import Concepts, chinese
from yizhi.termbase.lexicon.families import WORD, family
from yizhi.termbase.records import dataclass

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedUnit
    from yizhi.checks.term_matching.unmatched import Pairing
    from yizhi.termbase.recognition.hit import Hit

OTHER = 1.7
"""What is added to the doubt about a term or place where something on the other side may stand in its place."""
_NOTHING, FOREIGN = 0.9, 0.7
"""Gaps from which nothing stands for a term, and from which its words say nothing about other terms."""
_FAR = 0.4
"""How far a term may stand from its source's place, as a share of the text, to be taken for its replacement."""
SIBLING, _WHOLE, _NEXT = 0.35, 3, 0.25
"""Gaps, the length (as of `term_length`) and the distance of two terms of which one stands for the other though they share a part."""
LEAST, LEAST_EXTRA, LEAST_REPLACED = 0.3, 0.6, 1.2
"""Doubts below these are not worth a look: about a term that is missing, one that nothing stands behind, the greater about two
of which one stands for the other."""
LEAST_PLACE = 0.3
"""The same about places."""


@dataclass(frozen=True, slots=True)
class TermVerdict:
    """A term of the source that did not arrive, a term of the translation that nothing stands behind, or both as one."""

    view: RecognisedUnit
    missing: Hit | None
    extra: Hit | None
    doubt: float
    """Of the two, where there are two, the greater."""
    least: float
    """Of the two the smaller."""
    alone: tuple[float, float] = (0.0, 0.0)
    """Of the two, where there are two: the doubts about the missing and the extra one, each looked at by itself."""
    lifted: tuple[float, float] = (0.0, 0.0)
    """What a translation memory added to the doubts about the missing and the extra one, or took off them."""
    siblings: bool = False
    """Whether the two have something in common, and each something that the other text lacks."""
    instead: tuple[int, int] | None = None
    """Where the translation has a rendering of the missing term with one word exchanged."""


class DoubtedHit(NamedTuple):
    """A hit that is left over, the doubt about it, what of it nothing can stand for."""

    hit: Hit
    doubt: float
    gap: float


def within_another(pairing: Pairing, source: Hit, target: Hit) -> bool:
    """Return whether one of two terms stands inside the other one: ICPD for a programme of action of the ICPD."""
    return any(
        inner.covered and inner.concept == part.concept and whole.start <= inner.start and inner.end <= whole.end
        for whole, part, side in ((target, source, pairing.target), (source, target, pairing.source))
        for inner in side.all_hits
    )


def together(
    pairing: Pairing, missing: list[DoubtedHit], extra: list[DoubtedHit], glossary: Concepts
) -> list[TermVerdict]:
    """Return one verdict for what is missing and what stands in its place, the rest single."""
    verdicts: list[TermVerdict] = []
    unpaired = list(extra)
    for hit, doubt, gap in sorted(missing, key=lambda item: -item.doubt):
        candidates = [
            item
            for item in unpaired
            if item.gap >= FOREIGN
            and glossary.is_place(item.hit) is glossary.is_place(hit)
            and (glossary.is_name(hit) or _distance(pairing, hit, item.hit, glossary)[1] <= _FAR)
        ]
        best = min(candidates, key=lambda item: _distance(pairing, hit, item.hit, glossary), default=None)
        if best is not None:
            # Each is a little surer for the other, if nothing stands behind that one.
            doubts = doubt + OTHER * (best.gap >= _NOTHING), best.doubt + OTHER * (gap >= _NOTHING)
            if max(doubts) >= _least(hit, glossary, LEAST):
                unpaired.remove(best)
                if max(doubts) >= _least(hit, glossary, LEAST_REPLACED):
                    verdicts.append(
                        TermVerdict(pairing.view, hit, best.hit, max(doubts), min(doubts), (doubt, best.doubt))
                    )
                continue
        sibling = _sibling(pairing, hit, gap, unpaired, glossary)
        if sibling is not None:
            unpaired.remove(sibling)
            doubts = doubt, sibling.doubt
            verdicts.append(
                TermVerdict(pairing.view, hit, sibling.hit, max(doubts), min(doubts), doubts, siblings=True)
            )
        elif doubt >= _least(hit, glossary, LEAST):
            # A place that the source names too, but less often, may stand for the one that is missing.
            surplus = pairing.surplus(hit) if glossary.is_place(hit) else None
            verdicts.append(TermVerdict(pairing.view, hit, surplus, doubt, doubt))
    verdicts += [
        TermVerdict(pairing.view, None, hit, doubt, doubt)
        for hit, doubt, gap in unpaired
        if doubt >= _least(hit, glossary, LEAST_EXTRA)
    ]
    return sorted(
        verdicts,
        key=lambda verdict: verdict.missing.start if verdict.missing else verdict.extra.start if verdict.extra else 0,
    )


def _least(hit: Hit, glossary: Concepts, least: float) -> float:
    """Return the doubt from which a verdict is worth a look: `least`, or that about places."""
    return LEAST_PLACE if glossary.is_place(hit) else least


def _sibling(
    pairing: Pairing, hit: Hit, gap: float, unpaired: list[DoubtedHit], glossary: Concepts
) -> DoubtedHit | None:
    """Return the term at the place of another of which it shares a part (family planning for 家庭团聚): each has a part that the
    other text lacks, which hardly ever is so where a listed term is rendered freely by another."""
    if gap < SIBLING or glossary.is_name(hit) or term_length(hit) < _WHOLE:
        return None
    candidates = [
        item
        for item in unpaired
        if item.gap >= SIBLING
        and not glossary.is_name(item.hit)
        and term_length(item.hit) >= _WHOLE
        and _distance(pairing, hit, item.hit, glossary)[1] <= _NEXT
    ]
    best = max(candidates, key=lambda item: item.gap, default=None)
    if best is None:
        return None
    inner = pairing.inner(hit, pairing.source)
    shared = pairing.support_without([best.hit]).gap(hit, inner) > pairing.support.gap(hit, inner)
    return best if shared else None


def _distance(pairing: Pairing, missing: Hit, extra: Hit, glossary: Concepts) -> tuple[bool, float]:
    """Return how ill two terms go together: one a name and the other not, far from each other's place in the text."""
    places = missing.start / (len(pairing.source.text) or 1), extra.start / (len(pairing.target.text) or 1)
    return glossary.is_name(missing) is not glossary.is_name(extra), abs(places[0] - places[1])


def term_length(hit: Hit) -> float:
    """Return how long a term is: the characters of Chinese, a quarter of the letters of telling English words."""
    return _length(hit.text, chinese(hit))


@lru_cache(maxsize=1 << 14)
def _length(text: str, is_chinese: bool) -> float:
    if is_chinese:
        return len(text)
    return sum(len(word) for word in WORD.findall(text) if family(word.lower())) / 4
