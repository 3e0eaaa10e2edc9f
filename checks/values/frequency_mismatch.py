"""Something happens more or less often in the translation: twice a year for 每月两次, monthly for 每季度.

Rates are compared as so many times a year, in whatever words: 每半年一次 is twice a year, 每两年 every two years and biennially.
Found where both sides name as many rates, and exactly one of them differs.

Why: meetings, payments and reports fall due on other days.

Example: 工作组每月举行两次会议。 | The working group meets twice a year.
Better: 工作组每月举行两次会议。 | The working group meets twice a month.

Source: established usage of the Chinese Translation Service; common practice of translation quality assurance.
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
from yizhi.tm.values.numerals import ONES, han

_NUMBER = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,2}"
_CHINESE = compiled(
    rf"每(?P<skip>隔)?(?P<many>{_NUMBER})?个?(?P<unit>半年|年(?!度?[龄级])|季度|月|星期|周(?!期)|天|日|小时)(?:[^，。；、：每\d一两二三四五六七八九十]{{0,8}}(?P<times>{_NUMBER})次)?"
)
_COUNT = "|".join(word for word in ONES if word != "zero")
_ENGLISH = compiled(
    rf"\b(?P<times>once|twice|thrice|(?:{_COUNT}|[0-9]{{1,2}}) times) (?:an?|per|each|every|in every) (?:(?P<many_times>{_COUNT}|[0-9]{{1,2}}) )?(?P<unit>year|month|week|day|hour|quarter|biennium)s?\b"
    rf"|\b[Ee]very (?P<other>other |second )?(?:(?P<many>{_COUNT}|[0-9]{{1,2}}) )?(?P<every>year|month|week|day|hour|quarter)s?\b"
    r"|\b(?:per|each|[Ee]ach) (?P<each>year|month|week|day|hour|quarter)\b"
    r"|\b(?P<adverb>[Aa]nnually|[Yy]early|[Bb]iannually|[Ss]emi-annually|[Bb]iennially|[Tt]riennially|[Qq]uarterly|[Mm]onthly|[Ff]ortnightly|[Ww]eekly|[Dd]aily|[Hh]ourly)\b"
)
_UNITS = {
    "年": Fraction(1), "半年": Fraction(2), "季度": Fraction(4), "月": Fraction(12), "星期": Fraction(52), "周": Fraction(52), "天": Fraction(365), "日": Fraction(365),
    "小时": Fraction(8760), "year": Fraction(1), "quarter": Fraction(4), "month": Fraction(12), "week": Fraction(52), "day": Fraction(365), "hour": Fraction(8760), "biennium": Fraction(1, 2),
}  # fmt: skip
"""So many a year."""
_ADVERBS = {
    "annually": Fraction(1), "yearly": Fraction(1), "semi-annually": Fraction(2), "biennially": Fraction(1, 2), "triennially": Fraction(1, 3), "quarterly": Fraction(4),
    "monthly": Fraction(12), "fortnightly": Fraction(26), "weekly": Fraction(52), "daily": Fraction(365), "hourly": Fraction(8760),
}  # fmt: skip
_LOOSE = {"biannually": (Fraction(2), Fraction(1, 2))}
"""Words that are used for two rates."""
_TIMES = {"once": 1, "twice": 2, "thrice": 3}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, _rates)


def _rates(side: RecognisedSegment) -> list[ValueMention]:
    text = side.text
    if side.lang == "zh":
        return [_chinese(match) for match in _CHINESE.finditer(text)] if "每" in text else []
    return [_english(match) for match in _ENGLISH.finditer(text)]


def _chinese(match: re.Match[str]) -> ValueMention:
    many = _count(match["many"])
    rate = _UNITS[match["unit"]] * _count(match["times"])
    # 每隔一年 is every other year; 每隔三个月 is said for every three months too.
    return _mention(match, *(rate / number for number in ((many, many + 1) if match["skip"] else (many,))))


def _english(match: re.Match[str]) -> ValueMention:
    if adverb := match["adverb"]:
        word = adverb.lower()
        return _mention(match, *_LOOSE.get(word, ()) or (_ADVERBS[word],))
    if match["times"]:
        first = match["times"].split()[0].lower()
        return _mention(
            match, (_TIMES.get(first) or _count(first)) * _UNITS[match["unit"]] / _count(match["many_times"])
        )
    if match["every"]:
        return _mention(match, _UNITS[match["every"]] / (2 if match["other"] else _count(match["many"])))
    return _mention(match, _UNITS[match["each"]])


def _mention(match: re.Match[str], *rates: Fraction) -> ValueMention:
    return ValueMention("rate", frozenset(map(str, rates)), *match.span())


def _count(written: str | None) -> int:
    """Return a small number in figures, numerals or words; one where none is written."""
    if not written:
        return 1
    return int(written) if written.isdigit() else ONES.get(written.lower()) or han(written) or 1


RULE = Rule("frequency-mismatch", Severity.WARNING, ("zh", "en"), check)
