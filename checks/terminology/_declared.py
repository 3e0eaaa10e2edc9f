"""Short forms that a document declares for the names in it: 全称（简称）, Full Name (ACRONYM)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checks import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.document import Side
    from checks.terminology._pairing import Pairing
    from termbase.recognition.hit import Hit


class Declared:
    """{(document, concept): short forms that it declares, by language}."""

    def __init__(self, pairings: Iterable[Pairing]) -> None:
        from termbase.mining import declared

        self._short: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for pairing in pairings:
            for side in (pairing.source, pairing.target):
                if not declared.possible(side.text, side.language):
                    continue
                concepts = {hit.end: hit.concept for hit in side.hits}
                for one in declared.find(side.text, side.language, declarations.known(side)):
                    if one.end in concepts:
                        self._short[pairing.view.unit.document, concepts[one.end], side.lang].add(one.short)

    def answers(self, pairing: Pairing, hit: Hit, other: Side) -> bool:
        """Whether a short form of a term stands on the other side."""
        forms = self._short.get((pairing.view.unit.document, hit.concept, other.lang))
        return forms is not None and any(form in other.text for form in forms)
