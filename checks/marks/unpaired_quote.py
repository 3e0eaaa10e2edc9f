"""A quotation mark or bracket of English text is not closed, or not opened.

Marks are paired within a paragraph; apostrophes and list labels such as a) are none, and a quotation that runs over several paragraphs
opens each of them.

Why: a lost mark changes what is quoted.

Example: the agenda item entitled “Sustainable development
Better: the agenda item entitled “Sustainable development”

Silence: dismiss the single finding, or set `unpaired-quote = "off"` under `[rules]`.
Source: United Nations Editorial Manual, quotations.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_MARK = compiled('[“”()"]')
_LABEL = compiled(r"(?:^|(?<=[\s;,:.]))(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)")
_PAIRS = {"”": "“", ")": "("}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    left: list[tuple[Mark, str]] = []
    for view, side in document.matching("en", _MARK):
        text = side.text
        single = _unpaired(text)
        if text.count('"') % 2:
            at = text.rfind('"')
            curly = [place for place in single if text[place] in "“”"]
            if len(curly) == 1:
                # One slip, not two: a straight mark and a curly one are a pair.
                first, last = sorted((at, curly[0]))
                marks = [Mark(view, side.name, place, place + 1) for place in (last, first)]
                message = f"a quotation is opened by {text[first]} and closed by {text[last]}"
                yield Issue(marks[0], message, related=(marks[1],))
                single.remove(curly[0])
            else:
                single.append(at)
        left += [(Mark(view, side.name, at, at + 1), text[at]) for at in single]
    for mark, char in left:
        partner = {"“": "”", "”": "“", "(": ")", ")": "("}.get(char, char)
        # The other half may stand in a neighbouring paragraph.
        if not any(other == partner and 0 < abs(one.view.index - mark.view.index) < 4 for one, other in left):
            word = "unpaired" if char == '"' else "never opened" if char in _PAIRS else "never closed"
            yield Issue(
                mark,
                f"“{char}” is {word} in this paragraph" if char not in "“”" else f"{char} is {word} in this paragraph",
            )


def _unpaired(text: str) -> list[int]:
    if not "".join(_MARK.findall(text)).replace('"', "").replace("()", "").replace("“”", ""):
        return []  # Mostly what is opened is closed before anything else is.
    labels = {found.end() - 1 for found in _LABEL.finditer(text)}
    stack: list[int] = []
    out: list[int] = []
    for mark in _MARK.finditer(text):
        at, char = mark.start(), mark.group()
        if char in "“(":
            stack.append(at)
        elif char in _PAIRS:
            if at in labels and not any(text[place] == "(" for place in stack):
                continue
            if any(text[place] == _PAIRS[char] for place in stack):
                while text[stack[-1]] != _PAIRS[char]:
                    out.append(stack.pop())
                stack.pop()
            else:
                out.append(at)
    return sorted(out + stack)


RULE = Rule("unpaired-quote", Severity.WARNING, ("en",), check)
