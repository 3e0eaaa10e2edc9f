"""Normalised text: what makes two writings of the same words equal.

Script (single characters, traditional to simplified), width, case, quotation marks, dashes, accents, spaces and line breaks,
title marks: one rule a module in `rules/`.
"""

from __future__ import annotations

from yizhi.termbase.text.mapped import Mapped
from yizhi.termbase.text.normal import normal


def normalise(text: str) -> Mapped:
    """Return the normalised text, with the way back to the places of `text`."""
    return normal(text).mapped()


def key(text: str) -> str:
    """Return the form under which a term or query is looked up: normalised, without space at its ends."""
    return normal(text).text.strip()
