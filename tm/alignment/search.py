"""The best sequence of beads, by dynamic programming over a band of rectangles. Pure: it is given scores, not texts.

Nodes (i, j) stand before sentence i on the left and j on the right. Null beads are cheaper in runs (the first costs
`null`, each further one `null_more`), as in alignment with affine gaps (Gotoh 1982), because whole tables and passages go
missing rather than single sentences. Memory grows with the band, which is one rectangle after another down the left side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.alignment.weights import KINDS, REACH, Kind

Scorer = Callable[[slice, slice], Mapping[Kind, NDArray[np.float32]]]
"""Scores of all beads that end with a left sentence of the first slice and a right one of the second."""

_LOW = -1e18
_LEFT_NULL, _RIGHT_NULL = len(KINDS), len(KINDS) + 1


class Block(NamedTuple):
    """Nodes (i, j) with top ≤ i < bottom and first ≤ j < last. Blocks follow each other; `first` and `last` never fall."""

    top: int
    bottom: int
    first: int
    last: int


class PathBead(NamedTuple):
    """A bead on the best path: sentences [left, left_end) and [right, right_end), and its score (0 for a null bead)."""

    left: int
    left_end: int
    right: int
    right_end: int
    score: float


class _Table(NamedTuple):
    """What is kept of a block to walk back: the choice at each node, and where runs of nulls go on."""

    block: Block
    choice: NDArray[np.int8]
    left_goes_on: NDArray[np.bool_]
    right_goes_on: NDArray[np.bool_]
    score: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of null beads (negative)."""

    null: float
    null_more: float


def best_path(blocks: Iterable[Block], score: Scorer, costs: Costs) -> list[PathBead]:
    """Return the best way from the first node of the first block to the last node of the last one.

    Raises ValueError where the blocks leave no way.
    """
    tables: list[_Table] = []
    history = np.full((REACH, 0), _LOW)
    run = np.full(0, _LOW)
    before: Block | None = None
    for block in blocks:
        before = before or Block(block.top, block.top, block.first, block.first)
        history, run = _shift(history, before, block), _shift(run[None, :], before, block)[0]
        table, history, run = _fill(block, history, run, score, costs, first=not tables)
        tables.append(table)
        before = block
    return _walk_back(tables)


def _shift(rows: NDArray[np.float64], before: Block, block: Block) -> NDArray[np.float64]:
    """Return rows over the columns of one block as rows over those of the next (with `REACH` columns before its first)."""
    result = np.full((len(rows), REACH + block.last - block.first), _LOW)
    offset = before.first - block.first  # ≤ 0: the band never goes back
    width = min(rows.shape[1] + offset, result.shape[1])
    if width > 0:
        result[:, :width] = rows[:, -offset : width - offset]
    return result


def _fill(
    block: Block, history: NDArray[np.float64], run: NDArray[np.float64], score: Scorer, costs: Costs, *, first: bool
) -> tuple[_Table, NDArray[np.float64], NDArray[np.float64]]:
    """Return one block: its table, its last `REACH` rows and the run of left nulls in the last one."""
    height, width = block.bottom - block.top, block.last - block.first
    totals = np.full((REACH + height, REACH + width), _LOW)
    totals[:REACH] = history
    choice = np.zeros((height, width), np.int8)
    left_goes_on, right_goes_on = np.zeros((height, width), np.bool_), np.zeros((height, width), np.bool_)
    stacked = _stack(block, score)
    best_score = np.zeros((height, width), np.float32)
    candidates = np.full((len(KINDS) + 1, width), _LOW)
    columns = np.arange(width)
    slope = costs.null_more * columns
    for row in range(height):
        row_totals = totals[REACH + row, REACH:]
        if first and row == 0:
            row_totals[0] = 0.0
            run = np.full(REACH + width, _LOW)
        else:
            above = totals[REACH + row - 1]
            opened, extended = above + costs.null, run + costs.null_more
            left_goes_on[row] = (extended > opened)[REACH:]
            run = np.maximum(opened, extended)
            for kind_index, (a, b) in enumerate(KINDS):
                np.add(
                    totals[REACH + row - a, REACH - b : REACH - b + width],
                    stacked[kind_index, row],
                    out=candidates[kind_index],
                )
            candidates[_LEFT_NULL] = run[REACH:]
            chosen = candidates.argmax(axis=0)
            choice[row] = chosen
            row_totals[:] = candidates[chosen, columns]
            real = chosen < _LEFT_NULL
            best_score[row, real] = stacked[chosen[real], row, columns[real]]
        # A run of right nulls that ends at j began after the best node before it: a running maximum along the row.
        start = row_totals - slope + (costs.null - costs.null_more)
        furthest = np.maximum.accumulate(start)
        right_goes_on[row, 1:] = furthest[:-1] > start[:-1]
        ended = furthest[:-1] + slope[1:]
        better = np.flatnonzero(ended > row_totals[1:]) + 1
        row_totals[better] = ended[better - 1]
        choice[row, better] = _RIGHT_NULL
    return _Table(block, choice, left_goes_on, right_goes_on, best_score), totals[-REACH:].copy(), run


def _stack(block: Block, score: Scorer) -> NDArray[np.float32]:
    """Scores of the beads that end at each node of the block, `KINDS` × rows × columns."""
    height, width = block.bottom - block.top, block.last - block.first
    stacked = np.full((len(KINDS), height, width), _LOW, np.float32)
    # A bead that ends at node (i, j) ends with sentences i − 1 and j − 1; none ends at node 0.
    skip_row, skip_column = int(block.top == 0), int(block.first == 0)
    if height > skip_row and width > skip_column:
        rows = slice(block.top - 1 + skip_row, block.bottom - 1)
        kind_scores = score(rows, slice(block.first - 1 + skip_column, block.last - 1))
        for kind_index, kind in enumerate(KINDS):
            stacked[kind_index, skip_row:, skip_column:] = kind_scores[kind]
    return stacked


def _walk_back(tables: list[_Table]) -> list[PathBead]:
    start, end = tables[0].block, tables[-1].block
    i, j = end.bottom - 1, end.last - 1
    block_index = len(tables) - 1
    beads: list[PathBead] = []
    running = ""
    while (i, j) != (start.top, start.first):
        while tables[block_index].block.top > i:
            block_index -= 1
        block = tables[block_index].block
        row, column = i - block.top, j - block.first
        if not 0 <= column < block.last - block.first or i < start.top:
            raise ValueError("the band leaves no way")
        choice = int(tables[block_index].choice[row, column])
        if running == "left" or (not running and choice == _LEFT_NULL):
            running = "left" if tables[block_index].left_goes_on[row, column] else ""
            beads.append(PathBead(i - 1, i, j, j, 0.0))
            i -= 1
        elif running == "right" or (not running and choice == _RIGHT_NULL):
            running = "right" if tables[block_index].right_goes_on[row, column] else ""
            beads.append(PathBead(i, i, j - 1, j, 0.0))
            j -= 1
        else:
            a, b = KINDS[choice]
            beads.append(PathBead(i - a, i, j - b, j, float(tables[block_index].score[row, column])))
            i, j = i - a, j - b
    return beads[::-1]
