"""Which terms of a pair of segments answer for each other, and which are left over on either side."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from checks.terminology._concepts import Concepts, ids
from checks.terminology._support import Support, blot
from termbase.model import Status, Strictness

if TYPE_CHECKING:
    from checks.document import Side, View
    from termbase.recognition.hit import Hit


class Pairing:
    """The terms of one pair. Nested terms count as evidence for others, but nothing is asked about them."""

    def __init__(self, view: View, source: Side, target: Side, concepts: Concepts) -> None:
        self.view, self.source, self.target = view, source, target
        self._concepts = concepts
        self.source_ids = _all_ids(source)
        self.target_ids = _all_ids(target)
        self.missing = self._open(source, self.target_ids)
        self.extra = self._open(target, self.source_ids)

    def _open(self, side: Side, answers: set[str]) -> list[Hit]:
        """The hits of a side that nothing on the other side answers for, one a concept."""
        out: dict[str, Hit] = {}
        for hit in side.hits:
            if hit.concept in answers or hit.concept in out:
                continue
            if hit.strictness is Strictness.CONTEXT or hit.term.status is Status.PROPOSED:
                continue
            if self._concepts.is_adjective(hit):
                continue
            if hit.homonyms and not ids(hit).isdisjoint(answers):
                continue
            if self._concepts.near(hit).isdisjoint(answers) and not self._answered(hit, side):
                out[hit.concept] = hit
        return list(out.values())

    def _answered(self, hit: Hit, side: Side) -> bool:
        """Whether a term of the other side stands in a relation to this one that lets it answer."""
        return hit.concept in (self._near_source if side is self.target else self._near_target)

    @cached_property
    def _near_source(self) -> set[str]:
        return {concept for hit in self.source.hits for concept in self._concepts.near(hit)}

    @cached_property
    def _near_target(self) -> set[str]:
        return {concept for hit in self.target.hits for concept in self._concepts.near(hit)}

    def inner(self, hit: Hit, side: Side) -> list[tuple[int, int]]:
        """Where, within a hit, shorter terms stand that the other side does answer for."""
        answers = self.target_ids if side is self.source else self.source_ids
        return [
            (other.start - hit.start, other.end - hit.start)
            for other in side.all_hits
            if other.covered
            and hit.start <= other.start
            and other.end <= hit.end
            and not ids(other).isdisjoint(answers)
        ]

    def unclaimed(self, side: Side) -> str:
        """The text of a side without what already answers for a term, and without names that are left over on it
        themselves: where a later mention or an acronym may be found."""
        left = self.missing if side is self.source else self.extra
        names = [(hit.start, hit.end) for hit in left if self._concepts.is_name(hit)]
        free = self.support.free_chinese if side.lang == "zh" else self.support.free_english
        return blot(free, names)

    @cached_property
    def support(self) -> Support:
        """What of either side is there for the terms of the other; what already answers for a term is taken."""
        return self.support_without([])

    def support_without(self, foreign: list[Hit]) -> Support:
        """The same without the words of terms that have no business here."""
        both = self.source_ids & self.target_ids
        taken = [hit for side in (self.source, self.target) for hit in side.hits if not ids(hit).isdisjoint(both)]
        return Support(self.source, self.target, taken, foreign, self._concepts)


def _all_ids(side: Side) -> set[str]:
    out = {hit.concept for hit in side.all_hits}
    for hit in side.all_hits:
        if hit.homonyms:
            out.update([concept for concept, _ in hit.homonyms])
    return out
