"""How likely it is that a stretch of Chinese is a slip: the evidence on a candidate, and what each piece of it weighs.

A log-linear model: the log-odds of a slip are a weighted sum of what the language model saves, of how the slip came about, of how
usual the words are, and of what the document and the termbase know about them. `tools/slip_weights.py` fits the weights on
official text as it stands and with slips put in.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from yizhi.termbase.records import dataclass
from yizhi.termbase.words.neighbours import Slip


class SlipEvidence(NamedTuple):
    """What is known about a stretch and the words that may be meant instead. Costs and gains are in nats."""

    slip: Slip
    characters: int
    """Of the stretch."""
    cost: float | None
    """Of the stretch as one word; None where it is none."""
    better_cost: float
    gain: float
    """What the better words save with the word behind them."""
    gain_around: float
    """What they save when the text around is cut anew."""
    odds: float
    """By how much oftener than by chance the characters are neighbours, the better ones less those that stand."""
    foreign: bool
    """Whether all characters are those that write foreign names."""
    foreign_beside: int
    """Neighbouring characters that are."""
    edges: int
    """Sides on which no Han character stands."""
    listed: int
    """Uses of the stretch, as a word or as words one after the other, in the terms of the termbase."""
    better_listed: int
    pairs: int
    """Uses there of the better words beside a neighbour."""
    odd_pairs: int
    """The same of what stands."""
    times: int = 1
    """How often the document has the stretch."""
    better_times: int = 0
    recurring: int = 0
    """How many of the neighbouring words stand beside the stretch elsewhere in the document."""
    phrases: int = 0
    """How many of the neighbouring words stand beside the better words elsewhere in the document."""


@dataclass(frozen=True, slots=True)
class SlipWeights:
    """What a piece of evidence adds to the log-odds of a slip, in nats (a prior, or for each nat or logarithm of a count)."""

    doubled: float = -0.96
    """A character twice: the prior of each kind of slip comes first."""
    exchanged: float = 1.05
    lost: float = 0.10
    lost_alone: float = -0.83
    """A character lost from a word of two."""
    sound: float = 0.20
    sounds: float = 0.52
    shape: float = 0.29
    other: float = -2.53
    single: float = -0.16
    """A word of one character for another one."""
    gain_doubled: float = 0.64
    """For each nat that the better words save; by kind, for some kinds have many words to choose from."""
    gain_exchanged: float = 0.54
    gain_lost: float = 0.39
    gain_lost_alone: float = 0.62
    gain_sound: float = 0.36
    gain_shape: float = 0.43
    gain_single: float = 0.51
    gain_rest: float = -0.13
    more: float = 0.37
    """For each nat by which the two ways to reckon the gain differ."""
    odds: float = 0.14
    """For each nat of odds of neighbouring characters that speaks for the better words."""
    odds_against: float = 0.12
    odds_lost: float = -0.03
    word: float = -0.71
    """What stands is a word of the dictionary."""
    word_of_sound: float = 0.54
    """The same, for one of the same sound."""
    word_of_sounds: float = 2.32
    word_of_shape: float = -1.02
    word_cost: float = -0.23
    """For each nat that such a word costs: rare words are chosen."""
    word_gain: float = 0.36
    word_listed: float = -1.11
    words_listed: float = -1.93
    """The same of a stretch that is no word: its words stand so in terms."""
    alone_cost: float = 0.03
    """For each nat that a single character costs as a word of its own, of which a word may have been left."""
    single_cost: float = -0.23
    single_listed: float = -0.68
    better_cost: float = -0.42
    better_listed: float = 0.18
    better_here: float = 1.23
    """The document has the better words elsewhere, by the logarithm."""
    recurring: float = -0.78
    """For each neighbour beside which the document has what stands elsewhere."""
    recurring_single: float = -0.28
    again: float = -0.19
    """For each further place of the same words: what recurs is meant."""
    phrase: float = 0.87
    phrase_lost: float = 0.94
    pair_listed: float = 0.83
    pair_odd: float = -0.68
    foreign: float = 0.68
    foreign_beside: float = -0.42
    foreign_near: float = -0.30
    edge: float = 0.79
    told: float = 1.9
    """Log-odds from which a slip is told."""


WEIGHTS = SlipWeights()
MOST_HERE = 3
"""Places of the better words that count: in a long document common words are everywhere."""
MOST_AGAIN = 3
"""Further places that count."""
_ODDS_LEAST, _ODDS_MOST = -10.0, 25.0


def kind(evidence: SlipEvidence) -> str:
    """Return the kind of a slip, as the weights name it."""
    if evidence.characters == 1:
        return "lost_alone" if evidence.slip is Slip.LOST else "single"
    return evidence.slip.name.lower()


def features(evidence: SlipEvidence) -> dict[str, float]:
    """Return what the evidence says, by the names of the weights."""
    sort = kind(evidence)
    gain = min(evidence.gain, evidence.gain_around)
    slope = f"gain_{sort}"
    odds = max(_ODDS_LEAST, min(_ODDS_MOST, evidence.odds))
    values = {
        sort: 1.0,
        slope if slope in _SLOPES else "gain_rest": gain,
        "more": abs(evidence.gain - evidence.gain_around),
        "odds": max(odds, 0.0),
        "odds_against": min(odds, 0.0),
        "better_cost": evidence.better_cost,
        "better_listed": math.log1p(evidence.better_listed),
        "phrase": evidence.phrases,
        "recurring": evidence.recurring,
        "pair_listed": math.log1p(evidence.pairs),
        "pair_odd": math.log1p(evidence.odd_pairs),
        "foreign": float(evidence.foreign),
        "foreign_beside": evidence.foreign * evidence.foreign_beside,
        "foreign_near": evidence.foreign_beside,
        "edge": evidence.edges,
    }
    if sort in ("lost", "lost_alone"):
        values["odds_lost"] = odds
    if sort in ("lost", "lost_alone", "other"):
        values["phrase_lost"] = evidence.phrases
    values.update(_of_single(evidence, sort) if evidence.characters == 1 else _of_word(evidence, gain))
    return values


_SLOPES = frozenset(name for name in SlipWeights.__slots__ if name.startswith("gain_"))


_WORDS = {Slip.SOUND: "word_of_sound", Slip.SOUNDS: "word_of_sounds", Slip.SHAPE: "word_of_shape"}


def _of_single(evidence: SlipEvidence, sort: str) -> dict[str, float]:
    cost = evidence.cost or 0.0
    return {
        "alone_cost" if sort == "lost_alone" else "single_cost": cost,
        "single_listed": math.log1p(evidence.listed),
        "recurring_single": evidence.recurring,
    }


def _of_word(evidence: SlipEvidence, gain: float) -> dict[str, float]:
    values = {
        "again": min(max(evidence.times - 1, 0), MOST_AGAIN),
        "better_here": math.log1p(min(evidence.better_times, MOST_HERE)),
    }
    if evidence.cost is None:
        values["words_listed"] = math.log1p(evidence.listed)
    else:
        values |= {
            _WORDS.get(evidence.slip, "word"): 1.0,
            "word_cost": evidence.cost,
            "word_gain": gain,
            "word_listed": math.log1p(evidence.listed),
        }
    return values


def log_odds(evidence: SlipEvidence, weights: SlipWeights = WEIGHTS) -> float:
    """Return the log-odds of a slip."""
    return math.fsum(getattr(weights, name) * value for name, value in features(evidence).items())
