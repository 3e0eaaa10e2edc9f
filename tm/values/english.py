"""Values in English text: figures, number words, scales, fractions, dates, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from termbase.text.lazy import compiled
from tm.values.model import DAY, MONTH, NUMBER, ORDINAL, SESSION, TIME, WEEKDAY, YEAR, Value
from tm.values.numerals import MONTHS, ONES, ORDINALS, SCALES, TENS, WEEKDAYS, amount, english, roman

_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_WORD = "|".join(sorted([*ONES, *TENS, *ORDINALS, *SCALES], key=len, reverse=True))
_SCALE = "|".join(word for word in SCALES if word != "hundred")
_FIGURE = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_MONTH = "|".join(MONTHS)
_IN_FIGURES = compiled(
    rf"(?P<clock>(?P<hour>[0-9]{{1,2}})(?:[.:](?P<minute>[0-5][0-9]))?[ \u00a0]?(?P<half_day>[ap])\.?m\b\.?|(?P<hours24>[0-2]?[0-9]:[0-5][0-9])(?![:0-9])"
    rf"|(?<=[Aa]t )(?P<military>[0-2][0-9][0-5][0-9])(?=\s*[,;]|\s+hours?\b|\s+on\b)|(?P<military2>[0-2][0-9][0-5][0-9])(?=\s*hours?\b|\s+(?:and|to)\s+[0-9]{{4}}\s+hours|Z\b))"
    rf"|(?P<figure>(?:{_FIGURE})(?:\.[0-9]+)?)(?P<nth>(?:st|nd|rd|th)\b)?(?:[ \u00a0-](?P<scale>{_SCALE})\b)?"
)
"""What begins with a figure."""
_IN_WORDS = compiled(
    rf"(?P<month>\b(?:{_MONTH})\b)"
    rf"|(?P<weekday>\b(?:{'|'.join(WEEKDAYS)})\b)"
    rf"|\b(?P<noon>noon|midnight)\b"
    rf"|(?P<fraction>(?i:\b(?:(?P<above>an?|one|two|three|four|five|six|seven|eight|nine)[ -])(?P<below>{'|'.join(sorted(_DENOMINATORS, key=len, reverse=True))})\b)(?![ -](?:session|meeting|and|round|committee|report|phase|part|paragraph|sentence|time|day|year|person|party|country|countries|State)))"
    rf"|(?P<half>(?i:\bhalf\b))"
    rf"|(?P<decades>(?i:\b(?P<tens>two|three|four|five|six|seven|eight|nine) decades\b))"
    rf"|(?P<words>(?i:\b(?:{_WORD})(?:(?:-|(?<=hundred) and |(?<=thousand) and |(?<!st)(?<!nd)(?<!rd)(?<!th) )(?:{_WORD}))*)\b)"
    rf"|(?P<roman>\b(?=[IVXLC]+\b)(?:XC|XL|L?X{{0,3}})(?:IX|IV|V?I{{0,3}})\b(?!\.))"
)
"""What begins with a letter."""
_DIGITS = compiled(r"[0-9]+")
_LETTERS = compiled(r"[a-z]+")
_ROMANS = compiled(r"[IVXLC]+(?![A-Za-z0-9_])")
_NAMED = (*MONTHS, *WEEKDAYS)
_COUNTING = frozenset([*ONES, *TENS, *ORDINALS, *SCALES, "half", "noon", "midnight"])
_PARTS = frozenset(_DENOMINATORS)
_CALLING = _COUNTING | {"quarter", "quarters", "thirds", *map(str.lower, WEEKDAYS)}
"""Words that call for a reading; a Roman C or L, or "a fifth", does not by itself."""
_COMMON_ROMANS = frozenset("IVX")
_ARTICLES = ("a ", "a-", "an ", "an-")
_SESSION = compiled(r"[\s-]+(?:\(?[\w()-]+\)?[\s-]+){0,3}?(?:session|meeting)s?\b", re.I)
_DAY_BEFORE_MONTH = compiled(rf"(?:\s*(?:,|and|to|or|[-–—])\s*[0-9]{{1,2}})*\s+(?:{_MONTH})\b")
_DAY_AFTER_MONTH = compiled(rf"\b(?:{_MONTH})\s+(?:[0-9]{{1,2}}\s*(?:and|to|[-–—])\s*)?$")
# A letter, or a mark that ends a sentence or quotation, right before the figure: COVID-19, a footnote mark.
_GLUED = compiled(r"[A-Za-z]-?$|[a-z.,;:”\"’)\]]$|\[$")
# "may" begins sentences too: the month stands with a figure, or after a preposition.
_MAY = compiled(
    r"(?:[0-9]|\b(?:in|since|until|till|of|from|to|by|and|or|during|early|late|mid|for|through|before|after|last|this|next),?)[ \u00a0–—-]May\b|\bMay[ \u00a0,]+[0-9]"
)
_FOOTNOTED_YEAR = compiled(r"((?:19|20)[0-9]{2})\.[0-9]{1,3}$")
_PER_CENT = compiled(r"\s?(?:per\s?cent\b|%)")
_YEAR = compiled(r"^(?:1[5-9]|20|21)[0-9]{2}$")


def numbers(text: str) -> Iterator[Value]:
    """The numeric values and dates of an English text, in order."""
    done = 0
    for start, in_figures in _starts(text):
        if start < done:
            continue
        found = (_IN_FIGURES if in_figures else _IN_WORDS).match(text, start)
        if found is None:
            continue
        done = found.end()
        value = _figures(found) if in_figures else _in_words(found)
        if value is not None:
            yield value


def _starts(text: str) -> list[tuple[int, bool]]:
    """Every place where a value may begin, in order, and whether with a figure. Trying them is what takes time."""
    starts = [(found.start(), True) for found in _DIGITS.finditer(text)]
    low = text.lower()
    if len(low) != len(text):  # İ
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    words = set(_LETTERS.findall(low))
    wanted = [name for name in _NAMED if name in text]
    romans = [found.span() for found in _ROMANS.finditer(text)]
    called = starts or wanted or not _CALLING.isdisjoint(words)
    if not called and not any(_COMMON_ROMANS.issuperset(text[first:last]) for first, last in romans):
        return starts
    places = {first for first, _ in romans}
    for name in wanted:
        _add(places, text, name)
    if not _COUNTING.isdisjoint(words):
        for word in _COUNTING & words:
            _add(places, low, word)
    if not _PARTS.isdisjoint(words):
        for word in _ARTICLES:
            _add(places, low, word)
    if places:
        starts += [(place, False) for place in places]
        starts.sort()
    return starts


def _add(places: set[int], text: str, word: str) -> None:
    at = text.find(word)
    while at >= 0:
        places.add(at)
        at = text.find(word, at + 1)


@lru_cache(maxsize=4)
def _dated(text: str) -> bool:
    """Whether a month is named; asked for every figure of a text."""
    return any(month in text for month in MONTHS)


def _figures(found: re.Match[str]) -> Value:
    return _clock(found) if found["clock"] else _figure(found)


def _in_words(found: re.Match[str]) -> Value | None:
    start, end = found.span()
    if found["month"]:
        if found["month"] == "May" and not _MAY.search(found.string[max(0, start - 10) : end + 5]):
            return None
        return Value(MONTH, Fraction(_SHORT[found["month"][:3]]), start, end)
    if found["weekday"]:
        return Value(WEEKDAY, Fraction(WEEKDAYS.index(found["weekday"]) + 1), start, end, soft=True)
    if found["noon"]:
        return Value(TIME, Fraction(720 if found["noon"] == "noon" else 0), start, end, soft=True)
    if found["decades"]:
        return Value(NUMBER, Fraction(10 * ONES[found["tens"].lower()]), start, end)
    if found["roman"]:
        return Value(NUMBER, Fraction(roman(found["roman"])), start, end, soft=True)
    if found["fraction"]:
        above = found["above"].lower()
        top = 1 if above in ("a", "an") else ONES[above]
        return Value(
            NUMBER, Fraction(top, _DENOMINATORS[found["below"].lower()]), start, end, soft=above in ("a", "an")
        )
    if found["half"]:
        return Value(NUMBER, Fraction(1, 2), start, end, soft=True)
    return _words(found) if found["words"] else None


def _clock(found: re.Match[str]) -> Value:
    start, end = found.span("clock")
    if found["hours24"]:
        hour, minute = map(int, found["hours24"].split(":"))
    elif found["military"] or found["military2"]:
        digits = found["military"] or found["military2"]
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        hour, minute = int(found["hour"]) % 12 + (12 if found["half_day"] == "p" else 0), int(found["minute"] or 0)
    return Value(TIME, Fraction(hour * 60 + minute) % 1440, start, end)


def _figure(found: re.Match[str]) -> Value:
    text = found.string
    start, end = found.span("figure")
    figure = found["figure"]
    bare = figure if figure.isdigit() else re.sub(r"[, \u00a0\u2009\u202f]", "", figure)
    value = amount(bare)
    if found["scale"]:
        return Value(NUMBER, value * SCALES[found["scale"]], start, found.end())
    if found["nth"]:
        kind = SESSION if _SESSION.match(text, found.end()) else ORDINAL
        return Value(kind, value, start, end)
    # Most figures stand after a space.
    glued = start > 0 and text[start - 1] != " " and _GLUED.search(text[max(0, start - 2) : start]) is not None
    inside = glued or text[end : end + 1].isalpha()
    mark = _FOOTNOTED_YEAR.match(figure) if "." in figure else None
    if mark and found.end() == end:  # "in September 2014.42": a year and a footnote mark
        return Value(YEAR, Fraction(mark[1]), start, start + 4)
    if (
        len(bare) <= 2
        and _dated(text)
        and (_DAY_BEFORE_MONTH.match(text, end) or _DAY_AFTER_MONTH.search(text[max(0, start - 24) : start]))
    ):
        return Value(DAY, value, start, end)
    if len(bare) == 4 and bare == figure and _YEAR.match(bare):
        return Value(YEAR, value, start, end, soft=inside and text[end : end + 1] != "s")
    after = text[end : end + 10]
    sort = "percent" if ("%" in after or "per" in after) and _PER_CENT.match(after) else ""
    return Value(NUMBER, value, start, end, soft=inside, sort=sort)


def _words(found: re.Match[str]) -> Value | None:
    words = re.split(r"[\s-]+", found["words"].lower())
    while words and words[-1] == "and":
        words.pop()
    read = english(words)
    if read is None:
        return None
    count, ordinal = read
    start, end = found.span("words")
    if words[0] in ("hundred", "thousand", "million", "billion", "trillion"):  # hundreds of, a million
        return Value(NUMBER, Fraction(count), start, end, soft=True)
    if ordinal:
        session = _SESSION.match(found.string, end)
        return Value(SESSION if session else ORDINAL, Fraction(count), start, end, soft=not session and count <= 10)
    return Value(NUMBER, Fraction(count), start, end, soft=count <= 10)
