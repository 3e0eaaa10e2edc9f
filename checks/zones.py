"""Where the words are someone else's: quotations, titles, block quotations, submissions. Style rules leave them alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.numerals import han, roman

if TYPE_CHECKING:
    from yizhi.checks.document import Document, RecognisedSegment

_QUOTED = compiled(
    r"“[^“”]{1,600}”|《[^《》]{1,200}》|「[^「」]{1,600}」|『[^『』]{1,600}』|(?<![\w\"])\"[^\"“”]{1,600}\"(?![\w\"])"
    r"|^\s*“[^”]*$"  # a quotation of several paragraphs opens each of them and is closed in its last
)
_OPENING = compiled('[“《「『"]')
"""What all of them begin with, and most text is without."""
_ORIGINAL = compiled(r"\s*[\[［]\s*(?:原件|原文|Original)\s*[：:]\s*(?P<language>[^\]］\n]{2,40})[\]］].{0,40}\s*$")
"""Over a submission stands the language in which it was received: [原件：英文], [Original: Spanish]."""
_RECEIVED = compiled(
    r"本(?:文件|报告|来文|呈件|材料)[^。；附载]{0,20}(?:按收到时?的?(?:原样|原文|文本)|照收到的?原[样文]|原文照[登发印]|照原文印发)"
    r"|(?i:(?:the present|this) (?:document|report|communication|submission|paper|statement|note) (?:is|was|has been|is being) "
    r"(?:reproduced|issued|circulated|presented) (?:(?:as|in the form in which it was) received|without formal editing))"
    r"|has received the following (?:statement|communication)s?, which (?:is|are) being circulated"
)
"""Where a text says of itself that no editor touched it. A Chinese text that was "not edited" is still a translation."""
_TOLD = ("收到", "原文", "as received", "was received", "formal editing", "received the following")
"""What most text is without."""
SENTENCE = 400
"""Characters of a paragraph that may say so."""
_BRACKETS = ("[", "［", " ")
_LANGUAGES = {"zh": ("中文", "汉文", "Chinese"), "en": ("英文", "English")}
_NUMBERED = compiled(r"\s*(?:(?P<zh>[一二三四五六七八九十]{1,3})\s*[、.．]|(?P<en>[IVX]{1,5})\.)\s*\S")
_ANNEX = compiled(r"\s*(?:附件|附录|Annex|Appendix)(?:\s*[一二三四五六七八九十IVX\d]{1,4})?\s*$")


class Zones:
    """Spans of a text, for asking whether a place lies in one."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]

    def __contains__(self, position: int) -> bool:
        offset = bisect_right(self._starts, position) - 1
        return offset >= 0 and position < self.spans[offset][1]


def quoted(text: str) -> Zones:
    """Quotations and titles, with their marks."""
    return Zones([match.span() for match in _QUOTED.finditer(text)] if _OPENING.search(text) else [])


def borrowed(document: Document) -> frozenset[int]:
    """Return the places in `document.views` of paragraphs that the draft's author did not write and may not touch.

    These are submissions that were received in the language of the draft (a translated one is the translator's own
    text), from the mark over them to the next mark, the next section or an annex; a text in one language that says
    of itself that it is reproduced as received or was not edited; block quotations of Markdown.
    """
    bilingual, markdown = document.bilingual, document.draft.format == "md"
    sides = [view.target if bilingual else view.source for view in document.views]
    marks: dict[int, re.Match[str]] = {}
    out: set[int] = set()
    for number, side in enumerate(sides):
        if side is None:
            continue
        text = side.text
        if text[:1] in _BRACKETS and (mark := _ORIGINAL.match(text)):
            marks[number] = mark
        if not bilingual:
            if len(text) < SENTENCE and _received(text):
                return frozenset(range(len(sides)))
            if markdown and _block_quotation(document, side):
                out.add(number)
    return frozenset(out | _submissions(sides, marks)) if marks else frozenset(out)


def _received(text: str) -> bool:
    """Return whether a text says so of itself; in quotation marks another one does."""
    if not any(word in text for word in _TOLD):
        return False
    match = _RECEIVED.search(text)
    return match is not None and match.start() not in quoted(text)


def _submissions(sides: Sequence[RecognisedSegment | None], marks: Mapping[int, re.Match[str]]) -> set[int]:
    """Return the paragraphs under marks that name the language of the text itself."""
    out: set[int] = set()
    is_own = False
    section, last = None, None  # the main heading over the first submission; the last main heading
    for number, side in enumerate(sides):
        if side is None:
            continue
        mark = marks.get(number)
        if mark:
            section = section or last or ("", 0)
            is_own = any(name in mark["language"] for name in _LANGUAGES.get(side.lang, ()))
            continue
        last = _heading(side.text) or last
        if section and (last == (section[0], section[1] + 1) or _ANNEX.match(side.text)):
            is_own, section = False, None
        if is_own:
            out.add(number)
    return out


def _heading(text: str) -> tuple[str, int] | None:
    """Return the system and number of a main heading: 二. …, II. …"""
    occurrence = _NUMBERED.match(text) if len(text) < 80 else None
    if not occurrence:
        return None
    number = han(occurrence["zh"]) if occurrence["zh"] else roman(occurrence["en"])
    return ("zh" if occurrence["zh"] else "en", int(number)) if number else None


def _block_quotation(document: Document, side: RecognisedSegment) -> bool:
    """Return whether a paragraph of Markdown stands behind `>`."""
    origin, text = side.segment.origin, document.draft.text
    if origin is None or text is None:
        return False
    start, _ = origin.span(0, 1)
    return text[text.rfind("\n", 0, start) + 1 : start].lstrip().startswith(">")
