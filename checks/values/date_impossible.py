"""A date that no calendar has: a thirteenth month, 31 June, a weekday that is not that date's, a session that was in another year.

Sessions are those of the General Assembly, which meet from September to the next September; figures that count months or
days (13个月, 32 days) are no dates.

Why: nobody can come on 31 June; one of the figures is wrong, and only the author knows which.

Example: the meeting of 31 June 2015
Better: the meeting of 30 June 2015

Source: the Gregorian calendar; rules of procedure of the General Assembly, rule 1.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from yizhi.checks.context import Context
from yizhi.checks.document import Document, RecognisedSegment, RecognisedUnit
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.numerals import MONTHS, WEEKDAYS, han

LEAP = 2000
"""A year with 29 days in February, for dates without one: a table of facts needs no slack."""
FIRST_SESSION = 1945
"""The year of the first session less one: the nth opened in September of this year + n."""
_DAYS = "一二三四五六日"
_NUMERALS = "0-9〇○零一二三四五六七八九十"
_ZH = compiled(
    rf"(?:(?P<year>(?<![0-9])[12][0-9]{{3}}|[一二][〇○零一二三四五六七八九]{{3}})\s?年\s?)?"
    rf"(?P<date>(?<![{_NUMERALS}.,第])(?P<month>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,4}})\s?月"
    rf"(?:\s?(?P<first>[0-9]{{1,3}})\s?日?(?:至|-|—|–|、|和|及)(?=[0-9]{{1,3}}\s?日))?(?:\s?(?P<day>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,4}})\s?[日号](?![内间后前均]))?)"
    r"(?:[，,]?\s?[（(]?(?P<weekday>(?:星期|周)[一二三四五六日天]))?"
)
_EN = compiled(
    rf"(?:\b(?P<weekday>{'|'.join(WEEKDAYS)}),? )?(?:the )?"
    rf"(?P<date>(?:(?<![\w/.,:$-])(?<![0-9] )(?:(?P<first>[0-9]{{1,2}})(?:[-–]| to | and ))?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)})\b"
    rf"|\b(?P<month2>{'|'.join(MONTHS)}) (?P<day2>[0-9]{{1,2}})(?![\w/]|[.,:][0-9]| (?:{'|'.join(MONTHS)})\b)))(?:,? (?P<year>(?:1[89]|20)[0-9]{{2}})\b(?!/))?"
)
_QUICK_ZH = compiled("[0-9一二三四五六七八九十] ?月|届")
_QUICK_EN = compiled(rf"[0-9] ?(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)}) [0-9]")
_SESSION_ZH = compiled(
    r"大会(?P<span>[^，。；：、0-9]{0,8}第(?P<session>[一二三四五六七八九十]{2,4}|[0-9]{1,2})届(?:常)?会(?:议)?(?:续会)?[（(](?P<year>(?:19|20)[0-9]{2})年?[)）])"
)
_SYMBOL_ZH = compiled(
    r"大会(?P<span>(?P<year>(?:19|20)[0-9]{2})年(?P<month>[0-9]{1,2})月[0-9]{1,2}日(?:通过的)?第(?P<session>[0-9]{2})/[0-9]{1,3}号(?:决议|决定))"
)
_SYMBOL_EN = compiled(
    rf"General Assembly (?:in its )?(?:resolution|decision) (?P<span>(?P<session>[0-9]{{2}})/[0-9]{{1,3}}(?: [A-Z])?,? of [0-9]{{1,2}} (?P<month>{'|'.join(MONTHS)}) (?P<year>(?:19|20)[0-9]{{2}}))\b"
)


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("zh", _QUICK_ZH):
        yield from _chinese(view, side)
    for view, side in document.matching("en", _QUICK_EN):
        yield from _english(view, side)


def _chinese(view: RecognisedUnit, side: RecognisedSegment) -> Iterator[Issue]:
    for match in _ZH.finditer(side.text):
        year, month = _figure(match["year"]), _figure(match["month"])
        days = [day for name in ("first", "day") if (day := _figure(match[name])) is not None]
        if month is None or (match["year"] is None and not days):
            continue  # 13月 without a year or a day may be a count of months
        weekday = _DAYS.index(match["weekday"][-1].replace("天", "日")) if match["weekday"] else None
        name = match["month"] + "月"
        for message, part in _faults(year, month, days, weekday, match["date"], match["weekday"], name):
            yield Issue(Mark(view, side.name, *match.span(part)), message)
    for pattern in (_SESSION_ZH, _SYMBOL_ZH):
        for match in pattern.finditer(side.text):
            fields = match.groupdict()
            yield from _session(view, side, match, _figure(fields["session"]), _figure(fields.get("month")))


def _english(view: RecognisedUnit, side: RecognisedSegment) -> Iterator[Issue]:
    for match in _EN.finditer(side.text):
        name = match["month"] or match["month2"]
        month, year = MONTHS.index(name) + 1, _figure(match["year"])
        days = [day for part in ("first", "day", "day2") if (day := _figure(match[part])) is not None]
        weekday = WEEKDAYS.index(match["weekday"]) if match["weekday"] else None
        for message, part in _faults(year, month, days, weekday, match["date"], match["weekday"], name):
            yield Issue(Mark(view, side.name, *match.span(part)), message)
    for match in _SYMBOL_EN.finditer(side.text):
        yield from _session(view, side, match, _figure(match["session"]), MONTHS.index(match["month"]) + 1)


def _figure(written: str | None) -> int | None:
    if not written:
        return None
    if written.isascii():
        return int(written)
    value = han(written.replace("○", "〇").replace("零", "〇"))
    return None if value is None else int(value)


def _faults(
    year: int | None,
    month: int,
    days: Sequence[int],
    weekday: int | None,
    written: str,
    weekday_written: str,
    name: str,
) -> Iterator[tuple[str, str]]:
    """Yield (message, group of the words) of what is wrong with one date."""
    dated = f"{written}, {year}" if written.isascii() and year else f"{year}年{written}" if year else written
    if not 1 <= month <= 12:
        yield f"“{dated}”: there is no month {month}", "date"
        return
    if not days:
        return
    longest = monthrange(year or LEAP, month)[1]
    if not all(1 <= day <= longest for day in days):
        length = f"{name} {year} has" if month == 2 and year else f"{name} has"
        yield f"“{dated}”: {length} {longest} days", "date"
    elif weekday is not None and year is not None:
        right = date(year, month, days[-1]).weekday()
        if right != weekday:
            better = WEEKDAYS[right] if weekday_written.isascii() else weekday_written[:-1] + _DAYS[right]
            yield (
                f"“{dated}” was a {better}, not a {weekday_written}"
                if weekday_written.isascii()
                else (f"“{dated}” is {better}, not {weekday_written}"),
                "weekday",
            )


def _session(
    view: RecognisedUnit, side: RecognisedSegment, match: re.Match[str], session: int | None, month: int | None
) -> Iterator[Issue]:
    year = int(match["year"])
    if session is None:
        return
    opened = FIRST_SESSION + session
    if opened <= year <= opened + 1 and not (month and year == opened and month < 9):
        return
    message = f"“{match['span']}”: session {session} of the General Assembly opened in {opened}"
    yield Issue(Mark(view, side.name, *match.span("span")), message)


RULE = Rule("date-impossible", Severity.WARNING, ("zh",), check)
