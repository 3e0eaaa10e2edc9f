"""What speaks for an error of a term, on a logarithmic scale: one value, each weight described.

`tools/term_weights.py` fits them by logistic regression, each direction by itself, on published translations with terms left out of
them and put in the place of others (half of the documents; the other half was only read); they are rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import mul
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
        gap, length, *rest = evidence
        weights = self[3:]
        doubt: float = self.base + (self.gap + self.gap_by_length * length) * gap + sum(map(mul, weights, rest))
        return doubt


MISSING: Mapping[str, TermWeights] = {
    "zh": TermWeights(
        base=-4.6, gap=2.55, gap_by_length=8.4, freedom=-3.2, kept=0.35, hidden=-0.4, near=-0.15, own=-2.0, other=1.4,
        beside=-0.1, single=0.0, name=0.1, rivals=1.1, torn=6.0,
    ),
    "en": TermWeights(
        base=-4.2, gap=5.7, gap_by_length=1.6, freedom=-2.4, kept=0.5, hidden=-0.45, near=-0.25, own=-1.2, other=1.5,
        beside=-0.7, single=-1.9, name=1.7, rivals=0.95, torn=7.1,
    ),
}  # fmt: skip
"""Of a term of the source without a counterpart, by the language of the source."""
EXTRA: Mapping[str, TermWeights] = {
    "en": TermWeights(
        base=-7.7, gap=10.1, gap_by_length=0.95, freedom=-4.7, kept=-1.1, hidden=-0.55, near=-0.55, own=-2.0, other=1.1,
        beside=-0.65, single=-2.0, name=0.8, rivals=2.4, torn=0.0,
    ),
    "zh": TermWeights(
        base=-6.3, gap=4.65, gap_by_length=7.7, freedom=-6.2, kept=-1.05, hidden=-0.55, near=-0.15, own=-3.1, other=1.75,
        beside=-0.2, single=0.0, name=-0.9, rivals=2.3, torn=0.0,
    ),
}  # fmt: skip
"""Of a term of the translation that nothing in the source stands behind, by its language. What the document is about anyway is
named freely."""
