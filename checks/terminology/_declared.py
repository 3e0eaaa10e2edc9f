"""Short forms that a document declares for the names in it: 全称（简称）, Full Name (ACRONYM)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from termbase.text.lazy import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.document import Side
    from checks.terminology._pairing import Pairing
    from termbase.recognition.hit import Hit

_BRACKET = compiled(
    r"[》”\"']?\s*[(（](?:以下)?(?:简称|下称|hereinafter|the)?[:：“\"'‘《\s]*([^()（）“”\"《》]{2,24}?)[”\"'’》]?[)）]"
)


class Declared:
    """{(document, concept): short forms that it declares, by language}."""

    def __init__(self, pairings: Iterable[Pairing]) -> None:
        self._short: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for pairing in pairings:
            for side in (pairing.source, pairing.target):
                if "(" not in side.text and "（" not in side.text:
                    continue
                for hit in side.hits:
                    found = _BRACKET.match(side.text, hit.end)
                    if found:
                        self._short[pairing.view.unit.document, hit.concept, side.lang].add(found[1].strip())

    def answers(self, pairing: Pairing, hit: Hit, other: Side) -> bool:
        """Whether a short form of a term stands on the other side."""
        forms = self._short.get((pairing.view.unit.document, hit.concept, other.lang))
        return forms is not None and any(form in other.text for form in forms)
