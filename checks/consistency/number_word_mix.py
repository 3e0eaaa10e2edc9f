"""Like quantities in one sentence stand once in Chinese and once in Arabic numerals.

Only where the same thing is counted with the same measure word (16个港口 … 七个港口); 一 and 两 are words rather than numbers.

Why: two ways of writing suggest that the numbers are not comparable.

Example: 16个港口投入使用，另有七个港口正在扩建。
Better: 16个港口投入使用，另有7个港口正在扩建。

Source: GB/T 15835-2011, 5.3: like quantities in one context have one form.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_QUICK = compiled(r"[二三四五六七八九十]\s?[个名项份次家所种类起例艘座条件台辆间处届期批套]")
_HAN = compiled(
    r"(?<![第每几数千百万亿])(?P<figure>[二三四五六七八九十]{1,3})\s?(?P<what>[个名项份次家所种类起例艘座条件台辆间处届期批套][\u4e00-\u9fff]{2})"
)
_ARABIC = compiled(
    r"(?<![\d./第每])(?P<figure>\d{1,6})\s?(?P<what>[个名项份次家所种类起例艘座条件台辆间处届期批套][\u4e00-\u9fff]{2})"
)
_VALUE = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("zh", _QUICK):
        figures = {match["what"]: match for match in _ARABIC.finditer(side.text)}
        for match in _HAN.finditer(side.text):
            figure = figures.get(match["what"])
            if (
                figure
                and "。" not in side.text[min(match.start(), figure.start()) : max(match.start(), figure.start())]
            ):
                message = f"“{match.group()}” stands in one sentence with “{figure.group()}”"
                value = _VALUE.get(match["figure"])
                better = f"{value}{match['what']}" if value else None
                related = (Mark(view, side.name, *figure.span()),)
                yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, related=related)


RULE = Rule("number-word-mix", Severity.INFO, ("zh",), check, style=True)
