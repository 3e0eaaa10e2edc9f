"""The figure of a footnote stands in the text like a number.

Only where a figure follows a mark of punctuation and is followed by words that it cannot count (，2而).

Why: what was raised in the original reads as a number.

Example: 核可部长公报，1赞赏各国提供的海图
Better: 核可部长公报，¹赞赏各国提供的海图

Source: common practice of typesetting; marks that the cleaning of extracted text recognises are not reported.
"""

from __future__ import annotations

import re

from yizhi.checks.model import Severity
from yizhi.checks.pattern_rule import TextPattern, pattern_rule
from yizhi.termbase.text.lazy import compiled

_MEASURE = "年月日号號个個名位项項国國条條款章节次届人万亿千百岁周天时分秒级页倍所家种份件元度卷至到多余％%名支台辆艘架套批例起宗处座栋间头只条张片块点层"
_MARK = compiled(
    rf"(?<=[\u4e00-\u9fff\U00020000-\U000323af”》）][，。；：、])([1-9][0-9]?)(?=(?![{_MEASURE}])[\u4e00-\u9fff\U00020000-\U000323af])"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(match: re.Match[str]) -> str:
    return match.group().translate(_RAISED)


RULE = pattern_rule(
    "footnote-mark",
    Severity.INFO,
    "zh",
    [TextPattern(_MARK, "“{}” looks like the mark of a footnote", _raised)],
    compiled("[，。；：、][1-9]"),
)
