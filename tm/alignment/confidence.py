"""How sure a bead is, from 0 to 1: about the share of beads of that score that are right.

A logistic function of the bead's score by its length, of the worst of its neighbours' (errors come in clusters) and of its
kind; fitted to literary gold and to parallel UN lines that were merged, split and dropped at random.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from yizhi.tm.alignment.search import PathBead

REVIEW = 0.75
"""Beads below are marked for review."""

_BASE, _OWN, _AROUND = 0.394, 0.38, 0.707
_PLAIN, _THREE, _BOTH = 1.983, 0.786, -1.44
_NULL_BASE, _NULL_AROUND = -0.33, 0.846
_UNKNOWN = 1.0
"""What a null bead or the edge of the document counts as, seen from its neighbour."""


def confidences(beads: Sequence[PathBead], letters: Sequence[float]) -> list[float]:
    """Return one number a bead; `letters` are the lengths of the beads, both sides together."""
    strength = [
        bead.score / math.sqrt(max(1.0, size / 2)) if _full(bead) else None
        for bead, size in zip(beads, letters, strict=True)
    ]
    result = []
    for index, (bead, own_strength) in enumerate(zip(beads, strength, strict=True)):
        around = [
            value
            for value in (*strength[max(0, index - 1) : index], *strength[index + 1 : index + 2])
            if value is not None
        ]
        nearest = min(around, default=_UNKNOWN)
        if own_strength is None:
            result.append(_logistic(_NULL_BASE + _NULL_AROUND * nearest))
            continue
        size = bead.left_end - bead.left + bead.right_end - bead.right
        both = min(bead.left_end - bead.left, bead.right_end - bead.right) > 1
        kind = _PLAIN if size == 2 else _THREE if size == 3 else _BOTH if both else 0.0
        result.append(_logistic(_BASE + _OWN * own_strength + _AROUND * min(own_strength, nearest) + kind))
    return result


def _full(bead: PathBead) -> bool:
    return bead.left < bead.left_end and bead.right < bead.right_end


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
