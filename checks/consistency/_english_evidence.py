"""How likely it is that English words stand for a term: the evidence, and a log-linear model, fitted by `tools/rewording_weights.py`."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import once

SIZE = 3000
"""Characters of a short text: those that the weights were fitted on are no longer."""


class RewordingEvidence(NamedTuple):
    """What is known about words that may stand for a term. Costs are in nats."""

    closeness: float
    """The logarithm of how close they are."""
    single: float
    """1 where the term is one word."""
    turned: float
    """1 where its words are turned round."""
    cost: float
    """Of the words in terms of the termbase."""
    listed: float
    """The logarithm of how often terms of the termbase have them."""
    uses: float
    """The logarithm of the uses of the term."""
    elsewhere: float
    """How often the words that the term does not have stand elsewhere in the text: a sum of logarithms."""
    again: float
    """Further places of the same words."""
    before: float
    """1 where the word before stands before the term elsewhere."""
    behind: float
    around: float
    """How many of these two words say something."""
    context: float
    """1 where the term is an ordinary word too."""
    size: float
    """The logarithm of how much longer the text is than `SIZE`, if it is: in a long one anything may stand somewhere."""


@dataclass(frozen=True)
class EnglishWeights:
    """What a piece of evidence adds to the log-odds that words stand for a term."""

    prior: float = -0.19
    closeness: float = 0.71
    single: float = -0.99
    turned: float = 2.02
    cost: float = 0.72
    listed: float = -0.56
    uses: float = -1.06
    elsewhere: float = -0.69
    again: float = -1.07
    before: float = 1.04
    behind: float = 0.73
    around: float = 1.34
    context: float = -0.71
    size: float = -1.0
    """By reason, not by fitting: the chance that words stand somewhere grows with the text."""
    sure: float = -0.30
    """The log-odds from which it is a warning."""
    likely: float = -1.10
    """The log-odds from which it is worth a look."""

    @property
    def most_around(self) -> float:
        """The most that the words around add."""
        return self.before + self.behind + 2 * self.around

    def odds(self, evidence: RewordingEvidence) -> float:
        """Return the log-odds."""
        odds: float = sum(map(mul, self.row, evidence), self.prior)
        return odds

    @once
    def row(self) -> Sequence[float]:
        """The weights in the order of the evidence."""
        return [getattr(self, name) for name in RewordingEvidence._fields]


WEIGHTS = EnglishWeights()
