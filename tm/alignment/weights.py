"""The numbers of the model, in one place. Scores are natural logarithms of odds against "these sentences have nothing to do
with each other", so that they add up; a null bead is the zero to which everything else is compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Kind = tuple[int, int]
"""How many sentences a bead has on the left and on the right."""

REACH = 5
"""The most sentences of one side in a bead."""

KINDS: tuple[Kind, ...] = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (1, 5), (5, 1), (2, 2), (2, 3), (3, 2), (2, 4), (4, 2), (3, 3),
)  # fmt: skip


def _priors() -> dict[Kind, float]:
    size = {2: 0.0, 3: -1.54, 4: -3.0, 5: -3.5, 6: -5.6}
    return {
        (left, right): size[left + right] - (2.5 if min(left, right) > 1 else 0.0) - (1.0 if left > right else 0.0)
        for left, right in KINDS
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted to literary gold and to parallel UN lines that were merged, split and dropped at random."""

    mixture: float = 0.2
    """How much of a sentence its translation explains (λ); the rest is drawn from the document's own words."""
    inner: float = 0.2
    """What a dictionary word inside a longer one counts."""
    certainty: float = 0.9
    """Translation probability of a number, a Latin string, a mark."""
    rarity: float = 4000.0
    """Tokens of other text that are imagined beside the document: makes the words of short documents rarer."""
    lexical: float = 0.8
    bare: float = 2.0
    """Cost of a sentence in a larger bead that nothing on the other side speaks for."""
    bare_scale: float = 2.0

    han: float = 3.0
    """Letters to a Han character."""
    length: float = 0.75
    variance: float = 4.0
    """Of the length difference, per letter (Gale and Church 1993)."""
    variance_floor: float = 5.0
    length_cap: float = 20.0
    length_spread: float = 0.5
    """How much longer beads are less surprising in length: the weight of log(length)."""
    bead: float = 1.5
    """Odds that a sentence has a translation at all."""
    null: float = -5.0
    """The first sentence of a run without a translation."""
    null_more: float = -1.5
    """Each further one."""
    priors: dict[Kind, float] = field(default_factory=_priors)

    label_same: float = 3.0
    label_other: float = -4.0
    label_one: float = -0.7
    label_inside: float = -2.0
    paragraph_same: float = 1.0
    paragraph_one: float = -1.5
    paragraph_inside: float = -2.5

    nearness: float = 20.0
    """What the cosine of the user's embedding model counts; used only where there is one."""
    nearness_of_strangers: float = 0.4
    """The cosine of sentences that have nothing to do with each other."""
