"""Function words of one character taken for others of their sound: 地 for 的, 合 for 和, 即 for 及.

A character is tried where it is a word of its own, or where the word that it is part of is a rare one in its place. The text around it is cut
anew with the function word in its place; what that saves is weighed with the words on either side (how much oftener they
stand beside the one than beside the other) and with their word classes, which speak for words that the language model has never seen beside either. Three log-linear models:
地 and 得 where 的, 地 or 得 is meant, of which texts have many; 的 where 地 is meant, which is right nearly everywhere; all others.
`tools/particle_weights.py` fits them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from yizhi.termbase.words.dictionary import kinship, word_class
from yizhi.termbase.words.language_model import CUTS_KEPT, SCALE, UNKNOWN, LanguageModel, WordToken, load
from yizhi.termbase.words.neighbours import single

STRUCTURAL = frozenset("的地得")
FUNCTION = "和与及于以在再已即将对由从向为被把等或并而但因至其此是不所者之有可也还都就则"
"""Function words, beside the three, that others may stand for."""
TWINS = 12
"""Characters of its sound, the commonest first, that may stand for one of them."""
AROUND = 8
"""Characters on either side that are cut anew."""
ODD_PART = 800
"""What a word costs in its place, at least, of which one character is thought to be a function word (hundredths of a nat)."""
ODD_WORD = 1100
"""What a character that is a word of its own costs with the word behind it, at least."""
LEAST = -200
"""What 地 must save in place of 的, at least."""
LEAST_LOCAL = -300
"""What the better character must save between its neighbours as they are cut (hundredths of a nat, so less than nothing): of 1,670 slips
put into official text all that are told save more, and of the characters that are no slips six in seven need not be cut anew."""
LONG = 4
"""Characters of a saying: 始终如一."""
RECURRING = 2
"""What stands so often in a document beside the same word is meant."""
_LEAST_GAIN, _MOST_GAIN, _MOST, _MOST_KIN = -10.0, 14.0, 8.0, 3.0


class ParticleEvidence(NamedTuple):
    """What is known about a character and the function word that may be meant. Nats."""

    gain: float
    """What the function word saves when the text around is cut anew."""
    fused: float
    """1 where what stands is part of a word."""
    left: float
    """By how much the word before is likelier beside the function word than beside what stands, over what their frequency says."""
    right: float
    left_class: float
    """The same by the classes of the words."""
    right_class: float
    left_edge: float
    """1 where no Han character stands before."""
    right_edge: float
    left_single: float
    """1 where the word before is one character."""
    left_long: float
    """1 where it is a saying."""
    left_unlisted: float
    """1 where the dictionary does not have it."""
    right_single: float


class ParticleWeights(NamedTuple):
    """What each piece of evidence adds to the log-odds of a slip, in nats, beside what is so before any of it; `told` are the
    log-odds from which a slip is told."""

    prior: float
    evidence: ParticleEvidence
    told: float


STRUCTURAL_WEIGHTS = ParticleWeights(
    prior=-1.66,
    evidence=ParticleEvidence(
        gain=0.63, fused=-2.21, left=-0.02, right=0.23, left_class=0.46, right_class=0.66, left_edge=0.91, right_edge=0.70,
        left_single=-0.57, left_long=-1.48, left_unlisted=0.08, right_single=0.0,
    ),
    told=3.7,
)  # fmt: skip
"""地 or 得 where 的, 地 or 得 is meant."""
ADVERBIAL_WEIGHTS = ParticleWeights(
    prior=-0.45,
    evidence=ParticleEvidence(
        gain=0.95, fused=0.0, left=-0.37, right=0.35, left_class=0.74, right_class=0.39, left_edge=0.0, right_edge=0.0,
        left_single=-0.34, left_long=0.11, left_unlisted=0.0, right_single=-0.26,
    ),
    told=1.35,
)  # fmt: skip
"""的 where 地 is meant."""
OTHER_WEIGHTS = ParticleWeights(
    prior=-3.30,
    evidence=ParticleEvidence(
        gain=1.15, fused=-1.12, left=-0.11, right=-0.49, left_class=-0.01, right_class=0.78, left_edge=0.01, right_edge=-0.11,
        left_single=-0.69, left_long=-0.01, left_unlisted=0.05, right_single=-0.17,
    ),
    told=3.9,
)  # fmt: skip
"""All others."""


class Particle(NamedTuple):
    """A character that may be a slip: its place in a run, what is meant, the log-odds above the threshold, the words beside it."""

    position: int
    better: str
    gain: float
    before: str
    after: str


def find(run: str) -> tuple[Particle, ...]:
    """Return the slips of a run of Han characters, the likeliest at each place."""
    best: dict[int, Particle] = {}
    for position, stands, better, evidence, before, after in weighed(run):
        weights = weights_of(stands, better)
        gain = log_odds(evidence, weights) - weights.told
        if gain > 0 and (position not in best or best[position].gain < gain):
            best[position] = Particle(position, better, gain, before, after)
    return tuple(best.values())


found_in_run = lru_cache(maxsize=CUTS_KEPT)(find)
"""The same, kept: an editor has a text checked again at each pause of the keys."""


def is_function(word: str) -> bool:
    """Return whether a word is one of those that are weighed here."""
    return word in STRUCTURAL or word in FUNCTION


def is_meant(item: Particle, stands: str, count: Callable[[str], int]) -> bool:
    """Return True where a document has the character beside one of the same words again, and not less often than the better one.

    `count` says how often the document has some characters.
    """
    return (bool(item.before) and _recurs(item.before + stands, item.before + item.better, count)) or (
        bool(item.after) and _recurs(stands + item.after, item.better + item.after, count)
    )


def _recurs(standing: str, better: str, count: Callable[[str], int]) -> bool:
    times = count(standing)
    return times >= RECURRING and count(better) <= times


def weights_of(stands: str, better: str) -> ParticleWeights:
    """Return the weights for a character and what may be meant."""
    if stands == "的":
        return ADVERBIAL_WEIGHTS
    return STRUCTURAL_WEIGHTS if stands in STRUCTURAL and better in STRUCTURAL else OTHER_WEIGHTS


def log_odds(evidence: ParticleEvidence, weights: ParticleWeights) -> float:
    """Return the log-odds of a slip."""
    return weights.prior + math.fsum(map(mul, weights.evidence, evidence))


@lru_cache(maxsize=1)
def _meant() -> dict[str, str]:
    """{character: the function words that it may stand for}."""
    meant = {"地": "的得", "得": "的地", "的": "地"}
    for word in FUNCTION:
        for twin in single(word)[:TWINS]:
            meant[twin] = meant.get(twin, "") + word
    return meant


def weighed(run: str) -> Iterator[tuple[int, str, str, ParticleEvidence, str, str]]:
    """Yield (position, what stands, what may be meant, evidence, word before, word behind) of what may be slips in a run."""
    model = load()
    tokens = model.cut(run)
    for number, token in enumerate(tokens):
        for position, stands in _odd(tokens, number, token):
            for better in _meant()[stands]:
                likely = stands != "的" or _may_be_adverbial(tokens, number, model)
                if likely and _local_gain(tokens, number, position, better, model) >= LEAST_LOCAL:
                    evidence = _evidence(run, position, stands, better, model)
                    if evidence:
                        yield position, stands, better, *evidence


def _odd(tokens: Sequence[WordToken], number: int, token: WordToken) -> Iterator[tuple[int, str]]:
    """Yield the (place, character) of a word that may be a slip for a function word."""
    meant = _meant()
    if len(token.word) > 1:
        is_odd = token.cost >= ODD_PART
        for offset, char in enumerate(token.word):
            if (is_odd or char in STRUCTURAL) and char in meant:
                yield token.start + offset, char
    elif token.word in meant:
        behind = tokens[number + 1].cost if number + 1 < len(tokens) else 0
        if token.word in STRUCTURAL or token.cost + behind >= ODD_WORD:
            yield token.start, token.word


def _may_be_adverbial(tokens: Sequence[WordToken], number: int, model: LanguageModel) -> bool:
    """Return whether 的 between two words costs hardly less than 地 would: a first look, for every paragraph is full of it."""
    token = tokens[number]
    if len(token.word) > 1 or not 0 < number < len(tokens) - 1:
        return False
    entry = model.word("地")
    if entry is None:
        return False
    after = tokens[number + 1]
    price = model.after(tokens[number - 1].rank, entry[1], entry[0]) + _next(model, entry[1], after.word)[0]
    return token.cost + after.cost - price >= LEAST


def _local_gain(tokens: Sequence[WordToken], number: int, position: int, better: str, model: LanguageModel) -> int:
    """Return what the better character saves where its neighbours stay as they were cut (hundredths of a nat)."""
    token = tokens[number]
    split = position - token.start
    spent, price, rank = token.cost, 0, tokens[number - 1].rank if number else 0
    behind = tokens[number + 1 : number + 2]
    for word in filter(None, (token.word[:split], better, token.word[split + 1 :], *(item.word for item in behind))):
        cost, rank = _next(model, rank, word)
        price += cost
    return spent + sum(item.cost for item in behind) - price


def _next(model: LanguageModel, rank: int, word: str) -> tuple[int, int]:
    """Return (cost after a word of that rank, rank) of a word."""
    cost, current = model.word(word) or (UNKNOWN, 0)
    return model.after(rank, current, cost), current


def _evidence(
    run: str, position: int, stands: str, better: str, model: LanguageModel
) -> tuple[ParticleEvidence, str, str] | None:
    """Return the evidence with the words before and behind; None where the better character is no word there."""
    head, tail = run[max(0, position - AROUND) : position], run[position + 1 : position + 1 + AROUND]
    index = len(head)
    mended, standing = model.cut(head + better + tail), model.cut(head + stands + tail)
    number = next((number for number, token in enumerate(mended) if token.start == index and len(token.word) == 1), -1)
    current, alternative = model.word(stands), model.word(better)
    if number < 0 or current is None or alternative is None:
        return None
    gain = (sum(token.cost for token in standing) - sum(token.cost for token in mended)) / SCALE
    before = mended[number - 1] if number else None
    after = mended[number + 1] if number + 1 < len(mended) else None
    left = right = left_class = right_class = 0.0
    if before is not None:
        beside = model.after(before.rank, current[1], current[0]) - model.after(
            before.rank, alternative[1], alternative[0]
        )
        left = (beside - current[0] + alternative[0]) / SCALE
        left_class = kinship(before.word, better) - kinship(before.word, stands)
    if after is not None:
        right = (_next(model, current[1], after.word)[0] - _next(model, alternative[1], after.word)[0]) / SCALE
        right_class = kinship(better, after.word) - kinship(stands, after.word)
    evidence = ParticleEvidence(
        gain=max(_LEAST_GAIN, min(_MOST_GAIN, gain)),
        fused=float(not any(token.start == index and len(token.word) == 1 for token in standing)),
        left=max(-_MOST, min(_MOST, left)),
        right=max(-_MOST, min(_MOST, right)),
        left_class=max(-_MOST_KIN, min(_MOST_KIN, left_class)),
        right_class=max(-_MOST_KIN, min(_MOST_KIN, right_class)),
        left_edge=float(before is None),
        right_edge=float(after is None),
        left_single=float(before is not None and len(before.word) == 1),
        left_long=float(before is not None and len(before.word) >= LONG),
        left_unlisted=float(before is not None and word_class(before.word) is None),
        right_single=float(after is not None and len(after.word) == 1),
    )
    return evidence, before.word if before else "", after.word if after else ""
