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
    classes: float
    """By how much likelier the word classes of the better words are beside their neighbours than those of what stands."""
    leans: int = 0
    """Neighbours of a single character that are single characters too, and no function words."""
    bound: float = 0.0
    """What a single character costs as a word of its own by the dictionary: high where it nearly always is part of words."""
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

    doubled: float = -0.93
    """A character twice: the prior of each kind of slip comes first."""
    exchanged: float = 0.92
    lost: float = 0.02
    lost_alone: float = -2.78
    """A character lost from a word of two."""
    sound: float = -0.05
    sounds: float = 0.14
    shape: float = 0.11
    other: float = -2.30
    single: float = -0.12
    """A word of one character for another one."""
    gain_doubled: float = 0.61
    """For each nat that the better words save; by kind, for some kinds have many words to choose from."""
    gain_exchanged: float = 0.50
    gain_lost: float = 0.33
    gain_lost_alone: float = 0.59
    gain_sound: float = 0.34
    gain_shape: float = 0.41
    gain_single: float = -0.15
    gain_rest: float = -0.23
    more: float = 0.43
    """For each nat by which the two ways to reckon the gain differ."""
    odds: float = 0.13
    """For each nat of odds of neighbouring characters that speaks for the better words."""
    odds_against: float = 0.09
    odds_lost: float = -0.04
    word: float = -0.82
    """What stands is a word of the dictionary."""
    word_of_sound: float = 0.79
    """The same, for one of the same sound."""
    word_of_sounds: float = 2.76
    word_of_shape: float = -1.01
    word_cost: float = -0.26
    """For each nat that such a word costs: rare words are chosen."""
    word_gain: float = 0.38
    word_listed: float = -0.91
    words_listed: float = -2.35
    """The same of a stretch that is no word: its words stand so in terms."""
    alone_cost: float = 0.10
    """For each nat that a single character costs as a word of its own, of which a word may have been left."""
    single_cost: float = -0.26
    single_listed: float = -0.54
    better_cost: float = -0.35
    better_listed: float = 0.14
    better_here: float = 1.02
    """The document has the better words elsewhere, by the logarithm."""
    recurring: float = -0.67
    """For each neighbour beside which the document has what stands elsewhere."""
    recurring_single: float = -0.41
    again: float = -0.23
    """For each further place of the same words: what recurs is meant."""
    phrase: float = 0.71
    phrase_lost: float = 2.00
    pair_listed: float = 0.89
    pair_odd: float = -0.77
    classes: float = 0.31
    """For each nat that word classes speak for the better words; by kind."""
    classes_word: float = 0.42
    classes_alone: float = -0.32
    leans: float = 0.14
    """For each single character beside a single one."""
    leans_alone: float = -1.05
    bound: float = -0.07
    bound_alone: float = 0.12
    """For each nat by which a single character is part of words, by the dictionary; then the same where it may be left of one."""
    foreign: float = 0.28
    foreign_beside: float = -0.80
    foreign_near: float = -0.11
    edge: float = 0.45
    told: float = 2.1
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
        "classes": evidence.classes,
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
        "classes_alone": evidence.classes,
        "leans_alone" if sort == "lost_alone" else "leans": evidence.leans,
        "bound_alone" if sort == "lost_alone" else "bound": evidence.bound,
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
            "classes_word": evidence.classes,
        }
    return values


def log_odds(evidence: SlipEvidence, weights: SlipWeights = WEIGHTS) -> float:
    """Return the log-odds of a slip."""
    return math.fsum(getattr(weights, name) * value for name, value in features(evidence).items())
