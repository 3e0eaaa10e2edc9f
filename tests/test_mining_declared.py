"""Declared short forms: the written-out cases, and promises that hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.tm.mining.declared import find, possible

CASES = Path(__file__).parent / "cases" / "mining"


def cases(name: str) -> list[Any]:
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["text"][:24]) for case in found]


def told(text: str, language: str) -> list[str]:
    return [f"{one.full} | {one.short}" for one in find(text, language)]


@pytest.mark.parametrize("case", cases("declared_zh"))
def test_chinese_case(case: dict[str, Any]) -> None:
    assert told(case["text"], ZH_HANS) == case["finds"]


@pytest.mark.parametrize("case", cases("declared_en"))
def test_english_case(case: dict[str, Any]) -> None:
    assert told(case["text"], EN) == case["finds"]


def test_a_known_term_bounds_the_full_form() -> None:
    text = "欢迎高原促进湖泊和山地署（湖山署）的报告"
    start, end = text.index("促进"), text.index("（")
    assert [one.full for one in find(text, ZH_HANS, [(start, end, "lakes")])] == ["促进湖泊和山地署"]


def test_a_known_short_form_needs_no_letters_in_common() -> None:
    text = "白石组织（达夫沙）"
    known = [(0, 4, "stone"), (5, 8, "stone")]
    assert told(text, ZH_HANS) == []
    assert [one.short for one in find(text, ZH_HANS, known)] == ["达夫沙"]


def test_a_name_that_comes_again_is_bounded_by_it() -> None:
    whole = "河岸居民权益保障中心（权益中心）\n他访问了河岸居民权益保障中心。\n河岸居民权益保障中心很大。"
    assert [one.full for one in find(whole.split("\n")[0], ZH_HANS, (), whole.count)] == ["河岸居民权益保障中心"]


PIECES = st.lists(
    st.sampled_from(["（", "）", "(", ")", "“", "”", "《", "》", "，", "、", "又称", "以下简称", "联合国", "山地署", "UNO", "Office on", "的", " ", "\n", "a"]),
    max_size=30,
)  # fmt: skip


@given(PIECES, st.sampled_from([ZH_HANS, EN]))
def test_places_are_those_of_the_text(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    for one in find(text, language):
        assert text[one.start : one.end] == one.full
        assert text[one.short_start : one.short_end] == one.short
        assert one.full != one.short
        assert 0 < one.score <= 1
        assert possible(text, language)
