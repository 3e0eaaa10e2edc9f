"""Which matches of the automaton are terms by the rules of their own script: whole words, the right capitals, marks in pairs."""

from __future__ import annotations

from bisect import bisect_right

from termbase.recognition.cover import Match
from termbase.recognition.index import CASED, WORD_END, WORD_START, Index, Reading, fold
from termbase.recognition.view import View
from termbase.text.normal import normal

_SPECIAL = WORD_START | WORD_END | CASED
_WORDS = frozenset(
    ["WHO", "IT", "US", "AM", "IS", "AS", "ARE", "OR", "IN", "ON", "NO", "DO", "SO", "BE", "HAS", "CAN", "MAY", "ALL", "AIDS",
     "ACT", "FOR", "AID", "CARE", "FAST", "SAFE", "SHE", "HE", "WE", "AN", "AT", "BY", "TO", "OF", "IF", "UP"]
)  # fmt: skip
"""Acronyms that are words: in a line of capitals nobody can tell them apart, so they are no terms there."""


def standing(index: Index, view: View, found: list[Match]) -> list[Match]:
    """The matches that stand, in the same order."""
    flags, wanted, folded = index.flags, view.wanted, view.folded
    length = len(folded)
    fitting = []
    # Every short form within a longer word comes by here, so nothing is called that need not be.
    for match in found:
        flag = flags[match[2]]
        if not flag & wanted:
            continue
        if flag & _SPECIAL:
            if flag & WORD_START and (start := match[0]) and (beside := folded[start - 1]) != " " and _goes_on(beside):
                continue
            if flag & WORD_END and (end := match[1]) < length and (beside := folded[end]) != " " and _goes_on(beside):
                continue
            if flag & CASED and not readings(index, view, match):
                continue
        fitting.append(match)
    at, last = view.marks.at, len(view.marks.at)
    if not last:
        return fitting
    return [
        match
        for match in fitting
        if (first := bisect_right(at, match[0])) == last or at[first] >= match[1] or view.marks.fit(match[0], match[1])
    ]


def readings(index: Index, view: View, match: Match) -> list[Reading]:
    """The readings of a match in the wanted languages whose capitals are there, the most usual first."""
    start, end, number = match
    first, last = view.form.span(start, end)
    written = view.text[first:last]
    known = index.fitting.get((number, written, view.wanted))
    if known is not None:
        return known
    found = _readings(index, view, match, first, last)
    if not depends(index, number):
        index.remember((number, written, view.wanted), found)
    return found


def depends(index: Index, number: int) -> bool:
    """Whether what a form stands for depends on the words beside it."""
    return any(one.cased in _WORDS for one in index.readings(number))


def _readings(index: Index, view: View, match: Match, first: int, last: int) -> list[Reading]:
    start, end, number = match
    written = view.text[first:last]
    fit = [one for one in index.readings(number) if view.wants(one.term.language)]
    if not any(one.cased for one in fit):
        return fit
    if len(written) != end - start or not written.isascii():
        written = normal(written, fold_case=False).text
    written = fold(written)
    return [
        one
        for one in fit
        if not one.cased
        or (_capitals(one.cased, written) and not (one.cased in _WORDS and _shouting(view.text, first, last)))
    ]


def whole(view: View, match: Match, flag: int) -> bool:
    """Whether no letter or digit goes on where a match of a script with spaces begins or ends."""
    start, end, _ = match
    if flag & WORD_START and start and _goes_on(view.folded[start - 1]):
        return False
    return not (flag & WORD_END and end < len(view.folded) and _goes_on(view.folded[end]))


def _goes_on(character: str) -> bool:
    """Whether a character is part of a word of a script that has spaces."""
    return character.isalnum() and character < "\u2e80"


def _capitals(cased: str, written: str) -> bool:
    """Whether all the capitals of a form are there. More may be (a heading)."""
    return cased == written or all(
        wanted == got or not wanted.isupper() for wanted, got in zip(cased, written, strict=False)
    )


def _shouting(text: str, start: int, end: int) -> bool:
    """Whether a word beside a place is all in capitals."""
    before = text[max(0, start - 40) : start].split()
    after = text[end : end + 40].split()
    beside = [word.strip(".,;:()'\"") for word in [*before[-1:], *after[:1]]]
    return any(len(word) > 1 and word.isupper() and word.isascii() and word.isalpha() for word in beside)
