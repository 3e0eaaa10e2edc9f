"""A 、 stands between two titles in 《》.

The marks separate the titles already; between adjacent 《》 nothing is needed. In a list that has other items too the 、 may
be meant, so nothing is changed unseen.

Why: the national standard and the house style of the Chinese editions leave it out.

Example: 《公约》、《议定书》
Better: 《公约》《议定书》

Source: GB/T 15834-2011, 4.5.3.5.
"""

from __future__ import annotations

from yizhi.checks.model import Severity
from yizhi.checks.pattern_rule import TextPattern, pattern_rule
from yizhi.termbase.text.lazy import compiled

RULE = pattern_rule(
    "title-mark-list",
    Severity.INFO,
    "zh",
    [TextPattern(compiled(r"(?<=》)、(?=《)"), "“{}” between two titles in 《》", "")],
    compiled("》、《"),
    style=True,
)
