"""What was recognised in a text. Hits are made when they are asked for: most questions are about concepts alone."""

from __future__ import annotations

from collections.abc import Iterable

from yizhi.termbase.model import Strictness
from yizhi.termbase.recognition.cover import Chosen
from yizhi.termbase.recognition.hit import Hit

_CONTEXT = Strictness.CONTEXT


class Recognition:
    """The chosen matches of a text, in its order; those inside longer ones follow these."""

    __slots__ = ("_chosen", "_text")

    def __init__(self, text: str, chosen: list[Chosen]) -> None:
        self._text, self._chosen = text, chosen

    @classmethod
    def joined(cls, text: str, parts: Iterable[tuple[int, Recognition]]) -> Recognition:
        """Return what was found in the parts of a text, each with the place where it begins."""
        return cls(
            text,
            [
                ((low, high, begin + first, begin + last, tails), inside)
                for begin, part in parts
                for (low, high, first, last, tails), inside in part._chosen
            ],
        )

    def hits(self, covered: bool = False, offset: int = 0) -> list[Hit]:
        """Return the hits, at places moved by `offset`; with `covered` also those inside longer ones, marked."""
        text = self._text
        # There are millions of hits: this is how a named tuple is made, without the call and the unpacking.
        make = tuple.__new__
        return [
            make(Hit, (offset + first, offset + last, text[first:last]) + tails[inside])
            for (_, _, first, last, tails), inside in self._chosen
            if covered or not inside
        ]

    def concepts(self) -> set[str]:
        """Return the concepts of the hits that are in no longer one."""
        return {tails[0][1] for (_, _, _, _, tails), inside in self._chosen if not inside}

    def insisted(self) -> set[str]:
        """Return those of `concepts` that are insisted on: half of all that is found in texts is not."""
        return {tail[1] for (_, _, _, _, (tail, _)), inside in self._chosen if not inside and tail[3] is not _CONTEXT}

    def meant(self) -> set[str]:
        """Return all concepts that the terms may stand for, those inside longer ones and homonyms included."""
        concepts = set()
        for (_, _, _, _, ((_, concept, _, _, homonyms, _), _)), _ in self._chosen:
            concepts.add(concept)
            if homonyms:
                concepts.update([homonym for homonym, _ in homonyms])
        return concepts
