"""A number under ten stands in figures in running text.

Only whole numbers right before a noun in lower case. Figures stay with units, money, per cent, millions, ages, ratios, dates and times, in
headings of parts (article 5, table 2), and in a paragraph that counts other things in figures from 10.

Why: words under ten, figures from 10 is the rule of the Organization.

Example: The Committee held 3 meetings.
Better: The Committee held three meetings.

Source: United Nations Editorial Manual, numbers, dates and time.
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.text.lazy import compiled

_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER = compiled(
    r"(?P<number>[1-9])(?<=[A-Za-z,]\s.)\s(?P<noun>(?!per\b|million|billion|thousand|hundred|trillion|a\.m|p\.m|to\b|and\b|or\b|of\b"
    r"|in\b|on\b|by\b|at\b|is\b|was\b|for\b|with\b|were\b|are\b|above|below|above|kg|km|cm|mm|metre|kilo|tonne|ton\b|litre|hectare|gram|degree|euro|dollar"
    r"|hour|minute|second|day|week|month|year|percentage|point|posts?\b|January|[A-Z])[a-z]{3,})"
)
_PART = compiled(
    r"(?i)^(?:articles?|arts?|paragraphs?|paras?|sections?|chapters?|tables?|figures?|annex|annexes|appendix|part|phase|goals?|targets?|items?|rules?|"
    r"regulations?|principles?|levels?|class|category|categories|group|grade|volume|nos?|page|pages|version|option|stage|step|tier|type|zone|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|and|or|to|between|resolution|decision|"
    r"recommendations?|objectives?|questions?|cluster|component|subprogramme|lot|plus|minus|about|by)$"
)
_LARGE = compiled(r"\b\d{2,}(?= [a-z])")


def check(document: Document, context: Context) -> Iterator[Issue]:  # noqa: ARG001 - the signature of a rule
    """Yield the issues of one document."""
    for view, side in document.matching("en", _NUMBER):
        if _LARGE.search(side.text):
            continue
        done = 0
        for occurrence in _NUMBER.finditer(side.text):
            start = _word(side.text, occurrence.start() - 1)
            if start < done:
                continue
            done = occurrence.end()
            if _PART.match(side.text[start : occurrence.start() - 1].rstrip(",")):
                continue
            word = _WORDS[int(occurrence["number"])]
            message = f"“{occurrence['number']} {occurrence['noun']}”: numbers under ten are written in words"
            yield Issue(Mark(view, side.name, *occurrence.span("number")), message, suggestion=word)


def _word(text: str, end: int) -> int:
    """Return where the letters and commas before a place begin."""
    while end and (text[end - 1] == "," or (text[end - 1].isascii() and text[end - 1].isalpha())):
        end -= 1
    return end


RULE = Rule("number-under-ten", Severity.INFO, ("en",), check, style=True)
