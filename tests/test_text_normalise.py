"""Normalised text: every rule has its cases, and the way back is exact."""

from __future__ import annotations

import pkgutil
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.text import normal as normals
from yizhi.termbase.text import rules
from yizhi.termbase.text.keys import key, normalise
from yizhi.termbase.text.lines import LineCounter
from yizhi.termbase.text.normal import normal

FOLDER = Path(__file__).parent / "cases" / "normalise"
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"])
]
TEXTS = st.text(
    st.sampled_from(
        "联合國會員国大会和平等的 \n\r\t\u3000、，。《》“”\"'’（）()-–ＵＮｕn29.ABcdﬁé\u0302\u200b\u00ad𠀀İß…"
    ),
    max_size=40,
)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    found = normalise(case["text"])
    assert found.text == case["normal"]
    if "pieces" in case:
        spans = (found.span(at, at + 1) for at in range(len(found.text)))
        assert [case["text"][start:end] for start, end in spans] == case["pieces"]


def test_capitals_of_what_changes_its_length_stay_where_capitals_do() -> None:
    assert normal("World War Ⅱ", fold_case=False).text == "World War II"
    assert normal("World War Ⅱ").text == "world war ii"


def test_every_rule_has_a_case_file_and_every_file_a_rule() -> None:
    modules = {item.name for item in pkgutil.iter_modules(rules.__path__)}
    assert modules == {path.stem for path in FOLDER.glob("*.toml")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聯合國安全理事會", "联合国安全理事会"),
        ("（第29号）", "(第29号)"),
        ("第 29 号", "第29号"),
        ("《联合国宪章》", "联合国宪章"),
        (" Human Rights ", "human rights"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
    ],
)
def test_keys_of_what_is_the_same(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("和平", "平和"), ("教育、科学", "教育科学"), ("UN", "U N"), ("第29号", "第2 9号")]
)
def test_keys_of_what_is_not(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(TEXTS)
def test_every_character_comes_from_a_place_of_the_text_in_order(text: str) -> None:
    found = normalise(text)
    spans = [found.span(at, at + 1) for at in range(len(found.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))


@given(TEXTS)
def test_the_short_list_of_edits_says_what_the_dense_map_says(text: str) -> None:
    form = normal(text)
    dense = form.mapped()
    for start in range(len(form.text)):
        for end in range(start + 1, len(form.text) + 1):
            assert form.span(start, end) == dense.span(start, end)


@given(TEXTS)
def test_capitals_do_not_change_the_length(text: str) -> None:
    assert len(normal(text).text) == len(normal(text, fold_case=False).text)


@given(TEXTS)
def test_a_key_is_its_own_key_but_for_what_space_tells(text: str) -> None:
    assert key(key(key(text))) == key(key(text))


@given(st.text(st.sampled_from("ab\r\n"), max_size=30))
def test_lines_and_columns(text: str) -> None:
    lines = LineCounter(text)
    for at, char in enumerate(text):
        before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
        if char == "\n" and at and text[at - 1] == "\r":
            continue
        assert lines.place(at) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


@given(st.text("联聯合國，；（）“”’–—ＡAé１ b\n", max_size=60))
def test_a_long_run_reads_as_the_first_text_does(text: str) -> None:
    early = normals._Table(normals._tables()[True])
    late = normals._Table(normals._tables()[True])
    late._asked = normals._MUCH
    # The text as it is, and where little changes: what is found and what is translated are two ways.
    for one in (text, text + "大" * 1000):
        assert late.apply(one) == early.apply(one) == one.translate(early)
