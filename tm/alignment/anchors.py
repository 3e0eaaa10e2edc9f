"""Paragraph numbers and list labels: what a sentence begins with, in a form that both languages share.

`12.`, 十二、, XII. and 第十二条 are all 12; (a) is a, as 甲 is; (i) may be the letter or the number one. A sentence has at
most two readings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.alignment.identities import han_value

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ENGLISH_KIND = r"(?:article|chapter|part|section|annex|rule|regulation|paragraph)\s+"
_LABEL = re.compile(
    r"\s*(?:[-•*#]+\s*)?(?:"
    r"[（(](?P<inner>[0-9]{1,3}|[a-z]{1,2}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,3}|[A-Z])[）)]"
    r"|(?P<number>\d{1,4})(?:\s*[.．、](?!\d)|\s{2,}(?=\S))"
    r"|(?P<han>[一二三四五六七八九十百]{1,5})\s*[、.．]"
    r"|第(?P<article>[一二三四五六七八九十百〇零\d]{1,5})[条章节節编編部條]"
    rf"|(?i:{_ENGLISH_KIND})(?P<named>\d{{1,3}}|[IVXLC]{{1,6}})\b"
    r"|(?P<capital>[A-Z]|[IVXLC]{2,6})[.．](?=\s)"
    rf"|(?P<stem>[{_STEMS}])[.．、]"
    r"|(?P<circled>[①-⑳])"
    r")"
)


def label(text: str) -> tuple[str, ...]:
    """Return the readings of the label that a sentence begins with: none, one or two."""
    match = _LABEL.match(text)
    if match is None or match.lastgroup is None:
        return ()
    kind, label_text = match.lastgroup, match[match.lastgroup]
    if kind == "circled":
        return (str(ord(label_text) - ord("①") + 1),)
    if kind == "stem":
        return (chr(ord("a") + _STEMS.index(label_text)),)
    if label_text.isdecimal():
        return (str(int(label_text)),)
    if not label_text.isascii():
        value = han_value(label_text)
        return () if value is None else (str(value),)
    roman = _roman(label_text.lower())
    if kind == "named" or len(label_text) > 2 or (kind == "capital" and len(label_text) > 1):
        return () if roman is None else (str(roman),)
    return (label_text.lower(),) if roman is None else (label_text.lower(), str(roman))


def _roman(text: str) -> int | None:
    if not set(text) <= set(_ROMAN):
        return None
    values = [_ROMAN[char] for char in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def codes(left: Sequence[str], right: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the readings of both sides as numbers, two columns a sentence: 0 where there is none (then both are)."""
    numbering: dict[str, int] = {}

    def side(texts: Sequence[str]) -> NDArray[np.int32]:
        table = np.zeros((len(texts), 2), np.int32)
        for row, text in zip(table, texts, strict=True):
            readings = [numbering.setdefault(reading, len(numbering) + 1) for reading in label(text)]
            if readings:
                row[:] = readings[0], readings[-1]
        return table

    return side(left), side(right)
