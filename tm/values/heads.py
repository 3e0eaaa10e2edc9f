"""What a figure is of: its currency, its unit, and whether it is a share.

Currencies by their English and Chinese names and signs; units by dimension, each with the names of both languages.
Sources: ISO 4217 and the currency names of UNTERM; GB 3100-1993 and the SI brochure for units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import NamedTuple

from yizhi.tm.values.model import NUMBER, Value

_CURRENCIES = r"""
dollar | (?:United\s+States|US|U\.S\.)\s+dollars?, USD, US\$, \$(?=\s?[0-9]) | 美元, 美金
dollar | dollars? | 元
euro | euros?, EUR, € | 欧元
pound | pounds?\s+sterling, GBP, £ | 英镑
franc | Swiss\s+francs?, CHF, SwF, SFr | 瑞士法郎, 瑞郎
cfa | CFA\s+francs?, francs?\s+CFA, FCFA, XAF, XOF, CFAF | 非洲法郎, 非洲金融共同体法郎, 中非法郎, 西非法郎, 非共体法郎
yen | yen, JPY, Japanese\s+yen | 日元, 日圆
yuan | yuan, renminbi, RMB, CNY | 人民币
yen-or-yuan | ¥, ￥ | ¥, ￥
krona | (?:Swedish\s+)?kronor, Swedish\s+kron[ae]r?, SEK | 瑞典克朗
krone | Danish\s+kroner?, DKK | 丹麦克朗
krone-no | Norwegian\s+kroner?, NOK | 挪威克朗
rouble | roubles?, rubles?, RUB | 卢布
rupee | rupees?, INR | 卢比
riyal | riyals?, rials? | 里亚尔
dirham | dirhams?, AED | 迪拉姆
dinar | dinars? | 第纳尔
shekel | shekels?, NIS | 谢克尔
peso | pesos? | 比索
real | reais | 雷亚尔
rand | (?:South\s+African\s+)rand, ZAR | 兰特
shilling | shillings? | 先令
naira | naira, NGN | 奈拉
lira | liras?, TRY | 里拉
won | won(?=\s*[,.);])|Korean\s+won, KRW | 韩元
australian | Australian\s+dollars?, A\$, AUD, \$A | 澳元, 澳大利亚元
canadian | Canadian\s+dollars?, C\$, CAD, Can\$, \$Can | 加元, 加拿大元
hongkong | Hong\s+Kong\s+dollars?, HK\$, HKD | 港元, 港币
newzealand | New\s+Zealand\s+dollars?, NZ\$, NZD, \$NZ | 新西兰元
singapore | Singapore\s+dollars?, S\$, SGD | 新加坡元
sdr | [Ss]pecial\s+drawing\s+rights, SDRs? | 特别提款权
baht | baht | 泰铢
ringgit | ringgit | 林吉特
rupiah | rupiahs? | 印尼盾, 印度尼西亚盾
dong | dong | 越南盾
taka | taka | 塔卡
birr | birr | 比尔
hryvnia | hryvnias? | 格里夫纳
zloty | zlotys?, zloty | 兹罗提
forint | forints? | 福林
"""
_DOLLARS = frozenset(["dollar", "australian", "canadian", "hongkong", "newzealand", "singapore", "yuan"])
"""What $, dollars and 元 may stand for."""

_VAGUE = (("dollar", _DOLLARS), ("yen-or-yuan", frozenset(["yen-or-yuan", "yen", "yuan"])))
"""Names and signs of several currencies, and which these are."""

_UNITS = r"""
length kilometre | kilomet(?:re|er)s?, km | 公里, 千米
length mile | (?<!nautical )miles? | 英里
length nautical mile | nautical\s+miles?, nm | 海里
length metre | met(?:re|er)s? | 米
length centimetre | centimet(?:re|er)s?, cm | 厘米, 公分
length millimetre | millimet(?:re|er)s?, mm | 毫米
length foot | feet, foot | 英尺
length inch | inch(?:es)? | 英寸
area hectare | hectares?, ha | 公顷
area square kilometre | square\s+kilomet(?:re|er)s?, sq\s+km, km2, km² | 平方公里, 平方千米
area square metre | square\s+met(?:re|er)s?, m2, m² | 平方米
area acre | acres? | 英亩
area mu | mu | 亩
area square mile | square\s+miles? | 平方英里
mass tonne | (?:metric\s+)?ton(?:ne)?s? | 吨, 公吨
mass kilogram | kilogram(?:me)?s?, kilos?, kg | 公斤, 千克
mass gram | gram(?:me)?s? | 克
mass milligram | milligrams?, mg | 毫克
mass pound | pounds?(?!\s+sterling) | 磅
volume litre | lit(?:re|er)s? | 升, 公升
volume millilitre | millilit(?:re|er)s?, ml | 毫升
volume cubic metre | cubic\s+met(?:re|er)s?, m3, m³ | 立方米
volume barrel | barrels? | 桶
volume gallon | gallons? | 加仑
time second | seconds? | 秒
time minute | minutes? | 分钟
time hour | hours? | 小时, 个小时
time day | (?:calendar\s+|working\s+|business\s+)?days? | 天, 日内, 个工作日, 个日历日
time week | weeks? | 周(?!年), 个星期, 星期
time month | months? | 个月
time quarter | quarters? | 个季度
time year | years? | 年(?!代|月|级|度|底|初|中|来|以|间)(?=[，。；、的内前后以来]), 岁
time decade | decades? | 个十年
energy megawatt | megawatts?, MW | 兆瓦
energy kilowatt | kilowatts?, kW | 千瓦
energy gigawatt | gigawatts?, GW | 吉瓦, 千兆瓦
energy watt | watts? | 瓦
share percentage point | percentage\s+points? | 个?百分点
share per cent | per\s?cent, percent, % | %, ％
share per mille | per\s+mille, ‰ | ‰
temperature Celsius | (?:degrees?\s+)?Celsius, °C, ℃ | 摄氏度, °C, ℃
temperature Fahrenheit | (?:degrees?\s+)?Fahrenheit, °F | 华氏度, °F
"""


class Head(NamedTuple):
    """What stands beside a figure: its dimension (`currency`, `length`, …), its unit, and the words that say so."""

    dimension: str
    unit: str
    start: int
    end: int


@lru_cache(maxsize=2)
def _expression(lang: str) -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """Return one expression for all names of units of a language, a group a name, and (dimension, unit) of each."""
    rows: list[tuple[str, str, str]] = []
    for line in _UNITS.strip().splitlines():
        what, *names = line.split(" | ")
        dimension, unit = what.split(" ", 1)
        rows += [(dimension, unit, name) for name in names[lang == "zh"].split(", ")]
    rows.sort(key=lambda row: -len(row[2]))
    after = "(?![A-Za-z])" if lang == "en" else ""
    names = [f"(?P<u{number}>{name}{after})" for number, (_, _, name) in enumerate(rows)]
    return re.compile("|".join(names)), tuple((dimension, unit) for dimension, unit, _ in rows)


class _Name(NamedTuple):
    """One name of a currency: its English expression, and what it names."""

    pattern: re.Pattern[str]
    unit: str


@lru_cache(maxsize=1)
def _english_names() -> tuple[dict[str, list[_Name]], dict[str, list[_Name]]]:
    """English names by a word in small letters, and by a sign, that a text must have to hold them."""
    words: dict[str, list[_Name]] = {}
    signs: dict[str, list[_Name]] = {}
    for line in _CURRENCIES.strip().splitlines():
        unit, names, _ = line.split(" | ")
        for name in names.split(", "):
            sign = next((sign for sign in "$€£¥￥" if sign in name), "")
            last = re.sub(r"\(\?=.*", "", name).replace(")", " ").split("+")[-1].split()[-1].lower().removesuffix("]")
            whole = re.compile(rf"(?<![A-Za-z]){name}" + ("" if sign else "(?![A-Za-z])"))
            if sign:
                signs.setdefault(sign, []).append(_Name(whole, unit))
            for word in () if sign else _optional(last):
                words.setdefault(word, []).append(_Name(whole, unit))
    return words, signs


def _optional(word: str) -> set[str]:
    """Return the words that an expression of a word may be: roubles? is rouble or roubles, kron[ae]r? four."""
    forms = {""}
    for piece in re.findall(r"\[[a-z]+\]\??|[a-z-]\??", word):
        options = [*piece.rstrip("?").strip("[]"), *([""] if piece.endswith("?") else [])]
        forms = {form + option for form in forms for option in options}
    return forms


@lru_cache(maxsize=1)
def _chinese_names() -> tuple[tuple[str, str], ...]:
    """Return (name, unit) of the Chinese names, the longest first."""
    rows = (line.split(" | ") for line in _CURRENCIES.strip().splitlines())
    return tuple(
        sorted(((name, row[0]) for row in rows for name in row[2].split(", ")), key=lambda item: -len(item[0]))
    )


def currencies(text: str, lang: str, words: Set[str]) -> list[Head]:
    """Return the currencies that a text names, in order; `words` are its Latin words in small letters."""
    if lang == "zh":
        spans = [
            Head("currency", unit, position, position + len(name))
            for name, unit in _chinese_names()
            if name in text
            for position in _places(text, name)
        ]
    else:
        by_word, by_sign = _english_names()
        names = [name for word in by_word.keys() & words for name in by_word[word]]
        names += [name for sign, signed in by_sign.items() if sign in text for name in signed]
        spans = [Head("currency", name.unit, *match.span()) for name in names for match in name.pattern.finditer(text)]
    spans.sort(key=lambda head: (head.start - head.end, head.start))
    heads: list[Head] = []
    for head in spans:  # the longest first: a US dollar is no bare dollar
        if not any(head.start < taken.end and taken.start < head.end for taken in heads):
            heads.append(head)
    return sorted(heads, key=lambda head: head.start)


def _places(text: str, name: str) -> list[int]:
    """Return where a name stands in a text."""
    positions, position = [], text.find(name)
    while position >= 0:
        positions.append(position)
        position = text.find(name, position + 1)
    return positions


def same_currency(left: Head, right: Head) -> bool:
    """Return whether two names may stand for one currency: $ and 元 are vague."""
    units = {left.unit, right.unit}
    return len(units) == 1 or any(vague in units and units <= meant for vague, meant in _VAGUE)


def unit_of(text: str, lang: str, value: Value) -> Head | None:
    """Return the unit right behind a number, None where there is none."""
    if value.kind != NUMBER:
        return None
    pattern, units = _expression(lang)
    start = value.end
    while text[start : start + 1] in (" ", "\u00a0", "-", "多", "余"):
        start += 1
    occurrence = pattern.match(text, start)
    if not occurrence:
        return None
    dimension, unit = units[int((occurrence.lastgroup or "")[1:])]
    return Head(dimension, unit, *occurrence.span())


def exchanged(left: Iterable[Head], right: Iterable[Head]) -> list[tuple[Head, Head]]:
    """Return the currencies of one side that the other does not have, each with one there that this side does not have."""
    heads, counterparts = list(left), list(right)
    lost = [head for head in heads if not any(same_currency(head, item) for item in counterparts)]
    strange = [head for head in counterparts if not any(same_currency(head, item) for item in heads)]
    return list(zip(lost, strange, strict=False))
