"""A slip that makes no sense as it stands: a character that sounds or looks like the right one, or one left out.

Only what the evidence leaves no doubt about:

- a character makes no word where it stands, and one that sounds or looks like it would make a frequent one (严历 for 严厉);
- a character is missing, and the same words stand elsewhere in this document with it (的促作用 beside 的促进作用);
- a construction lacks its particle (在内地方社区 for 在内的地方社区, 以赢利目的的 for 以赢利为目的的).

Names, what the termbase knows, and drafts in traditional characters are left alone.

Why: a wrong character is what a reader remembers of a text.

Example: 对违法行为采取严历措施
Better: 对违法行为采取严厉措施

Silence: dismiss the single finding, or set `likely-typo = "off"` under `[rules]`.
Source: the dictionaries of jieba and CC-CEDICT, by frequency and by sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.spelling import _constructions, _english_typos
from yizhi.checks.spelling.traditional_in_simplified import is_traditional
from yizhi.checks.zones import quoted
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.termbase.library import Library

GAIN = 1250
"""What the right character must save over the wrong one, in hundredths of a nat."""
FREQUENT = 1150
"""Cost of the rarest word that counts as frequent (hundredths of a nat: about ten in a million words)."""
REACH = 4
_RUN = compiled(r"[\u4e00-\u9fff]{3,}")
_NUMERALS = "一二三四五六七八九十百千万亿两几"
_FUNCTION = "的了和与及或在对为以从向将把被等地得并而但由因至"
_NAME = compiled(r"[·•・]|女士|先生|大使|博士|教授")


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Issues of one document."""
    yield from _english_typos.issues(document, context)
    for view, side in document.matching("zh", _constructions.QUICK):
        for start, end, better, message in _constructions.find(side.text):
            yield Issue(Mark(view, side.name, start, end), message, suggestion=better)
    sides = document.written("zh")
    for number, places in _stranded(document).items():
        view, side = sides[number]
        known = [(hit.start, hit.end) for hit in side.hits]
        open_ones = [at for at in places if not any(start <= at < end for start, end in known)]
        # The dictionary is one of simplified characters, where 基於 is no word.
        if open_ones and not is_traditional(side.text):
            yield from _characters(view, side, open_ones, document.whole("zh"), context)


def _stranded(document: Document) -> dict[int, list[int]]:
    """{number of the paragraph: the places of stranded characters}."""
    from yizhi.termbase.words.lattice import stranded

    found: dict[int, list[int]] = {}
    for place in stranded(document.whole("zh")):
        number, at = document.located("zh", place)
        found.setdefault(number, []).append(at)
    return found


def _characters(
    view: RecognisedUnit, side: RecognisedSegment, places: list[int], whole: str, context: Context
) -> Iterator[Issue]:
    zones, runs = quoted(side.text), list(_RUN.finditer(side.text))
    for at in places:
        run = next((run for run in runs if run.start() <= at < run.end()), None)
        if run is None or at in zones:
            continue
        if _NAME.search(side.text, max(0, run.start() - 2), run.end() + 2):
            continue
        left_out = _left_out(side.text, at, run, whole)
        if left_out:
            start, end, better = left_out
            message = f"“{side.text[start:end]}” makes no sense; elsewhere this draft has “{better}”"
            yield Issue(Mark(view, side.name, start, end), message, suggestion=better)
            continue
        better_word = _exchanged(side.text[max(run.start(), at - REACH) : min(run.end(), at + REACH + 1)],
                                 at - max(run.start(), at - REACH))  # fmt: skip
        if better_word:
            offset, wrong, right = better_word
            if _listed(wrong, context.library):
                continue
            start = max(run.start(), at - REACH) + offset
            message = f"“{wrong}” is no word; “{right}” is probably meant"
            yield Issue(Mark(view, side.name, start, start + len(wrong)), message, suggestion=right)


def _left_out(text: str, at: int, run: re.Match[str], whole: str) -> tuple[int, int, str] | None:
    """Words of the same document (`whole`) that are these words with one character more at this place.

    Only where the stranded character can belong to nothing else, and where the document has the words just once: what
    stands twice is a word of the subject.
    """
    from yizhi.termbase.words.lattice import word

    # The character and two after it, then two before it and itself; the lost one stood beside it.
    for start, cut in ((at, 1), (at - 2, 2)):
        if start < run.start() or start + 3 > run.end():
            continue
        # 税监机制, 单季跌幅: a shortened compound leans on the character beyond it.
        beyond = at - 1 if cut == 1 else at + 1
        if run.start() <= beyond < run.end() and text[beyond] not in _FUNCTION:
            continue
        head, tail = text[start : start + cut], text[start + cut : start + 3]
        if whole.count(head + tail) > 1:
            continue
        place = whole.find(tail)
        while place >= 0:
            begin = place - 1 - cut
            if begin >= 0 and whole.startswith(head, begin):
                words = whole[begin : place + len(tail)]
                pair = words[:2] if cut == 1 else words[-2:]
                often = cut == 1 or whole.count(words) > 1
                if often and (word(pair) or 1 << 30) <= FREQUENT:
                    return start, start + 3, words
            place = whole.find(tail, place + 1)
    return None


@lru_cache(maxsize=1024)
def _listed(text: str, library: Library) -> bool:
    """Whether a term of the termbase holds a string."""
    return any(text in term.text for match in library.lookup(text, 5) for term in match.concept.terms)


@lru_cache(maxsize=4096)
def _exchanged(window: str, at: int) -> tuple[int, str, str] | None:
    """(offset, wrong, right) of the one word that a character like the stranded one, or like its neighbour, makes."""
    from yizhi.termbase.words.lattice import cost, word
    from yizhi.termbase.words.sounds import alike, in_dictionary

    found: list[tuple[int, int, str, str]] = []
    price = cost(window)
    for first in (at - 1, at):
        if first < 0 or first + 1 >= len(window):
            continue
        pair = window[first : first + 2]
        if in_dictionary(pair):
            return None
        for place in (0, 1):
            for other in alike(pair[place]):
                better = other + pair[1] if place == 0 else pair[0] + other
                spent = None if other in _NUMERALS else word(better)
                if spent is not None and spent <= FREQUENT:
                    gain = price - cost(window[:first] + better + window[first + 2 :])
                    found.append((gain, first, pair, better))
    found.sort(reverse=True)
    if not found or found[0][0] < GAIN:
        return None
    # Two candidates about as good: nobody knows which one is meant.
    if len(found) > 1 and found[1][0] > found[0][0] - 150 and found[1][3] != found[0][3]:
        return None
    _, offset, wrong, right = found[0]
    return offset, wrong, right


RULE = Rule("likely-typo", Severity.WARNING, ("zh",), check)
