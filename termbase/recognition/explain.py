"""Why a candidate is a hit or none, in words."""

from __future__ import annotations

from termbase.recognition.cover import LIMIT, Match
from termbase.recognition.edges import Edges
from termbase.recognition.index import Index
from termbase.recognition.standing import whole
from termbase.recognition.view import View


def reason(view: View, index: Index, edges: Edges, match: Match, standing: list[Match], chosen: list[Match]) -> str:
    """Why a match was chosen or dropped."""
    start, end, number = match
    if match not in standing:
        if not whole(view, match, index.flags[number]):
            return "part of a longer word"
        if not view.marks.fit(start, end):
            return "a title or quotation mark inside it is without its partner"
        return "its capitals are not there"
    doubt = edges.doubt(view.folded, start, end, view.marks.places)
    if match in chosen:
        return f"whole words (doubt {doubt:.1f})" if doubt else "whole words"
    if doubt > LIMIT:
        cut = "|".join(edges.cutting(view.folded, start, end, view.marks.places))
        return f"its edges cut words (doubt {doubt:.1f}, limit {LIMIT:.1f}): {cut}"
    for first, last, _ in chosen:
        if first <= start and end <= last:
            return f"inside {view.folded[first:last]}"
        if first < end and start < last:
            return f"crosses {view.folded[first:last]}, the better choice"
    return "another choice covers more of the text"
