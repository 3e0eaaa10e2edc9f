"""What stays the same in every language: numbers, months, symbols, Latin words, the marks that end a sentence.

Both functions turn a sentence into strings that can be compared as they are: `#35` a number, `@3` a month, `~a/74/127` a
Latin string or document symbol, `?` a mark. Chinese numerals (三十五, 3.2亿, 百分之五) and English number words (thirty-five,
3.2 million, fifty-eighth) become digits first. 一 and "one" alone are left out: they are more often words than values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HAN_NUMBER = "".join({**_DIGITS, **_SCALES, **_MYRIADS})

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_ORDINALS = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTH_NAMES = "january february march april may june july august september october november december"
_VALUES = (
    {word: value for value, word in enumerate(_UNITS.split())}
    | {word: value for value, word in enumerate(_ORDINALS.split())}
    | {word: 20 + 10 * at for at, word in enumerate(_TENS.split())}
    | {word[:-1] + "ieth": 20 + 10 * at for at, word in enumerate(_TENS.split())}
)
_POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_POWERS |= {word + "th": value for word, value in _POWERS.items()}
_NUMBER_WORDS = frozenset(_VALUES) | frozenset(_POWERS)
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(), 1)}
_SINGLE = {"one", "first", "zero", "second"}
"""Words that are values only beside other number words."""

_NUMERIC = r"\d+(?:[,，]\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.．]\d+)*"
_LATIN = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[/.\-'’&][A-Za-zÀ-ɏ0-9]+)*"
_ZH = re.compile(
    rf"(?P<month>\d{{1,2}}|[十一二三四五六七八九]{{1,2}})\s*月(?!\s*[份内]?\s*[前后])|(?P<latin>{_LATIN})"
    rf"|(?P<number>{_NUMERIC})\s*(?P<scale>[十百千]?[万萬亿億兆])?|(?P<han>[{_HAN_NUMBER}]+)|(?P<mark>[?？!！])"
)
_EN = re.compile(
    rf"(?P<ordinal>\d+)(?:st|nd|rd|th)\b|(?P<latin>{_LATIN})|(?P<number>{_NUMERIC})"
    r"(?:[ -](?P<scale>hundred|thousand|million|billion|trillion)\b)?|(?P<mark>[?？!！])"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL_WIDTH |= {0xFF0E: 0x2E, 0xFF0F: 0x2F, 0xFF0D: 0x2D}


def han_value(text: str) -> int | None:
    """Return the value of a Chinese numeral: 三十五 → 35, 二〇一五 → 2015, 两万三 → 20003; None for a bare 百, 千, 万, 亿."""
    if not any(char in _DIGITS or char in "十拾" for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, section, digit, last = 0, 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char] if section or not digit else digit * 10 + _DIGITS[char]
        elif char in _SCALES:
            section, digit = section + (digit or 1) * _SCALES[char], 0
        else:
            # 一亿二千万: the smaller unit is of its own part only; 三万亿: the larger one of all before it.
            scale, part = _MYRIADS[char], section + digit
            total = total + part * scale if scale < last else (total + part) * scale
            section, digit, last = 0, 0, scale
    return total + section + digit


def _plain(number: str) -> float:
    """Digits as written (1,234.5, 100 000) as a value; a section number such as 3.1.2 keeps its last part only."""
    digits = re.sub(r"[,，\s\u00a0\u2009\u202f]", "", number)
    parts = digits.split(".")
    return float(digits) if len(parts) <= 2 else float(parts[-1])


def _number(value: float) -> str:
    return f"#{value:.10g}"


def chinese(text: str) -> Iterator[str]:
    """Yield the identities in a Chinese sentence, in text order."""
    for match in _ZH.finditer(text.translate(_FULL_WIDTH)):
        kind = match.lastgroup if match.lastgroup != "scale" else "number"
        if kind == "month":
            month_text = match["month"]
            value = int(month_text) if month_text.isdecimal() else han_value(month_text)
            yield f"@{value}" if value and value <= 12 else f"#{value}"
        elif kind == "latin":
            yield "~" + match["latin"].lower()
        elif kind == "mark":
            yield "?" if match["mark"] in "?？" else "!"
        elif kind == "number":
            yield _number(_plain(match["number"]) * _scale(match["scale"]))
        elif match["han"] not in ("一", "〇", "零", "壹"):
            han_number = han_value(match["han"])
            if han_number is not None:
                yield _number(han_number)


def _scale(scale: str | None) -> int:
    value = 1
    for char in scale or "":
        value *= _SCALES.get(char) or _MYRIADS[char]
    return value


def english(text: str) -> tuple[list[str], list[str]]:
    """Return (identities, words) of an English sentence: what `chinese` can match as it stands, and all its words in lower case.

    A word of a number or a month is only an identity; every other Latin string is a word (the caller knows which of them
    occur in the Chinese as they are).
    """
    items: list[str] = []
    words: list[str] = []
    number = _Spelled()
    for match in _EN.finditer(text.translate(_FULL_WIDTH)):
        kind = match.lastgroup if match.lastgroup != "scale" else "number"
        if kind == "latin":
            _latin(match["latin"], number, items, words)
            continue
        if number.words:
            items += number.end()
        if kind == "mark":
            items.append("?" if match["mark"] in "?？" else "!")
        elif kind == "ordinal":
            items.append(_number(float(match["ordinal"])))
        else:
            items.append(_number(_plain(match["number"]) * _POWERS.get(match["scale"] or "", 1)))
    return items + number.end(), words


def _latin(token: str, number: _Spelled, items: list[str], words: list[str]) -> None:
    """Put one Latin string where it belongs."""
    lower = token.lower()
    if lower in _NUMBER_WORDS:
        number.add(lower)
        return
    if "-" in lower:
        parts = lower.split("-")
        if _NUMBER_WORDS.issuperset(parts):
            for part in parts:
                number.add(part)
            return
    if number.words:
        if lower == "and" and number.open:
            return
        items += number.end()
    if lower in _MONTHS and token[0].isupper():
        items.append(f"@{_MONTHS[lower]}")
    else:
        words.append(lower)


class _Spelled:
    """A number in English words while it is being read."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self.words: list[str] = []
        self.total = self.section = 0

    @property
    def open(self) -> bool:
        """Whether "and" would belong to it."""
        return bool(self.words) and self.words[-1] in _POWERS

    def add(self, word: str) -> None:
        """Take the next word of a number."""
        self.words.append(word)
        if word in _VALUES:
            self.section += _VALUES[word]
        elif _POWERS[word] == 100:
            self.section = (self.section or 1) * 100
        else:
            self.total, self.section = self.total + (self.section or 1) * _POWERS[word], 0

    def end(self) -> list[str]:
        """Return the number as an identity, if there was one, and a clean slate."""
        words, value = self.words, self.total + self.section
        self._clear()
        if not words or (len(words) == 1 and (words[0] in _SINGLE or words[0] in _POWERS)):
            return []
        return [_number(value)]
