"""English words that no dictionary has, one slip of the keyboard away from one that readers know (a noisy channel)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english import dictionary, ngrams

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.termbase.library import Library

SHORTEST = 4
"""Letters of a word that is judged: shorter ones are codes and abbreviations."""
LIKELY = 13 * ngrams.STEPS
"""Cost of the rarest word that may have been meant: one in half a million."""
LONG = 8
"""Letters from which a word that no dictionary lists has so few neighbours that a rarer one may have been meant, too."""
LIKELY_OF_LONG = 16 * ngrams.STEPS
"""Its cost: one in nine million."""
SPLIT = 11 * ngrams.STEPS
"""The same for the halves of two words that were run together."""
HALF = 3
"""Letters of the shorter half of two words that were run together."""
FOREIGN = 0.25
"""Share of words in small letters that no reader knows as English from which a paragraph is in another language, or a list of names."""
MANY = 6
"""Words of a paragraph from which such a share says anything."""
_NOTE = compiled(r"[a-h]\s*$")
_STOP = compiled(r"[.;:,?!]")
"""A line without stops (a heading, a cell of a table) may end in the letter of a footnote: Human resourcesa."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = compiled(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AROUND = compiled(r"[\w@/\\.]")
_CAPITAL_BEFORE = compiled(r"[A-Z]\w+ \Z")
_CAPITAL_BEHIND = compiled(r" [A-Z]\w")
_EDITS = {
    "lost": "a letter is missing",
    "put in": "a letter is too many",
    "other": "a letter is wrong",
    "exchanged": "two letters are exchanged",
    "apostrophe": "an apostrophe is missing",
}


class SpellingCorrection(NamedTuple):
    """A word that was probably meant, and how the written one came about."""

    word: str
    slip: str


def issues(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    unknown = {word for word in document.words("en") if len(word) >= SHORTEST and not _listed(word)}
    if not unknown:
        return
    for view, side in document.written("en"):
        if unknown.isdisjoint(side.words):
            continue
        for start, end in _odd(side, unknown):
            word = side.text[start:end]
            if _recurs(word, document.whole("en")):
                continue
            meant = correction(word)
            if (
                meant is None
                or (word[:-1] == meant.word and _has_note(side.text, end))
                or _of_termbase(word, context.library)
            ):
                continue
            if "'" in meant.word and side.text[end : end + 1] in ("'", "’"):
                end += 1  # womens'
            message = f"“{word}” is in no dictionary: {meant.slip}; “{meant.word}” is probably meant"
            yield Issue(Mark(view, side.name, start, end), message, suggestion=meant.word)


def _odd(side: RecognisedSegment, unknown: set[str]) -> list[tuple[int, int]]:
    """Return the unknown words of a paragraph in small letters, none where it is in another language."""
    words = list(_WORD.finditer(side.text))
    odd = [result for result in words if result.group().lower() in unknown]
    small = [result.group() for result in words if result.group().islower()]
    strange = sum(not _everyday(word) for word in small)
    if strange > max(1, FOREIGN * len(small)) and len(words) >= MANY:
        return []
    return [
        result.span()
        for result in odd
        if result.group().islower()
        and not _joined(side.text, *result.span())
        and not _named(side.text, *result.span())
        and not side.near(result.start(), result.start() + 1)
    ]


def _has_note(text: str, end: int) -> bool:
    """Return whether a word ends a line without stops in what may be the mark of a footnote."""
    return not text[end:].strip() and _NOTE.search(text) is not None and _STOP.search(text) is None


def _named(text: str, start: int, end: int) -> bool:
    """Return whether a word stands between words with capitals: part of a foreign name (Association nationale Al-Hidn)."""
    return _CAPITAL_BEFORE.search(text, 0, start) is not None and _CAPITAL_BEHIND.match(text, end) is not None


def _joined(text: str, start: int, end: int) -> bool:
    """Return whether a word is part of an address, a file name, a code."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (
        bool(before and _AROUND.match(before))
        or after in ("@", "/", "\\", "_")
        or (after == "." and text[end + 1 : end + 2].isalnum())
    )


@lru_cache(maxsize=1 << 15)
def _listed(word: str) -> bool:
    """Return whether a word in small letters is in a dictionary, as it stands, with a capital, or in another spelling."""
    flag = dictionary.load().flag
    return any((flag(form) or 0) & dictionary.LISTED for form in (word, word.capitalize(), word.upper()))


@lru_cache(maxsize=1 << 15)
def _everyday(word: str) -> bool:
    """Return whether readers know a word as English."""
    flag = dictionary.load().flag(word.partition("'")[0].partition("’")[0]) or 0
    return flag & dictionary.COMMON > 0 and flag & dictionary.LISTED > 0


def _recurs(word: str, whole: str) -> bool:
    """Return whether a word stands again: what recurs is meant."""
    return len(re.findall(rf"(?<!\w){word}(?!\w)", whole, re.IGNORECASE)) > 1


@lru_cache(maxsize=4096)
def _of_termbase(word: str, library: Library) -> bool:
    """Return True if a term of the termbase has this very word: not as a part of one (battalion), not as an acronym (UNON)."""
    return any(
        word in re.findall(r"\w+", term.text) for match in library.lookup(word, 5) for term in match.concept.terms
    )


@lru_cache(maxsize=4096)
def correction(word: str) -> SpellingCorrection | None:
    """Return the likeliest word that is one slip away; None where none is likely enough, or another is about as likely."""
    words = dictionary.load()
    limit = LIKELY if len(word) < LONG or _listed(word) else LIKELY_OF_LONG
    ranked: list[tuple[int, SpellingCorrection]] = []
    for candidate, slip in _near(word):
        number = words.trie.get(candidate)
        if number is None or not words.flags[number] & dictionary.OXFORD or words.costs[number] > limit:
            continue
        ranked.append((words.costs[number], SpellingCorrection(candidate, _EDITS[slip])))
    whole = f"{word[:-1]}'{word[-1]}"
    if words.cost(whole) <= limit and (words.flag(word[:-1]) or 0) & dictionary.COMMON:
        return SpellingCorrection(whole, _EDITS["apostrophe"])  # womens: that a letter is too many is less likely
    if ranked:
        return min(ranked)[1]
    return _run_together(word)


def _near(word: str) -> Iterator[tuple[str, str]]:
    """Yield (word, slip) of all that one change of a letter makes."""
    for index in range(len(word) + 1):
        head, tail = word[:index], word[index:]
        if tail:
            yield head + tail[1:], "put in"
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], "exchanged"
        for letter in _LETTERS:
            yield head + letter + tail, "lost"
            if tail:
                yield head + letter + tail[1:], "other"


def _run_together(word: str) -> SpellingCorrection | None:
    """Return two frequent words without the hyphen or space between them."""
    words = dictionary.load()
    splits = []
    for index in range(HALF, len(word) - HALF + 1):
        halves = word[:index], word[index:]
        costs = [words.cost(half) for half in halves]
        if max(costs) <= SPLIT and all((words.flag(half) or 0) & dictionary.COMMON for half in halves):
            splits.append((sum(costs), SpellingCorrection(" ".join(halves), "two words are run together")))
    return min(splits)[1] if splits else None
