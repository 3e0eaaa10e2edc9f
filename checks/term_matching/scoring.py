"""From terms that are left over to verdicts: how much speaks for an error.

What is measured is a doubt on a logarithmic scale (0: as likely an error as not, where both are equally frequent). It rises
with what nothing on the other side can stand for, the more so the longer the term is, and falls where the draft renders
the term freely elsewhere too. `weights` has what each piece of evidence adds, fitted on published translations with errors put
in; `verdicts` makes one of what is missing and what stands in its place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from yizhi.checks.term_matching.concepts import Concepts, concepts
from yizhi.checks.term_matching.declared_forms import short_forms
from yizhi.checks.term_matching.exchanged_words import exchanged
from yizhi.checks.term_matching.indirect_mentions import abbreviated, hidden, kept, mentioned
from yizhi.checks.term_matching.sister_names import sisters
from yizhi.checks.term_matching.torn_phrases import torn
from yizhi.checks.term_matching.unmatched import Pairing, settled
from yizhi.checks.term_matching.verdicts import (
    FOREIGN,
    LEAST,
    LEAST_PLACE,
    OTHER,
    SIBLING,
    DoubtedHit,
    TermVerdict,
    term_length,
    together,
    within_another,
)
from yizhi.checks.term_matching.weights import ALONE, EXTRA, RIVALLED, Evidence
from yizhi.termbase.model import Kind
from yizhi.termbase.records import dataclass, replace
from yizhi.termbase.text.lazy import once

if TYPE_CHECKING:
    from yizhi.checks.context import TermMemory
    from yizhi.checks.document import Document, RecognisedSegment
    from yizhi.checks.term_matching.support import Support
    from yizhi.termbase.library import Library
    from yizhi.termbase.recognition.hit import Hit

_BASE, _GAP, _LENGTH, _MISSING, _FREE = -1.9, 3.0, 5.0, 1.3, 4.0
"""Of places, which are hardly ever rendered freely: the weights of the gap, of its product with the length, of a place of the
source, of freedom."""
_PRIOR = 3
"""Units that are supposed to render a term as listed, beside those of the draft."""
_LONG = 8
"""Characters from which a term counts as long; four English letters count as one."""
_VAGUE_FROM = 0.5
"""The gap from which it matters what vague words may hide."""

_EXCHANGED, _NAMED = 1.0, 1.5
"""What a rendering with one word exchanged adds to the doubt about a term, and what it adds if it is a name besides."""
_SMALLEST = 0.25
"""The smallest gap that is weighed."""
_MOST_KEPT, _MOST_KEPT_NAME = 3.0, 1.0
"""The most that units with a counterpart can say of a term and of a name: whom a text is about it also mentions in passing."""

_SURE, _LIKELY = 4.0, 1.9
"""The greater and the smaller doubt about a name that stands in the place of another."""


@dataclass(frozen=True, slots=True, eq=False)
class TermTally:
    """How a file treats its terms, by (of the source, concept): units that have a term which nothing answers for, and units
    that have the term at all. Tallies of parts of a file add up."""

    failed: Counter[tuple[bool, str]]
    standing: Counter[tuple[bool, str]]

    def __add__(self, more: TermTally) -> TermTally:
        return TermTally(self.failed + more.failed, self.standing + more.standing)


def judged(
    document: Document, library: Library, memory: TermMemory | None = None, whole: TermTally | None = None
) -> tuple[TermVerdict, ...]:
    """Return the verdicts about a draft, in its order. `document` is the whole file, or a part of it that has its documents whole;
    then `whole` is the tally of the file. `memory` is what a translation memory knows."""
    return _judge(document, library, memory).verdicts(whole)


def tally(document: Document, library: Library, memory: TermMemory | None = None) -> TermTally:
    """Return the tally of a file or of a part of it."""
    return _judge(document, library, memory).tally


@lru_cache(maxsize=4)
def _judge(document: Document, library: Library, memory: TermMemory | None) -> _Judge:
    return _Judge(document, concepts(library), memory)


class _Judge:
    """Looks at the pairs in which something is left over; most have nothing."""

    def __init__(self, document: Document, glossary: Concepts, memory: TermMemory | None = None) -> None:
        self._pairs = document.pairs()
        self._memory = memory
        self._whole: TermTally | None = None
        self._weighed: tuple[TermVerdict, ...] | None = None
        self._lifts: dict[tuple[int, bool, str], float] = {}
        self._concepts = glossary
        self._short: dict[tuple[str, bool, str], frozenset[str]] = {}
        self._pairings: dict[int, Pairing] = {}
        glossary.expect(set().union(*(side.concepts for _, *sides in self._pairs for side in sides)))
        for index in self._unsettled():
            pairing = Pairing(*self._pairs[index], glossary)
            if pairing.missing or pairing.extra or pairing.names:
                self._pairings[index] = pairing

    def _unsettled(self) -> list[int]:
        """Return the pairs in which something may be left over; all that is known of their concepts will be asked for."""
        existing = self._concepts
        unsettled = [
            index
            for index, (_, source, target) in enumerate(self._pairs)
            if not (settled(source, target, existing) and settled(target, source, existing))
        ]
        existing.library.expect(set().union(*(side.concepts for index in unsettled for side in self._pairs[index][1:])))
        return unsettled

    @once
    def _failed(self) -> Counter[tuple[bool, str]]:
        """How many units have a term (of the source: True) that nothing answers for."""
        failed = ((True, hit) for pairing in self._pairings.values() for hit in pairing.missing)
        over = ((False, hit) for pairing in self._pairings.values() for hit in pairing.extra)
        return Counter((is_source, hit.concept) for is_source, hit in chain(failed, over))

    @once
    def _standing(self) -> dict[tuple[bool, str], list[int]]:
        """The pairs in which these terms stand at all, on either side."""
        asked = {concept for _, concept in self._failed}
        standing: dict[tuple[bool, str], list[int]] = {}
        for index, (_, source, target) in enumerate(self._pairs):
            for side, is_source in ((source, True), (target, False)):
                for concept in asked & side.concepts:
                    standing.setdefault((is_source, concept), []).append(index)
        return standing

    @once
    def _standing_in(self) -> dict[tuple[str, bool, str], list[int]]:
        """The same of each document: the rows of a table are a document each, and many have the same terms."""
        standing: dict[tuple[str, bool, str], list[int]] = {}
        for (is_source, concept), places in self._standing.items():
            for index in places:
                standing.setdefault((self._pairs[index][0].unit.document, is_source, concept), []).append(index)
        return standing

    @once
    def tally(self) -> TermTally:
        """How the terms are treated here."""
        standing: Counter[tuple[bool, str]] = Counter()
        for _, source, target in self._pairs:
            standing.update((True, concept) for concept in source.concepts)
            standing.update((False, concept) for concept in target.concepts)
        return TermTally(self._failed, standing)

    def verdicts(self, whole: TermTally | None = None) -> tuple[TermVerdict, ...]:
        """Return the verdicts, weighed with how the whole file treats its terms; kept."""
        if self._weighed is None:
            self._whole = whole
            self._weighed = tuple(self._verdicts())
        return self._weighed

    def _verdicts(self) -> list[TermVerdict]:
        verdicts: list[TermVerdict] = []
        for index, pairing in self._pairings.items():
            if pairing.source.text == pairing.target.text:
                continue
            extra = self._extra(index, pairing)
            foreign = [hit for hit, _, gap in extra if gap >= FOREIGN]
            sister = self._sister_names(index, pairing)
            verdicts += sister
            taken = {hit.concept for verdict in sister for hit in (verdict.missing, verdict.extra) if hit}
            missing_hits = [hit for hit in pairing.missing if hit.concept not in taken]
            extra = [item for item in extra if item[0].concept not in taken]
            changed = list(self._exchanged(index, pairing, missing_hits))
            verdicts += changed
            missing_hits = [hit for hit in missing_hits if all(hit is not verdict.missing for verdict in changed)]
            missing = self._doubts(index, pairing, pairing.source, missing_hits, foreign, bool(extra))
            verdicts += [self._lifted(index, verdict) for verdict in together(pairing, missing, extra, self._concepts)]
        return verdicts

    def _lifted(self, offset: int, verdict: TermVerdict) -> TermVerdict:
        """Return a verdict with what the memory added to it."""
        missing, extra = verdict.missing, verdict.extra
        lifts = (
            self._lifts.get((offset, True, missing.concept), 0.0) if missing else 0.0,
            self._lifts.get((offset, False, extra.concept), 0.0) if extra else 0.0,
        )
        return replace(verdict, lifted=lifts) if any(lifts) else verdict

    def _extra(self, offset: int, pairing: Pairing) -> list[DoubtedHit]:
        """Of the translation. An abbreviation is sharp: a name that is left over in the source itself is no trace of it."""
        short = [hit for hit in pairing.extra if hit.term.kind is Kind.ABBREVIATION]
        full = [hit for hit in pairing.extra if hit.term.kind is not Kind.ABBREVIATION]
        names = [hit for hit in pairing.missing if self._concepts.is_name(hit)] if short else []
        rivals = bool(pairing.missing)
        return [
            *self._doubts(offset, pairing, pairing.target, full, [], rivals),
            *self._doubts(offset, pairing, pairing.target, short, names, rivals),
        ]

    def _sister_names(self, offset: int, pairing: Pairing) -> list[TermVerdict]:
        """Names in the place of other names."""
        return [
            TermVerdict(pairing.view, source, target, _SURE, _SURE if apart else _LIKELY, (_SURE, _SURE), siblings=True)
            for source, target, apart in sisters(pairing, self._concepts)
            if not within_another(pairing, source, target)
            and not self._explained(offset, pairing, pairing.source, source)
        ]

    def _exchanged(self, offset: int, pairing: Pairing, missing: list[Hit]) -> Iterator[TermVerdict]:
        """Yield terms of which the translation has a rendering with one word exchanged."""
        rivals = bool(pairing.extra)
        for hit in missing:
            position = None if self._concepts.is_place(hit) else exchanged(pairing, hit, self._concepts)
            if position is None or any(
                item.start < position.word[1] and position.word[0] < item.end for item in pairing.extra
            ):
                continue  # a listed term there is weighed as such
            if not self._explained(offset, pairing, pairing.source, hit):
                gap = pairing.support.gap(hit, pairing.inner(hit, pairing.source))
                length = min(1.0, term_length(hit) / _LONG)
                doubt = self._doubt(pairing, pairing.source, hit, gap, length, rivals) + _EXCHANGED
                doubt += _NAMED * position.named
                if doubt >= LEAST:
                    yield TermVerdict(pairing.view, hit, None, doubt, doubt, instead=(position.start, position.end))

    def _doubts(
        self,
        offset: int,
        pairing: Pairing,
        side: RecognisedSegment,
        unmatched: list[Hit],
        foreign: list[Hit],
        rivals: bool,
    ) -> list[DoubtedHit]:
        """Return (hit, doubt, gap) of the hits that are worth a look. `rivals`: whether something is left on the other side too."""
        doubted: list[DoubtedHit] = []
        support: Support | None = None
        for hit in unmatched:
            is_place = self._concepts.is_place(hit)
            length = min(1.0, term_length(hit) / _LONG)
            if not length or self._explained(offset, pairing, side, hit):
                continue
            support = support or (pairing.support_without(foreign) if foreign else pairing.support)
            gap = support.gap(hit, pairing.inner(hit, side), _SMALLEST)
            if gap < _SMALLEST:
                continue
            weigh = self._doubt_of_place if is_place else self._doubt
            doubt = weigh(pairing, side, hit, gap, length, rivals)
            doubt += self._lift(offset, pairing, side, hit, doubt, rivals)
            if doubt + OTHER * rivals >= LEAST_PLACE or (rivals and gap >= SIBLING):
                doubted.append(DoubtedHit(hit, doubt, gap))
        return doubted

    def _lift(
        self, offset: int, pairing: Pairing, side: RecognisedSegment, hit: Hit, doubt: float, rivals: bool
    ) -> float:
        """Return what the memory adds to the doubt about a term, or takes off it; kept."""
        memory = None if self._concepts.is_name(hit) else self._memory
        if memory is None or doubt + OTHER * rivals < LEAST_PLACE - memory.most:
            return 0.0
        is_source = side is pairing.source
        change = memory.change(hit, (pairing.target if is_source else pairing.source).text, rivals)
        self._lifts[offset, is_source, hit.concept] = change
        return change

    def _doubt_of_place(
        self, pairing: Pairing, side: RecognisedSegment, hit: Hit, gap: float, length: float, _rivals: bool
    ) -> float:
        """Return the doubt about a place that nothing answers for."""
        is_source = side is pairing.source
        doubt = _BASE + _MISSING * is_source - _FREE * self._free(is_source, hit) + (_GAP + _LENGTH * length) * gap
        if not is_source and self._lacks_a_place(pairing):
            doubt += OTHER
        return doubt - (hidden(pairing, hit, side, self._concepts) if gap >= _VAGUE_FROM else 0.0)

    def _doubt(
        self, pairing: Pairing, side: RecognisedSegment, hit: Hit, gap: float, length: float, rivals: bool
    ) -> float:
        """Return the doubt about a term or name that nothing answers for."""
        evidence = self._evidence(pairing, side, hit, gap, length, rivals)
        if side is pairing.source:
            return (RIVALLED if rivals else ALONE).doubt(evidence)
        return EXTRA[side.lang].doubt(evidence)

    def _evidence(
        self, pairing: Pairing, side: RecognisedSegment, hit: Hit, gap: float, length: float, rivals: bool
    ) -> Evidence:
        """Return what is measured of a term or name that nothing answers for."""
        is_source = side is pairing.source
        around = pairing.residue.around(hit)
        is_name = self._concepts.is_name(hit)
        return Evidence(
            gap=gap,
            length=length,
            freedom=self._free(is_source, hit),
            kept=min(_MOST_KEPT_NAME if is_name else _MOST_KEPT, math.log(1 + self._kept(is_source, hit))),
            hidden=hidden(pairing, hit, side, self._concepts) if gap >= _VAGUE_FROM else 0.0,
            near=around.near,
            own=around.own,
            other=around.other,
            beside=around.beside,
            single=float(hit.text.isascii() and " " not in hit.text),
            name=float(is_name),
            rivals=float(rivals),
            torn=torn(pairing.target.text, pairing.target.lang, hit.start / len(side.text)) if is_source else 0.0,
        )

    def _lacks_a_place(self, pairing: Pairing) -> bool:
        """Return whether the source names a place more often than the translation does: then another may well stand for it."""
        counts = [
            Counter(hit.concept for hit in side.hits if self._concepts.is_place(hit))
            for side in (pairing.source, pairing.target)
        ]
        return any(0 < counts[1][concept] < number for concept, number in counts[0].items())

    def _free(self, is_source: bool, hit: Hit) -> float:
        """Return how freely the draft uses a term: the share of its other units that have it without its counterpart."""
        key = (is_source, hit.concept)
        if self._whole is not None:
            return (self._whole.failed[key] - 1) / (self._whole.standing[key] + _PRIOR)
        return (self._failed[key] - 1) / (len(self._standing.get(key, ())) + _PRIOR)

    def _kept(self, is_source: bool, hit: Hit) -> int:
        """In how many units of the draft a term has its counterpart."""
        key = (is_source, hit.concept)
        if self._whole is not None:
            return max(0, self._whole.standing[key] - self._whole.failed[key])
        return max(0, len(self._standing.get(key, ())) - self._failed[key])

    def _explained(self, offset: int, pairing: Pairing, side: RecognisedSegment, hit: Hit) -> bool:
        """Return whether a neighbouring segment, a declared short form, a title as it is or a later mention answers for a hit."""
        counterpart = pairing.target if side is pairing.source else pairing.source
        is_source = side is pairing.source
        return (
            self._moved(offset, is_source, hit)
            or self._has_short(pairing, is_source, hit, counterpart)
            or kept(pairing, hit, counterpart)
            or mentioned(pairing, hit, counterpart, self._concepts)
            or abbreviated(pairing, hit, counterpart, self._concepts)
        )

    def _has_short(self, pairing: Pairing, is_source: bool, hit: Hit, counterpart: RecognisedSegment) -> bool:
        """Return whether a short form that the document declares for a term stands on the other side."""
        document = pairing.view.unit.document
        key = (document, is_source, hit.concept)
        cached = self._short.get(key)
        if cached is None:
            units = [self._pairs[index] for index in self._standing_in.get((document, not is_source, hit.concept), ())]
            segments = [target if is_source else source for _, source, target in units]
            cached = self._short[key] = short_forms(hit.concept, segments)
        return any(form in counterpart.text for form in cached)

    def _moved(self, offset: int, is_source: bool, hit: Hit) -> bool:
        """Return whether the counterpart is left over in a neighbouring segment of the document."""
        document = self._pairings[offset].view.unit.document
        for near in (self._pairings.get(offset - 1), self._pairings.get(offset + 1)):
            if near and near.view.unit.document == document:
                unmatched = near.extra if is_source else near.missing
                if any(hit.concept == hit_nearby.concept for hit_nearby in unmatched):
                    return True
        return False
