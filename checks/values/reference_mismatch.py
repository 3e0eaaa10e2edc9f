"""A reference to an annex, chapter, section, part, table or lettered item is another one in the translation.

附件三 is annex III, 第二章 chapter II, 第四节 section IV, 附录A appendix A, 表3 table 3, 第3(b)㈠段 paragraph 3 (b) (i), whatever
figures either side writes. Found where both sides refer to as many of a kind, and exactly one of them differs.

Why: the reader looks it up, and finds something else.

Example: 预算载于附件三。 | The budget is set out in annex II.
Better: 预算载于附件三。 | The budget is set out in annex III.

Silence: dismiss the single finding, or set `reference-mismatch = "off"` under `[rules]`.
Source: United Nations Editorial Manual, references; established usage of the Chinese Translation Service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._mentions import ValueMention, issues
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.numerals import ONES, han, roman

_ROMAN = frozenset("IVXLC")
_ENGLISH = compiled(
    r"\b(?P<head>[Aa]nnex|[Cc]hapter|[Ss]ection|[Pp]art|[Aa]ppendix|[Ee]nclosure|[Tt]able|[Ff]igure) (?P<number>[IVXLC]+|\d{1,3}|[A-Z]|one|two|three|four|five|six|seven)(?![\w'’/-]|\.\w|\s?\(|(?:,|\s(?:and|to|or))\s[IVXLCA-Z\d]+\b)"
)
_CHINESE = compiled(
    r"(?P<annex>附件|附录|附文|(?<![代列报图附发钟手仪年季])表|(?<![意地企试版蓝绘附构力略])图)\s?(?P<after>[一二三四五六七八九十]{1,3}|[IVXLC]+|\d{1,3}|[A-Z])(?![A-Za-z0-9一二三四五六七八九十百/.]|[、和至]\s?[一二三四五六七八九十\dIVXA-Z])"
    r"|第(?P<before>[一二三四五六七八九十]{1,3}|[IVXLC]+|\d{1,3}|[A-Z])(?P<head>章|节|部分)"
    r"|(?<![A-Za-z第、和])(?P<lettered>[A-Z])(?P<letter_head>节)"
)
_HEADS = {
    "附件": "annex", "附录": "appendix", "附文": "enclosure", "章": "chapter", "节": "section", "部分": "part", "表": "table", "图": "figure",
}  # fmt: skip
_DISTINCT = (
    frozenset({"table", "figure"}),
    frozenset({"chapter", "section"}),
    frozenset({"annex", "appendix", "enclosure"}),
)
"""Kinds that are told apart: a table is no figure."""
_ITEM = {
    "en": compiled(
        r"(?:\b(?:[Pp]ara(?:graph)?|[Aa]rticle|[Ii]tem|[Rr]ule|[Ss]ubparagraph)s? |(?<![\w.,/]))(?P<base>\d{1,3})\)?[ \u00a0]?(?P<labels>(?:\([a-z]{1,4}\)[ \u00a0]?)+)(?P<more>(?:,? ?(?:and|to|or|,|-|–) ?(?:\([a-z]{1,4}\)[ \u00a0]?)+)*)"
    ),
    "zh": compiled(
        r"(?:第|(?<![A-Za-z0-9.,/]))(?P<base>\d{1,3})[)）]?\s?(?:段|款|条|项)?\s?(?P<labels>[(（][a-z]{1,4}[)）]\s?(?:[(（](?:[a-z]{1,4}|[一二三四五六七八九十]{1,3})[)）]\s?|[㈠-㈩])*)(?P<more>(?:\s?[、和至或及,，-]\s?(?:[(（](?:[a-z]{1,4}|[一二三四五六七八九十]{1,3})[)）]\s?|[㈠-㈩])+)*)"
    ),
}
"""A number and the letters of its items: 3 (b) (i); the further items of a row."""
_LABEL = compiled(r"[a-z]+|[一二三四五六七八九十]+|[㈠-㈩]")
_CIRCLED = {char: str(number) for number, char in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", 1)}
_SMALL_ROMAN = frozenset("ivxl")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, _references, *_DISTINCT)


def _references(side: RecognisedSegment) -> list[ValueMention]:
    collected: list[ValueMention] = []
    for item in (_CHINESE if side.lang == "zh" else _ENGLISH).finditer(side.text):
        groups = item.groupdict()
        number = groups.get("number") or groups.get("after") or groups.get("before") or groups.get("lettered") or ""
        head = groups["head"] or groups.get("annex") or groups.get("letter_head") or ""
        kind = _HEADS.get(head, head.lower())
        collected.append(ValueMention(kind, _readings(number), *item.span()))
    if "(" in side.text or "（" in side.text:
        for item in _ITEM[side.lang].finditer(side.text):
            collected += _items(item)
    return collected


def _items(match: re.Match[str]) -> Iterator[ValueMention]:
    """Yield the items of a number: what stands in a row stands beside the last label of what is before it."""
    path: list[str] = []
    for written in (match["labels"], *_rows(match["more"])):
        labels = _LABEL.findall(written)
        path = [*path[: -len(labels)], *labels] if path else labels
        yield ValueMention(f"item of {match['base']}, {len(path)}", _paths(path), match.start(), match.end())


def _rows(more: str) -> list[str]:
    return [
        piece
        for piece in re.split(r"(?<=[)）㈠-㈩])(?:,? ?(?:and|to|or|,|-|–)|\s?[、和至或及,，-])\s?", f"){more}")[1:]
        if piece
    ]


def _paths(labels: list[str]) -> frozenset[str]:
    """Return what a row of labels may be read as: (i) is the ninth letter or the first of the small Roman figures."""
    paths = [""]
    for label in labels:
        readings = {_CIRCLED.get(label, label)}
        if set(label) <= _SMALL_ROMAN:
            readings.add(str(roman(label.upper())))
        elif (value := han(label)) is not None:
            readings = {str(value)}
        paths = [f"{path}.{reading}" for path in paths for reading in readings]
    return frozenset(paths)


def _readings(number: str) -> frozenset[str]:
    """Return what a number may be: a figure, in whatever script, or a letter."""
    readings = {number}
    if set(number) <= _ROMAN:
        readings.add(str(roman(number)))
    elif (value := han(number) or ONES.get(number)) is not None:
        readings.add(str(value))
    return frozenset(readings)


RULE = Rule("reference-mismatch", Severity.WARNING, ("zh", "en"), check)
