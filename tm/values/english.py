"""Values in English text: figures, number words, scales, fractions, dates, ordinals."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.durations import converted
from yizhi.tm.values.model import DAY, MONTH, NUMBER, ORDINAL, PERCENT, SESSION, TIME, WEEKDAY, YEAR, Amount, Value
from yizhi.tm.values.numerals import (
    MONTHS,
    ONES,
    ORDINALS,
    SCALED,
    SCALES,
    TENS,
    WEEKDAYS,
    amount,
    english,
    later_year,
    roman,
)

_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_DENOMINATORS |= {word: value for word, value in ORDINALS.items() if value > 10 and value % 100}
_DENOMINATORS |= {f"{word}s": value for word, value in ORDINALS.items() if value > 10}
_LOTS = {
    "dozen": 12, "century": 100, "centuries": 100, "decade": 10, "centenary": 100, "centennial": 100, "bicentenary": 200, "bicentennial": 200,
    "sesquicentennial": 150, "millennium": 1000, "fortnight": 14, "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubling": 2, "triple": 3,
    "tripled": 3, "tripling": 3, "quadruple": 4, "quadrupled": 4, "couple": 2, "halved": 1, "halving": 1, "halve": 1,
} | {f"{word}fold": value for word, value in (ONES | TENS).items() if value > 1} | {"hundredfold": 100, "thousandfold": 1000}  # fmt: skip
"""Words that are numbers by themselves; all but the large multiples are soft."""
_EIGHTIES = {f"{word[:-1]}ies": value for word, value in TENS.items()}
_WORD = "|".join(sorted([*ONES, *TENS, *ORDINALS, *SCALES], key=len, reverse=True))
_SCALE = "|".join(word for word in SCALES if word != "hundred")
_FIGURE = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_MONTH = "|".join(MONTHS)
_IN_FIGURES = compiled(
    rf"(?P<clock>(?P<hour>[0-9]{{1,2}})(?:[.:](?P<minute>[0-5][0-9]))?[ \u00a0]?(?P<half_day>[ap])\.?m\b\.?|(?P<named>12)[ \u00a0](?P<twelve>noon|midnight)\b|(?P<hours24>[0-2]?[0-9]:[0-5][0-9])(?![:0-9])"
    rf"|(?<=[Aa]t )(?P<military>[0-2][0-9][0-5][0-9])(?=\s*[,;]|\s+hours?\b|\s+on\b)|(?P<military2>[0-2][0-9][0-5][0-9])(?=\s*hours?\b|\s+(?:and|to)\s+[0-9]{{4}}\s+hours|Z\b))"
    rf"|(?P<figure>(?:{_FIGURE})(?:\.[0-9]+)?)(?P<nth>(?:st|nd|rd|th)\b)?(?:(?:\+|(?<=\([0-9])\)|(?<=\([0-9][0-9])\)|(?<=[0-9,.][0-9][0-9])\)|(?<=[.,][0-9])\))?[ \u00a0-](?P<scale>(?i:{_SCALE}|{'|'.join(SCALED)}))\b)?"
)
"""What begins with a figure."""
_IN_WORDS = compiled(
    rf"(?P<month>\b(?:{_MONTH})\b)"
    rf"|(?P<weekday>\b(?:{'|'.join(WEEKDAYS)})\b)"
    rf"|\b(?P<noon>noon|midnight)\b"
    rf"|(?P<mixed>(?i:\b(?P<base>an?|{'|'.join(word for word in ONES if word != 'zero')})(?: (?P<thing>year|hour|month|century|decade|day|week))? and a (?P<part>half|quarter)\b(?:[ -](?P<times>{_SCALE})\b)?))"
    rf"|(?P<part_of>(?i:\b(?P<share_above>an?|one|two|three|nine)[ -](?P<share_below>half|quarters?|thirds?|tenths?) of a (?P<share_scale>{_SCALE}|century)\b))"
    rf"|(?P<fraction>(?i:\b(?<!first )(?<!last )(?<!past )(?<!next )(?:(?P<above>an?|one|two|three|four|five|six|seven|eight|nine)[ -])(?P<below>{'|'.join(sorted(_DENOMINATORS, key=len, reverse=True))})\b)(?![ -](?:session|meeting|and|round|committee|report|phase|part|paragraph|sentence|time|day|year|person|party|country|countries|State)))"
    r"|(?P<share>(?i:\b(?P<some>one|two|three|four|five|six|seven|eight|nine)(?: (?:person|people|child|children|wom[ae]n|m[ae]n|girls?|boys?|adults?|patients?|students?|households?))? (?:in|out of)(?: every)? (?P<all>two|three|four|five|six|seven|eight|nine|ten|twenty)\b)(?!-| (?:hundred|thousand|million)))"
    r"|(?P<half>(?i:\bhalf\b(?:[ -](?:a[ -])?(?P<of>million|billion|trillion|century|dozen|year)\b)?))"
    rf"|(?P<decades>(?i:\b(?P<tens>two|three|four|five|six|seven|eight|nine) (?P<lot>decades|dozen)\b))"
    rf"|(?P<lots>(?i:\b(?:{'|'.join(sorted(_LOTS, key=len, reverse=True))})\b))"
    rf"|(?P<said>(?i:\b(?:{'|'.join(_EIGHTIES)}|(?:last|final)(?= quarter))\b))"
    rf"|(?P<words>(?i:\b(?:{_WORD})(?:(?:-|(?<=hundred) and |(?<=thousand) and |(?<!st)(?<!second)(?<!rd)(?<!th) )(?:{_WORD}))*)\b)"
    rf"|(?P<roman>\b(?=[IVXLC]+\b)(?:XC|XL|L?X{{0,3}})(?:IX|IV|V?I{{0,3}})\b(?!\.\w))"
)
"""What begins with a letter."""
_FIGURES = compiled(
    r"[0-9](?:(?<=[ (].)(?<![Aa]t .)[0-9]*+(?P<plain>)"
    rf"(?=[.,;:)]?(?:\Z| (?![0-9\s%]|per|noon|midnight|[ap]\.?m|hour|day|week|month|year|cent|kilo|mega|(?i:{_SCALE})|(?:and|to)\s+[0-9])))"
    r"|[0-9]*+)"
)
"""Every run of digits; `plain` where it stands between spaces with nothing that makes it a time, a part or a multiple."""
_MONTH_WORDS = frozenset(map(str.lower, MONTHS))
_NAMES = {name.lower(): name for name in (*MONTHS, *WEEKDAYS)}
_ROMANS = frozenset(
    (tens + ones).lower()
    for tens in ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
) - {""}
_COUNTING = frozenset(
    [*_LOTS, *ONES, *TENS, *ORDINALS, *SCALES, "half", "noon", "midnight", "last", "final", *_EIGHTIES]
)
_PARTS = frozenset(_DENOMINATORS)
_TELLING = _COUNTING | _PARTS | _ROMANS | _NAMES.keys()
"""Without one of these words there are figures at most."""
_MULTIPLES = SCALES | SCALED
_ARTICLES = ("a ", "a-", "an ", "an-")
_SESSION = compiled(r"[\s-]+(?:\(?[\w()-]+\)?[\s-]+){0,3}?(?:session|meeting)s?\b", re.I)
_DAY_BEFORE_MONTH = compiled(rf"(?:\s*(?:,|and|to|or|[-–—])\s*[0-9]{{1,2}})*\s+(?:{_MONTH})\b")
_DAY_AFTER_MONTH = compiled(rf"\b(?:{_MONTH})\s+(?:[0-9]{{1,2}}\s*(?:and|to|[-–—])\s*)?$")
# A letter, or a mark that ends a sentence or quotation, right before the figure: COVID-19, a footnote mark.
_GLUED = compiled(r"[A-Za-z]-?$|[a-z.,;:”’)\]]$|[^\s(]\"$|\[$")
# "may" begins sentences too: the month stands with a figure, or after a preposition.
_MAY = compiled(
    rf"(?:[0-9]|\b(?:in|since|until|till|of|from|to|by|and|or|during|early|late|mid|for|through|before|after|last|this|next|{_MONTH}),?)[ \u00a0–—-]May\b"
    rf"|\bMay(?:[ \u00a0,]+[0-9]|,? (?:(?:and|or|to) )?(?:{_MONTH})\b)"
)
_FOOTNOTED_YEAR = compiled(r"((?:19|20)[0-9]{2})\.[0-9]{1,3}$")
_SHARED = compiled(
    rf"(?: ?[-–—] ?| (?:to|and) )\$?(?P<end>{_FIGURE}(?:\.[0-9]+)?)[ \u00a0-](?P<scale>(?i:{_SCALE}|{'|'.join(SCALED)}))\b"
)
_RANGE = (" ", "-", "–", "—")
_BETWEEN = compiled(r"\b[Bb]etween \$?\Z")
_ALONE = ("", " ", "(")
_PER_CENT = compiled(r"\s?(?:per\s?cent\b|%)")
_PER_MILLE = compiled(r"\s?(?:per\s(?:mille?|thousand)\b|‰)")
_THOUSAND = 1000


def numbers(text: str, words: Set[str], after: int = 0, taken: Set[int] = frozenset()) -> list[Value]:
    """Return the numeric values and dates of an English text, in order; `words` are its words in small letters.

    None begins before `after`, or in the `taken` places of symbols and addresses.
    """
    starts: list[tuple[int, re.Match[str] | None]] = [(figure.start(), figure) for figure in _FIGURES.finditer(text)]
    telling = _TELLING & words
    if telling and (places := _places(text, telling, figures=bool(starts))):
        starts += [(position, None) for position in places]
        starts.sort(key=itemgetter(0))
    dated = not _MONTH_WORDS.isdisjoint(telling)
    out: list[Value] = []
    done = after
    for start, figure in starts:
        if start < done:
            continue
        if figure and figure.lastindex:
            done = figure.end()
            if start not in taken:
                out.append(_counted(text, start, done, figure.group(), dated))
            continue
        occurrence = (_IN_FIGURES if figure else _IN_WORDS).match(text, start)
        if occurrence is None:
            continue
        done = occurrence.end()
        if start in taken:
            continue
        value = _figure(occurrence, dated) if figure else _in_words(occurrence)
        if value is not None:
            out.append(value)
    return out


def _places(text: str, telling: Set[str], *, figures: bool) -> set[int]:
    """Return where a value in words may begin. Trying them is what takes time, so only where a telling word stands."""
    places: set[int] = set()
    low = text.lower()
    if len(low) != len(text):  # İ
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    romans = []
    for word in telling:
        if word in _NAMES:
            _add(places, text, _NAMES[word])
        elif word in _COUNTING:
            _add(places, low, word)
        elif word in _ROMANS and (upper := word.upper()) in text:
            romans.append(upper)
    parts = not _PARTS.isdisjoint(telling)
    # A Roman L or XC by itself is a letter or a name.
    if figures or places or parts or any("L" not in word and "C" not in word for word in romans):
        for word in romans:
            _add(places, text, word)
    if parts:
        for word in _ARTICLES:
            _add(places, low, word)
    return places


def _add(places: set[int], text: str, word: str) -> None:
    offset = text.find(word)
    while offset >= 0:
        places.add(offset)
        offset = text.find(word, offset + 1)


def _in_words(match: re.Match[str]) -> Value | None:
    reader = _READERS.get(match.lastgroup or "")
    if reader:
        return reader(match)
    # No Roman figure: a C alone.
    return Value(NUMBER, roman(match.group()), *match.span(), soft=True) if match.group() else None


def _month(match: re.Match[str]) -> Value | None:
    start, end = match.span()
    word = match.group()
    if word == "May" and not _MAY.search(match.string[max(0, start - 11) : end + 15]):
        return None
    return Value(MONTH, MONTHS.index(word) + 1, start, end)


def _weekday(match: re.Match[str]) -> Value:
    return Value(WEEKDAY, WEEKDAYS.index(match.group()) + 1, *match.span(), soft=True)


def _noon(match: re.Match[str]) -> Value:
    return Value(TIME, 720 if match.group() == "noon" else 0, *match.span())


def _decades(match: re.Match[str]) -> Value:
    """Return two decades, four dozen."""
    number = ONES[match["tens"].lower()]
    if match["lot"].lower() == "dozen":
        return Value(NUMBER, 12 * number, *match.span(), soft=True)
    return Value(NUMBER, 10 * number, *match.span())


def _part_of(match: re.Match[str]) -> Value:
    """Return a quarter of a million."""
    name = match["share_scale"].lower()
    top = ONES.get(match["share_above"].lower(), 1)
    part = Fraction(top * (_LOTS.get(name) or SCALES[name]), _DENOMINATORS[match["share_below"].lower()])
    return Value(NUMBER, _simple(part), *match.span(), soft=True)


def _simple(number: Amount) -> Amount:
    """Return a whole number as an int."""
    return int(number) if number.denominator == 1 else number


def _fraction(match: re.Match[str]) -> Value:
    above, below = match["above"].lower(), match["below"].lower()
    article = above in ("a", "an")
    part = Fraction(1 if article else ONES[above], _DENOMINATORS[below])
    counted = (part.numerator,) if below.startswith("quarter") else ()  # three quarters of a year
    return Value(NUMBER, part, *match.span(), soft=article, also=counted)


def _share(match: re.Match[str]) -> Value:
    """Three in ten."""
    part, among = ONES[match["some"].lower()], (ONES | TENS)[match["all"].lower()]
    return Value(NUMBER, Fraction(part, among), *match.span(), soft=True, also=(part, among))


def _said(match: re.Match[str]) -> Value:
    """Return the eighties; the last quarter, which is the fourth."""
    return Value(NUMBER, _EIGHTIES.get(match.group().lower(), 4), *match.span(), soft=True)


def _half(match: re.Match[str]) -> Value:
    of = (match["of"] or "").lower()
    if of == "year":
        return Value(NUMBER, Fraction(1, 2), *match.span(), soft=True, also=(6,))
    many = SCALES.get(of) or _LOTS.get(of)
    return Value(NUMBER, many // 2 if many else Fraction(1, 2), *match.span(), soft=True, also=() if many else (50,))


def _and_a_half(match: re.Match[str]) -> Value:
    """Return two and a half million; a year and a half, which is 18 months too."""
    number = ONES.get(match["base"].lower(), 1) + Fraction(1, 2 if match["part"].lower() == "half" else 4)
    if match["times"]:
        return Value(NUMBER, _simple(number * SCALES[match["times"].lower()]), *match.span())
    thing = match["thing"] or ""
    also = converted(thing, 0, "en", number) if thing else converted(match.string, match.end(), "en", number)
    return Value(NUMBER, number, *match.span(), soft=True, also=also)


def _lot(match: re.Match[str]) -> Value:
    word = match.group().lower()
    number: Amount = _LOTS[word]
    if word.startswith("halv"):
        return Value(NUMBER, Fraction(1, 2), *match.span(), soft=True)
    if word in ("fortnight", "centuries", "century", "decade"):
        return Value(NUMBER, number, *match.span(), soft=True, also=(2,) if word == "fortnight" else (1,))
    hard = word.endswith("fold") and number >= _LEAST_FOLD
    return Value(NUMBER, number, *match.span(), not hard, also=(number - 1,))  # doubled: 增加一倍


_LEAST_FOLD = 5
"""From here on a multiple is counted, below it is a manner of speaking."""


def _clock(match: re.Match[str]) -> Value:
    start, end = match.span("clock")
    if match["twelve"]:
        hour, minute = 12 if match["twelve"] == "noon" else 0, 0
    elif match["hours24"]:
        hour, minute = map(int, match["hours24"].split(":"))
    elif match["military"] or match["military2"]:
        digits = match["military"] or match["military2"]
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        hour, minute = int(match["hour"]) % 12 + (12 if match["half_day"] == "p" else 0), int(match["minute"] or 0)
    return Value(TIME, (hour * 60 + minute) % 1440, start, end)


def _counted(text: str, start: int, end: int, figure: str, dated: bool, soft: bool = False, sort: str = "") -> Value:
    """Digits without anything that makes them more: a day beside a month, a year, or a number."""
    size = end - start
    if (
        dated
        and size <= 2
        and (_DAY_BEFORE_MONTH.match(text, end) or _DAY_AFTER_MONTH.search(text[max(0, start - 24) : start]))
    ):
        return Value(DAY, int(figure), start, end)
    if size == 4 and "1500" <= figure < "2200":
        return Value(YEAR, int(figure), start, end, soft and text[end : end + 1] != "s")
    return Value(NUMBER, amount(figure), start, end, soft, sort)


def _figure(occurrence: re.Match[str], dated: bool) -> Value:
    name = occurrence.lastgroup
    if name == "clock":
        return _clock(occurrence)
    text = occurrence.string
    start, end = occurrence.span("figure")
    figure = occurrence["figure"]
    plain = figure.isdigit()
    bare = figure if plain else re.sub(r"[, \u00a0\u2009\u202f]", "", figure)
    if name == "scale":
        return Value(NUMBER, amount(bare) * _MULTIPLES[occurrence["scale"].lower()], start, occurrence.end())
    if name == "nth":
        kind = SESSION if _SESSION.match(text, occurrence.end()) else ORDINAL
        return Value(kind, amount(bare), start, end)
    mark = _FOOTNOTED_YEAR.match(figure) if "." in figure else None
    if mark:  # "in September 2014.42": a year and a footnote mark
        return Value(YEAR, int(mark[1]), start, start + 4)
    before = text[start - 1 : start]
    if plain and before == "." and text[max(0, start - 2) : start - 1] in _ALONE:  # .05
        return Value(NUMBER, amount(f"0.{figure}"), start, end)
    if (
        plain
        and end - start == 2
        and not (dated and _DAY_BEFORE_MONTH.match(text, end))
        and (year := later_year(text, start, figure))
    ):
        return Value(YEAR, year, start, end)
    if shared := _shared_scale(text, start, end, amount(bare)):
        return Value(NUMBER, amount(bare) * shared, start, end)
    inside = text[end : end + 1].isalpha() or (
        before != " " and _GLUED.search(text[max(0, start - 2) : start]) is not None
    )
    after = text[end : end + 14]
    if ("‰" in after or "per" in after) and _PER_MILLE.match(after):
        return _per_mille(amount(bare), start, end)
    sort = PERCENT if ("%" in after or "per" in after) and _PER_CENT.match(after) else ""
    if plain:
        value = _counted(text, start, end, figure, dated, inside, sort)
        also = converted(text, end, "en", value.key) if value.kind == NUMBER and not isinstance(value.key, str) else ()
        return value._replace(also=also) if also else value
    return Value(NUMBER, amount(bare), start, end, inside, sort)


def _per_mille(number: Amount, start: int, end: int) -> Value:
    """Return so many per thousand: 千分之三, and 每千人3例 too."""
    part = Fraction(number) / _THOUSAND
    return Value(NUMBER, part, start, end, also=(number, part * 100))


def _shared_scale(text: str, start: int, end: int, figure: Amount) -> int:
    """Return the scale that the beginning of a range shares with its end (between 13 and 19 million), 0 where there is none."""
    occurrence = _SHARED.match(text, end) if text[end : end + 1] in _RANGE else None
    if occurrence is None or not figure < amount(re.sub(r"[, \u00a0\u2009\u202f]", "", occurrence["end"])) < 1000:
        return 0
    if text.startswith(" and ", end) and not _BETWEEN.search(text[max(0, start - 20) : start]):
        return 0
    return _MULTIPLES[occurrence["scale"].lower()]


def _words(occurrence: re.Match[str]) -> Value | None:
    text, words = occurrence.string, occurrence.group()
    start, end = occurrence.span()
    read = _read(words.lower())
    if read is None:
        return None
    count, ordinal, many = read
    if text.startswith(" per ", end) and _PER_MILLE.match(text, end):
        return _per_mille(count, start, end)
    if ordinal and not many:
        session = _SESSION.match(text, end)
        return Value(SESSION if session else ORDINAL, count, start, end, soft=not session and count <= 10)
    return Value(NUMBER, count, start, end, many or count <= 10, also=converted(text, end, "en", count))


@lru_cache(maxsize=1 << 12)
def _read(words: str) -> tuple[int, bool, bool] | None:
    """Return (value, whether an ordinal, whether without a number before it: hundreds of, a million) of number words."""
    parts = re.split(r"[\s-]+", words)
    while parts and parts[-1] == "and":
        parts.pop()
    read = english(parts)
    return (*read, parts[0] in SCALES) if read else None


_READERS: dict[str, Callable[[re.Match[str]], Value | None]] = {
    "words": _words, "month": _month, "weekday": _weekday, "noon": _noon, "decades": _decades, "mixed": _and_a_half, "part_of": _part_of,
    "fraction": _fraction, "share": _share, "lots": _lot, "said": _said, "half": _half,
}  # fmt: skip
