"""What both languages write alike: dates as 2018-08-31 and 22 Oct 14, fractions of one sign, full-width figures, the numerals of
cheques."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from fractions import Fraction

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import DAY, MONTH, NUMBER, YEAR, Value
from yizhi.tm.values.numerals import MONTHS

_SIGNS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5), "⅙": Fraction(1, 6), "⅚": Fraction(5, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip
_SIGN = compiled(rf"(?P<whole>[0-9]{{0,3}})(?P<sign>[{''.join(_SIGNS)}])")
_ISO = compiled(
    r"(?<![0-9A-Za-z/.-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9/-])"
)
_NAMES = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH = "|".join(sorted((name for name in _NAMES if name != "May"), key=len, reverse=True))
_SHORT = compiled(
    rf"(?<![0-9.,/-])(?P<day>[0-3]?[0-9])[ -](?P<month>{_MONTH})(?![a-z])\.?(?:[ -](?P<year>(?:19|20)[0-9]{{2}}|['’]?[0-9]{{2}}(?![0-9%])))?"
    rf"|(?<![A-Za-z])(?P<month2>{_MONTH})(?![a-z])\.?[ -](?P<year2>(?:19|20)[0-9]{{2}})"
)
_SHORT_WORDS = frozenset(name.lower() for name in _NAMES) - {"may"}
_CENTURY, _TURN = 100, 50

_WIDE = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"％": "%", "．": "."}
_CHEQUE = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千", strict=True))
_TABLE = str.maketrans(_WIDE)
_CHEQUES = str.maketrans(_CHEQUE)
UNUSUAL = compiled(f"[０-９％拾佰仟{''.join(_SIGNS)}]")
"""What most text is without: full-width figures, numerals of cheques, fractions of one sign."""
_RUN = compiled(rf"[{''.join(_CHEQUE)}零万亿]*[拾佰仟][{''.join(_CHEQUE)}零万亿]*")


def plain(text: str) -> str:
    """Return the text with ordinary figures for full-width ones, and ordinary numerals for those of cheques; as long as before."""
    return _RUN.sub(lambda match: match.group().translate(_CHEQUES), text.translate(_TABLE))


def marked(text: str, words: Set[str], unusual: bool) -> Iterator[Value]:
    """Fractions of one sign, and dates in figures or with a shortened month; `words` are the Latin words in small letters; `unusual`
    says whether the text has such signs."""
    if unusual:
        for match in _SIGN.finditer(text):
            yield Value(NUMBER, int(match["whole"] or 0) + _SIGNS[match["sign"]], *match.span())
    if "-0" in text or "-1" in text:
        for match in _ISO.finditer(text):
            for kind, name in ((YEAR, "year"), (MONTH, "month"), (DAY, "day")):
                yield Value(kind, int(match[name]), *match.span(name))
    if not _SHORT_WORDS.isdisjoint(words):
        for match in _SHORT.finditer(text):
            yield from _shortened(match)


def _shortened(match: re.Match[str]) -> Iterator[Value]:
    which = "2" if match["month2"] else ""
    if not which:
        if not 1 <= int(match["day"]) <= 31:
            return
        yield Value(DAY, int(match["day"]), *match.span("day"))
    yield Value(MONTH, _NAMES[match["month" + which]], *match.span("month" + which))
    if written := match["year" + which]:
        year = int(written.strip("'’"))
        if year < _CENTURY:
            year += 1900 if year >= _TURN else 2000
        yield Value(YEAR, year, *match.span("year" + which))
