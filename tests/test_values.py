"""Values: every written form of one value is one value, and offsets point into the text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.tm.values import compare, values
from yizhi.tm.values.numerals import MONTHS, english, han, whole
from yizhi.tm.values.render import han as write_han
from yizhi.tm.values.render import render, words

SAME = [
    ("2.5亿", "250 million"),
    ("430万美元", "$4.3 million"),
    ("三分之一", "one third"),
    ("百分之五", "5 per cent"),
    ("百分之三点五", "3.5 per cent"),
    ("十八名", "eighteen"),
    ("一百二十五个", "125"),
    ("1 591份", "1,591"),
    ("第七十四届会议", "seventy-fourth session"),
    ("第74届会议", "the 74th session"),
    ("2019年4月15日", "15 April 2019"),
    ("二〇一九年", "2019"),
    ("上午10时30分", "10.30 a.m."),
    ("下午3时", "3 p.m."),
    ("13时10分", "at 1310 hours"),
    ("20世纪90年代", "the 1990s"),
    ("二十年", "two decades"),
    ("第69/213号决议", "resolution 69/213"),
    ("第69/213号决议", "A/RES/69/213"),
    ("第1325(2000)号决议", "resolution 1325 (2000)"),
    ("第194（III）号决议", "resolution 194 (III)"),
    ("A/73/88", "A/73/88"),
    ("第六条", "article VI"),
    ("万亿分之一", "万亿分之一"),
    ("下午3时至6时", "3 p.m. to 6 p.m."),
    ("每年4月21日前", "by 21 April every year"),
    ("2014年7-8月", "July-August 2014"),
    ("五分之三", "three in five"),
    ("90日内", "within 90 days"),
    ("50万名", "half a million"),
    ("九十年代初", "the early 1990s"),
    ("上世纪六十年代末", "the late 1960s"),
    ("八十年代", "the eighties"),
    ("七成", "70 per cent"),
    ("六成五", "65 per cent"),
    ("一百周年", "centenary"),
    ("二百周年", "bicentennial"),
    ("75万", "three quarters of a million"),
    ("24名", "two dozen"),
    ("12名", "a dozen"),
    ("350万", "three and a half million"),
    ("50年", "half a century"),
    ("30个月", "two and a half years"),
    ("18个月", "a year and a half"),
    ("半年", "six months"),
    ("48小时", "two days"),
    ("两周", "a fortnight"),
    ("三十分之一", "one thirtieth"),
    ("十二分之五", "five twelfths"),
    ("千分之四", "0.4 per cent"),
    ("万分之七", "0.07 per cent"),
    ("每20人中有3人", "three in twenty"),
    ("四百一十二点二五", "412.25"),
    ("零点八", "0.8"),
    ("37万4千", "374,000"),
    ("3千零45", "3,045"),
    ("四五十", "40 to 50"),
    ("十七八", "17 or 18"),
    ("陆仟", "6,000"),
    ("７８９", "789"),
    ("４２％", "42 per cent"),
    ("¾", "three quarters"),
    ("2½小时", "two and a half hours"),
    ("第九十百分位", "ninetieth percentile"),
    ("三个季度", "three quarters"),
    ("下午4点三刻", "4.45 p.m."),
    ("两点半", "2.30 p.m."),
    ("2021-03-09", "9 March 2021"),
    ("2016年5月3日至2017年6月24日", "3 May 2016-24 June 2017"),
    ("2012年11月19日", "19 Nov 12"),
    ("2012年11月", "Nov. 2012"),
    ("1962年", "one thousand nine hundred and sixty-two"),
    ("4.1至5.6万个碱基", "41 to 56 kilobases"),
    ("于2014年,5月3日举行", "held on 3 May 2014"),
    ("增加两倍", "tripled"),
    ("增加一倍", "doubled"),
    ("百倍", "hundredfold"),
    ("四万万", "400 million"),
    ("廿五", "twenty-five"),
    ("产量翻了八番", "Production grew 256-fold"),
    ("产量翻了三番", "Production grew eightfold"),
    ("费用增加了十五倍", "Costs grew 16-fold"),
]


@pytest.mark.parametrize(("chinese", "other"), SAME)
def test_one_value_in_two_forms(chinese: str, other: str) -> None:
    left = values(chinese, "zh")
    assert left or chinese == other
    assert compare(left, values(other, "zh" if chinese == other else "en")) == ()
    assert compare(values(other, "zh" if chinese == other else "en"), left) == ()


DIFFERENT = [
    ("2.5亿", "25 million"),
    ("三分之二", "one third"),
    ("第七十四届会议", "seventy-third session"),
    ("2019年4月15日", "15 May 2019"),
    ("第69/213号决议", "resolution 69/231"),
    ("第41/6号决议", "decision 41/6"),
    ("E/CN.15/2019/12/Add.1", "E/CN.15/2019/12/Add.2"),
    ("下午3时", "3 a.m."),
    ("3月6日星期一", "Tuesday, 6 March"),
    ("1月2日和1月19日", "2 January and 19 March"),
    ("第十二次会议和12份文件", "twelfth meeting and 52 documents"),
    ("第1807(2008)号和第1807(2008)号决议", "resolution 1807 (2008) and resolution 1809 (2008)"),
    ("第一届，一次性", "the fourth session, one-time"),
    ("两亿", "300 million"),
    ("下午2点半", "3.30 p.m."),
    ("20014年", "2014"),
    ("三成", "40 per cent"),
    ("千分之三", "3 per cent"),
    ("2021-03-09", "9 May 2021"),
    ("八十年代", "the 1970s"),
    ("18个月", "two and a half years, or 30 months"),
]


@pytest.mark.parametrize(("chinese", "other"), DIFFERENT)
def test_another_value_is_one_difference(chinese: str, other: str) -> None:
    differences = compare(values(chinese, "zh"), values(other, "en"))
    assert len([d for d in differences if d.source and d.target]) == 1, differences


QUIET = ["数百名志愿人员", "十分重要", "千方百计", "一些国家", "统一行动", "万一发生", "几十个", "第一夫人"]


@pytest.mark.parametrize("text", QUIET)
def test_what_names_no_number_asks_for_none(text: str) -> None:
    assert compare(values(text, "zh"), ()) == ()


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert han(write_han(number)) == number


@given(st.integers(min_value=1, max_value=999))
def test_english_words_round_trip(number: int) -> None:
    assert english(words(number).replace("-", " ").split()) == (number, False)
    assert english(words(number, ordinal_form=True).replace("-", " ").split()) == (number, True)


PIECES = st.lists(
    st.sampled_from(
        [
            "第",
            "72/195",
            "号决议",
            "2.5亿",
            "三分之一",
            " ",
            "A/RES/",
            "2019年",
            "4月",
            "15日",
            "十",
            "百",
            "万",
            "%",
            "www.example.org",
            "上午",
            "10时",
            "，",
            "届",
            "12.",
            "(a)",
        ]
    )
).map("".join)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from([100, 1000, 10_000]))
def test_a_part_is_read_in_characters_and_as_a_percentage(top: int, tail: int, bottom: int) -> None:
    name = {100: "百", 1000: "千", 10_000: "万"}[bottom]
    written = f"{write_han(top)}点{tail:02}".translate(str.maketrans("0123456789", "零一二三四五六七八九"))
    share = Fraction(f"{top}.{tail:02}") * 100 / bottom
    decimal = f"{float(share):.6f}".rstrip("0")
    assert compare(values(f"{name}分之{written}", "zh"), values(f"{decimal} per cent", "en")) == ()


@given(st.integers(1, 9999))
def test_numerals_of_cheques_and_wide_figures_are_read_as_ordinary_ones(number: int) -> None:
    cheque = write_han(number).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    wide = str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    assert number in [value.key for value in values(wide, "zh")]
    if number >= 10:
        assert number in [value.key for value in values(cheque, "zh")]


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_a_date_is_one_in_every_form(day: date) -> None:
    chinese = values(f"{day.year}年{day.month}月{day.day}日", "zh")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
    full = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    short = f"{day.day} {months[day.month - 1]} {day.year % 100:02}" if day.month != 5 else full
    for written in (day.isoformat(), full, short):
        assert compare(chinese, values(written, "en")) == (), written


@given(PIECES, st.sampled_from(["zh", "en"]))
def test_values_lie_in_the_text_and_apart(text: str, lang: str) -> None:
    end = 0
    for value in values(text, lang):
        assert end <= value.start < value.end <= len(text)
        end = value.end


@given(PIECES)
def test_a_text_agrees_with_itself(text: str) -> None:
    assert compare(values(text, "zh"), values(text, "zh")) == ()


@given(st.fractions(min_value=0, max_value=10**9).filter(lambda f: f.denominator == 1))
def test_what_is_rendered_is_read_back(key: Fraction) -> None:
    from yizhi.tm.values.model import NUMBER, Value

    for lang in ("zh", "en"):
        text = render(Value(NUMBER, key, 0, 1), lang)
        assert text is not None
        assert key in [value.key for value in values(text, lang)], text


def test_a_fraction_in_words_is_answered_in_words() -> None:
    from yizhi.tm.values.model import NUMBER, Value

    three_quarters = Value(NUMBER, Fraction(3, 4), 0, 4)
    assert render(three_quarters, "en", "one quarter") == "three quarters"
    assert render(three_quarters, "zh", "四分之一") == "四分之三"
    assert render(three_quarters, "en", "0.25") == "0.75"


def test_dates_are_written_as_dates() -> None:
    from yizhi.tm.values.model import TIME, WEEKDAY, YEAR, Value

    assert render(Value(YEAR, 2011, 0, 4), "en") == "2011"
    assert render(Value(TIME, 1080, 0, 4), "en") is None
    assert render(Value(WEEKDAY, 3, 0, 3), "zh", "周一") == "周三"
    assert render(Value(WEEKDAY, 7, 0, 3), "zh") == "星期日"


@pytest.mark.parametrize(
    ("key", "lang", "text"),
    [
        (1_234_567_800_000, "en", "1234.5678 billion"),
        (12_345_678_000_000, "zh", "123456.78亿"),
        (123_456_000_000, "zh", "1234.56亿"),
        (1_234_567_000, "zh", "123456.7万"),
        (10**400, "en", "1" + "0" * 391 + " billion"),
        (Fraction(10**400, 3), "zh", None),
        (Fraction("1234567.5"), "en", None),
    ],
)
def test_a_long_number_keeps_all_its_digits(key: int | Fraction, lang: str, text: str | None) -> None:
    from yizhi.tm.values.model import NUMBER, Value

    assert render(Value(NUMBER, key, 0, 1), lang) == text


def test_a_figure_longer_than_any_number_is_read() -> None:
    for lang in ("zh", "en"):
        assert compare(values("二" + "亿" * 6000, lang), values("3" + "亿" * 6000, lang)) is not None
        assert values("9" * 6000 + "万、" + "9" * 6000 + " million、五分之" + "9" * 6000, lang)
        text = "9" * 6000
        assert compare(values(text, lang), values(text, lang)) == ()
        assert compare(values(text, lang), values("A/RES/72/195 http://example.org/" + text, lang)) is not None


READ = [
    ("zh", "亏损3兆日元", 3 * 10**12),
    ("zh", "亏损（80）百万美元", 80 * 10**6),
    ("zh", "按八五折出售", 85),
    ("en", "a loss of $(80) million", 80 * 10**6),
    ("zh", "死亡率为3‰", Fraction(3, 1000)),
    ("en", "at 3 per thousand", Fraction(3, 1000)),
    ("en", "at three per mille", Fraction(3, 1000)),
    ("en", "at 12 noon", 720),
    ("zh", "正午开始", 720),
    ("zh", "装机30兆瓦", 30),
]


@pytest.mark.parametrize(("lang", "text", "key"), READ)
def test_values_in_their_written_forms(lang: str, text: str, key: object) -> None:
    assert values(text, lang)[0].key == key


CLASHING = [
    ("第77/262 B号决议", "resolution 77/262 A"),
    ("第77/262号决议", "resolution 77/262 A"),
    ("第217 A（III）号决议", "resolution 217 A (IV)"),
    ("A/73/88/Add.1", "A/73/88/Corr.1."),
    ("A/73/6（第二卷）", "A/73/6 (Vol. I)"),
    ("正午开始", "at midnight"),
    ("约两亿人", "some 300 million people"),
    ("24名", "a dozen"),
]


@pytest.mark.parametrize(("zh", "en"), CLASHING)
def test_other_values_do_not_answer(zh: str, en: str) -> None:
    assert compare(values(zh, "zh"), values(en, "en"))
    assert compare(values(en, "en"), values(zh, "zh"))


def test_many_doublings_are_no_number_of_times() -> None:
    [number] = values("产量翻了十五番。", "zh")
    assert number.readings == (15,)


@pytest.mark.parametrize(
    ("english", "told"), [("A dozen countries", True), ("Ten countries", False), ("Eight countries", False)]
)
def test_a_number_in_words_from_eleven_on_is_set_against_a_figure(english: str, told: bool) -> None:
    [difference] = compare(values("有24个国家", "zh"), values(english, "en"))
    assert (difference.target is not None) == told


@pytest.mark.parametrize(
    ("words", "soft"), [("a fourfold rise", True), ("a sixfold rise", False), ("a fivefold rise", False)]
)
def test_a_large_multiple_is_counted_and_a_small_one_a_manner_of_speaking(words: str, soft: bool) -> None:
    [number] = values(words, "en")
    assert number.soft == soft


def test_numerals_beyond_reason_are_read_as_far_as_they_go() -> None:
    assert whole("1" * 3_000) == int("1" * 3_000)
    assert whole("1" * 4_100) == int("1" * 4_000)
    assert han("一百" * 15) is not None
    assert han("一百" * 25) is None
