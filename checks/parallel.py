"""Several drafts, in one process or in several.

Documents are dealt out whole; rules that look across documents run here, over everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.context import Context
from checks.model import Finding
from checks.runner import Selection, check, ordered
from tm.model import Draft, Unit

if TYPE_CHECKING:
    from termbase.recognition.recogniser import Recogniser

PIECES = 4
"""Pieces a process gets on average, so that a slow one does not hold up the rest."""
LEAST = 2000
"""Units under which a second process costs more than it saves."""


def check_all(
    drafts: Sequence[Draft], recogniser: Recogniser, context: Context, selection: Selection, jobs: int = 1
) -> list[Finding]:
    """The findings of all drafts, draft by draft, each in the order of its text."""
    if jobs < 2 or sum(len(draft.units) for draft in drafts) < LEAST:
        return [finding for draft in drafts for finding in check(draft, recogniser, context, selection)]
    single = replace(selection, rules=tuple(rule for rule in selection.rules if not rule.across))
    across = replace(selection, rules=tuple(rule for rule in selection.rules if rule.across))
    found: dict[int, list[Finding]] = {number: [] for number in range(len(drafts))}
    with ProcessPoolExecutor(jobs) as pool:
        work = [
            (number, pool.submit(check, piece, recogniser, context, single))
            for number, draft in enumerate(drafts)
            for piece in _pieces(draft, jobs * PIECES)
        ]
        for number, draft in enumerate(drafts):
            found[number] += check(draft, recogniser, context, across) if across.rules else []
        for number, result in work:
            found[number] += result.result()
    return [finding for number, draft in enumerate(drafts) for finding in ordered(draft, found[number])]


def _pieces(draft: Draft, most: int) -> Iterator[Draft]:
    """The draft in pieces of whole documents."""
    groups: dict[str, list[Unit]] = {}
    for unit in draft.units:
        groups.setdefault(unit.document, []).append(unit)
    size = max(1, len(draft.units) // most)
    piece: list[Unit] = []
    for units in groups.values():
        piece += units
        if len(piece) >= size:
            yield replace(draft, units=tuple(piece))
            piece = []
    if piece:
        yield replace(draft, units=tuple(piece))
