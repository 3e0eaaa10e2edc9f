"""A half-width comma, stop, colon, semicolon, question or exclamation mark stands in Chinese text.

Only marks right after a Han character or a closing mark count, and not where Latin text or figures follow (比例为3.5, 见第3.2节), nor
after the numeral of a heading (一. 导言).

Why: Chinese text has full-width punctuation throughout; a half-width mark is a slip of the keyboard.

Example: 提交常设委员会.
Better: 提交常设委员会。

Silence: dismiss the single finding, or set `half-width-punctuation = "off"` under `[rules]`.
Source: GB/T 15834-2011 (use of punctuation marks); Chinese editions of United Nations documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_FULL = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN = "\u3400-\u9fff"
_HEADING = compiled(r"\s*[（(]?[一二三四五六七八九十甲乙丙丁]{1,3}[.]")
_QUICK = compiled(r"[^\x00-\x7f][,;:?!.]")
"""What most text is without; ranges of Han characters take long to compile."""
_PATTERN = compiled(
    rf"(?<=[{_HAN}》”）])[,;:?!](?=\s*(?:[{_HAN}《“（]|$))|(?<=[{_HAN}》”）])\.(?=\s*(?:[{_HAN}《“（]|$))(?!\.)"
)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    for view, side in document.matching("zh", _QUICK):
        for found in _PATTERN.finditer(side.text):
            if found.group() == "." and _HEADING.fullmatch(side.text, 0, found.end()):
                continue
            full = _FULL[found.group()]
            message = f"half-width “{found.group()}” in Chinese text"
            yield Issue(Mark(view, side.name, *found.span()), message, suggestion=full, safe=True)


RULE = Rule("half-width-punctuation", Severity.WARNING, ("zh",), check, style=True, habit=True)
