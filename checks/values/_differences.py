"""From values that do not agree to issues: what the value rules share."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from checks.document import SOURCE, TARGET, Document, Side, View
from checks.model import Issue, Mark, Severity
from tm.values import Value
from tm.values.model import DAY, MONTH
from tm.values.render import render


def issues(document: Document, kinds: Collection[str], what: str, alone: Severity) -> Iterator[Issue]:
    """An issue for each value of these kinds that is another one on the other side, missing there, or extra.

    A replaced value is an error; a value that stands on one side only has the severity `alone`, for translators may
    rightly say 去年 for a year or name a session by its purpose. A month or day is not left out, though, where the
    other side does name months or days.
    """
    for view, source, target, (left, right) in document.differences:
        lead = left or right
        if lead is None or lead.kind not in kinds:
            continue
        if left and right:
            yield _replaced(view, source, target, left, right, what)
        elif left:
            severity = Severity.WARNING if _among_others(left, target) else alone
            yield _missing(view, source, target, left, what, severity)
        elif right:
            message = f"{_quote(target, right)} in the translation has no counterpart in the source"
            severity = Severity.WARNING if _among_others(right, source) else Severity.INFO
            yield Issue(Mark(view, TARGET, right.start, right.end), message, severity=severity)


def _among_others(value: Value, there: Side) -> bool:
    return value.kind in (MONTH, DAY) and any(other.kind == value.kind for other in there.values)


def _replaced(view: View, source: Side, target: Side, left: Value, right: Value, what: str) -> Issue:
    written = target.text[right.start : right.end]
    return Issue(
        Mark(view, TARGET, right.start, right.end),
        f"{what}: {_quote(source, left)} in the source is {_quote(target, right)} in the translation",
        suggestion=render(left, target.lang, written),
        related=(Mark(view, SOURCE, left.start, left.end),),
        severity=Severity.ERROR,
    )


def _missing(view: View, source: Side, target: Side, left: Value, what: str, severity: Severity) -> Issue:
    expected = render(left, target.lang)
    hint = f" (expected {expected})" if expected else ""
    return Issue(
        Mark(view, SOURCE, left.start, left.end),
        f"{what}: {_quote(source, left)} has no counterpart in the translation{hint}",
        severity=severity,
    )


def _quote(side: Side, value: Value) -> str:
    end = value.end + (side.lang == "zh" and side.text[value.end : value.end + 1] in _UNITS)
    return f"“{side.text[value.start : end]}”"


_UNITS = tuple("年月日届次条号")
"""What a Chinese reader expects to see with the figure."""
