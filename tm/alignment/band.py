"""Where the path must run: a coarse walk over rare words that both sides share, and the band of rectangles around it.

Every pair of tokens that may translate each other and that is rare on both sides puts a dot where its sentences meet. The
dots are counted on a grid, smoothed along the diagonal, and the monotone path that gathers most of them is found. The
band is that path and some cells on either side, so that time and memory grow with the length of the documents only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.alignment.costs import CostModel
from yizhi.tm.alignment.evidence import Ints
from yizhi.tm.alignment.search import Block, PathBead

_ROWS = 64
"""Left sentences to a rectangle."""
_NARROW = 120
"""A right side up to this many sentences is searched whole."""
_CELL = 8
"""Sentences to a grid cell, at least."""
_MOST_CELLS = 2000
_SMOOTH = 6
"""Cells along the diagonal, before and after, that speak for a cell."""
_MARGIN_CELLS, _MARGIN = 2, 16
_RARE = 12
"""A token in more sentences than this makes no dots."""
_DISTANCE_COST = 0.02
"""Per cell off the straight line between the corners: decides where nothing else speaks."""


Dots = tuple[Ints, Ints, NDArray[np.float64]]
"""(left sentence, right sentence, weight) of every dot."""
NO_DOTS: Dots = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


@dataclass(frozen=True, slots=True)
class Area:
    """The sentences to align: [left, left_end) with [right, right_end)."""

    left: int
    left_end: int
    right: int
    right_end: int


def blocks(area: Area, low: Ints, high: Ints) -> list[Block]:
    """Rectangles of `_ROWS` rows that cover columns low[i] … high[i] of every node row (counted from the area's corner)."""
    result: list[Block] = []
    height, width = area.left_end - area.left + 1, area.right_end - area.right + 1
    for top in range(0, height, _ROWS):
        bottom = min(top + _ROWS, height)
        first = int(low[top:bottom].min()) if top else 0
        last = int(high[top:bottom].max()) + 1 if bottom < height else width
        if result:
            first = max(first, result[-1].first - area.right)
            last = max(last, result[-1].last - area.right)
            first = min(first, result[-1].last - area.right - 1)
        result.append(Block(area.left + top, area.left + bottom, area.right + first, area.right + min(last, width)))
    return result


def around(area: Area, dots: Dots, widen: int = 1) -> list[Block]:
    """Return the band for an area; `widen` multiplies its margin, 0 takes the whole area."""
    height, width = area.left_end - area.left + 1, area.right_end - area.right + 1
    if widen == 0 or width <= _NARROW:
        return blocks(area, np.zeros(height, np.int64), np.full(height, width - 1))
    per_cell = max(_CELL, -(-max(height, width) // _MOST_CELLS))
    path_low, path_high = _coarse_path(_grid(area, dots, per_cell))
    margin = _MARGIN_CELLS * widen
    cell = np.arange(height) // per_cell
    before, after = np.maximum(cell - margin, 0), np.minimum(cell + margin, len(path_low) - 1)
    low = (path_low[before] - margin) * per_cell - _MARGIN * widen
    high = (path_high[after] + 1 + margin) * per_cell + _MARGIN * widen
    return blocks(area, np.clip(low, 0, width - 1), np.clip(high, 0, width - 1))


def touches(path: Sequence[PathBead], band: Sequence[Block], area: Area, near: int = 3) -> bool:
    """Return whether a path runs along an edge of its band that is not the edge of the area."""
    nodes = np.array([(bead.left_end, bead.right_end) for bead in path], np.int64).reshape(-1, 2)
    tops = np.array([block.top for block in band])
    block_index = np.searchsorted(tops, nodes[:, 0], side="right") - 1
    first, last = (
        np.array([block.first for block in band])[block_index],
        np.array([block.last for block in band])[block_index],
    )
    left_edge = (nodes[:, 1] < first + near) & (first > area.right)
    right_edge = (nodes[:, 1] >= last - near) & (last <= area.right_end)
    return bool(np.any(left_edge | right_edge))


def dots(model: CostModel) -> Dots:
    """Return (left sentence, right sentence, weight) wherever a rare token meets a rare token that may translate it."""
    way = model.forward
    left, right = way.giver, way.taker
    often = np.bincount(right.tokens, minlength=right.words)
    sentence = np.repeat(np.arange(left.sentences), np.diff(way.triples.starts))
    token, value = way.triples.token, way.triples.value
    # The triples do not say which left token they came from; how many sentences lead to the right token says enough.
    leading = np.bincount(token, minlength=right.words)
    is_rare = (leading[token] <= _RARE) & (often[token] <= _RARE) & (often[token] > 0)
    sentence, token, value = sentence[is_rare], token[is_rare], value[is_rare]
    order = np.argsort(right.tokens, kind="stable")
    begins = np.searchsorted(right.tokens[order], np.arange(right.words + 1))
    counts = np.diff(begins)[token]
    ends = np.cumsum(counts)
    flat = order[np.repeat(begins[token] - ends + counts, counts) + np.arange(counts.sum())]
    weight = np.minimum(1.0, 4 * value) / (leading[token] * np.maximum(counts, 1))
    return np.repeat(sentence, counts), right.numbers()[flat], np.repeat(weight, counts).astype(np.float64)


def _grid(area: Area, dots: Dots, per_cell: int) -> NDArray[np.float64]:
    """Return the dots on square cells of `per_cell` sentences a side, smoothed along the diagonal, against their mean."""
    left, right, weight = dots
    height, width = (area.left_end - area.left) // per_cell + 1, (area.right_end - area.right) // per_cell + 1
    inside = (left >= area.left) & (left < area.left_end) & (right >= area.right) & (right < area.right_end)
    row, column = (left[inside] - area.left) // per_cell, (right[inside] - area.right) // per_cell
    grid = np.bincount(row * width + column, weight[inside], height * width).reshape(height, width)
    smooth = grid.astype(np.float64)
    for shift in range(1, min(_SMOOTH, height - 1, width - 1) + 1):
        share = 1 - shift / (_SMOOTH + 1)
        smooth[shift:, shift:] += share * grid[:-shift, :-shift]
        smooth[:-shift, :-shift] += share * grid[shift:, shift:]
    off = np.abs(np.arange(height)[:, None] * (width / height) - np.arange(width)[None, :])
    return np.asarray(smooth - 2 * smooth.mean() - _DISTANCE_COST * np.minimum(off, 10), dtype=np.float64)


def _coarse_path(grid: NDArray[np.float64]) -> tuple[Ints, Ints]:
    """For every row of cells the first and last column of the monotone path that gathers most."""
    height, width = grid.shape
    best = np.empty_like(grid)
    came_down = np.zeros(grid.shape, np.bool_)
    above = np.concatenate([[0.0], np.full(width, -np.inf)])
    for row in range(height):
        # From above or diagonally; a step to the right is a running maximum.
        straight, diagonal = above[1:] if row else np.full(width, -np.inf), above[:-1]
        entry = np.maximum(straight, diagonal)
        along = np.cumsum(grid[row])
        offset = entry - (along - grid[row])
        highest = np.maximum.accumulate(offset)
        came_down[row] = offset >= highest
        best[row] = highest + along
        above = np.concatenate([[-np.inf], best[row]])
    low, high = np.zeros(height, np.int64), np.zeros(height, np.int64)
    column = width - 1
    for row in range(height - 1, -1, -1):
        high[row] = column
        while column > 0 and not came_down[row, column]:
            column -= 1
        low[row] = column
        if row and column and best[row - 1, column - 1] >= best[row - 1, column]:
            column -= 1
    return low, high
