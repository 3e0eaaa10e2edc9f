"""What was recognised in a text."""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from yizhi.termbase.recognition.cover import Chosen
from yizhi.termbase.recognition.hit import Hit


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
        # There are millions of hits of some thousand words: each word is one string. This is how a named tuple is made, without the
        # call and the unpacking.
        make = tuple.__new__
        return [
            make(Hit, (offset + first, offset + last, intern(text[first:last])) + tails[inside])
            for (_, _, first, last, tails), inside in self._chosen
            if covered or not inside
        ]
