"""Two lists of sentences into beads."""

from __future__ import annotations

from collections.abc import Sequence

from tm.alignment import anchors, band, costs
from tm.alignment.band import Area
from tm.alignment.evidence import gather
from tm.alignment.lexicon import Lexicon
from tm.alignment.search import Costs, Found, best_path
from tm.alignment.weights import Weights

def path(zh: Sequence[str], en: Sequence[str], lexicons: Sequence[Lexicon], weights: Weights = Weights()) -> list[Found]:
    w = weights
    evidence = gather(zh, en, lexicons, inner=w.inner, han=w.han, certainty=w.certainty)
    model = costs.build(evidence, w, anchors.codes(zh, en))
    area = Area(0, len(zh), 0, len(en))
    dots = band.dots(model)
    for widen in (1, 2, 4, 0):
        blocks = band.around(area, dots, widen)
        found = best_path(blocks, lambda r, c: costs.scores(model, r, c), Costs(w.null, w.null_more))
        if not band.touches(found, blocks, area):
            break
    return found
