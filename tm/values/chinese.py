"""Values in Chinese text: numbers in digits, numerals and both, fractions, percentages, dates, ordinals."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from fractions import Fraction
from functools import lru_cache

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.values.durations import converted
from yizhi.tm.values.model import DAY, MONTH, NUMBER, ORDINAL, PERCENT, SESSION, TIME, WEEKDAY, YEAR, Amount, Value
from yizhi.tm.values.numerals import HAN_MYRIADS, HAN_UNITS, amount, han, later_year

_HAN = "零〇○一二三四五六七八九十百千两兩廿卅"
_SP = r"[ \u00a0\u2009\u202f\u3000]?"
_GROUPED = r"[0-9]{1,3}(?:[ ,，\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_ARABIC = rf"(?:{_GROUPED})(?:\.[0-9]+)?"
_MULTI = r"(?:[多余几]?(?:[十百千]?[万萬亿億]{1,4}|百(?!分)|千(?!克|米|瓦|兆|伏|卡|字节|吨|赫|帕))|兆(?=[日韩美欧港台新]|元|盾|人|亿|里亚尔))"
# 两 within a numeral stands before 百, 千 or 万; at its end it is the unit of weight: 二十两.
_NUMERAL = rf"[{_HAN}](?:[零〇○一二三四五六七八九十千万萬亿億]|百(?!分[之位])|[两兩](?=[百千万萬亿億]))*(?:[多余][万萬亿億]{{1,4}})?"
_TO = rf"{_SP}[-–—~～至到、和及与]{_SP}"
_DAY = r"(?:[0-9]{1,2}|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
PATTERN = compiled(
    rf"(?P<fraction>(?P<below>{_NUMERAL}|[十百]?[万萬]|百|[0-9]+[万萬]?)分之(?P<above>{_NUMERAL}(?:点[零一二三四五六七八九]+)?|[0-9]+(?:\.[0-9]+)?))"
    rf"|(?P<tenths>[一二两三四五六七八九](?P<in_ten>成)(?P<in_hundred>[一二三四五六七八九])?(?![员了为立就功果本长分熟都人份效不品型因千上绩语色天形见名衣年婚活交风全套群批熟员]))"
    rf"|(?P<discount>[一二三四五六七八九1-9]\.?[一二三四五六七八九0-9]?折(?![叠磨扣断射合旧算中腾回返弯衷损页线光现服本枝桥]))"
    rf"|(?P<per_mille>{_ARABIC}{_SP}‰)"
    rf"|(?P<decimal>{_NUMERAL}点[零〇一二三四五六七八九]{{1,6}}(?![一二三四五六七八九十百千分刻半钟时]))"
    rf"|(?P<decades>(?P<tens>[一二三四五六七八九]十|[1-9]0){_SP}年代)"
    rf"|(?P<century>(?:[0-9]{{2}}|{_NUMERAL}){_SP}世纪{_SP}(?P<decade>[0-9]{{2}}|{_NUMERAL}){_SP}年代)"
    rf"|(?P<year>(?<![0-9./])(?<![0-9],)(?:[0-9]{{4}}|[12] [0-9] [0-9] [0-9](?={_SP}年)|[零〇○一二三四五六七八九]{{4}}))(?:{_SP}(?=年)(?!年[前后]以)|(?={_TO}[0-9]{{4}}{_SP}年))"
    rf"|(?P<month>(?<![0-9./])(?<![0-9],)(?:[0-9]{{1,2}}|[一二三四五六七八九]|十[一二]?))(?:{_SP}(?=月(?!球|亮|氏|光|龄))|(?={_TO}[0-9]{{1,2}}{_SP}月(?!龄)))"
    # 日前, 日本, 日期 are words of their own, but not after a month: 4月21日前.
    rf"|(?P<day>(?<![0-9./])(?<![0-9],)(?:(?:(?<=月)|(?<=月[ \u00a0\u3000])){_DAY}(?={_SP}日)|{_DAY}(?={_SP}日(?!内瓦|本|益|常|前|后|期|程|趋|渐))|[0-9]{{1,2}}(?={_TO}[0-9]{{1,2}}{_SP}日)))"
    rf"|(?P<clock>(?P<half_day>上午|下午|晚上|晚|凌晨|中午|早上|清晨)?(?<![0-9.,:：])(?:(?<!/)|(?=[0-9]{{1,2}}[:：]))(?P<hour>[0-9]{{1,2}}|[一二]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
    rf"(?:{_SP}[时點点]{_SP}(?:(?P<minute>[0-9]{{1,2}}|[一二三四五]?十[一二三四五六七八九]?){_SP}分|(?P<past>半)|(?P<quarter>[一三])刻)?(?![间候任代段效机常刻]|期(?!间)|至今)|[:：](?P<colon>[0-5][0-9])(?![0-9:])))"
    rf"|(?P<noon>正午|午夜|子夜)"
    rf"|(?P<weekday>(?:星期[一二三四五六日天]|周[一二三四五六日天](?=[，,、上下（(）)])))"
    rf"|第{_SP}(?P<ordinal>{_ARABIC}|{_NUMERAL}){_SP}(?P<session>届)?"
    rf"|(?P<first>首[次届])"
    rf"|(?P<half>一半|半数|半年|半个世纪)"
    rf"|(?P<mixed>{_ARABIC}(?:[)）](?={_SP}(?:[百千]?[万萬亿億])))?{_SP}{_MULTI}(?:(?<=[万萬亿億])[0-9]{{1,4}}(?:[万萬](?![亿億])|[百千](?![0-9分])|(?![0-9.,，年月日时万萬亿億百千]))|(?<=千)零[0-9]{{1,2}}(?![0-9.]))?)"
    rf"|(?P<plain>{_ARABIC})"
    rf"|(?P<numeral>{_NUMERAL})"
)
_STARTS = compiled(
    rf"[0-9第{_HAN}万半星周上下中晚凌早清首正午子](?:"
    rf"(?<=[0-9])(?:(?<![A-Za-z0-9.,\-].)[0-9]*+(?P<plain>(?=[^0-9A-Za-z\s.,，%％分世年月日时點点:：多余几十百千万萬亿億兆个小天周星倍番半折‰])(?![)）]{_SP}[百千]?[万萬亿億])(?!{_TO}[0-9]))|[0-9]*+)"
    rf"|(?<=[{_HAN}])(?P<single>(?![{_HAN}万萬亿億兆分世月日时點点:：半成折年天周星个小\s]))?"
    r"|(?<=万)分之|(?<=[第周晚])|(?<=半)[数年]|(?<=星)期|(?<=[上下中正])午|(?<=午)夜|(?<=子)夜|(?<=早)上|(?<=[凌清])晨|(?<=首)[次届])"
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
    """Return the numeric values and dates of a Chinese text, in order.

    None begins before `after`, or in the `taken` places of symbols and addresses.
    """
    out: list[Value] = []
    done = after
    # The pattern is tried only where a value may begin, and not for what stands alone: that is most of them.
    for start in _STARTS.finditer(text, after):
        offset = start.start()
        if offset < done:
            continue
        kind = start.lastgroup
        if kind:
            done = start.end()
            if offset not in taken:
                out.append(Value(NUMBER, _amount(start.group()) or 0, offset, done, kind == "single"))
            continue
        occurrence = PATTERN.match(text, offset)
        if occurrence:
            done = occurrence.end()
            if offset in taken:
                continue
            value = _READERS[occurrence.lastgroup or ""](occurrence)
            if value is not None:
                out.append(value)
    return out


@lru_cache(maxsize=1 << 13)
def _amount(text: str) -> Amount | None:
    """Digits, numerals, or digits with 万, 亿, 百万, …"""
    if text.isascii() and text.isdigit():
        return amount(text)
    bare = re.sub(r"[ ,，\u00a0\u2009\u202f\u3000多余几)）]", "", text)
    if not bare[:1].isdigit():
        return han(bare)
    bare = bare.replace("零", "")  # 1千零20
    total: Amount = 0
    for digits, units in re.findall(r"([0-9]+(?:\.[0-9]+)?)([^0-9]*)", bare):  # 2万7310 has two parts
        value = amount(digits)
        for char in units:
            value *= HAN_UNITS.get(char) or HAN_MYRIADS[char]
        total += value
    return total


def _fraction(match: re.Match[str]) -> Value | None:
    below, above = match["below"], match["above"]
    top = _decimal_amount(above)
    if top is None:
        return None
    if below == "百":
        return Value(NUMBER, top, match.start(), match.end(), sort=PERCENT)
    bottom = _amount(below) or han(f"一{below}")
    if not bottom:
        return None
    part = Fraction(top) / bottom
    # 千分之三 is 0.3 per cent, 十万分之三 is 3 per 100,000.
    also = (part * 100, bottom, *((top,) if bottom > _PER_MILLE else ())) if bottom >= _PER_MILLE else ()
    return Value(NUMBER, part, match.start(), match.end(), also=also)


_PER_MILLE = 1000
"""The least denominator that another language tells as a percentage, or as so many per so many."""


def _decimal_amount(text: str) -> Amount | None:
    """Return a number with a decimal point in characters (三点七五), or without."""
    whole, _, part = text.partition("点")
    top = _amount(whole)
    if top is None or not part:
        return top
    return top + Fraction(han(part) or 0, 10 ** len(part))


def _decimal(match: re.Match[str]) -> Value | None:
    key = _decimal_amount(match["decimal"])
    return None if key is None else Value(NUMBER, key, match.start(), match.end())


def _tenths(match: re.Match[str]) -> Value | None:
    """三成 is 30 per cent, 四成五 45."""
    text = match["tenths"]
    share = 10 * (han(text[0]) or 0) + (han(match["in_hundred"]) or 0 if match["in_hundred"] else 0)
    return Value(NUMBER, share, match.start(), match.end(), soft=text.startswith("一成"), sort=PERCENT)


def _discount(match: re.Match[str]) -> Value | None:
    """八折 is 80 per cent of a price, or 20 off it; 八五折 85."""
    digits = [_DIGIT.get(char, char) for char in match["discount"] if char not in ".折"]
    share = int("".join(digits)) * (10 if len(digits) == 1 else 1)
    return Value(NUMBER, share, match.start(), match.end(), sort=PERCENT, also=(100 - share,))


_DIGIT = {char: str(number) for number, char in enumerate("零一二三四五六七八九")}


def _per_mille(match: re.Match[str]) -> Value | None:
    number = _amount(match["per_mille"].rstrip("‰").rstrip())
    if number is None:
        return None
    part = Fraction(number) / _PER_MILLE
    return Value(NUMBER, part, match.start(), match.end(), also=(part * 100,))


def _noon(match: re.Match[str]) -> Value:
    return Value(TIME, 720 if match.group() == "正午" else 0, *match.span())


def _decades(match: re.Match[str]) -> Value | None:
    """八十年代 are the 1980s, unless a century stands before them."""
    tens = _amount(match["tens"])
    if tens is None:
        return None
    before = match.string[max(0, match.start() - 3) : match.start()]
    century = 2000 if before.endswith("本世纪") else 1900
    return Value(NUMBER, century + tens, match.start(), match.end(), also=(tens, 2000 + tens, 1900 + tens))


def _century(match: re.Match[str]) -> Value | None:
    first = _amount(re.split("世纪", match.group())[0].strip())
    decade = _amount(match["decade"])
    if first is None or decade is None:
        return None
    return Value(NUMBER, (first - 1) * 100 + decade, match.start(), match.end(), also=(decade,))


def _clock(match: re.Match[str]) -> Value | None:
    hour, minute = _amount(match["hour"]), _amount(match["minute"] or match["colon"] or "0")
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    half_day = match["half_day"]
    if (
        not (half_day or match["minute"] or match["quarter"] or match["colon"] or match["past"])
        and "时" not in match["clock"]
    ):
        return Value(NUMBER, hour, match.start("hour"), match.end("hour"), soft=not match["hour"][0].isdigit())  # 15点
    if hour < 12 and (
        half_day in _LATE
        or (not half_day and _LATE_FROM.search(match.string, max(0, match.start() - _RANGE), match.start()))
    ):
        hour += 12
    quarter = 0 if not match["quarter"] else 15 if match["quarter"] == "一" else 45
    minutes = hour * 60 + minute + (30 if match["past"] else 0) + quarter
    also = () if half_day or hour >= 12 else (minutes + 720,)  # 两点半 may be in the afternoon
    return Value(TIME, minutes % 1440, match.start(), match.end(), soft=not half_day and not match["minute"], also=also)


_LATE = ("下午", "晚上", "晚")
_LATE_FROM = compiled(
    r"(?:下午|晚上|晚)[0-9一二三四五六七八九十]{1,3}[时點点:：][0-9一二三四五六七八九十分半 ]{0,5}[-–—~～至到] ?\Z"
)
"""下午3时至6时: the half of the day holds for the end of a range too."""
_RANGE = 16
"""Characters of the beginning of a range."""


def _reader(kind: str, most: int) -> Callable[[re.Match[str]], Value | None]:
    def read(match: re.Match[str]) -> Value | None:
        value = _amount(match[kind])
        if not value:
            return None
        soft = kind == DAY and not match[kind][0].isdigit()
        # 90日 is a number of days; there is no 13th month.
        return Value(kind if value <= most else NUMBER, value, *match.span(kind), soft)

    return read


def _weekday(match: re.Match[str]) -> Value:
    return Value(WEEKDAY, _WEEKDAYS[match.group()[-1]], match.start(), match.end(), soft=True)


def _ordinal(match: re.Match[str]) -> Value | None:
    kind = SESSION if match["session"] else ORDINAL
    value = _amount(match["ordinal"])
    if value is None:
        return None
    start, end = match.span("ordinal")
    # 第三世界, 第一夫人: an ordinal in words asks for nothing unless it counts sessions or meetings.
    after = match.string[match.end() : match.end() + 1]
    hard = kind == SESSION or after == "次" or match["ordinal"][0].isdigit() or value > 10
    return Value(kind, value, start, end, soft=not hard)


def _first(match: re.Match[str]) -> Value:
    return Value(ORDINAL, 1, match.start(), match.start() + 1, soft=True)


def _half(match: re.Match[str]) -> Value:
    words = match.group()
    also: tuple[Amount, ...] = (6,) if words == "半年" else (50,) if words == "半个世纪" else ()
    return Value(
        NUMBER, Fraction(1, 2), match.start(), match.start() + 2 if also else match.end(), soft=True, also=also
    )


def _plain(occurrence: re.Match[str]) -> Value | None:
    value = _amount(occurrence.group())
    if value is None:
        return None
    text, start, end = occurrence.string, occurrence.start(), occurrence.end()
    inside = bool(_INSIDE_WORD.search(text[max(0, start - 2) : start])) or (
        text[end : end + 1].isascii() and text[end : end + 1].isalpha()
    )
    # A footnote mark glued to the end of a sentence: …措施。12
    inside = inside or (
        text[start - 1 : start] in "。，；、”》）"
        and start > 0
        and len(occurrence.group()) <= 3
        and not text[end : end + 1].strip()
    )
    if end - start == 2 and (year := later_year(text, start, occurrence.group())):
        return Value(YEAR, year, start, end)
    shared = _SHARED.match(text, end)
    if shared and value < amount(shared["end"]):  # 13至19万
        return Value(NUMBER, value * (_amount(f"1{shared['scale']}") or 1), start, end)
    sort = PERCENT if text[end : end + 2].lstrip(" ")[:1] in ("%", "％") else ""
    also = () if sort else _also(text, end, value)
    return Value(NUMBER, value, start, end, inside, sort, also)


_BEHIND = frozenset("个小天周星年世分 \u00a0多半倍番")


def _also(text: str, end: int, value: Amount) -> tuple[Amount, ...]:
    """Further readings of a number by what stands behind it: a period in another unit, a multiple by which something grew."""
    behind = text[end : end + 1]
    if behind not in _BEHIND:
        return ()
    if behind == "倍":  # 增加两倍 is three times as much
        return (value + 1, value + Fraction(1, 2)) if text[end + 1 : end + 2] == "半" else (value + 1,)
    if behind == "番":
        return (2 ** int(value),) if value < _DOUBLINGS else ()
    half = text[end + 1 : end + 2] == "半" or (behind == "个" and text[end + 1 : end + 3].startswith("半"))
    more = (value + Fraction(1, 2), 12 * value + 6) if half else ()
    return (*more, *converted(text, end, "zh", value))


_DOUBLINGS = 12
"""翻番 is said of a few doublings."""


def _numeral(occurrence: re.Match[str]) -> Value | None:
    text, start, end = occurrence.string, occurrence.start(), occurrence.end()
    word = _MORE.sub("", occurrence.group())
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
        and any(char in "一二两三四五六七八九" for char in word)
    )
    also = (*_lower(word), *_also(text, end, value))
    return Value(NUMBER, value, start, end, vague or not compound or value <= 10, also=also)


def _lower(word: str) -> tuple[int, ...]:
    """Return the lower of the two numbers that 三四十 or 十五六 leaves open."""
    match = _PAIR.search(word)
    if match is None:
        return ()
    lower = han(word[: match.start()] + match[1] + word[match.end() :])
    return () if lower is None else (lower,)


_PAIR = compiled(
    "(?:(?<=十)|(?<![一二三四五六七八九十]))([一二三四五六七八九])([一二三四五六七八九])(?=[十百千万亿]|\\Z)"
)


_READERS: dict[str, Callable[[re.Match[str]], Value | None]] = {
    "fraction": _fraction,
    "tenths": _tenths,
    "in_hundred": _tenths,
    "in_ten": _tenths,
    "decimal": _decimal,
    "decades": _decades,
    "discount": _discount,
    "per_mille": _per_mille,
    "tens": _decades,
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
    "noon": _noon,
    "mixed": _plain,
    "plain": _plain,
    "numeral": _numeral,
}
