"""Values in Chinese text: numbers in digits, numerals and both, fractions, percentages, dates, ordinals."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from fractions import Fraction
from functools import lru_cache

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.model import DAY, MONTH, NUMBER, ORDINAL, SESSION, TIME, WEEKDAY, YEAR, Amount, Value
from yizhi.tm.values.numerals import HAN_MYRIADS, HAN_UNITS, amount, han, later_year

_HAN = "零〇○一二三四五六七八九十百千两兩"
_SP = r"[ \u00a0\u2009\u202f\u3000]?"
_GROUPED = r"[0-9]{1,3}(?:[ ,，\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_ARABIC = rf"(?:{_GROUPED})(?:\.[0-9]+)?"
_MULTI = r"(?:[多余几]?(?:[十百千]?[万萬亿億]{1,4}|百(?!分)|千(?!克|米|瓦|兆|伏|卡|字节|吨|赫|帕)))"
# 两 within a numeral stands before 百, 千 or 万; at its end it is the unit of weight: 二十两.
_NUMERAL = rf"[{_HAN}](?:[零〇○一二三四五六七八九十百千万萬亿億]|[两兩](?=[百千万萬亿億]))*(?:[多余][万萬亿億]{{1,4}})?"
_TO = rf"{_SP}[-–—~～至到、和及与]{_SP}"
_DAY = r"(?:[0-9]{1,2}|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
PATTERN = compiled(
    rf"(?P<fraction>(?P<below>{_NUMERAL}|[0-9]+)分之(?P<above>{_NUMERAL}(?:点[零一二三四五六七八九]+)?|[0-9]+(?:\.[0-9]+)?))"
    rf"|(?P<century>(?:[0-9]{{2}}|{_NUMERAL}){_SP}世纪{_SP}(?P<decade>[0-9]{{2}}|{_NUMERAL}){_SP}年代)"
    rf"|(?P<year>(?<![0-9.,/])(?:[0-9]{{4}}|[12] [0-9] [0-9] [0-9](?={_SP}年)|[零〇○一二三四五六七八九]{{4}}))(?:{_SP}(?=年)(?!年[前后]以)|(?={_TO}[0-9]{{4}}{_SP}年))"
    rf"|(?P<month>(?<![0-9.,/])(?:[0-9]{{1,2}}|[一二三四五六七八九]|十[一二]?))(?:{_SP}(?=月(?!球|亮|氏|光|龄))|(?={_TO}[0-9]{{1,2}}{_SP}月(?!龄)))"
    # 日前, 日本, 日期 are words of their own, but not after a month: 4月21日前.
    rf"|(?P<day>(?<![0-9.,/])(?:(?:(?<=月)|(?<=月[ \u00a0\u3000])){_DAY}(?={_SP}日)|{_DAY}(?={_SP}日(?!内瓦|本|益|常|前|后|期|程|趋|渐))|[0-9]{{1,2}}(?={_TO}[0-9]{{1,2}}{_SP}日)))"
    rf"|(?P<clock>(?P<half_day>上午|下午|晚上|晚|凌晨|中午|早上|清晨)?(?<![0-9.,:：])(?:(?<!/)|(?=[0-9]{{1,2}}[:：]))(?P<hour>[0-9]{{1,2}}|[一二]?十[一二三四五六七八九]?|[零一二三四五六七八九])"
    rf"(?:{_SP}[时點点]{_SP}(?:(?P<minute>[0-9]{{1,2}}|[一二三四五]?十[一二三四五六七八九]?){_SP}分|(?P<past>半))?(?![间候任代段效机常刻]|期(?!间)|至今)|[:：](?P<colon>[0-5][0-9])(?![0-9:])))"
    rf"|(?P<weekday>(?:星期[一二三四五六日天]|周[一二三四五六日天](?=[，,、上下（(）)])))"
    rf"|第{_SP}(?P<ordinal>{_ARABIC}|{_NUMERAL}){_SP}(?P<session>届)?"
    rf"|(?P<first>首[次届])"
    rf"|(?P<half>一半|半数)"
    rf"|(?P<mixed>{_ARABIC}{_SP}{_MULTI}(?:(?<=[万萬亿億])[0-9]{{1,4}}(?:[万萬](?![亿億])|(?![0-9.,，年月日时万萬亿億])))?)"
    rf"|(?P<plain>{_ARABIC})"
    rf"|(?P<numeral>{_NUMERAL})"
)
_STARTS = compiled(
    rf"[0-9第{_HAN}半星周上下中晚凌早清首](?:"
    rf"(?<=[0-9])(?:(?<![A-Za-z0-9.,\-].)[0-9]*+(?P<plain>(?=[^0-9A-Za-z\s.,，%％分世年月日时點点:：多余几十百千万萬亿億])(?!{_TO}[0-9]))|[0-9]*+)"
    rf"|(?<=[{_HAN}])(?P<single>(?![{_HAN}万萬亿億分世月日时點点:：半\s]))?"
    r"|(?<=[第周晚])|(?<=半)数|(?<=星)期|(?<=[上下中])午|(?<=早)上|(?<=[凌清])晨|(?<=首)[次届])"
)
"""Where a value may begin: a run of digits (`plain` where nothing beside it makes it more), 第, a numeral (`single` where
it is one sign that asks for nothing), or the words for half, for a day of the week, for a time of the day and for a first
time."""
_SHARED = compiled(rf"{_SP}[-–—~～至到]{_SP}(?P<end>[0-9]{{1,3}}(?:\.[0-9]+)?){_SP}(?P<scale>[百千]?[万萬亿億])")
"""What follows the beginning of a range that has its scale from the end."""
_WEEKDAYS = {char: number for number, char in enumerate("一二三四五六日", 1)} | {"天": 7}
_IDIOM = compiled(
    r"十分|十足|千方百计|千万(?!名|人|美元|元|吨|公顷|欧元|以|的)|万一|百般|千篇一律|一一|三三两两|百科|百货|千差万别|成千上万|百姓"
)
_VAGUE_BEFORE = "数几上近约好"
_VAGUE_AFTER = "几来"
_MORE = compiled("[多余]")
_TWO_DIGITS = compiled("十?[一二三四五六七八九]{2}[十百千]|十[一二三四五六七八九]{2}")
"""Three or four tens, fourteen or fifteen: 三四十, 十四五岁."""
_INSIDE_WORD = compiled(r"[A-Za-z]-?$")


def numbers(text: str, after: int = 0, taken: Set[int] = frozenset()) -> list[Value]:
    """The numeric values and dates of a Chinese text, in order.

    None begins before `after`, or in the `taken` places of symbols and addresses.
    """
    out: list[Value] = []
    done = after
    # The pattern is tried only where a value may begin, and not for what stands alone: that is most of them.
    for start in _STARTS.finditer(text, after):
        at = start.start()
        if at < done:
            continue
        kind = start.lastgroup
        if kind:
            done = start.end()
            if at not in taken:
                out.append(Value(NUMBER, _amount(start.group()) or 0, at, done, kind == "single"))
            continue
        found = PATTERN.match(text, at)
        if found:
            done = found.end()
            if at in taken:
                continue
            value = _READERS[found.lastgroup or ""](found)
            if value is not None:
                out.append(value)
    return out


@lru_cache(maxsize=1 << 13)
def _amount(text: str) -> Amount | None:
    """Digits, numerals, or digits with 万, 亿, 百万, …"""
    if text.isascii() and text.isdigit():
        return amount(text)
    bare = re.sub(r"[ ,，\u00a0\u2009\u202f\u3000多余几]", "", text)
    if not bare[:1].isdigit():
        return han(bare)
    total: Amount = 0
    for digits, units in re.findall(r"([0-9]+(?:\.[0-9]+)?)([^0-9]*)", bare):  # 2万7310 has two parts
        value = amount(digits)
        for char in units:
            value *= HAN_UNITS.get(char) or HAN_MYRIADS[char]
        total += value
    return total


def _fraction(found: re.Match[str]) -> Value | None:
    below, above = found["below"], found["above"]
    whole, _, part = above.partition("点")
    top = _amount(whole)
    if top is not None and part:
        digits = han(part)
        top = top + Fraction(digits or 0, 10 ** len(part))
    if top is None:
        return None
    if below == "百":
        return Value(NUMBER, top, found.start(), found.end(), sort="percent")
    bottom = _amount(below)
    return Value(NUMBER, Fraction(top) / bottom, found.start(), found.end()) if bottom else None


def _century(found: re.Match[str]) -> Value | None:
    first = _amount(re.split("世纪", found.group())[0].strip())
    decade = _amount(found["decade"])
    if first is None or decade is None:
        return None
    return Value(NUMBER, (first - 1) * 100 + decade, found.start(), found.end())


def _clock(found: re.Match[str]) -> Value | None:
    hour, minute = _amount(found["hour"]), _amount(found["minute"] or found["colon"] or "0")
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    half_day = found["half_day"]
    if not (half_day or found["minute"] or found["colon"] or found["past"]) and "时" not in found["clock"]:
        return Value(NUMBER, hour, found.start("hour"), found.end("hour"), soft=not found["hour"][0].isdigit())  # 15点
    if hour < 12 and (half_day in _LATE or (not half_day and _LATE_FROM.search(found.string, 0, found.start()))):
        hour += 12
    minutes = hour * 60 + minute + (30 if found["past"] else 0)
    return Value(TIME, minutes % 1440, found.start(), found.end(), soft=not half_day and not found["minute"])


_LATE = ("下午", "晚上", "晚")
_LATE_FROM = compiled(
    r"(?:下午|晚上|晚)[0-9一二三四五六七八九十]{1,3}[时點点:：][0-9一二三四五六七八九十分半 ]{0,5}[-–—~～至到] ?\Z"
)
"""下午3时至6时: the half of the day holds for the end of a range too."""


def _reader(kind: str, most: int) -> Callable[[re.Match[str]], Value | None]:
    def read(found: re.Match[str]) -> Value | None:
        value = _amount(found[kind])
        if not value:
            return None
        soft = kind == DAY and not found[kind][0].isdigit()
        # 90日 is a number of days; there is no 13th month.
        return Value(kind if value <= most else NUMBER, value, *found.span(kind), soft)

    return read


def _weekday(found: re.Match[str]) -> Value:
    return Value(WEEKDAY, _WEEKDAYS[found.group()[-1]], found.start(), found.end(), soft=True)


def _ordinal(found: re.Match[str]) -> Value | None:
    kind = SESSION if found["session"] else ORDINAL
    value = _amount(found["ordinal"])
    if value is None:
        return None
    start, end = found.span("ordinal")
    # 第三世界, 第一夫人: an ordinal in words asks for nothing unless it counts sessions or meetings.
    after = found.string[found.end() : found.end() + 1]
    hard = kind == SESSION or after == "次" or found["ordinal"][0].isdigit() or value > 10
    return Value(kind, value, start, end, soft=not hard)


def _first(found: re.Match[str]) -> Value:
    return Value(ORDINAL, 1, found.start(), found.start() + 1, soft=True)


def _half(found: re.Match[str]) -> Value:
    return Value(NUMBER, Fraction(1, 2), found.start(), found.end(), soft=True)


def _plain(found: re.Match[str]) -> Value | None:
    value = _amount(found.group())
    if value is None:
        return None
    text, start, end = found.string, found.start(), found.end()
    inside = bool(_INSIDE_WORD.search(text[max(0, start - 2) : start])) or (
        text[end : end + 1].isascii() and text[end : end + 1].isalpha()
    )
    # A footnote mark glued to the end of a sentence: …措施。12
    inside = inside or (
        text[start - 1 : start] in "。，；、”》）"
        and start > 0
        and len(found.group()) <= 3
        and not text[end : end + 1].strip()
    )
    if len(found.group()) == 2 and (year := later_year(text, start, found.group())):
        return Value(YEAR, year, start, end)
    shared = _SHARED.match(text, end)
    if shared and value < amount(shared["end"]):  # 13至19万
        return Value(NUMBER, value * (_amount(f"1{shared['scale']}") or 1), start, end)
    sort = "percent" if text[end : end + 2].lstrip(" ")[:1] in ("%", "％") else ""
    return Value(NUMBER, value, start, end, soft=inside, sort=sort)


def _numeral(found: re.Match[str]) -> Value | None:
    text, start, end = found.string, found.start(), found.end()
    word = _MORE.sub("", found.group())
    value = han(word)
    if _IDIOM.match(text, start):
        return Value(NUMBER, value, start, end, soft=True) if value else None
    if value is None:
        return None
    vague = text[start - 1 : start] in _VAGUE_BEFORE if start else False
    vague = vague or _TWO_DIGITS.search(word) is not None
    vague = vague or text[end : end + 1] in _VAGUE_AFTER if text[end : end + 1] else vague
    compound = (
        len(word) > 1
        and any(char in "十百千万亿" for char in word)
        and any(char in "一二三四五六七八九" for char in word)
    )
    return Value(NUMBER, value, start, end, soft=vague or not compound or value <= 10)


_READERS: dict[str, Callable[[re.Match[str]], Value | None]] = {
    "fraction": _fraction,
    "century": _century,
    "year": _reader(YEAR, 9999),
    "month": _reader(MONTH, 12),
    "day": _reader(DAY, 31),
    "clock": _clock,
    "weekday": _weekday,
    "ordinal": _ordinal,
    "session": _ordinal,
    "first": _first,
    "half": _half,
    "mixed": _plain,
    "plain": _plain,
    "numeral": _numeral,
}
