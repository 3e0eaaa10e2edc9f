"""Repairs of translations: values and terms, in both directions, and only where it is sure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhi.tm.memory.differing import differences
from yizhi.tm.memory.repair import TermSpot, repair

EN, ZH = ("en", "zh-Hans"), ("zh-Hans", "en")


@pytest.mark.parametrize(
    ("languages", "text", "stored", "translation", "proposal"),
    [
        (EN, "at its seventy-fifth session", "at its seventy-fourth session", "在其第七十四届会议上", "在其第七十五届会议上"),
        (ZH, "在其第七十五届会议上", "在其第七十四届会议上", "at its seventy-fourth session", "at its seventy-fifth session"),
        (ZH, "第2242（2015）号决议", "第1325（2000）号决议", "resolution 1325 (2000)", "resolution 2242 (2015)"),
        (EN, "resolution 2242 (2015)", "resolution 1325 (2000)", "第1325（2000）号决议", "第2242（2015）号决议"),
        (EN, "see A/72/12, para. 7", "see A/70/11, para. 5", "见A/70/11，第5段", "见A/72/12，第7段"),
        (EN, "about $3.5 million in 2019", "about $2.5 million in 2018", "2018年约250万美元", "2019年约350万美元"),
        (ZH, "2019年11月4日", "2018年3月9日", "9 March 2018", "4 November 2019"),
        (EN, "at 3 p.m.", "at 10 a.m.", "上午10时", "下午3时"),
        (EN, "at 3.30 p.m.", "at 10 a.m.", "上午10时", "下午3时30分"),
        (ZH, "下午4时45分", "上午9时30分", "at 9.30 a.m.", "at 4.45 p.m."),
        (EN, "18 of 20 seats", "17 of 20 seats", "20个席位中的17个", "20个席位中的18个"),
        (EN, "6 of 7 members", "6 of 6 members", "6名成员中的6名", None),
    ],
)  # fmt: skip
def test_values(languages: tuple[str, str], text: str, stored: str, translation: str, proposal: str | None) -> None:
    found = repair(text, stored, translation, languages)
    if proposal is None:
        # Which of two equal figures is meant cannot be known; it is never silently exact.
        assert found is None or found.penalty > 0
        return
    assert found is not None
    assert found.proposal == proposal
    assert found.alike == 1
    assert found.penalty == pytest.approx(0.01 * len(found.repairs))


@pytest.mark.parametrize(
    ("text", "stored", "translation"),
    [
        ("two men", "two women", "两名妇女"),
        ("the sixth report", "the sixth report", "第六次报告"),
        ("in 2019", "in 2018", "去年"),
        ("at noon", "at 3 p.m.", "下午3时"),
    ],
)
def test_where_nothing_is_sure_nothing_is_changed(text: str, stored: str, translation: str) -> None:
    found = repair(text, stored, translation, EN)
    assert found is None or found.proposal != translation


def _terms(text: str, language: str, other: str) -> list[TermSpot]:
    known = [("arms", "firearms", "枪支"), ("drugs", "drugs", "毒品"), ("people", "persons", "人口")]
    return sorted(
        (TermSpot(text.index(en), text.index(en) + len(en), concept, (zh,)) for concept, en, zh in known if en in text),
        key=lambda spot: spot.start,
    )


def test_a_term_is_exchanged_for_another() -> None:
    found = repair("trafficking in drugs", "trafficking in firearms", "贩运枪支", EN, _terms)
    assert found is not None
    assert (found.proposal, found.alike, found.penalty) == ("贩运毒品", 1, 0.03)


def test_a_term_that_stands_twice_in_the_translation_is_left() -> None:
    assert repair("trafficking in drugs", "trafficking in firearms", "枪支和枪支", EN, _terms) is None


def test_no_term_is_looked_for_where_only_values_differ() -> None:
    def never(text: str, language: str, other: str) -> list[TermSpot]:
        raise AssertionError((text, language, other))

    found = repair(
        "Recalling its resolution 73/186,", "Recalling its resolution 72/195,", "回顾其第72/195号决议，", EN, never
    )
    assert found is not None
    assert found.proposal == "回顾其第73/186号决议，"


def test_differences_are_words_and_characters() -> None:
    found = differences("各国必须加强合作", "各国应当加强国际合作")
    assert [(one.text, one.stored, one.start, one.end) for one in found] == [("必须", "应当", 2, 4), ("", "国际", 6, 6)]
    (one,) = differences("to share best practices now", "to exchange good practices now")
    assert (one.text, one.stored) == ("share best", "exchange good")


@settings(deadline=None)
@given(st.text(alphabet="ab 12会议，.", max_size=20), st.text(alphabet="ab 12会议，.", max_size=20))
def test_the_differences_are_all_there_is(text: str, stored: str) -> None:
    found = differences(text, stored)
    assert (found == ()) == (text == stored)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.text != one.stored
    assert [one.start for one in found] == sorted(one.start for one in found)
