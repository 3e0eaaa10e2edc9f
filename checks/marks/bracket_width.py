"""Brackets of two widths: a pair that opens full-width and closes half-width, or a document that mixes both.

A pair of two widths is always wrong, and is mended towards what the draft uses. Round brackets within Chinese text that differ from the draft's own majority are
information; list labels such as (a) or (一) and brackets within Latin text and symbols are left alone.

Why: mixed brackets look like what they are, text pasted from several sources.

Example: 联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室)
Better: 联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）

Source: GB/T 15834-2011; Chinese editions of United Nations documents, where one width is kept throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.language import is_han
from yizhi.termbase.text.lazy import compiled

_TO = str.maketrans("()（）", "（）()")
_PAIR = compiled(r"[(（][^()（）]{1,80}[)）]")
_QUICK = compiled("[(（]")
_LABEL = compiled(r"^\s*[(（][0-9a-zA-Z一二三四五六七八九十]{1,4}[)）]")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    full: list[tuple[RecognisedUnit, RecognisedSegment, re.Match[str]]] = []
    half: list[tuple[RecognisedUnit, RecognisedSegment, re.Match[str]]] = []
    odd: list[tuple[RecognisedUnit, RecognisedSegment, re.Match[str]]] = []
    for view, side in document.matching("zh", _QUICK):
        label = _LABEL.match(side.text)
        for occurrence in _PAIR.finditer(side.text):
            if label and occurrence.start() < label.end():
                continue
            pair = occurrence.group()
            if (pair[0] == "（") != (pair[-1] == "）"):
                odd.append((view, side, occurrence))
            elif any(map(is_han, pair)):
                (full if pair[0] == "（" else half).append((view, side, occurrence))
    for view, side, occurrence in odd:
        pair = occurrence.group()
        # Without other pairs to go by, the opening half was typed with thought, the closing one by habit.
        wide = pair[0] == "（" if len(full) == len(half) else len(full) > len(half)
        opens = (pair[0] == "（") != wide
        places = (occurrence.start(), occurrence.end() - 1)
        wrong, right = places if opens else places[::-1]
        related = (Mark(view, side.name, right, right + 1),)
        message = f"“{pair[0]}” is closed by “{pair[-1]}”"
        better = side.text[wrong].translate(_TO)
        yield Issue(Mark(view, side.name, wrong, wrong + 1), message, suggestion=better, safe=True, related=related)
    if full and half:
        few, many = sorted((full, half), key=len)
        width = "full-width" if many is full else "half-width"
        if len(few) < len(many):
            for view, side, occurrence in few:
                text = occurrence.group()
                message = f"“{text}”: elsewhere this draft has {width} brackets ({len(many)} against {len(few)})"
                better = text[0].translate(_TO) + text[1:-1] + text[-1].translate(_TO)
                yield Issue(
                    Mark(view, side.name, *occurrence.span()), message, suggestion=better, severity=Severity.INFO
                )


RULE = Rule("bracket-width", Severity.WARNING, ("zh",), check, style=True, habit=True)
