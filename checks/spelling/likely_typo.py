"""A slip that makes no sense as it stands: a character that sounds or looks like the right one, or one left out.

Only what the evidence leaves no doubt about:

- one slip of the hand or the ear (a character that sounds or looks like the right one, one put twice, left out, or exchanged with
  its neighbour) explains the words far better than they can stand as they are (严历 for 严厉, 加强强合作);
- a construction lacks its particle (在内地方社区 for 在内的地方社区, 以赢利目的的 for 以赢利为目的的).

Names, what the termbase knows, and drafts in traditional characters are left alone.

Why: a wrong character is what a reader remembers of a text.

Example: 对违法行为采取严历措施
Better: 对违法行为采取严厉措施

Source: a language model of word pairs (libpinyin), sounds and shapes of characters; docs/language-model.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.spelling import _constructions, _english_typos
from yizhi.checks.spelling.traditional_in_simplified import is_traditional
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    pass

FREQUENT = 1150
"""Cost of the rarest word that counts as frequent (hundredths of a nat: about ten in a million words)."""
_RUN = compiled(r"[\u4e00-\u9fff]{3,}")
_FUNCTION = "的了和与及或在对为以从向将把被等地得并而但由因至"
_TWICE = compiled(r"([的在了与及或于被把将和])\1|([\u3400-\u9fff]{2,12}?)\2")
_NAME = compiled(r"[·•・]|女士|先生|大使|博士|教授")


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one document."""
    yield from _english_typos.issues(document, context)
    for view, side in document.matching("zh", _constructions.QUICK):
        for start, end, better, message in _constructions.find(side.text):
            yield Issue(Mark(view, side.name, start, end), message, suggestion=better)
    whole = document.whole("zh")
    sides = document.written("zh")
    # A translation is read beside its source; there only paragraphs with a stranded character are weighed.
    places = _stranded(document)
    for number in sorted(places) if document.bilingual else range(len(sides)):
        view, side = sides[number]
        # The model is one of simplified characters, where 基於 is no word.
        if side.text and not is_traditional(side.text):
            lost = list(_lost(view, side, places.get(number, []), whole))
            yield from lost
            for slip in _slips(view, side, whole, context, places[number] if document.bilingual else None):
                start, end = slip.mark.start, slip.mark.end
                if all(end <= issue.mark.start or issue.mark.end <= start for issue in lost):
                    yield slip


def _stranded(document: Document) -> dict[int, list[int]]:
    """{number of a paragraph: the places of characters that the words of the dictionary leave alone}."""
    from yizhi.termbase.words.lattice import stranded

    paragraphs: dict[int, list[int]] = {}
    for position in stranded(document.whole("zh")):
        number, offset = document.located("zh", position)
        paragraphs.setdefault(number, []).append(offset)
    return paragraphs


def _lost(view: RecognisedUnit, side: RecognisedSegment, places: list[int], whole: str) -> Iterator[Issue]:
    """Yield a character that is left out where the document has the words with it elsewhere."""
    zones = side.quotations if places else ()
    for offset in places:
        run = next((run for run in _RUN.finditer(side.text) if run.start() <= offset < run.end()), None)
        if run is None or offset in zones or side.near(offset, offset + 1):
            continue
        if _NAME.search(side.text, max(0, run.start() - 2), run.end() + 2):
            continue
        left_out = _left_out(side.text, offset, run, whole)
        if left_out:
            start, end, better = left_out
            message = f"“{side.text[start:end]}” makes no sense; elsewhere this draft has “{better}”"
            yield Issue(Mark(view, side.name, start, end), message, suggestion=better)


def _slips(
    view: RecognisedUnit, side: RecognisedSegment, whole: str, context: Context, places: list[int] | None
) -> Iterator[Issue]:
    from yizhi.checks.names._inventory import inventory
    from yizhi.checks.spelling import _chinese_slips

    def is_known(start: int, end: int) -> bool:
        return any(hit.start <= start and end <= hit.end and len(hit.text) > 1 for hit in side.near(start, end))

    zones = side.quotations
    terms = inventory(context.library, "zh").words
    for slip in _chinese_slips.find(side.text, is_known, whole, terms, places=places):
        piece = side.text[slip.start : slip.end]
        beside = side.text[max(0, slip.start - 2) : slip.end + 2]
        if slip.start in zones or _NAME.search(beside) or _is_told(side.text, slip.start, slip.end):
            continue
        message = f"“{piece}” is probably a slip for “{slip.better}” ({slip.slip.value})"
        yield Issue(Mark(view, side.name, slip.start, slip.end), message, suggestion=slip.better)


def _is_told(text: str, start: int, end: int) -> bool:
    """Return True for what `doubled-word` says already: a particle or a word twice."""
    return any(
        match.start() < end and start < match.end() for match in _TWICE.finditer(text, max(0, start - 2), end + 2)
    )


def _left_out(text: str, offset: int, run: re.Match[str], whole: str) -> tuple[int, int, str] | None:
    """Return words of the same document (`whole`) that are these words with one character more at this place.

    Only where the stranded character can belong to nothing else, and where the document has the words just once: what
    stands twice is a word of the subject.
    """
    from yizhi.termbase.words.lattice import word

    # The character and two after it, then two before it and itself; the lost one stood beside it.
    for start, cut in ((offset, 1), (offset - 2, 2)):
        if start < run.start() or start + 3 > run.end():
            continue
        # 税监机制, 单季跌幅: a shortened compound leans on the character beyond it.
        beyond = offset - 1 if cut == 1 else offset + 1
        if run.start() <= beyond < run.end() and text[beyond] not in _FUNCTION:
            continue
        head, tail = text[start : start + cut], text[start + cut : start + 3]
        if whole.count(head + tail) > 1:
            continue
        position = whole.find(tail)
        while position >= 0:
            begin = position - 1 - cut
            if begin >= 0 and whole.startswith(head, begin):
                words = whole[begin : position + len(tail)]
                pair = words[:2] if cut == 1 else words[-2:]
                often = cut == 1 or whole.count(words) > 1
                if often and (word(pair) or 1 << 30) <= FREQUENT:
                    return start, start + 3, words
            position = whole.find(tail, position + 1)
    return None


RULE = Rule("likely-typo", Severity.WARNING, ("zh",), check)
