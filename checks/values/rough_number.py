"""A rough number has another magnitude in the translation: thousands for 数百, hundreds of thousands for 数万.

数十 is dozens or tens, 数百 and 几百 hundreds, 数千 and 成千上万 thousands, 数万 tens of thousands, 数十万 hundreds of thousands, 数百万 millions,
数亿 hundreds of millions. Found where both sides name as many, and exactly one of them differs.

Why: no figure is there to be compared, and the number is wrong by a power of ten.

Example: 洪水使数万人流离失所。 | The flood displaced hundreds of thousands of people.
Better: 洪水使数万人流离失所。 | The flood displaced tens of thousands of people.

Source: GB/T 15835-2011 for rough numbers; common practice of translation quality assurance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._mentions import ValueMention, issues
from yizhi.termbase.text.lazy import compiled

_CHINESE = compiled(
    r"(?<![0-9一二两三四五六七八九十百千万])(?:[数几](?P<unit>[十百千]?[万亿]|[十百千](?!克|米|瓦|年来))|(?P<loose>成千上万|成百上千|千百万))"
)
_ENGLISH = compiled(
    r"(?<![0-9] )\b(?P<tens>[Tt]ens|[Dd]ozens|[Ss]cores|[Hh]undreds|[Ss]everal hundred)(?: and [a-z]+)? of (?P<scale>thousands|millions|billions)\b"
    r"|(?<![0-9] )\b(?P<several>[Ss]everal|[Aa] few|[Ss]ome few) (?P<hundred>hundred )?(?P<unit>dozen|hundred|thousand|million|billion)\b"
    r"|(?<![0-9] )(?<!and )\b(?P<plain>[Dd]ozens|[Tt]ens|[Ss]cores|[Hh]undreds|[Tt]housands|[Mm]illions|[Bb]illions)\b(?! of (?:thousands|millions|billions))"
)
_POWERS = {
    "tens": 1, "dozens": 1, "scores": 1, "dozen": 1, "hundreds": 2, "hundred": 2, "several hundred": 2, "thousands": 3, "thousand": 3, "millions": 6, "million": 6,
    "billions": 9, "billion": 9, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8,
}  # fmt: skip
_LOOSE = {"成千上万": ("3", "4", "5"), "成百上千": ("2", "3"), "千百万": ("6", "7", "8")}
"""Set phrases, which several magnitudes render."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, _rough)


def _rough(side: RecognisedSegment) -> list[ValueMention]:
    expression, read = (_CHINESE, _chinese) if side.lang == "zh" else (_ENGLISH, _english)
    return [
        ValueMention("magnitude", frozenset(read(match)), *match.span()) for match in expression.finditer(side.text)
    ]


def _chinese(match: re.Match[str]) -> tuple[str, ...]:
    if loose := match["loose"]:
        return _LOOSE[loose]
    return (str(sum(_POWERS[char] for char in match["unit"])),)


def _english(match: re.Match[str]) -> tuple[str, ...]:
    if match["scale"]:
        return (str(_POWERS[match["tens"].lower()] + _POWERS[match["scale"]]),)
    if match["several"]:
        return (str(_POWERS[match["unit"]] + (2 if match["hundred"] else 0)),)
    return (str(_POWERS[match["plain"].lower()]),)


RULE = Rule("rough-number", Severity.WARNING, ("zh", "en"), check)
