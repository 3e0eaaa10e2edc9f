"""A traditional character stands in a draft in simplified characters.

Drafts that are traditional as a whole are left alone, and so are quotations, titles and characters that simplified text has too
(乾坤, 慰藉, 瞭望), unless they
stand in a word that has another one there (乾旱, 著重, 徵求).

Why: it comes from pasted text or a keyboard set wrongly, and searches miss the word.

Example: 加強國际合作
Better: 加强国际合作

Source: Table of General Standard Chinese Characters (2013); the table of single characters is OpenCC's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.language import ZH_HANT
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.normal import normal

_BOTH = frozenset("乾著瞭藉於馀锺甯硷覆叠像麽徵祇沈薑甚餘凖佔")
_READINGS = {"乾": "干", "著": "着", "於": "于", "徵": "征", "瞭": "了", "藉": "借", "餘": "余"}
"""Characters that were simplified in one reading and kept in another (General Standard Chinese Characters, annex 1)."""
_READ = compiled("[乾著於徵瞭藉餘]")
RARE = 1200
"""Cost of the rarest word that makes a reading certain (hundredths of a nat: about six in a million words)."""
FAR = 400
"""By so much a word may be rarer than the simplified one: the dictionary lists traditional ones too, as rare words."""
UNKNOWN = 1850
"""Cost of what is no word."""
STRAY = 3
"""So many different traditional characters may have slipped into a paragraph of simplified ones."""
_HAN = compiled(r"[\u4e00-\u9fff]")
SHARE = 0.12
"""Share of traditional characters from which a text is a traditional one (of running text they are a third)."""


@lru_cache(maxsize=1 << 14)
def _simplified(char: str) -> str | None:
    """Return the simplified form of a traditional character; None for any other."""
    if char in _BOTH or not "\u4e00" <= char <= "\u9fff":
        return None
    form = normal(char).text
    return form if form != char else None


@lru_cache(maxsize=1)
def _plain() -> set[str]:
    """Return the characters that were looked at and are simplified: nearly all of any text."""
    return set()


def _odd(char: str) -> bool:
    """Return whether a character is a traditional one; one that is not is kept in mind."""
    if _simplified(char) is None:
        _plain().add(char)
        return False
    return True


def is_traditional(text: str) -> bool:
    """Return whether a text is written in traditional characters, rather than having a stray one."""
    return sum(map(_odd, {*text} - _plain())) > STRAY


def readings(text: str) -> Iterator[int]:
    """Yield the places of characters that simplified text has in other words: 乾 in 乾旱, but not in 乾坤.

    Neither pair with a neighbour is a word as it stands, or far rarer than the simplified one, and one of them is a word when the character is simplified.
    """
    from yizhi.termbase.words.lattice import word

    for match in _READ.finditer(text):
        offset, char = match.start(), match.group()
        better = _READINGS[char]
        pairs = [(text[offset - 1 : offset], ""), ("", text[offset + 1 : offset + 2])]
        pairs = [pair for pair in pairs if "".join(pair)]
        costs = [(word(before + char + after), word(before + better + after)) for before, after in pairs]
        if any(stands is not None and stands < (simplified_cost or UNKNOWN) + FAR for stands, simplified_cost in costs):
            continue
        if any(simplified_cost is not None and simplified_cost < RARE for _, simplified_cost in costs):
            yield offset


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    yield from _readings(document)
    if not any(map(_odd, {*document.whole("zh")} - _plain())):
        return
    sides = [(view, side) for view, side in document.written("zh") if side.language != ZH_HANT]
    odd_sides = [
        (view, side, odd) for view, side in sides if (odd := {char for char in {*side.text} - _plain() if _odd(char)})
    ]
    if not odd_sides:
        return
    count = sum(side.text.count(char) for _, side, odd in odd_sides for char in odd)
    if count > 1 and count > SHARE * sum(len(_HAN.findall(side.text)) for _, side in sides):
        return
    for view, side, odd in odd_sides:
        zones = side.quotations
        for index, char in enumerate(side.text):
            if char in odd and index not in zones:
                better = _simplified(char)
                message = f"“{char}” is a traditional character; the draft is in simplified ones"
                yield Issue(Mark(view, side.name, index, index + 1), message, suggestion=better)


def _readings(document: Document) -> Iterator[Issue]:
    """Yield the issues about single characters in words that have another one in simplified text."""
    for view, side in document.matching("zh", _READ):
        if side.language == ZH_HANT or is_traditional(side.text):
            continue
        zones = side.quotations
        for index in readings(side.text):
            if index not in zones:
                better = _READINGS[side.text[index]]
                message = f"“{side.text[index]}” is “{better}” in this word in simplified characters"
                yield Issue(Mark(view, side.name, index, index + 1), message, suggestion=better)


RULE = Rule("traditional-in-simplified", Severity.WARNING, ("zh",), check)
