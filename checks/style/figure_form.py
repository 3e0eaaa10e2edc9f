"""A date, a time, a large number or a sum is not written as the Organization writes it.

Dates are day, month and year without an ordinal (4 May 2015), times have a stop and a.m. or p.m. (10.30 a.m.), figures from 10,000 on a
comma between groups of three, a sum has its currency once. Symbols, numbers that name something (No. 12345), addresses and quotations are left alone.

Why: one form throughout the Organization's documents.

Example: on May 4th, at 10:30 AM, $3.5 million dollars
Better: on 4 May, at 10.30 a.m., $3.5 million

Source: United Nations Editorial Manual, numbers, dates and time.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.numerals import MONTHS

_MONTH = "|".join(MONTHS)
_ORDINAL = compiled(
    rf"\b(?:(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)(?: of)? (?P<month2>{_MONTH}))\b"
)
_TIME = compiled(r"(?<![\w.:])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minutes>[0-5][0-9]))? ?(?P<half>[AaPp])\.?[Mm]\b\.?")
_LARGE = compiled(
    r"(?<![\w.,/:()#&=+-])(?<![$€£]\s)[1-9][0-9]{4,8}(?= (?:[a-z-]+ )?(?:[a-z]{2,}[^s\W]s|people|men|women|children|staff)\b)(?! (?:as|is|was|has)\b)"
)
"""A figure that counts what follows."""
_NAMING = compiled(
    r"(?:[Nn]os?\.?|[Nn]umbers?|[Cc]ode|[Rr]egistration|[Aa]ccount|[Bb]ox|ISO|[Pp]roject|[Cc]ase|NY|[A-Z]{2,})[:#]? ?$"
)
_SUM = compiled(
    r"[$€£](?P<figure> ?[0-9][0-9.,]*(?: (?:thousand|million|billion|trillion))?) (?P<currency>(?:United States |US )?(?:dollars|euros?|pounds))\b"
)
_QUICK = compiled(r"[0-9](?:st|nd|rd|th)\b|[0-9] ?[AaPp]\.?[Mm]\b|[0-9]{5}|[$€£] ?[0-9]")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("en", _QUICK):
        zones = side.quotations
        for start, end, better, message in _forms(side.text):
            if start not in zones:
                yield Issue(Mark(view, side.name, start, end), message, suggestion=better)


def _forms(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, better, message) of each."""
    for match in _ORDINAL.finditer(text):
        better = f"{int(match['day'] or match['day2'])} {match['month'] or match['month2']}"
        yield *match.span(), better, f"“{match.group()}”: a date is written “{better}”"
    for match in _TIME.finditer(text):
        better = f"{int(match['hour'])}{'.' + match['minutes'] if match['minutes'] else ''} {match['half'].lower()}.m."
        if match.group().replace(":", ".") != better:
            yield *match.span(), better, f"“{match.group()}”: a time is written “{better}”"
    for match in _LARGE.finditer(text):
        if not _NAMING.search(text, max(0, match.start() - 16), match.start()):
            better = f"{int(match.group()):,}"
            yield *match.span(), better, f"“{match.group()}”: thousands are set off by a comma, “{better}”"
    for match in _SUM.finditer(text):
        start = match.start("currency") - 1
        message = f"“{match.group()}” names its currency twice"
        yield start, match.end(), "", message


RULE = Rule("figure-form", Severity.WARNING, ("en",), check, style=True, habit=True)
