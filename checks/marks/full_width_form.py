"""A full-width figure or Latin letter stands in a text, or a Chinese mark in English text.

Figures and letters are half-width in Chinese text too (２０１５年, ＵＮＯＤＣ); English has its own marks. Chinese words
and titles that an English text quotes keep their marks.

Why: a full-width figure is another sign than the figure, and no search finds it.

Example: ２０１５年
Better: 2015年

Source: GB/T 15834-2011 and 15835-2011; Chinese editions of United Nations documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_OFFSET = 0xFEE0
"""From a full-width form to the sign of ASCII."""
_FORMS = compiled("[０-９Ａ-Ｚａ-ｚ]+(?:[．，：／－][０-９Ａ-Ｚａ-ｚ]+)*")
_MARKS = compiled(
    r"(?<![\u3000-\u9fff\U00020000-\U000323af])[，；：（）？！、。](?![\u3000-\u9fff\U00020000-\U000323af])"
)
_ENGLISH = {"、": ",", "。": "."}
_QUOTED = compiled(r"[\u4e00-\u9fff\U00020000-\U000323af]")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for lang in ("zh", "en"):
        for view, side in document.matching(lang, _FORMS):
            for match in _FORMS.finditer(side.text):
                better = "".join(chr(ord(char) - _OFFSET) for char in match.group())
                message = f"“{match.group()}” is full-width; figures and letters are half-width"
                yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, safe=True)
    for view, side in document.matching("en", _MARKS):
        if _QUOTED.search(side.text):
            continue
        for match in _MARKS.finditer(side.text):
            char = match.group()
            better = _ENGLISH.get(char) or chr(ord(char) - _OFFSET)
            message = f"“{char}” is a Chinese mark in English text"
            yield Issue(Mark(view, side.name, *match.span()), message, suggestion=better, safe=char not in "（）")


RULE = Rule("full-width-form", Severity.WARNING, ("zh",), check, style=True, habit=True)
