"""Characters beyond U+FFFF are Han like any other: names of people and places have them."""

from __future__ import annotations

import re

import pytest

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.runner import Selection, check
from yizhi.termbase.language import is_han
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.text.han import HAN
from yizhi.tm.drafts.reader import read
from yizhi.tm.model import Draft, Segment, Unit

RARE = "\U00020bb7"
"""𠮷, as in the name of a firm and of a town."""


def test_the_class_is_what_the_function_says() -> None:
    pattern = re.compile(f"[{HAN}]")
    differing = [code for code in range(0x32400) if bool(pattern.match(chr(code))) != is_han(chr(code))]
    assert differing == [0x3007], "〇 is a numeral here"


@pytest.mark.parametrize("name", ["中", RARE])
def test_lines_that_a_page_broke_are_joined_without_a_space(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    lines = [
        f"委员会审议了关于{name * 3}地区各国政府为执行本公约采取的立法和行政措施的报告以及{name}",
        f"{name}地区的民间社会组织提交的补充资料，并决定在下一届会议上继续审议这一项目。",
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*lines, *lines, *lines]), "utf-8")
    assert f"以及{name}{name}地区" in read(path).units[0].source.text  # type: ignore[union-attr]


@pytest.mark.parametrize("word", ["中田", f"{RARE}田"])
def test_a_word_that_comes_twice_is_told(word: str) -> None:
    unit = Unit(
        "1",
        Segment("The residents of Yoshida took part in the meeting.", "en"),
        Segment(f"{word}和{word}的居民参加了会议。", "zh-Hans"),
    )
    library = open_library()
    rule = registry.rule("repetition")
    draft = Draft("a.tsv", "tsv", "en", "zh-Hans", (unit,))
    findings = check(draft, Recogniser.of(library), Context(library), Selection((rule,), {}))
    assert len(findings) == 1
