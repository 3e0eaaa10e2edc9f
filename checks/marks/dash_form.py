"""A dash or an ellipsis in a form that Chinese does not have: two hyphens, one dash where two belong, three full stops.

The dash is two ems (——), the ellipsis six points (……). A single — or – between Chinese words may join them (亚洲—太平洋)
and is information; between figures or Latin words, as in a range, it is left alone.

Why: the wrong form is read as another mark, a hyphen or the end of a sentence.

Example: 清洁海岸运动--减少塑料垃圾
Better: 清洁海岸运动——减少塑料垃圾

Silence: dismiss the single finding, or set `dash-form = "off"` under `[rules]`.
Source: GB/T 15834-2011, 4.10 and 4.11.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_HAN = r"[\u3400-\u9fff”》）]"
_AFTER = r"[\u3400-\u9fff“《（]"
_QUICK = compiled(r"[—–─…]|--|\.\.\.|。。。")
_PATTERN = compiled(
    rf"(?<={_HAN})(?:--+|(?<!—)—(?!—)|–|──?)(?={_AFTER})|(?<={_HAN})(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))"
)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Issues of one document."""
    for view, side in document.matching("zh", _QUICK):
        for found in _PATTERN.finditer(side.text):
            text = found.group()
            better = "……" if text[0] in ".。…" else "——"
            name = "ellipsis" if better == "……" else "dash"
            joins = Severity.INFO if text in ("—", "–") else None
            mark = Mark(view, side.name, *found.span())
            yield Issue(mark, f"“{text}” is no Chinese {name}", suggestion=better, severity=joins)


RULE = Rule("dash-form", Severity.WARNING, ("zh",), check, style=True, habit=True)
