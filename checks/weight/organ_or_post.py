"""One organ, post or body of law is another in the translation: Security Council for General Assembly, Special Envoy for Special Representative.

The organs and posts that United Nations documents name in every paragraph, in their groups: principal organs and courts, the
heads of secretariats and their deputies, chairs and their deputies, envoys and experts, permanent missions, the Main Committees,
unions of States, branches of international law. Found where one of a group is in the source alone and another of it in the
translation alone. A later mention (the Council, 该委员会) answers for nothing and is asked for nothing.

Why: who decided, who reports and what law binds is the first thing that a delegation reads.

Example: 安全理事会通过了该决议。 | The General Assembly adopted the resolution.
Better: 安全理事会通过了该决议。 | The Security Council adopted the resolution.

Silence: dismiss the single finding, or set `organ-or-post = "off"` under `[rules]`.
Source: Charter of the United Nations; rules of procedure of the General Assembly; UNTERM for the posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.weight._pairs import translated


class Office(NamedTuple):
    """An organ, post or body of law: its group, the names to write, and what it looks like in each language."""

    group: str
    english: str
    chinese: str
    en: str
    zh: str


_CHAIR = r"(?:[Cc]hair(?:man|woman|person|s)?|[Pp]resident)s?"
_ORDINALS = (("First", "一"), ("Second", "二"), ("Third", "三"), ("Fourth", "四"), ("Fifth", "五"), ("Sixth", "六"))
OFFICES = (
    Office("organ", "Security Council", "安全理事会", "Security Council", "安全理事会|安理会"),
    Office("organ", "General Assembly", "大会", "General Assembly",
           "联合国大会|联大(?!的?规模)|(?<![民议查方国界表员体生法业事司盟会际约席])大会(?!堂|厅)"),
    Office("organ", "Economic and Social Council", "经济及社会理事会", "Economic and Social Council", "经济及社会理事会|经社理事会"),
    Office("organ", "Human Rights Council", "人权理事会", "Human Rights Council", "人权理事会"),
    Office("organ", "Human Rights Committee", "人权事务委员会", "Human Rights Committee", "人权事务委员会"),
    Office("organ", "Trusteeship Council", "托管理事会", "Trusteeship Council", "托管理事会"),
    Office("organ", "International Court of Justice", "国际法院", "International Court of Justice|World Court", "国际法院"),
    Office("organ", "International Criminal Court", "国际刑事法院", "International Criminal Court|ICC", "国际刑事法院|国际刑院"),
    Office("secretariat", "Secretary-General", "秘书长",
           "(?<!Under-)(?<!Deputy )(?<!Assistant )(?<!Assistant-)(?<!under-)Secretar(?:y|ies)-General", "(?<!副)(?<!助理)秘书长"),
    Office("secretariat", "Deputy Secretary-General", "常务副秘书长", "Deputy Secretary-General", "常务副秘书长"),
    Office("secretariat", "Under-Secretary-General", "副秘书长", "Under-Secretar(?:y|ies)-General|USG", "(?<!常务)副秘书长"),
    Office("secretariat", "Assistant Secretary-General", "助理秘书长", "Assistant Secretar(?:y|ies)-General|ASG", "助理秘书长"),
    Office("secretariat", "Secretariat", "秘书处", "[Ss]ecretariats?", "秘书处"),
    Office("secretariat", "Director-General", "总干事", "Directors?-General", "总干事|总司长|总主任|总局长"),
    Office("chair", "Chair", "主席", rf"(?<!Vice-)(?<!Vice )(?<!Co-)(?<!Deputy ){_CHAIR}", "(?<!副)(?<!共同)主席(?!台|国|团)|议长|总统|[行会校]长|总裁"),
    Office("chair", "Vice-Chair", "副主席", rf"(?:[Vv]ice[- ]|[Dd]eputy ){_CHAIR}", "副主席|副议长|副总统|副总裁|副[行会校]长"),
    Office("envoy", "Special Rapporteur", "特别报告员", "[Ss]pecial [Rr]apporteurs?", "特别报告员"),
    Office("envoy", "Special Representative", "特别代表", "[Ss]pecial [Rr]epresentatives?|SRSGs?", "特别代表"),
    Office("envoy", "Special Envoy", "特使", "[Ss]pecial [Ee]nvoys?", "特使"),
    Office("envoy", "Special Adviser", "特别顾问", "[Ss]pecial [Aa]dvis[eo]rs?", "特别顾问"),
    Office("envoy", "Special Coordinator", "特别协调员", "[Ss]pecial [Cc]oordinators?", "特别协调员"),
    Office("mission", "Permanent Representative", "常驻代表", "[Pp]ermanent [Rr]epresentatives?", "常驻(?:[^，。、；]{1,12}?)?代表(?!团)"),
    Office("mission", "Permanent Observer", "常驻观察员", "[Pp]ermanent [Oo]bservers?", "常驻(?:[^，。、；]{1,12}?)?观察员(?!代表团)"),
    Office("union", "African Union", "非洲联盟", "African Union|AU", "非洲联盟|非盟"),
    Office("union", "European Union", "欧洲联盟", "European Union|EU", "欧洲联盟|欧盟"),
    Office("law", "international humanitarian law", "国际人道主义法", "[Ii]nternational [Hh]umanitarian [Ll]aw|IHL", "国际人道主义法|国际人道法"),
    Office("law", "international human rights law", "国际人权法", "[Ii]nternational [Hh]uman [Rr]ights [Ll]aw", "国际人权法"),
    Office("law", "international criminal law", "国际刑法", "[Ii]nternational [Cc]riminal [Ll]aw", "国际刑法|国际刑事法(?!院|庭)"),
    Office("law", "international refugee law", "国际难民法", "[Ii]nternational [Rr]efugee [Ll]aw", "国际难民法"),
    *(Office("committee", f"{english} Committee", f"第{chinese}委员会", f"{english} Committee", f"第{chinese}委员会")
      for english, chinese in _ORDINALS),
)  # fmt: skip
_JOINED = (
    ("international humanitarian law", r"[Hh]umanitarian (?:and|or) (?:international )?(?:human rights|refugee|criminal) law|人道主义法?[和与及、]"),
    ("international human rights law", r"[Hh]uman rights (?:and|or|,) (?:international )?(?:humanitarian|refugee|criminal)[ \w]* law|国际人权[和与及、]"),
)  # fmt: skip
"""How a branch of law is named together with another one."""


class OfficeMention(NamedTuple):
    """A mention of an office: which of `OFFICES`, and where."""

    office: Office
    start: int
    end: int


class _OfficePattern(NamedTuple):
    """How an office looks in a language; every text with it has one of the strings in `needles` (empty: nobody can tell)."""

    office: Office
    pattern: re.Pattern[str]
    needles: tuple[str, ...]


@lru_cache(maxsize=2)
def _patterns(lang: str) -> tuple[tuple[_OfficePattern, ...], tuple[tuple[str, int], ...], tuple[int, ...]]:
    """Return the patterns, each needle with the number of its pattern, and the numbers of those without."""
    before, after = (r"(?<![A-Za-z])(?:", r")(?![A-Za-z])") if lang == "en" else ("(?:", ")")
    looks = [(item_item, item_item.en if lang == "en" else item_item.zh) for item_item in OFFICES]
    patterns = tuple(
        _OfficePattern(item_item, re.compile(before + look + after), needles(look)) for item_item, look in looks
    )
    pairs = tuple((needle, number) for number, item in enumerate(patterns) for needle in item.needles)
    return patterns, pairs, tuple(number for number, item in enumerate(patterns) if not item.needles)


def needles(pattern: str) -> tuple[str, ...]:
    """Return for each alternative of an expression the longest string that all its matches have; () where one has none.

    Whether strings are in a text is told ten times as quickly as whether an expression matches somewhere.
    """
    plain = _AROUND.sub("", pattern)
    while (shorter := _GROUP.sub("\0", plain)) != plain:
        plain = shorter
    strings = tuple(max(_UNSURE.split(alternative), key=len) for alternative in plain.split("|"))
    return strings if all(strings) else ()


_AROUND = re.compile(r"\(\?<?[!=][^()]*\)")
_GROUP = re.compile(r"\((?:\?:)?[^()]*\)(?:[?*]|\{[^}]*\}\??)?")
_UNSURE = re.compile(r"\0|\[[^\]]*\][?*]?|.[?*]|[\\.+^$]")
"""Where what must be there is interrupted: groups, classes, what may be left out."""


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in translated(document):
        left = _mentions(source)
        right = _mentions(target) if left else []
        lost, strange = _alone(left, right, target), _alone(right, left, source)
        for group in dict.fromkeys(item.office.group for item in lost):
            ours = [item for item in lost if item.office.group == group]
            theirs = [item for item in strange if item.office.group == group]
            if not theirs:
                continue
            first, candidate = ours[0], theirs[0]
            better = first.office.english if target.lang == "en" else first.office.chinese
            yield Issue(
                Mark(view, TARGET, candidate.start, candidate.end),
                f"“{source.text[first.start : first.end]}” is “{better}”, not “{target.text[candidate.start : candidate.end]}”",
                suggestion=better,
                related=(Mark(view, source.name, first.start, first.end),),
            )


def _mentions(side: RecognisedSegment) -> list[OfficeMention]:
    text = side.text
    patterns, pairs, always = _patterns(side.lang)
    likely = {number for needle, number in pairs if needle in text}.union(always)
    return [
        OfficeMention(patterns[number].office, *match.span())
        for number in sorted(likely)
        for match in patterns[number].pattern.finditer(text)
    ]


def _alone(mentions: list[OfficeMention], others: list[OfficeMention], side: RecognisedSegment) -> list[OfficeMention]:
    """Return the mentions of offices that the other side, whose text is given, does not have."""
    offices = {item.office for item in others}
    joined = {name for name, pattern in _JOINED if re.search(pattern, side.text)} if mentions else set()
    return [item for item in mentions if item.office not in offices and item.office.english not in joined]


RULE = Rule("organ-or-post", Severity.WARNING, ("zh", "en"), check)
