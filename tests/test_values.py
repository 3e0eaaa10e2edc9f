"""Values: every written form of one value is one value, and offsets point into the text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.values import compare, values
from tm.values.numerals import english, han
from tm.values.render import han as write_han
from tm.values.render import render, words

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
    from tm.values.model import NUMBER, Value

    for lang in ("zh", "en"):
        text = render(Value(NUMBER, key, 0, 1), lang)
        assert text is not None
        assert key in [value.key for value in values(text, lang)], text


def test_a_fraction_in_words_is_answered_in_words() -> None:
    from tm.values.model import NUMBER, Value

    three_quarters = Value(NUMBER, Fraction(3, 4), 0, 4)
    assert render(three_quarters, "en", "one quarter") == "three quarters"
    assert render(three_quarters, "zh", "四分之一") == "四分之三"
    assert render(three_quarters, "en", "0.25") == "0.75"
