"""A dash or an ellipsis in a form that Chinese does not have: two hyphens, one dash where two belong, three full stops.

The dash is two ems (——), the ellipsis six points (……). A single — or – between Chinese words may join them (亚洲—太平洋)
and is information; between figures or Latin words, as in a range, it is left alone.

Why: the wrong form is read as another mark, a hyphen or the end of a sentence.

Example: 清洁海岸运动--减少塑料垃圾
Better: 清洁海岸运动——减少塑料垃圾

Source: GB/T 15834-2011, 4.10 and 4.11.
"""

from __future__ import annotations

from yizhi.checks.model import Severity
from yizhi.checks.pattern_rule import TextPattern, pattern_rule
from yizhi.termbase.text.lazy import compiled

_HAN = r"[\u3400-\u9fff\U00020000-\U000323af”》）]"
_AFTER = r"[\u3400-\u9fff\U00020000-\U000323af“《（]"
_DASH = compiled(rf"(?<={_HAN})(?:--+|──?)(?={_AFTER})")
_SINGLE = compiled(rf"(?<={_HAN})(?:(?<!—)—(?!—)|–)(?={_AFTER})")
"""May join two words."""
_ELLIPSIS = compiled(rf"(?<={_HAN})(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))")

RULE = pattern_rule(
    "dash-form",
    Severity.WARNING,
    "zh",
    [
        TextPattern(_DASH, "“{}” is no Chinese dash", "——"),
        TextPattern(_SINGLE, "“{}” is no Chinese dash", "——", Severity.INFO),
        TextPattern(_ELLIPSIS, "“{}” is no Chinese ellipsis", "……"),
    ],
    compiled(r"[—–─…]|--|\.\.\.|。。。"),
    style=True,
    habit=True,
)
