"""截止 stands before a date where 截至 is meant, or 截至 before 日期 where 截止 is meant.

截至 is "as of" and takes a date; 截止 is "to close" and ends a clause or describes a date (截止日期, 于4月15日截止).

Why: the two sound nearly alike and say different things: a count as of a date, and a time limit.

Example: 截止2015年4月15日，已有20个国家批准
Better: 截至2015年4月15日，已有20个国家批准

Source: 现代汉语词典 (Dictionary of Modern Chinese), 截止 and 截至.
"""

from __future__ import annotations

from yizhi.checks.model import Severity
from yizhi.checks.pattern_rule import TextPattern, pattern_rule
from yizhi.termbase.text.lazy import compiled

_UNTIL = compiled(
    r"截止到?(?=\s?(?:[12][0-9]{3}\s?年|[一二][〇○零一二三四五六七八九]{3}年|[0-9]{1,2}\s?月|目前|现在|今天|当前|本报告|本文件|报告所述期间|去年|今年|上月|本月|该日|年底))"
)
_LIMIT = compiled(r"截至(?=(?:申请|报名|提交|登记|投稿)?(?:日期|期限|时间))(?!时间[0-9一二])")

RULE = pattern_rule(
    "until-date",
    Severity.WARNING,
    "zh",
    [
        TextPattern(_UNTIL, "“{}” before a date is “截至”", "截至"),
        TextPattern(_LIMIT, "“{}” of a time limit is “截止”", "截止"),
    ],
    compiled("截[止至]"),
)
