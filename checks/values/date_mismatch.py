"""A date of the source is another one in the translation: day, month, year, weekday or time of day.

Ranges and partial dates are compared part by part: 6月2日至5日 is 2 to 5 June. A year that one side leaves out (去年
for 2021年), or a month or day where the other side names none, is shown as information only; so is a time. A day of
the week may be left out, but not be another one.

Why: a wrong date moves a meeting or a deadline.

Example: 展览于3月6日开幕。 | The exhibition opened on 6 August.
Better: 展览于3月6日开幕。 | The exhibition opened on 6 March.

Source: United Nations Editorial Manual, dates.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.values._differences import issues
from yizhi.tm.values.model import DAY, MONTH, TIME, WEEKDAY, YEAR


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    return issues(document, {DAY, MONTH, TIME, WEEKDAY, YEAR}, "Date", Severity.INFO)


RULE = Rule("date-mismatch", Severity.ERROR, ("zh", "en"), check)
