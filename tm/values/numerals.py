"""Written numbers to values: Chinese numerals, English number words."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import Amount

MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2, "○": 0}
_TENS_SIGNS = str.maketrans({"廿": "二十", "卅": "三十"})
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALED = {"kilobase": 1000, "kilobases": 1000, "megabase": 10**6, "megabases": 10**6}
"""Units that Chinese counts in the bare unit (3万个碱基)."""
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ORDINALS: dict[str, int] = (
    _IRREGULAR
    | {
        f"{word}th": value
        for word, value in ONES.items()
        if value and f"{word[:-1]}th" not in _IRREGULAR and value not in _IRREGULAR.values()
    }
    | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
    | {"hundredth": 100, "thousandth": 1000}
)
_LONGEST = 4000
_MOST_SIGNS = 40
"""A numeral of more signs is none, though 亿亿亿… may be written."""


@lru_cache(maxsize=1 << 13)
def amount(figures: str) -> Amount:
    """Return the value of figures, with a decimal point perhaps (`2318`, `3.5`). Kept: figures come again, and fractions are slow."""
    return whole(figures) if figures.isdigit() else Fraction(figures[:_LONGEST])


def whole(digits: str) -> int:
    """Return the value of digits, of the first 4,000 at most: Python reads no more, and who writes more has no number in mind."""
    return int(digits[:_LONGEST])


@lru_cache(maxsize=1 << 13)
def han(text: str) -> int | None:
    """Return the value of a Chinese numeral (一百二十, 二〇一九, 三千五百万, 一百五, 十), None where it is none."""
    if text and all(char in HAN_DIGITS for char in text):
        return whole("".join(str(HAN_DIGITS[char]) for char in text))
    if len(text) > _MOST_SIGNS:
        return None
    text = text.translate(_TENS_SIGNS).replace("万万", "亿")
    total = section = digit = 0
    last_unit = 1
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
            if digit == 0:
                last_unit = 1
        elif char in HAN_UNITS:
            last_unit = HAN_UNITS[char]
            section += (digit or 1) * last_unit
            digit = 0
        elif char in HAN_MYRIADS:
            last_unit = HAN_MYRIADS[char]
            if not section + digit and not total:
                return None
            if total and total < last_unit:  # 二万亿
                total = (total + section + digit) * last_unit
            else:
                total += (section + digit) * last_unit
            section = digit = 0
        else:
            return None
    if digit and last_unit >= 100:  # 一百五 is 150, 三万五 is 35,000
        digit *= last_unit // 10
    return total + section + digit


def english(words: list[str]) -> tuple[int, bool] | None:
    """Return (value, ordinal) of English number words in lower case (`two hundred and fifty-first` split into words)."""
    total = section = 0
    ordinal = False
    for word in words:
        if ordinal:
            return None
        if word == "and":
            continue
        if word in ORDINALS:
            ordinal = True
            if word in ("hundredth", "thousandth"):
                section = max(section, 1) * ORDINALS[word]
            else:
                section += ORDINALS[word]
        elif word in ONES or word in TENS:
            section += ONES.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            section = max(section, 1) * 100
        elif word in SCALES:
            total += max(section, 1) * SCALES[word]
            section = 0
        else:
            return None
    return total + section, ordinal


def roman(text: str) -> int:
    """Return the value of a Roman figure in capitals (XIV)."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[char] for char in text]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


_YEARS = compiled(r"(?<![0-9])((?:19|20)[0-9])([0-9])[-–—/]\Z")
"""What stands before the end of a range of years of which only the last figures are written: 2019–20."""


def later_year(text: str, start: int, figure: str) -> int:
    """Return the year that two figures stand for at the end of a range of years (the 20 of 2019–20), 0 where they do not."""
    if text[start - 1 : start] not in ("-", "–", "—", "/"):
        return 0
    years = _YEARS.search(text[max(0, start - 6) : start])
    if years is None or not years[1][2:] + years[2] < figure:
        return 0
    return int(years[1][:2] + figure)
