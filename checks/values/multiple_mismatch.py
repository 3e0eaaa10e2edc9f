"""Something has grown or shrunk by another multiple in the translation: tripled for 增加一倍, halved for 减少三分之一.

增加一倍 and 翻一番 are doubled, 增加两倍 and 增至三倍 tripled, 减半 halved. Found where both sides name as many multiples, and exactly
one of them differs.

Why: 增加两倍 is three times as much, and is taken for twice as much again and again.

Example: 入学人数增加了一倍。 | Enrolment has tripled.
Better: 入学人数增加了一倍。 | Enrolment has doubled.

Source: GB/T 15835-2011; established usage of the Chinese Translation Service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._mentions import ValueMention, issues
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.numerals import ONES, TENS, han

_NUMBER = r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]{1,4}"
_CHINESE = compiled(
    rf"(?P<grown>(?:增加|增长|上升|提高|扩大|上涨|攀升|增|涨|扩增)(?:了|近|约|逾|超过|将近|大约)*)(?P<more>{_NUMBER})(?:多)?倍(?P<half>半)?"
    rf"|翻(?:了)?(?P<doublings>{_NUMBER})番|(?P<twice>(?:成倍|倍增|翻倍|加倍|翻了?一倍))"
    rf"|(?<![几数])(?P<times>{_NUMBER})(?:多)?倍(?P<times_half>半)?"
    r"|(?P<halved>减半|减少(?:了|近|约|将近)*一半|降低(?:了|近|约|将近)*一半|下降(?:了|近|约|将近)*一半)"
    r"|(?:减少|降低|下降|降)(?:了|近|约|将近)*(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])"
)
_COUNT = "|".join(word for word in ONES | TENS if word not in ("zero", "one"))
_ENGLISH = compiled(
    rf"\b(?P<fold>(?:{_COUNT}|[0-9]+(?:\.[0-9]+)?|hundred|thousand)[- ]?fold)\b"
    rf"|\b(?P<times>(?P<count>{_COUNT}|[0-9]+(?:\.[0-9]+)?)(?P<and_half> and a half)? times)(?= (?:as|that|the|those|more|higher|greater|larger|its|their|what|above|over)\b)"
    r"|\b(?P<times_one>one and a half times)\b"
    r"|\b(?P<twice>[Tt]wice)(?= (?:as|that|the (?:number|amount|rate|level|size|figure|average)|those|what)\b)"
    r"|\b(?P<verb>(?:more than |almost |nearly )?(?:doubled|doubling|tripled|trebled|tripling|quadrupled|quadrupling|quintupled|halved|halving))\b"
    r"|\b(?:fell|falls?|fallen|dropped|declined|decreased|reduced|reduction|decrease|cut|down)(?: of| by)? (?:almost |nearly |about |some |over |more than )?(?P<lost>half|(?:an?|one|two|three) (?:third|quarter|fifth)s?)\b"
)
_VERBS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadr": 4, "quint": 5}
_PARTS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5)}
_MAGNITUDES = {"hundred": 100, "thousand": 1000}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, _multiples)


def _multiples(side: RecognisedSegment) -> list[ValueMention]:
    text = side.text
    if side.lang == "zh":
        asked = any(sign in text for sign in "倍番半") or "分之" in text
        return [_chinese(match) for match in _CHINESE.finditer(text)] if asked else []
    return [_english(match) for match in _ENGLISH.finditer(text)]


def _chinese(match: re.Match[str]) -> ValueMention:
    half = Fraction(1, 2)
    if match["grown"]:
        number = _count(match["more"]) + (half if match["half"] else 0)
        # 增加两倍 is tripled; with a fraction nobody is sure.
        return _mention(match, number + 1, *(() if number.denominator == 1 and number < _MANY else (number,)))
    if match["doublings"]:
        return _mention(match, Fraction(2) ** min(int(_count(match["doublings"])), _DOUBLINGS))
    if match["twice"]:
        return _mention(match, Fraction(2))
    if match["halved"]:
        return _mention(match, half)
    if match["below"]:
        return _mention(match, 1 - Fraction(_count(match["above"]), _count(match["below"])))
    return _mention(match, _count(match["times"]) + (half if match["times_half"] else 0))


_MANY = 10
"""From here on 增长百倍 and a hundredfold are a manner of speaking."""
_DOUBLINGS = 12
"""翻番 is said of a few doublings."""


def _english(match: re.Match[str]) -> ValueMention:
    if fold := match["fold"]:
        return _mention(match, _count(fold.removesuffix("fold").rstrip("- ")))
    if match["times_one"]:
        return _mention(match, Fraction(3, 2))
    if match["twice"]:
        return _mention(match, Fraction(2))
    if verb := match["verb"]:
        word = verb.split()[-1]
        return _mention(match, Fraction(_VERBS.get(word[:5], 0)) or Fraction(1, 2))
    if lost := match["lost"]:
        count, _, part = lost.rpartition(" ")
        return _mention(
            match, 1 - (_count(count) if count not in ("", "a", "an") else 1) * _PARTS[part.removesuffix("s")]
        )
    number = _count(match["count"]) + (Fraction(1, 2) if match["and_half"] else 0)
    return _mention(match, number)


def _mention(match: re.Match[str], *multiples: Fraction) -> ValueMention:
    return ValueMention("multiple", frozenset(map(str, multiples)), *match.span())


def _count(written: str) -> Fraction:
    """Return a number in figures, numerals or words."""
    low = written.lower()
    if low[:1].isdigit():
        return Fraction(low)
    return Fraction((ONES | TENS | _MAGNITUDES).get(low) or han(low) or 1)


RULE = Rule("multiple-mismatch", Severity.WARNING, ("zh", "en"), check)
