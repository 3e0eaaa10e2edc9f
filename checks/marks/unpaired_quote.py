"""A quotation mark or bracket of English text is not closed, or not opened.

Marks are paired within a paragraph; apostrophes and list labels such as a) are none, and a quotation that runs over several paragraphs
opens each of them.

Why: a lost mark changes what is quoted.

Example: the agenda item entitled “Sustainable development
Better: the agenda item entitled “Sustainable development”

Source: United Nations Editorial Manual, quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.marks._missing_half import closed, opened
from yizhi.checks.marks._pairing import LoneHalf, lone, unexplained
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_MARK = compiled(r'[“”()\[\]"]')
_WORDS = compiled("[A-Za-z]{3}")
_CURLY = "“”"
_QUOTATION = '“”"'
_STRAIGHT = '"'
_LABEL = compiled(r"(?:^|(?<=[\s;,:.]))(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)")
_PARTNERS = {"”": "“", ")": "(", "]": "["}
_OPENING = {opening: closing for closing, opening in _PARTNERS.items()}
_CONTINUED = compiled(r'\s*"')
"""A quotation of several paragraphs opens each of them."""
_INCHES = compiled(r'[0-9]"')


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    sides = document.written("en")
    halves: list[LoneHalf] = []
    for number, (_, side) in enumerate(sides):
        text = side.text
        places = _unpaired(text)
        if _STRAIGHT in text and text.count(_STRAIGHT) % 2 and not _INCHES.search(text):
            straight = text.rindex(_STRAIGHT)
            curly = [position for position in places if text[position] in _CURLY]
            if len(curly) == 1:
                yield _mixed(sides[number], straight, curly[0])
                places.remove(curly[0])
            elif not _CONTINUED.match(text):
                places.append(straight)
        halves += [LoneHalf(number, position, text[position]) for position in places]
    for number, position, char in unexplained(halves, sides, _PARTNERS):
        view, side = sides[number]
        if char in _QUOTATION:
            word = (
                "has no partner" if char == _STRAIGHT else "is never opened" if char in _PARTNERS else "is never closed"
            )
            yield Issue(Mark(view, side.name, position, position + 1), f"{char} {word} in this paragraph")
            continue
        closing = char in _PARTNERS
        start, end, sure = (opened if closing else closed)(side.text, position, ())
        words = side.text[start:end]
        better = (_PARTNERS[char] + words if closing else words + _OPENING[char]) if sure else None
        message = f"“{char}” is never {'opened' if closing else 'closed'} in this paragraph"
        severity = Severity.INFO if _at_edge(side.text, position) else None
        yield Issue(Mark(view, side.name, start, end), message, better, severity=severity)


def _mixed(written: tuple[RecognisedUnit, RecognisedSegment], straight: int, curly: int) -> Issue:
    """Return one slip, not two: a straight mark and a curly one are a pair."""
    view, side = written
    first, last = sorted((straight, curly))
    marks = [Mark(view, side.name, position, position + 1) for position in (last, first)]
    message = f"a quotation is opened by {side.text[first]} and closed by {side.text[last]}"
    return Issue(marks[0], message, related=(marks[1],))


def _at_edge(text: str, position: int) -> bool:
    """Return whether a square bracket opens or closes a paragraph: text that is not agreed may run over several of them."""
    beside = text[:position] if text[position] == "[" else text[position + 1 :]
    return text[position] in "[]" and not _WORDS.search(beside)


def _unpaired(text: str) -> list[int]:
    marks = [match for match in _MARK.finditer(text) if match.group() != _STRAIGHT]
    if not "".join(map(re.Match.group, marks)).replace("()", "").replace("“”", "").replace("[]", ""):
        return []  # Mostly what is opened is closed before anything else is.
    return lone(marks, _PARTNERS, {match.end() - 1 for match in _LABEL.finditer(text)})


RULE = Rule("unpaired-quote", Severity.WARNING, ("en",), check)
