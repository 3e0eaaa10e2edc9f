"""Why a candidate is a hit or none, in words."""

from __future__ import annotations

from yizhi.termbase.recognition.analysed_text import AnalysedText
from yizhi.termbase.recognition.boundaries import Match
from yizhi.termbase.recognition.cover import LIMIT
from yizhi.termbase.recognition.edges import Edges
from yizhi.termbase.recognition.index import WORD_END, WORD_START
from yizhi.termbase.recognition.language_forms import LanguageForms

Place = tuple[int, int]

PART = "part of a longer word"
UNPAIRED = "a title or quotation mark inside it is without its partner"
UNCASED = "its capitals are not there"
WHOLE = "whole words"
DOUBTED = "whole words (doubt {0})"
CUTS = "its edges cut words (doubt {0}, limit {1}): {2}"
INSIDE = "inside {0}"
CROSSES = "crosses {0}, the better choice"
COVERED = "another choice covers more of the text"
REASONS = (PART, UNPAIRED, UNCASED, DOUBTED, WHOLE, CUTS, INSIDE, CROSSES, COVERED)
"""All that is said, as templates: a face that speaks another language fills theirs."""


def reason(
    view: AnalysedText, lens: LanguageForms, edges: Edges, match: Match, standing: set[Place], chosen: list[Place]
) -> str:
    """Return why a match was chosen or dropped, told by the places (in `view.folded`) of those that stand and of the chosen ones."""
    start, end, _ = match
    bounds = start, end
    if bounds not in standing:
        if not _whole(view, lens, match):
            return PART
        if not view.marks.fit(start, end):
            return UNPAIRED
        return UNCASED
    doubt = edges.doubt(view.folded, start, end, view.marks.places)
    if bounds in chosen:
        return DOUBTED.format(f"{doubt:.1f}") if doubt else WHOLE
    if doubt > LIMIT:
        cut = "|".join(edges.cutting(view.folded, start, end, view.marks.places))
        return CUTS.format(f"{doubt:.1f}", f"{LIMIT:.1f}", cut)
    for first, last in chosen:
        if first <= start and end <= last:
            return INSIDE.format(view.folded[first:last])
        if first < end and start < last:
            return CROSSES.format(view.folded[first:last])
    return COVERED


def _whole(view: AnalysedText, lens: LanguageForms, match: Match) -> bool:
    """Return whether no letter or digit goes on where a match of a script with spaces begins or ends."""
    start, end, form = match
    flag = lens.flags[form]
    if flag & WORD_START and start and lens.goes_on[view.folded[start - 1]]:
        return False
    return not (flag & WORD_END and end < len(view.folded) and lens.goes_on[view.folded[end]])
