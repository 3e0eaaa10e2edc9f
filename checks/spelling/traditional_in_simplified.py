"""A traditional character stands in a draft in simplified characters.

Drafts that are traditional as a whole are left alone, and so are quotations, titles and characters that simplified text has too
(乾坤, 慰藉, 瞭望).

Why: it comes from pasted text or a keyboard set wrongly, and searches miss the word.

Example: 加強國际合作
Better: 加强国际合作

Silence: dismiss the single finding, or set `traditional-in-simplified = "off"` under `[rules]`.
Source: Table of General Standard Chinese Characters (2013); the table of single characters is OpenCC's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.checks.zones import quoted
from yizhi.termbase.language import ZH_HANT
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.normal import normal

_BOTH = frozenset("乾著瞭藉於馀锺甯硷覆叠像麽徵祇沈薑甚餘凖佔")
STRAY = 3
"""So many different traditional characters may have slipped into a paragraph of simplified ones."""
_HAN = compiled(r"[\u4e00-\u9fff]")
SHARE = 0.05
"""Share of traditional characters from which a text is a traditional one."""


@lru_cache(maxsize=1 << 14)
def _simplified(char: str) -> str | None:
    """The simplified form of a traditional character; None for any other."""
    if char in _BOTH or not "\u4e00" <= char <= "\u9fff":
        return None
    form = normal(char).text
    return form if form != char else None


@lru_cache(maxsize=1)
def _plain() -> set[str]:
    """The characters that were looked at and are simplified: nearly all of any text."""
    return set()


def _odd(char: str) -> bool:
    """Whether a character is a traditional one; one that is not is kept in mind."""
    if _simplified(char) is None:
        _plain().add(char)
        return False
    return True


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, rather than having a stray one."""
    return sum(map(_odd, {*text} - _plain())) > STRAY


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    if not any(map(_odd, {*document.whole("zh")} - _plain())):
        return
    sides = [(view, side) for view, side in document.written("zh") if side.language != ZH_HANT]
    found = [
        (view, side, odd) for view, side in sides if (odd := {char for char in {*side.text} - _plain() if _odd(char)})
    ]
    if not found:
        return
    count = sum(side.text.count(char) for _, side, odd in found for char in odd)
    if count > 1 and count > SHARE * sum(len(_HAN.findall(side.text)) for _, side in sides):
        return
    for view, side, odd in found:
        zones = quoted(side.text)
        for at, char in enumerate(side.text):
            if char in odd and at not in zones:
                better = _simplified(char)
                message = f"“{char}” is a traditional character; the draft is in simplified ones"
                yield Issue(Mark(view, side.name, at, at + 1), message, suggestion=better)


RULE = Rule("traditional-in-simplified", Severity.WARNING, ("zh",), check)
