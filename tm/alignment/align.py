"""Two lists of sentences into beads: evidence, scores, band, search, confidence, one after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yizhi.termbase.lexicon.cedict import cedict
from yizhi.tm.alignment import anchors, band, costs
from yizhi.tm.alignment.band import Area
from yizhi.tm.alignment.confidence import confidences
from yizhi.tm.alignment.costs import USUAL, CostModel
from yizhi.tm.alignment.embedding import Embedder, vectors
from yizhi.tm.alignment.evidence import gather
from yizhi.tm.alignment.search import Block, Costs, PathBead, best_path
from yizhi.tm.alignment.terms import AlignmentTerms, term_lexicon
from yizhi.tm.alignment.weights import Weights
from yizhi.tm.model import Bead

Watch = Callable[[Sequence[Block]], Iterable[Block]]
"""Is given the work ahead and hands it out piece by piece: a place for a progress bar."""

_WIDENING = (1, 3, 0)
"""Margins of the band, one after the other, when the path runs along its edge; 0 is no band."""
_ENOUGH = 20
"""Beads from which a length ratio can be told."""
_SAME_RATIO = 0.08
"""How far (as a logarithm) the length ratio of the beads may be from that of the documents."""
_SURE = 20.0
"""What a locked bead counts as when its neighbours are judged."""
_WHOLE = 4_000_000
"""Cells (left × right sentences) up to which no band at all is an option."""


@dataclass(frozen=True, slots=True)
class AlignmentSide:
    """One side: sentences, whether each begins a paragraph (None: not known), and whether it is Chinese."""

    sentences: Sequence[str]
    starts: Sequence[bool] | None = None
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class Aligner:
    """How to align: termbases whose terms count as evidence, the model's numbers, an embedding model if there is one."""

    terms: Sequence[AlignmentTerms] = ()
    weights: Weights = field(default_factory=Weights)
    embedder: Embedder | None = None
    watch: Watch = iter

    def align(self, source: AlignmentSide, target: AlignmentSide, locked: Sequence[Bead] = ()) -> list[Bead]:
        """Beads in order, every sentence in exactly one; an unaligned sentence in a bead with an empty side.

        `locked` beads (consecutive sentences, in order on both sides) come out as they are, with score 1; one with an
        empty side says that its sentences have no translation.
        """
        turned = target.chinese and not source.chinese
        left, right = (target, source) if turned else (source, target)
        fixed = [Bead(bead.target, bead.source, 1.0) if turned else bead for bead in locked]
        alone = (
            _marks([bead.source for bead in fixed if not bead.target], len(left.sentences)),
            _marks([bead.target for bead in fixed if not bead.source], len(right.sentences)),
        )
        model = self._model(left, right, alone)
        whole = [bead for bead in fixed if bead.source and bead.target]
        path = _search(model, whole, self.watch)
        ratio = _ratio(model, path)
        if abs(math.log(ratio / model.ratio)) > _SAME_RATIO:
            # A large part of one document is missing in the other: judge lengths by what does translate, and search again.
            model = replace(model, ratio=ratio)
            path = _search(model, whole, self.watch)
        locked_pairs = {(bead.source[0], bead.target[0]) for bead in whole}
        scores = confidences(path, [_letters(model, bead) for bead in path])
        beads = []
        for bead, score in zip(path, scores, strict=True):
            sides = tuple(range(bead.left, bead.left_end)), tuple(range(bead.right, bead.right_end))
            sure = (bead.left, bead.right) in locked_pairs and bool(sides[0] and sides[1])
            sure = sure or (not sides[1] and bool(alone[0][bead.left])) or (not sides[0] and bool(alone[1][bead.right]))
            sides = (sides[1], sides[0]) if turned else sides
            beads.append(Bead(*sides, 1.0 if sure else round(score, 4)))
        return beads

    def _model(self, left: AlignmentSide, right: AlignmentSide, alone: tuple[Any, Any]) -> CostModel:
        weights = self.weights
        lexicons = [cedict(), *map(term_lexicon, self.terms)]
        evidence = gather(
            left.sentences,
            right.sentences,
            lexicons,
            inner=weights.inner,
            han=weights.han,
            certainty=weights.certainty,
        )
        more: dict[str, Any] = {"alone": alone} if alone[0].any() or alone[1].any() else {}
        if left.starts is not None and right.starts is not None:
            more["paragraphs"] = np.array(left.starts, np.bool_), np.array(right.starts, np.bool_)
        if self.embedder is not None and left.sentences and right.sentences:
            more["vectors"] = (
                vectors(self.embedder, left.sentences, "zh"),
                vectors(self.embedder, right.sentences, "en"),
            )
        return costs.build(evidence, weights, anchors.codes(left.sentences, right.sentences), **more)


def _marks(groups: Sequence[Sequence[int]], size: int) -> NDArray[np.bool_]:
    marks = np.zeros(size, np.bool_)
    for group in groups:
        marks[list(group)] = True
    return marks


def _ratio(model: CostModel, beads: Sequence[PathBead]) -> float:
    """Letters on the right to letters on the left in good beads; the model's own ratio where there are few."""
    plain = [bead for bead in beads if bead.left < bead.left_end and bead.right < bead.right_end and bead.score > 0]
    if len(plain) < _ENOUGH:
        return model.ratio
    left = sum(float(model.reach_left[bead.left_end] - model.reach_left[bead.left]) for bead in plain)
    right = sum(float(model.reach_right[bead.right_end] - model.reach_right[bead.right]) for bead in plain)
    return min(max(right / left, USUAL[0]), USUAL[1])


def _letters(model: CostModel, bead: PathBead) -> float:
    left = model.reach_left[bead.left_end] - model.reach_left[bead.left]
    right = model.reach_right[bead.right_end] - model.reach_right[bead.right]
    return float(left + right)


def _search(model: CostModel, locked: Sequence[Bead], watch: Watch) -> list[PathBead]:
    """Return all beads in order; what lies between locked ones is searched piece by piece."""
    height, width = model.size
    dots = band.dots(model) if height and width else band.NO_DOTS
    beads: list[PathBead] = []
    left = right = 0
    for bead in locked:
        end_left, end_right = bead.source[-1] + 1, bead.target[-1] + 1
        beads += _best(model, Area(left, bead.source[0], right, bead.target[0]), dots, watch)
        beads.append(PathBead(bead.source[0], end_left, bead.target[0], end_right, _SURE))
        left, right = end_left, end_right
    return beads + _best(model, Area(left, height, right, width), dots, watch)


def _best(model: CostModel, area: Area, dots: band.Dots, watch: Watch) -> list[PathBead]:
    weights = model.weights
    costs_of_null = Costs(weights.null, weights.null_more)
    cells = (area.left_end - area.left) * (area.right_end - area.right)
    beads: list[PathBead] = []
    for widen in _WIDENING:
        if beads and widen == 0 and cells > _WHOLE:
            break
        blocks = band.around(area, dots, widen)
        beads = best_path(watch(blocks), lambda rows, columns: costs.scores(model, rows, columns), costs_of_null)
        if not band.touches(beads, blocks, area):
            break
    return beads
