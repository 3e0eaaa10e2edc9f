"""Fit a log-linear model: what the tools for weights have in common. numpy must be installed."""

from __future__ import annotations

from typing import Any

import numpy as np

ROUNDS = 40
"""Newton's method is at rest long before."""


def fitted(plain: Any, right: Any, share: Any, ridge: Any) -> Any:
    """Return the weights of a logistic regression by Newton's method.

    `plain` and `right` are matrices of evidence, a candidate a row: of sound text, and of what was put in; `share` is what a row of
    `right` weighs against one of `plain`, for all or for each; `ridge` is the penalty of a weight's square, for all or for each.
    """
    table = np.vstack([plain, right])
    truth = np.r_[np.zeros(len(plain)), np.ones(len(right))]
    weight = np.r_[np.ones(len(plain)), np.broadcast_to(share, len(right))]
    values = np.zeros(table.shape[1])
    penalty = np.broadcast_to(ridge, len(values))
    for _ in range(ROUNDS):
        guess = 1 / (1 + np.exp(-table @ values))
        slope = table.T @ (weight * (truth - guess)) - penalty * values
        curve = (table * (weight * guess * (1 - guess))[:, None]).T @ table + np.diag(penalty)
        values += np.linalg.solve(curve, slope)
    return values
