"""Values: every written form of one value is one value, and offsets point into the text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.tm.values import compare, values
from yizhi.tm.values.numerals import english, han
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
