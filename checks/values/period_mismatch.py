"""A part of a year or month is another one in the translation: the second quarter for 第三季度, late March for 3月上旬.

Compared are quarters, half-years, the early, middle and late parts of months, years and decades, and what kind of year is
meant (financial, academic, calendar). Found where both sides name as many of a kind, and exactly one of them differs.

Why: a date is missed by months, and no figure shows it.

Example: 问卷将于第三季度分发。 | The questionnaire will be distributed in the second quarter.
Better: 问卷将于第三季度分发。 | The questionnaire will be distributed in the third quarter.

Source: established usage of the Chinese Translation Service; United Nations Financial Regulations for the kinds of years.
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
    r"(?:第(?P<quarter>[一二三四1-4])|(?P<last_quarter>最后一个?)|(?P<first_quarter>首个?))季度?(?!节)"
    r"|(?P<half>[上下])半(?:年|叶)|(?P<half2>[前后])半年"
    r"|(?P<part>[上中下])旬"
    r"|(?<=[0-9一二三四五六七八九十年月代世纪])(?P<edge>[初底末]|中期|初期|末期|后期|早期)(?![次步始级等见期中学端])"
    r"|(?P<sort>财政年度|财年|学年|日历年|历年(?=[内底末]))"
)
_PERIOD = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|year|month|decade|century|the (?:year|month|decade|century)|(?:19|20)[0-9]{2}|the (?:19|20)[0-9]0s)"
_ENGLISH = compiled(
    r"\b(?P<quarter>first|second|third|fourth|last|final) quarter\b(?! of (?:a|an|one)\b)"
    rf"|\b(?P<half>first|second|latter) half of (?:the year|(?:19|20)[0-9]{{2}}|the [a-z0-9]+ century)"
    rf"|\b(?P<early>[Ee]arly|[Bb]eginning of|[Ss]tart of)(?: in)? {_PERIOD}\b"
    rf"|\b(?P<middle>[Mm]id-|[Mm]id |[Mm]iddle of ){_PERIOD}\b"
    rf"|\b(?P<late>[Ll]ate|[Ee]nd of|[Ll]ater) {_PERIOD}\b"
    r"|\b(?P<sort>(?P<financial>[Ff]inancial|[Ff]iscal)|(?P<academic>[Aa]cademic|[Ss]chool)|(?P<calendar>[Cc]alendar)) years?\b"
)
_QUARTERS = {
    "一": "1", "二": "2", "三": "3", "四": "4", "first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4", "final": "4",
}  # fmt: skip
_EDGES = {"初": "early", "早": "early", "中": "middle", "底": "late", "末": "late", "后": "late"}
_PARTS = {"上": "early", "中": "middle", "下": "late"}
_SORTS = {"财": "financial", "学": "academic", "日": "calendar", "历": "calendar"}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, _periods)


def _periods(side: RecognisedSegment) -> list[ValueMention]:
    expression, read = (_CHINESE, _chinese) if side.lang == "zh" else (_ENGLISH, _english)
    return [ValueMention(*read(match), *match.span()) for match in expression.finditer(side.text)]


def _chinese(match: re.Match[str]) -> tuple[str, frozenset[str]]:
    if match["half"] or match["half2"]:
        return "half", frozenset(["1" if (match["half"] or match["half2"]) in "上前" else "2"])
    if match["part"]:
        return "part", frozenset([_PARTS[match["part"]]])
    if match["edge"]:
        return "part", frozenset([_EDGES[match["edge"][0]]])
    if match["sort"]:
        return "sort", frozenset([_SORTS[match["sort"][0]]])
    number = match["quarter"] or ("4" if match["last_quarter"] else "1")
    return "quarter", frozenset([_QUARTERS.get(number, number)])


def _english(match: re.Match[str]) -> tuple[str, frozenset[str]]:
    if match["half"]:
        return "half", frozenset(["1" if match["half"] == "first" else "2"])
    if match["sort"]:
        return "sort", frozenset([next(sort for sort in ("financial", "academic", "calendar") if match[sort])])
    if match["quarter"]:
        return "quarter", frozenset([_QUARTERS[match["quarter"]]])
    return "part", frozenset([next(part for part in ("early", "middle", "late") if match[part])])


RULE = Rule("period-mismatch", Severity.WARNING, ("zh", "en"), check)
