"""What a bead is worth, for all beads of a rectangle at once. Pure: arrays in, arrays out.

A bead's score is the logarithm of how much likelier its two sides are as translations than as strangers:
  - words: log((1−λ) + λ·mean t(e|z) / p(e)) for every token e of one side, z running over the other side's (IBM model 1 over
    a background), in both directions;
  - length: a Gaussian of the length difference, as in Gale and Church (1993), with a Han character as three letters;
  - a prior for its kind, and agreement in paragraph numbers, list labels and paragraph starts.
Where several sentences stand on a side, one that nothing on the other side speaks for costs extra: table stubs and
headings without a counterpart would else hide in their neighbour's bead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.alignment.evidence import AlignmentEvidence, Ints, TokenSide
from yizhi.tm.alignment.weights import KINDS, REACH, Kind, Weights

Scores = NDArray[np.float32]

USUAL = (0.7, 2.0)
"""Letters of English to a letter of Chinese (a Han character being three): outside, something is missing on one side."""
_TYPICAL = 1.3
NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Triples:
    """By sentence: which tokens of the other side its tokens may become, how probably (summed over its tokens).

    `token[starts[s]:starts[s+1]]`, `value` likewise.
    """

    starts: Ints
    token: Ints
    value: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Direction:
    """How the sentences of a `giver` explain those of a `taker`."""

    giver: TokenSide
    taker: TokenSide
    triples: Triples
    rarity: NDArray[np.float32]
    """λ / (1 − λ) / p for every token of the taker."""
    mass: NDArray[np.float32]
    """Weight of the tokens of every sentence of the giver."""
    silence: NDArray[np.float32]
    """The score of every sentence of the taker when nothing explains it."""


@dataclass(frozen=True, slots=True)
class CostModel:
    """Everything that scores are computed from. Labels: two readings a sentence; paragraph starts: one truth value."""

    forward: Direction
    backward: Direction
    weights: Weights
    reach_left: NDArray[np.float64]
    """Length of the text before each sentence, in letters; one more entry than sentences."""
    reach_right: NDArray[np.float64]
    labels: tuple[NDArray[np.int32], NDArray[np.int32]]
    ratio: float
    """Letters of the right side to one of the left, where the two translate each other."""
    paragraphs: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None
    vectors: tuple[Scores, Scores] | None = None
    """Sentence embeddings of both sides, where the user has a model."""
    alone: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None
    """Sentences of both sides that a person said have no translation."""

    @property
    def size(self) -> tuple[int, int]:
        """Sentences on the left and on the right."""
        return self.forward.giver.sentences, self.forward.taker.sentences


def build(
    evidence: AlignmentEvidence, weights: Weights, labels: tuple[NDArray[np.int32], NDArray[np.int32]], **more: Any
) -> CostModel:
    """Return the model of two documents; `more` are the fields of `CostModel` that may be missing."""
    left, right, pairs = evidence.left, evidence.right, evidence.pairs
    reach_left = np.concatenate([[0.0], np.cumsum(left.lengths, dtype=np.float64)])
    reach_right = np.concatenate([[0.0], np.cumsum(right.lengths, dtype=np.float64)])
    ratio = reach_right[-1] / max(1.0, reach_left[-1])
    return CostModel(
        _direction(left, right, _triples(left, pairs.left, pairs.right, pairs.forward), weights),
        _direction(right, left, _triples(right, pairs.right, pairs.left, pairs.backward), weights),
        weights,
        reach_left,
        reach_right,
        labels,
        float(ratio) if USUAL[0] <= ratio <= USUAL[1] else _TYPICAL,
        **more,
    )


def _triples(side: TokenSide, source: Ints, target: Ints, value: NDArray[np.float32]) -> Triples:
    order = np.argsort(source, kind="stable")
    begins = np.searchsorted(source[order], np.arange(side.words + 1))
    counts = np.diff(begins)[side.tokens]
    ends = np.cumsum(counts)
    flat = order[np.repeat(begins[side.tokens] - ends + counts, counts) + np.arange(counts.sum())]
    starts = np.concatenate([[0], ends])[side.starts]
    return Triples(starts, target[flat], value[flat] * np.repeat(side.weights, counts))


def _direction(giver: TokenSide, taker: TokenSide, triples: Triples, weights: Weights) -> Direction:
    counts = np.bincount(taker.tokens, taker.weights, taker.words)
    probability = np.maximum(counts / (counts.sum() + weights.rarity), 1e-7)
    mixture = weights.mixture
    return Direction(
        giver,
        taker,
        triples,
        (mixture / (1 - mixture) / probability).astype(np.float32),
        np.bincount(giver.numbers(), giver.weights, giver.sentences).astype(np.float32),
        (np.log(1 - mixture) * np.bincount(taker.numbers(), taker.weights, taker.sentences)).astype(np.float32),
    )


def gains(way: Direction, rows: slice, columns: slice) -> list[Scores]:
    """For 1 to `REACH` sentences of the giver that end at each row: how well they explain each sentence of the taker.

    `gains[a - 1][r, c]` ≥ 0 comes on top of `way.silence[c]`. The first a − 1 rows lack their predecessors and are not
    to be used.
    """
    low, high = way.taker.starts[columns.start], way.taker.starts[columns.stop]
    tokens = way.taker.tokens[low:high]
    present = np.unique(tokens)
    local = np.full(way.taker.words, -1, np.int64)
    local[present] = np.arange(len(present))
    first, last = way.triples.starts[rows.start], way.triples.starts[rows.stop]
    where = local[way.triples.token[first:last]]
    hit = where >= 0
    height, width = rows.stop - rows.start, columns.stop - columns.start
    row = np.repeat(np.arange(height), np.diff(way.triples.starts[rows.start : rows.stop + 1]))[hit]
    # Only words that something explains take part.
    useful, slot = np.unique(where[hit], return_inverse=True)
    cells = np.bincount(row * len(useful) + slot, way.triples.value[first:last][hit], height * len(useful))
    given = cells.astype(np.float32).reshape(height, len(useful))
    given *= way.rarity[present[useful]]
    spots = np.full(len(present), -1, np.int64)
    spots[useful] = np.arange(len(useful))
    column = np.repeat(np.arange(width), np.diff(way.taker.starts[columns.start : columns.stop + 1]))
    spot = spots[local[tokens]]
    used = spot >= 0
    counts = np.bincount(spot[used] * width + column[used], way.taker.weights[low:high][used], len(useful) * width)
    matrix = counts.astype(np.float32).reshape(len(useful), width)
    mass = way.mass[rows]
    result: list[Scores] = []
    total, weight = given.copy(), mass.copy()
    for a in range(1, REACH + 1):
        if a > 1:
            total[a - 1 :] += given[: max(0, height - a + 1)]
            weight[a - 1 :] += mass[: max(0, height - a + 1)]
        share = total / np.maximum(weight, 1.0)[:, None]
        flat = share.reshape(-1)
        explained = np.flatnonzero(flat)
        flat[explained] = np.log1p(flat[explained])
        result.append(np.asarray(share @ matrix, np.float32))
    return result


def _window_sum(values: Scores, size: int, axis: int) -> Scores:
    """Sums over `size` neighbours that end at each place; the first `size` − 1 places are short of some."""
    result = values.copy()
    for back in range(1, size):
        if axis == 1:
            result[:, back:] += values[:, :-back]
        else:
            result[back:] += values[:-back]
    return result


def scores(model: CostModel, rows: slice, columns: slice) -> Mapping[Kind, Scores]:
    """Return the score of every bead that ends with a sentence of `rows` on the left and of `columns` on the right.

    A bead may begin before the rectangle. Where it would begin before the document, its score is `NEVER`.
    """
    top, edge = max(0, rows.start - REACH + 1), max(0, columns.start - REACH + 1)
    tall, wide = slice(top, rows.stop), slice(edge, columns.stop)
    weights = model.weights
    ahead = gains(model.forward, tall, wide)
    back = [part.T for part in gains(model.backward, wide, tall)]
    silent_right, silent_left = model.forward.silence[wide], model.backward.silence[tall][:, None]
    inside = (slice(rows.start - top, None), slice(columns.start - edge, None))
    result: dict[Kind, Scores] = {}
    for a, b in KINDS:
        to_right = ahead[a - 1] + silent_right
        to_left = back[b - 1] + silent_left
        if b > 1:
            to_right -= weights.bare * np.exp(ahead[a - 1] * (-1 / weights.bare_scale))
        if a > 1:
            to_left -= weights.bare * np.exp(back[b - 1] * (-1 / weights.bare_scale))
        words = _window_sum(to_right, b, 1) + _window_sum(to_left, a, 0)
        total = weights.lexical * words[inside]
        total += _lengths(model, rows, columns, a, b) + np.float32(weights.priors[a, b] + weights.bead)
        total += _structure(model, rows, columns, a, b)
        if model.vectors is not None:
            total += weights.nearness * (
                _nearness(model.vectors, tall, wide, a, b)[inside] - weights.nearness_of_strangers
            )
        if model.alone is not None:
            total[_covers(model.alone[0], rows, a)] = NEVER
            total[:, _covers(model.alone[1], columns, b)] = NEVER
        total[: max(0, a - 1 - rows.start)] = NEVER
        total[:, : max(0, b - 1 - columns.start)] = NEVER
        result[a, b] = total.astype(np.float32)
    return result


def _covers(marks: NDArray[np.bool_], ends: slice, size: int) -> NDArray[np.bool_]:
    """Return whether one of the `size` sentences up to each end is marked."""
    last = np.arange(ends.start, ends.stop)
    covered = np.zeros(len(last), np.bool_)
    for back in range(size):
        covered |= marks[np.maximum(last - back, 0)]
    return covered


def _nearness(vectors: tuple[Scores, Scores], rows: slice, columns: slice, a: int, b: int) -> Scores:
    """Cosine between the two sides of every bead; a side of several sentences is the sum of their vectors."""
    left, right = _window_sum(vectors[0][rows], a, 0), _window_sum(vectors[1][columns], b, 0)
    left = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9)
    right = right / np.maximum(np.linalg.norm(right, axis=1, keepdims=True), 1e-9)
    return np.asarray(left @ right.T, np.float32)


def _lengths(model: CostModel, rows: slice, columns: slice, a: int, b: int) -> NDArray[np.float64]:
    weights = model.weights
    end_left, end_right = np.arange(rows.start + 1, rows.stop + 1), np.arange(columns.start + 1, columns.stop + 1)
    left = (model.reach_left[end_left] - model.reach_left[np.maximum(end_left - a, 0)])[:, None] * model.ratio
    right = (model.reach_right[end_right] - model.reach_right[np.maximum(end_right - b, 0)])[None, :]
    middle = (left + right) / 2
    distance = (right - left) ** 2 / (2 * (weights.variance * middle + weights.variance_floor))
    cost = np.minimum(distance, weights.length_cap) + weights.length_spread * np.log(middle)
    return np.asarray(-weights.length * cost, dtype=np.float64)


def _structure(model: CostModel, rows: slice, columns: slice, a: int, b: int) -> NDArray[np.float64]:
    """Agreement of labels and paragraph starts: where the bead begins, and what it swallows."""
    weights = model.weights
    first_left = np.maximum(np.arange(rows.start, rows.stop) - a + 1, 0)
    first_right = np.maximum(np.arange(columns.start, columns.stop) - b + 1, 0)
    left, right = model.labels[0][first_left], model.labels[1][first_right]
    has_left, has_right = left[:, :1] > 0, right[:, 0] > 0
    is_same = (left[:, :1] == right[:, 0]) | (left[:, 1:] == right[:, 1])
    is_same |= (left[:, :1] == right[:, 1]) | (left[:, 1:] == right[:, 0])
    both = has_left & has_right
    total = np.where(both, np.where(is_same, weights.label_same, weights.label_other), 0.0)
    total += np.where(has_left ^ has_right, weights.label_one, 0.0)
    swallowed_left = _inside(model.labels[0][:, 0] > 0, first_left, a)[:, None]
    swallowed_right = _inside(model.labels[1][:, 0] > 0, first_right, b)[None, :]
    total += weights.label_inside * np.abs(swallowed_left - swallowed_right)
    if model.paragraphs is not None:
        starts_left, starts_right = model.paragraphs
        begins_left, begins_right = starts_left[first_left][:, None], starts_right[first_right][None, :]
        total += np.where(begins_left & begins_right, weights.paragraph_same, 0.0)
        total += np.where(begins_left ^ begins_right, weights.paragraph_one, 0.0)
        total += weights.paragraph_inside * _inside(starts_left, first_left, a)[:, None]
        total += weights.paragraph_inside * _inside(starts_right, first_right, b)[None, :]
    return total


def _inside(marks: NDArray[np.bool_], first: Ints, size: int) -> NDArray[np.float64]:
    """Return how many of the `size` − 1 sentences after each `first` are marked."""
    total = np.zeros(len(first))
    for ahead in range(1, size):
        total += marks[np.minimum(first + ahead, len(marks) - 1)]
    return total
