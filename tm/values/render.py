"""A value written the way United Nations texts write it: for suggestions and for repaired fuzzy matches."""

from __future__ import annotations

from fractions import Fraction

from yizhi.tm.values.model import DAY, MONTH, ORDINAL, SESSION, TIME, WEEKDAY, YEAR, Amount, Value
from yizhi.tm.values.numerals import MONTHS, ONES, TENS, WEEKDAYS

_HAN = "零一二三四五六七八九"
_ORDINAL_ENDINGS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_EXACT = 10**6
"""Below this a decimal is written in full."""


def render(value: Value, lang: str, written: str = "") -> str | None:
    """Return a value in `zh` or `en`; `written` is how the other side wrote the value that this one replaces (its form is kept).

    None where there is no safe way to write it (times, odd fractions).
    """
    key = value.key
    if isinstance(key, str):
        return key if value.kind == "symbol" else None
    if value.kind == MONTH:
        return MONTHS[int(key) - 1] if lang == "en" else str(key)
    if value.kind == WEEKDAY:
        return WEEKDAYS[int(key) - 1] if lang == "en" else f"{written[:-1] or '星期'}{'一二三四五六日'[int(key) - 1]}"
    if value.kind == TIME:
        return None
    if value.kind in (YEAR, DAY):
        return str(key)
    if value.kind in (SESSION, ORDINAL):
        return ordinal(int(key), lang, written)
    return number(key, lang, written)


def ordinal(number: int, lang: str, written: str) -> str:
    """`seventy-fourth`, `74th`, or `74` where what it replaces is so written (paragraph 74); in Chinese 七十四 or 74."""
    digits = any(char.isdigit() for char in written)
    if lang == "zh":
        return str(number) if digits or number > 999 else han(number)
    if digits and written[-1:].isdigit():
        return str(number)
    if digits or number > 999:
        last = number % 100
        return f"{number}{'th' if 10 < last < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return words(number, ordinal_form=True)


def number(key: Amount, lang: str, written: str) -> str | None:
    """Return a number in figures (words or numerals where the replaced one is in words), grouped as the manuals ask."""
    in_words = bool(written) and not any(char.isdigit() for char in written)
    if key.denominator != 1:
        if in_words and (fraction := _fraction(key, lang)):
            return fraction
        decimal = f"{float(key):g}" if -_EXACT < key < _EXACT else ""
        return decimal if decimal and Fraction(decimal) == key else _fraction(key, lang)
    whole = int(key)
    if in_words and 0 <= whole < 1000:
        return han(whole) if lang == "zh" else words(whole)
    if lang == "en":
        if whole >= 10**6 and whole % 10**5 == 0:
            zeros, name = (9, "billion") if whole >= 10**9 else (6, "million")
            return f"{_shifted(whole, zeros)} {name}"
        return f"{whole:,}"
    if whole >= 10**8 and whole % 10**6 == 0:
        return f"{_shifted(whole, 8)}亿"
    if whole >= 10**4 and whole % 10**3 == 0:
        return f"{_shifted(whole, 4)}万"
    return f"{whole:,}".replace(",", " ") if whole >= 10**4 else str(whole)


def _shifted(whole: int, zeros: int) -> str:
    """Return a whole number as so many tens, with all its digits: as a float a long one would lose some."""
    before, behind = divmod(whole, 10**zeros)
    return f"{before}.{behind:0{zeros}}".rstrip("0").removesuffix(".") if behind else str(before)


def _fraction(key: Amount, lang: str) -> str | None:
    if key.denominator > 10 or key.numerator > 10:
        return None
    if lang == "zh":
        return f"{han(key.denominator)}分之{han(key.numerator)}"
    if key == Fraction(1, 2):
        return "one half"
    name = "quarter" if key.denominator == 4 else words(key.denominator, ordinal_form=True)
    return f"{words(key.numerator)} {name}{'s' if key.numerator > 1 else ''}"


def words(number: int, *, ordinal_form: bool = False) -> str:
    """Return an English number below 1,000 in words (`one hundred and twenty-first`)."""
    names = {value: name for name, value in (ONES | TENS).items()}
    hundreds, rest = divmod(number, 100)
    parts = [f"{names[hundreds]} hundred"] if hundreds else []
    if rest in names and (rest or not parts):
        parts.append(names[rest])
    elif rest:
        parts.append(f"{names[rest - rest % 10]}-{names[rest % 10]}")
    text = " and ".join(parts)
    if not ordinal_form:
        return text
    head, sep, last = text.rpartition("-") if "-" in text.split(" ")[-1] else text.rpartition(" ")
    ending = _ORDINAL_ENDINGS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return head + sep + ending


def han(number: int) -> str:
    """Return a Chinese numeral below 10,000 (一百零五; 十八)."""
    out, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += (
                ("零" if zero and out else "") + ("" if digit == 1 and unit == 10 and not out else _HAN[digit]) + sign
            )
            zero = False
        elif out:
            zero = True
    return out or "零"
