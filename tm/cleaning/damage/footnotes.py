"""Footnotes between the running text: behind a rule (`____`), or each behind its raised number (`¹`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.damage import running_heads, urls
from yizhi.tm.cleaning.page import PageLine, RemovalCandidate

REASON = "footnote"
RULE = "footnote rule"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(RAISED, "0123456789")
_RULE = compiled(r"(?:[_＿]{4,}|[─━]{4,}|[-—–]{8,})$")
_RAISED = compiled(rf"([{RAISED}]{{1,3}})\s*(?=\S)")
_LABEL = compiled(r"(\d{1,3}|[*†‡]{1,4})(?:\s*/\s|[\s\u3000]+)(?![年月日号號个個名项項%％]\S)(?=\S)")
_OPENING = frozenset("_＿─━-—–" + RAISED)
_AHEAD = 8
"""Lines within which the next footnote of a block must begin for what lies between to belong to it."""


def label(line: str) -> tuple[str, int]:
    """Return the number or mark with which a footnote begins and where its text begins; ("", 0) where there is none."""
    match = _RAISED.match(line) or _LABEL.match(line)
    return (match[1].translate(_PLAIN), match.end()) if match else ("", 0)


def find(lines: Sequence[PageLine]) -> Iterator[RemovalCandidate]:
    """Rules, and the lines of every footnote."""
    if not any(line.text[0] in _OPENING for line in lines):
        return
    index, measure = 0, _measure(lines)
    foreign = {
        candidate.line for find in (running_heads.find, urls.find) for candidate in find(lines) if candidate.sure
    }
    while index < len(lines):
        if _RULE.match(lines[index].text):
            end = _block(lines, index + 1, measure, foreign)
            yield RemovalCandidate(index, RULE)
            yield from (RemovalCandidate(number, REASON) for number in range(index + 1, end))
            index = end
        elif lines[index].text[0] in RAISED and _RAISED.match(lines[index].text):
            end = _one(lines, index, measure, foreign)
            yield from (RemovalCandidate(number, REASON) for number in range(index, end))
            index = end
        else:
            index += 1


def _measure(lines: Sequence[PageLine]) -> int:
    """Return the width of a full line."""
    widths = sorted(line.width for line in lines)
    return widths[int(len(widths) * 0.9)] if widths else 0


def _block(lines: Sequence[PageLine], index: int, measure: int, foreign: set[int]) -> int:
    """Return the line after the footnotes that begin at `at`."""
    before = 0
    while index < len(lines):
        number, _ = label(lines[index].text)
        if not number or not _follows(number, before) or index in foreign:
            break
        before = int(number) if number.isdecimal() else before
        index = _one(lines, index, measure, foreign)
    return index


def _follows(number: str, before: int) -> bool:
    """Return whether a footnote of this number may come after number `before` (0: it is the first of its block)."""
    return not number.isdecimal() or not before or before < int(number) <= before + 2


def _one(lines: Sequence[PageLine], index: int, measure: int, foreign: set[int]) -> int:
    """Return the line after the footnote that begins at `at`: it goes on while its lines are full and end no sentence, or until the next one."""
    own_label, _ = label(lines[index].text)
    if own_label.isdecimal():
        for ahead in range(index + 1, min(index + _AHEAD, len(lines))):
            number, _ = label(lines[ahead].text)
            if ahead in foreign or lines[ahead].page:
                break
            if number == str(int(own_label) + 1) and all(not line.labelled for line in lines[index + 1 : ahead]):
                return ahead if lines[ahead - 1].ends_sentence or ahead == index + 1 else index + 1
    end = index + 1
    while end < len(lines) and end not in foreign and not lines[end].page:
        line = lines[end - 1]
        if line.ends_sentence or line.width < measure * 0.8 or lines[end].labelled:
            break
        end += 1
    return end
