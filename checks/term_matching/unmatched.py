"""Which terms of a pair of segments answer for each other, and which are left over on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from yizhi.checks.term_matching.concepts import Concepts, ids
from yizhi.checks.term_matching.places_in_names import of_body, spelt_on
from yizhi.checks.term_matching.residue import Residue
from yizhi.checks.term_matching.support import Support, blot
from yizhi.termbase.model import Status, Strictness
from yizhi.termbase.text.lazy import compiled, once

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment, RecognisedUnit
    from yizhi.termbase.recognition.hit import Hit

_ACRONYM = compiled(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]*[A-Z](?=s?(?![A-Za-z0-9]))")


def settled(segment: RecognisedSegment, counterpart: RecognisedSegment, concepts: Concepts) -> bool:
    """Return whether it is plain that nothing is left over on a side: each of its terms is not insisted on or found on the other.

    Most pairs are done with here, so all that the other side may mean is gathered only where something else is left.
    """
    rest = segment.insisted - counterpart.concepts
    if not rest:
        return True
    if any(hit.concept in rest and hit.strictness is Strictness.NAME for hit in segment.hits):
        return False
    return rest <= counterpart.meant and not (
        any(map(concepts.is_place_concept, rest)) and not rest <= concepts.answering(counterpart)
    )


_NAME_GOES_ON = compiled(r" (?:of|for|on|against|to|and) (?:the )?[A-Z]")
"""Behind the first words of an English name."""


def is_part_of_name(hit: Hit, side: RecognisedSegment) -> bool:
    """Return True for an ordinary term with capitals where a name goes on behind it: International Organization for Standardization."""
    if side.lang != "en" or hit.strictness is not Strictness.TERM or not hit.term.text[:1].islower():
        return False
    words = hit.text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words) and bool(_NAME_GOES_ON.match(side.text, hit.end))


class Pairing:
    """The terms of one pair. Nested terms count as evidence for others, but nothing is asked about them."""

    def __init__(
        self, view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment, concepts: Concepts
    ) -> None:
        self.view, self.source, self.target = view, source, target
        self._concepts = concepts
        self.missing = self._open(source, target)
        self.extra = self._open(target, source)
        self.missing = self._without_bodies(self.missing, self.extra, source)
        self.extra = self._without_bodies(self.extra, self.missing, target)
        self.names = any(hit.strictness is Strictness.NAME for hit in (*source.hits, *target.hits))
        lost = self._within(source, target, self.missing, self.extra)
        new = self._within(target, source, self.extra, self.missing)
        if (lost or self._has_place(self.missing)) and (new or self._has_place(self.extra)):
            self.missing += lost
            self.extra += new

    def _open(self, side: RecognisedSegment, counterpart: RecognisedSegment) -> list[Hit]:
        """Return the hits of a side that nothing on the other side answers for, one a concept."""
        if settled(side, counterpart, self._concepts):
            return []
        meant, answering = counterpart.meant, self._concepts.answering(counterpart)
        rest = side.concepts - answering
        out: dict[str, Hit] = {}
        for hit in side.hits:
            if hit.concept not in rest or hit.concept in out:
                continue
            if hit.strictness is Strictness.CONTEXT:
                continue
            answers = answering if self._concepts.is_place(hit) else meant
            if hit.term.status is Status.PROPOSED or hit.concept in answers:
                continue
            if hit.homonyms and not ids(hit).isdisjoint(answers):
                continue
            if is_part_of_name(hit, side):
                continue
            if self._concepts.is_adjective(hit) or self._concepts.of_region(hit, side):
                continue
            if self._concepts.is_place(hit) and spelt_on(hit, side):
                continue
            if self._concepts.near(hit.concept).isdisjoint(answers) and not self._answered(hit, side):
                out[hit.concept] = hit
        return list(out.values())

    def _without_bodies(self, hits: list[Hit], rivals: list[Hit], side: RecognisedSegment) -> list[Hit]:
        """Return the hits of a side without places that begin the name of a body, unless another place may stand for them (an
        acronym is the body's: 南锥体共同市场, MERCOSUR)."""
        if side.lang != "zh" or self._has_place([hit for hit in rivals if not hit.text.isupper()]):
            return hits
        counterpart = self.target if side is self.source else self.source
        return [
            hit
            for hit in hits
            if not (self._concepts.is_place(hit) and of_body(hit, side, counterpart, self._concepts))
        ]

    def _has_place(self, hits: Collection[Hit]) -> bool:
        return any(map(self._concepts.is_place, hits))

    def _within(
        self, side: RecognisedSegment, counterpart: RecognisedSegment, remaining: list[Hit], rivals: list[Hit]
    ) -> list[Hit]:
        """Return the places inside longer terms that are left over or not insisted on (the situation in Libya), or that resemble a place
        which the other side alone has, if nothing answers for them."""
        answering = self._concepts.answering(counterpart)
        parts = self._concepts.mere_parts(side)
        places: list[Hit] = []
        holder: Hit | None = None
        for hit in side.all_hits:
            if not hit.covered:
                holder = hit
            elif (
                holder is not None
                and (holder.strictness is Strictness.CONTEXT or holder in remaining or self._resembles(hit, rivals))
                and self._concepts.is_place(hit)
                and not self._concepts.is_place(holder)
                and (hit.start, hit.end) not in parts
                and not self._concepts.of_region(hit, side)
                and ids(hit).isdisjoint(answering)
                and self._concepts.near(hit.concept).isdisjoint(answering)
                and all(hit.concept != position.concept for position in places)
            ):
                places.append(hit)
        return places

    def _resembles(self, hit: Hit, rivals: list[Hit]) -> bool:
        """Return whether the Chinese name of a place is part of that of a rival, or the other way round: Guinea and Guinea-Bissau."""
        own = self._concepts.forms(hit.concept, "zh")
        return any(
            first in second or second in first
            for rival in rivals
            if self._concepts.is_place(rival)
            for first in own
            for second in self._concepts.forms(rival.concept, "zh")
        )

    def surplus(self, hit: Hit) -> Hit | None:
        """Return the place in the translation at the place of a missing one, if the source names it less often: Iran for Israel beside Iran."""
        counts = [
            Counter(hit_item.concept for hit_item in side.hits if self._concepts.is_place(hit_item))
            for side in (self.source, self.target)
        ]
        more = (counts[1] - counts[0]).keys()
        rank = sum(hit_item.start < hit.start for hit_item in self.source.hits if self._concepts.is_place(hit_item))
        places = [hit_item for hit_item in self.target.hits if self._concepts.is_place(hit_item)]
        near = [
            hit_item for number, hit_item in enumerate(places) if hit_item.concept in more and abs(number - rank) <= 1
        ]
        return near[0] if near and len(places) >= sum(counts[0].values()) else None

    def _answered(self, hit: Hit, side: RecognisedSegment) -> bool:
        """Return whether a term of the other side stands in a relation to this one that lets it answer."""
        return hit.concept in (self._near_source if side is self.target else self._near_target)

    @once
    def _near_source(self) -> set[str]:
        return set().union(*map(self._concepts.near, self.source.concepts))

    @once
    def _near_target(self) -> set[str]:
        return set().union(*map(self._concepts.near, self.target.concepts))

    def inner(self, hit: Hit, side: RecognisedSegment) -> list[tuple[int, int]]:
        """Return where, within a hit, shorter terms stand that the other side does answer for."""
        answers = (self.target if side is self.source else self.source).meant
        return [
            (all_hit.start - hit.start, all_hit.end - hit.start)
            for all_hit in side.all_hits
            if all_hit.covered
            and hit.start <= all_hit.start
            and all_hit.end <= hit.end
            and not ids(all_hit).isdisjoint(answers)
        ]

    def unclaimed(self, side: RecognisedSegment) -> str:
        """Return the text of a side without what already answers for a term, and without names that are left over on it
        themselves: where a later mention or an acronym may be found."""
        return self._unclaimed_source if side is self.source else self._unclaimed_target

    @once
    def _unclaimed_source(self) -> str:
        return self._free(self.source, self.missing)

    @once
    def _unclaimed_target(self) -> str:
        return self._free(self.target, self.extra)

    def _free(self, side: RecognisedSegment, left: Collection[Hit]) -> str:
        names = [(hit.start, hit.end) for hit in left if self._concepts.is_name(hit)]
        return blot(self.support.free_chinese if side.lang == "zh" else self.support.free_english, names)

    @once
    def acronyms(self) -> list[str]:
        """The acronyms in the English text that no term answers for."""
        return _ACRONYM.findall(self.unclaimed(self.source if self.source.lang == "en" else self.target))

    @once
    def support(self) -> Support:
        """What of either side is there for the terms of the other; what already answers for a term is taken."""
        return self.support_without([])

    def support_without(self, foreign: list[Hit]) -> Support:
        """Return the same without the words of terms that have no business here."""
        both = self.source.meant & self.target.meant
        taken = [hit for side in (self.source, self.target) for hit in side.hits if not ids(hit).isdisjoint(both)]
        return Support(self.source, self.target, taken, foreign, self._concepts)

    @once
    def residue(self) -> Residue:
        """What of either side the words of the other do not account for."""
        return Residue(self.source, self.target, self.source.meant & self.target.meant, self._concepts)
