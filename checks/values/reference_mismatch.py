"""A reference to an annex, chapter, section, part or lettered item is another one in the translation.

附件三 is annex III, 第二章 chapter II, 第四节 section IV, 附录A appendix A, 第3(b)段 paragraph 3 (b), whatever figures either side
writes. Found where both sides refer to as many of a kind, and exactly one of them differs.

Why: the reader looks it up, and finds something else.

Example: 预算载于附件三。 | The budget is set out in annex II.
Better: 预算载于附件三。 | The budget is set out in annex III.

Silence: dismiss the single finding, or set `reference-mismatch = "off"` under `[rules]`.
Source: United Nations Editorial Manual, references; established usage of the Chinese Translation Service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import SOURCE, TARGET, Document, RecognisedSegment
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.numerals import han, roman

_ROMAN = frozenset("IVXLC")
_ENGLISH = compiled(
    r"\b(?P<head>[Aa]nnex|[Cc]hapter|[Ss]ection|[Pp]art|[Aa]ppendix|[Ee]nclosure) (?P<number>[IVXLC]+|\d{1,3}|[A-Z])(?![\w'’/-]|\.\w|\s?\(|(?:,|\s(?:and|to|or))\s[IVXLCA-Z\d]+\b)"
    r"|\b[Pp]aragraph (?P<paragraph>\d+) ?\((?P<letter>[a-z])\)(?!\s?(?:,|and|to|or)\s?\()"
)
_CHINESE = compiled(
    r"(?P<annex>附件|附录|附文)(?P<after>[一二三四五六七八九十]{1,3}|[IVXLC]+|\d{1,3}|[A-Z])(?![A-Za-z0-9一二三四五六七八九十百/]|[、和至]\s?[一二三四五六七八九十\dIVXA-Z])"
    r"|第(?P<before>[一二三四五六七八九十]{1,3}|[IVXLC]+|\d{1,3}|[A-Z])(?P<head>章|节|部分)"
    r"|第(?P<paragraph>\d+)\s?段?[(（](?P<letter>[a-z])[)）](?!\s?[、和至或]\s?[(（])"
)
_HEADS = {
    "附件": "annex", "附录": "appendix", "附文": "enclosure", "章": "chapter", "节": "section", "部分": "part",
}  # fmt: skip


class PlaceReference(NamedTuple):
    """A reference: the kind (`annex`, or `paragraph 3` of a lettered item), what it may count, and where it stands."""

    kind: str
    readings: frozenset[str]
    start: int
    end: int


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, source, target in document.pairs():
        left = _references(source)
        right = _references(target) if left else []
        for kind in dict.fromkeys(item.kind for item in left):
            ours, theirs = ([item for item in items if item.kind == kind] for items in (left, right))
            if len(ours) != len(theirs):
                continue
            lost, strange = _rest(ours, theirs), _rest(theirs, ours)
            if len(lost) != 1 or len(strange) != 1:
                continue
            first, candidate = lost[0], strange[0]
            yield Issue(
                Mark(view, TARGET, candidate.start, candidate.end),
                f"“{source.text[first.start : first.end]}” in the source is “{target.text[candidate.start : candidate.end]}” in the translation",
                related=(Mark(view, SOURCE, first.start, first.end),),
            )


def _references(side: RecognisedSegment) -> list[PlaceReference]:
    collected: list[PlaceReference] = []
    for item in (_CHINESE if side.lang == "zh" else _ENGLISH).finditer(side.text):
        groups = item.groupdict()
        if groups["paragraph"]:
            collected.append(
                PlaceReference(f"paragraph {groups['paragraph']}", frozenset([groups["letter"]]), *item.span())
            )
            continue
        number = groups.get("number") or groups.get("after") or groups.get("before") or ""
        head = groups["head"] or groups.get("annex") or ""
        collected.append(PlaceReference(_HEADS.get(head, head.lower()), _readings(number), *item.span()))
    return collected


def _readings(number: str) -> frozenset[str]:
    """Return what a number may be: a figure, in whatever script, or a letter."""
    readings = {number}
    if set(number) <= _ROMAN:
        readings.add(str(roman(number)))
    elif (value := han(number)) is not None:
        readings.add(str(value))
    return frozenset(readings)


def _rest(references: list[PlaceReference], others: list[PlaceReference]) -> list[PlaceReference]:
    """Return the references that none of the others answers for, each of which answers once."""
    free = Counter(range(len(others)))
    rest: list[PlaceReference] = []
    for reference in references:
        answer = next(
            (index for index in free if free[index] and not others[index].readings.isdisjoint(reference.readings)), None
        )
        if answer is None:
            rest.append(reference)
        else:
            free[answer] = 0
    return rest


RULE = Rule("reference-mismatch", Severity.WARNING, ("zh", "en"), check)
