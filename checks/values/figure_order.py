"""Figures have changed places in the translation: votes for and against, men and women, the start and the end of a change.

Compared are the votes by what they were cast for, numbers of men and women, what something rose or fell from and to, and figures that
`respectively` and 分别 hand out. Figures that differ altogether are the business of `number-mismatch`.

Why: every figure is there, and each says something else; nothing that counts figures sees it.

Example: 比例从31%降至18%。 | The share fell from 18 per cent to 31 per cent.
Better: 比例从31%降至18%。 | The share fell from 31 per cent to 18 per cent.

Source: drafts read against their sources; United Nations Editorial Manual, reporting of votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._mentions import replaced
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import NUMBER, YEAR, Amount, Value

_ROLES = {
    "zh": compiled(
        r"(?P<n1>\d+)\s?票(?P<r1>赞成|反对|弃权)|(?P<r2>赞成|反对|弃权)(?:者|的)?[有为：:]?\s?(?P<n2>\d+)\s?票|(?P<n3>\d+)\s?(?P<r3>票对)(?P<n4>\d+)\s?(?P<r4>票)"
        r"|第(?P<n7>\d+)(?P<r7>条)|第(?P<n8>\d+)(?P<r8>款)"
        r"|(?P<r5>[男女])(?:性|子|童|孩|生|方)?\s?(?P<n5>\d+)\s?[名人位个]|(?P<n6>\d+)\s?[名位个](?P<r6>[男女]|妇女)"
    ),
    "en": compiled(
        r"(?P<n1>\d+)(?: votes?)?(?P<r1> in favour|(?<=[s\d]) against)\b|(?P<n2>\d+) (?P<r2>abstentions?|abstaining)\b"
        r"|(?P<n3>\d+) (?P<r3>votes? to) (?P<n4>\d+)(?P<r4>)(?![\d,]*\d)"
        r"|\b(?P<r7>[Aa]rticle) (?P<n7>\d+)|\b(?P<r8>[Pp]aragraph) (?P<n8>\d+)"
        r"|(?P<n5>\d+) (?P<r5>men|women|boys|girls|males?|females?)\b|\b(?P<r6>men|women|boys|girls) \(?(?P<n6>\d+)\)?(?!\d)"
    ),
}
_ROLE = {
    "条": "article", "article": "article", "款": "paragraph", "paragraph": "paragraph", "赞成": "for", "反对": "against", "弃权": "abstained", "票对": "for", "票": "against", "in favour": "for", "against": "against", "abstention": "abstained",
    "abstentions": "abstained", "abstaining": "abstained", "votes to": "for", "vote to": "for", "": "against", "男": "male", "女": "female", "妇女": "female",
    "men": "male", "boys": "male", "male": "male", "males": "male", "women": "female", "girls": "female", "female": "female", "females": "female",
}  # fmt: skip
_RESPECTIVELY = {"zh": compiled("分别"), "en": compiled(r"\brespectively\b")}
_FROM = {
    "zh": compiled(r"[从由自](?:[^，。；、]{0,6}的)?(?:大约|约|近)?\Z"),
    "en": compiled(r"\bfrom (?:an? \w+ of |some |about |approximately |around |US)?\$?\Z"),
}
_TO = {
    "zh": compiled(r"[^，。；]{0,14}(?:至|到|升为|降为|增为|减为)[^，。；]{0,5}\Z"),
    "en": compiled(r"(?:(?! from )[^.;]){0,40}? to (?:an? \w+ of |some |about |approximately |around |US)?\$?\Z"),
}
_TO_FROM = (
    compiled(r"\bto (?:some |about |approximately |around |US)?\$?\Z"),
    compiled(r"[^.;]{0,40}\bfrom (?:some |about |US)?\$?\Z"),
)
_REACH = 60


class Change(NamedTuple):
    """What something rose or fell from, and to what, and where that stands."""

    first: Amount | str
    last: Amount | str
    start: int
    end: int


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        if source.lang != target.lang and len(source.values) > 1 and len(target.values) > 1:
            yield from _roles_exchanged(view, source, target)
            yield from _turned(view, source, target)
            yield from _handed_out(view, source, target)


def _roles(side: RecognisedSegment) -> dict[str, tuple[int, int, int]]:
    """Return the number of each role that has one alone, and where it stands."""
    counted: Counter[str] = Counter()
    roles: dict[str, tuple[int, int, int]] = {}
    for match in _ROLES[side.lang].finditer(side.text):
        for index in "12345678":
            if number := match[f"n{index}"]:
                role = _ROLE[match[f"r{index}"].strip().lower()]
                counted[role] += 1
                roles[role] = int(number[:9]), *match.span(f"n{index}")
    return {role: roles[role] for role in roles if counted[role] == 1}


def _roles_exchanged(view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment) -> Iterator[Issue]:
    chinese, english = (source, target) if source.lang == "zh" else (target, source)
    chinese_roles = _roles(chinese)  # first, for it is read faster
    english_roles = _roles(english) if len(chinese_roles) > 1 else {}
    left, right = (chinese_roles, english_roles) if chinese is source else (english_roles, chinese_roles)
    common = left.keys() & right.keys()
    if Counter(left[role][0] for role in common) != Counter(right[role][0] for role in common):
        return
    for role in left:
        if role in common and left[role][0] != right[role][0]:
            yield replaced(view, source, target, left[role][1:], right[role][1:])


def _turned(view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment) -> Iterator[Issue]:
    before = {(change.first, change.last): change for change in _changes(source)}
    for change in _changes(target) if before else ():
        way = change.first, change.last
        turned = before.get(way[::-1])
        if turned is not None and way not in before:
            yield replaced(view, source, target, turned[2:], change[2:])


def _changes(side: RecognisedSegment) -> list[Change]:
    text, lang = side.text, side.lang
    numbers = [value for value in side.values if value.kind == NUMBER]
    changes = []
    for first, last in pairwise(numbers):
        between = text[first.end : last.start]
        if len(between) > _REACH:
            continue
        if _FROM[lang].search(text, max(0, first.start - _REACH), first.start) and _TO[lang].match(between):
            changes.append(Change(first.key, last.key, first.start, last.end))
        elif (
            lang == "en"
            and _TO_FROM[0].search(text, max(0, first.start - _REACH), first.start)
            and _TO_FROM[1].match(between)
        ):
            changes.append(Change(last.key, first.key, first.start, last.end))
    return changes


def _handed_out(view: RecognisedUnit, source: RecognisedSegment, target: RecognisedSegment) -> Iterator[Issue]:
    """Yield the figures of a sentence with years and amounts where the one row keeps its order and the other one does not."""
    if not all(_RESPECTIVELY[side.lang].search(side.text) for side in (source, target)):
        return
    rows = [(_row(source, kind), _row(target, kind)) for kind in (YEAR, NUMBER)]
    turned = [row for row in rows if _keys(row[0]) != _keys(row[1])]
    if len(turned) != 1 or any(len(row[0]) != len(rows[0][0]) for row in rows) or len(rows[0][0]) != len(turned[0][1]):
        return
    left, right = turned[0]
    if Counter(_keys(left)) == Counter(_keys(right)) and len(left) > 1:
        yield replaced(view, source, target, (left[0].start, left[-1].end), (right[0].start, right[-1].end))


def _row(side: RecognisedSegment, kind: str) -> list[Value]:
    return [value for value in side.values if value.kind == kind and not value.soft]


def _keys(values: list[Value]) -> list[Amount | str]:
    return [value.key for value in values]


RULE = Rule("figure-order", Severity.WARNING, ("zh", "en"), check)
