"""What speaks for an error of a term, on a logarithmic scale: one value, each weight described.

Fitted by logistic regression on published translations with terms left out of them and put in the place of others (half of the
documents; the other half was only read), and rounded. `tools/term_weights.py` fits them to other texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Evidence(NamedTuple):
    """What is measured of a term without a counterpart: each a share from 0 to 1 unless it says otherwise."""

    gap: float
    """What of it nothing on the other side can stand for."""
    length: float
    """Its length, full from eight Chinese characters or four times as many English letters."""
    freedom: float
    """The units of the draft in which it goes without its counterpart."""
    kept: float
    """The logarithm of one more than the units in which it has its counterpart, three at most."""
    hidden: float
    """What a pronoun, a longer name or an unknown acronym may hide (0 to 4)."""
    near: float
    """What the other side has at its place without a source, as a share of its counterpart (up to 1.5)."""
    own: float
    """What the rest of its own text has without a counterpart."""
    other: float
    """What the other text has without a counterpart."""
    beside: float
    """What its neighbours are without a counterpart."""
    single: float
    """1 for a single English word, which has many renderings."""
    name: float
    """1 for a name."""
    rivals: float
    """1 where something on the other side has no counterpart either."""
    torn: float
    """How much the translation reads as if words had fallen out of it about the place of the term."""


class TermWeights(NamedTuple):
    """A weight for each kind of evidence; `gap_by_length` for the product of the first two."""

    base: float
    gap: float
    gap_by_length: float
    freedom: float
    kept: float
    hidden: float
    near: float
    own: float
    other: float
    beside: float
    single: float
    name: float
    rivals: float
    torn: float

    def doubt(self, evidence: Evidence) -> float:
        """Return how much speaks for an error."""
        return (
            self.base
            + self.gap * evidence.gap
            + self.gap_by_length * evidence.gap * evidence.length
            + self.freedom * evidence.freedom
            + self.kept * evidence.kept
            + self.hidden * evidence.hidden
            + self.near * evidence.near
            + self.own * evidence.own
            + self.other * evidence.other
            + self.beside * evidence.beside
            + self.single * evidence.single
            + self.name * evidence.name
            + self.rivals * evidence.rivals
            + self.torn * evidence.torn
        )


ALONE = TermWeights(
    base=-2.6, gap=2.5, gap_by_length=6.0, freedom=-3.8, kept=0.5, hidden=-0.6, near=-0.7, own=0.4, other=0.5, beside=-0.8,
    single=-0.3, name=0.3, rivals=0.0, torn=4.0,
)  # fmt: skip
"""Of a term of the source without a counterpart, where nothing in the translation is without one."""
RIVALLED = TermWeights(
    base=-3.6, gap=2.0, gap_by_length=6.0, freedom=-3.8, kept=0.5, hidden=-0.7, near=0.4, own=-3.0, other=4.5, beside=-0.4,
    single=-0.8, name=0.5, rivals=0.0, torn=4.0,
)  # fmt: skip
"""Of one where something in the translation is: there, what the translation has without a source speaks for a replacement."""
EXTRA: Mapping[str, TermWeights] = {
    "zh": TermWeights(
        base=-4.25, gap=5.0, gap_by_length=5.4, freedom=-3.6, kept=-0.8, hidden=-0.25, near=-0.45, own=-1.1, other=1.4,
        beside=-0.6, single=-0.4, name=-1.9, rivals=0.0, torn=0.0,
    ),
    "en": TermWeights(
        base=-6.8, gap=9.75, gap_by_length=0.85, freedom=-5.15, kept=-1.0, hidden=-0.5, near=-0.55, own=-2.1, other=1.3,
        beside=-0.7, single=-2.0, name=0.6, rivals=1.75, torn=0.0,
    ),
}  # fmt: skip
"""Of a term of the translation that nothing in the source stands behind, by its language: an English term is whole or not there,
of a Chinese one the length counts. What the document is about anyway is named freely."""
