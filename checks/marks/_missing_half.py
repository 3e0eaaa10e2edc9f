"""Where the lost half of a bracket or title mark belongs.

What is marked runs from the half that stands to where the other one is missing: after a year, an acronym, a label or a
known title where the words tell, else up to the end of the clause.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled


class MarkedStretch(NamedTuple):
    """The words in which a half is missing; `sure` where they end (or begin) exactly there."""

    start: int
    end: int
    sure: bool


LONG = 4
"""Characters of a title that can be told from the head of a longer one."""
_HEADS = (
    "公约|议定书|宪章|宣言|纲要|纲领|行动计划|行动纲领|条约|协定|协议|规约|盟约|章程|规则|条例|守则|准则|原则|法典|民法|刑法|宪法|"
    "诉讼法|法|决议|战略|方案|议程|倡议|手册|指南|报告|声明|公报|共识|文件|契约|议事规则|计划|框架|措施|标准|须知|年鉴"
)
"""What titles end in."""
_TITLED = compiled(rf"(?:{_HEADS})$")
_TITLE = compiled(
    rf"[^，。；：《》]{{1,60}}?(?:{_HEADS})(?=[的第和与及以、，。；：（(规所中内下或]|$|[作对在执缔任序附议缔约通生强确])"
)
_INSIDE = compiled(
    r"[0-9]{1,4}(?![0-9.,/%]|\s?[-–—至0-9])(?=\W|号|$)|[A-Z][A-Z0-9-]*[A-Z0-9](?![A-Za-z0-9/-])|[a-zA-Z](?![A-Za-z0-9])|[一二三四五六七八九十]{1,3}(?=[ 　])"
    r"|(?:下称|以下简称|简称)?[\"“][^\"”]{1,40}[\"”]"
)
"""What a bracket holds that says of itself where it ends: a year, an acronym, a label, a short form in quotation marks."""
_ACRONYM = compiled(r"(?:(?<=\s)|(?<=[\u4e00-\u9fff\U00020000-\U000323af]))[A-Z][A-Za-z0-9-]*[A-Z0-9]$")
_CLAUSE_END = compiled(r"[，。；：,;]|[.:!?](?=\s|$)|$")
_CLAUSE_START = compiled(r"[，。；：、,;《》（()）]|[.:!?]\s|^")
_SENTENCE_END = compiled(r"[。！？]|[.!?](?=\s|$)|$")
SHORT = 30
"""Characters to the end of a sentence that a lost half may stand anywhere in: what is put in brackets has commas too."""
_SPACE = compiled(r"\s*$")


def is_title(name: str) -> bool:
    """Return whether a name ends as titles do: a place is none, though a title may begin with one."""
    return _TITLED.search(name) is not None


def closed(text: str, position: int, names: Iterable[str]) -> MarkedStretch:
    """From an opening mark to where it should have been closed; `names` are titles known to stand in such marks."""
    title = text[position] in "《〈"
    if title:
        longest_name = max((name for name in names if text.startswith(name, position + 1)), key=len, default="")
        if longest_name:
            return MarkedStretch(position, position + 1 + len(longest_name), sure=True)
    occurrence = (_TITLE if title else _INSIDE).match(text, position + 1)
    if occurrence:
        return MarkedStretch(position, occurrence.end(), sure=True)
    end = _SENTENCE_END.search(text, position + 1)
    if title or end is None or end.start() - position > SHORT:
        end = _CLAUSE_END.search(text, position + 1)
    return MarkedStretch(position, _trimmed(text, position, end.start() if end else len(text)), sure=False)


def opened(text: str, position: int, names: Iterable[str]) -> MarkedStretch:
    """From where a closing mark should have been opened to the mark."""
    if text[position] in "》〉":
        longest_name = max((name for name in names if text.endswith(name, 0, position)), key=len, default="")
        # 关于…的公约》: a short title at its end is only the head of the whole one.
        if len(longest_name) >= LONG and text[position - len(longest_name) - 1 : position - len(longest_name)] != "的":
            return MarkedStretch(position - len(longest_name), position + 1, sure=True)
    else:
        match = _ACRONYM.search(text, max(0, position - 12), position)
        if match:
            return MarkedStretch(match.start(), position + 1, sure=True)
    return MarkedStretch(_clause_start(text, position), position + 1, sure=False)


def _clause_start(text: str, position: int) -> int:
    """Return where the clause before a place begins: sought backwards, for a paragraph may have many such places."""
    end, reach = max(0, position - 1), _CLAUSE
    while True:
        first = max(0, end - reach)
        start = -1
        for mark in _CLAUSE_START.finditer(text, first, end):
            start = mark.end()
        if start >= 0 or not first:
            return max(start, 0)
        reach *= 4


_CLAUSE = 200
"""Characters in which most clauses begin."""


def _trimmed(text: str, start: int, end: int) -> int:
    space = _SPACE.search(text, start + 1, end)
    return max(start + 1, space.start()) if space else end
