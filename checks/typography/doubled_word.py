"""A character or word stands twice in a row.

Only what Chinese does not double: particles and prepositions (的的, 在在), and words of two characters and more
(国家国家); a word that comes again and again is told once a paragraph. Reduplication (天天, 人人, 种种) and neighbours that belong to two words (目的的) are left alone.

Why: a doubled word is left over from an edit.

Example: 采取的的措施
Better: 采取的措施

Silence: dismiss the single finding, or set `doubled-word = "off"` under `[rules]`.
Source: common practice of proofreading.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.context import Context
from checks.document import Document, Side
from checks.model import Issue, Mark, Rule, Severity
from termbase import words
from termbase.model import Strictness
from termbase.text.lazy import compiled

_SINGLE = compiled(
    r"(?<![目标中有])(的)\1(?!确|士)|(?<!为)(?<![旨现存实正所])(在)\2(?!其)|(?<![为少中上大])([了与及或于被把将])\3(?![则其来])|([和])\4(?![气平睦谐缓解])|([，。；：、])\5"
)
_DOUBLES = tuple(2 * char for char in "的在了与及或于被把将和，。；：、")
_WORD = compiled(r"([\u3400-\u9fff]{2,12}?)\1+")
# Verbs that name what their like-sounding subject does (代表代表, 报告报告) and idiom.
_FINE = {
    "代表",
    "报告",
    "建议",
    "规定",
    "决定",
    "研究",
    "讨论",
    "商量",
    "考虑",
    "主席",
    "领导",
    "命令",
    "计划",
    "要求",
    "许许",
    "种种",
    "方方",
    "林林",
}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    if any(map(document.whole("zh").__contains__, _DOUBLES)):
        for view, side in document.written("zh"):
            for found in _SINGLE.finditer(side.text):
                char = next(filter(None, found.groups()))
                yield Issue(Mark(view, side.name, *found.span()), f"“{char}” stands twice", suggestion=char)
    for view, side in document.matching("zh", _WORD):
        told: set[str] = set()
        for found in _WORD.finditer(side.text):
            word = found[1]
            if word in told:
                continue
            if len(word) < 4 and not _known(word):
                continue
            if word in _FINE or len(set(word)) == 1 or _joint(side, found.end(1)):
                continue
            # A machine that stutters repeats a word a hundred times: one finding.
            told.add(word)
            times = (found.end() - found.start()) // len(word)
            often = "twice" if times == 2 else f"{times} times in a row"
            yield Issue(Mark(view, side.name, *found.span()), f"“{word}” stands {often}", suggestion=word)


def _known(word: str) -> bool:
    """Whether it is a word of the dictionary: a foreign name may be made of two equal halves (帕果帕果)."""
    return word in words.load().trie


def _joint(side: Side, at: int) -> bool:
    """Whether the place between the two copies is inside a name or the edge of one: 西非国家经济共同体|共同体法院."""
    return any(hit.start <= at <= hit.end and hit.strictness is Strictness.NAME for hit in side.all_hits)


RULE = Rule("doubled-word", Severity.WARNING, ("zh",), check)
