"""Which matches of the automaton are terms by the rules of their own script: whole words, the right capitals, marks in pairs."""

from __future__ import annotations

from bisect import bisect_right

from yizhi.termbase.recognition.analysed_text import AnalysedText
from yizhi.termbase.recognition.index import WORD_END, WORD_START
from yizhi.termbase.recognition.language_forms import UNWANTED, LanguageForms, Tails

Match = tuple[int, int, int]
"""(start, end, number of the form) in the text that the automaton reads."""

Standing = tuple[int, int, int, int, Tails]
"""(start, end) there, (first, last) in the user's text, and the rest of the hit."""


def standing(lens: LanguageForms, view: AnalysedText, matches: list[Match]) -> list[Standing]:
    """Return the matches (given in the order of their ends) that stand, in the same order."""
    flags, fixed, written, goes_on, folded = lens.flags, lens.fixed, lens.written, lens.goes_on, view.folded
    length = len(folded)
    edit_starts, edit_ends, origin = view.form.at, view.form.upto, view.form.end
    edits, edit, shift, free = len(edit_starts), 0, 0, 0
    stand: list[Standing] = []
    # Every short form within a longer word comes by here, so nothing is called that need not be.
    for start, end, number in matches:
        flag = flags[number]
        if flag and (
            flag == UNWANTED
            or (flag & WORD_END and end < length and goes_on[folded[end]])
            or (flag & WORD_START and start and goes_on[folded[start - 1]])
        ):
            continue
        # Mostly no edit lies inside a match; its place is a matter of adding then.
        while edit < edits and edit_starts[edit] < end:
            free = edit_ends[edit]
            shift = origin[edit] - free
            edit += 1
        if start >= free:
            first, last = start + shift, end + shift
        else:
            first, last = view.form.span(start, end)
        tails = fixed[number] or written(number, view, first, last)
        if tails:
            stand.append((start, end, first, last, tails))
    marks = view.marks
    if not marks.at:
        return stand
    count = len(marks.at)
    return [
        candidate
        for candidate in stand
        if (next_ := bisect_right(marks.at, candidate[0])) == count
        or marks.at[next_] >= candidate[1]
        or marks.fit(candidate[0], candidate[1])
    ]
