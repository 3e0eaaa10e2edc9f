"""An expression that knows its beginnings matches where it matched before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.text import expressions

SOURCES = (
    (r"(?:[0-9](?:st|nd)\b|[$€] ?[0-9])", 0),
    (r"(?<![A-Za-z])(?P<word>[a-z]+)-\1", 0),
    (r"(?:第)?[一二三]+(?=届)|会议", 0),
    (r"\s*[，,;]\s?|(?:\bor\b)", 0),
    (r"(?:state|İ|k)s?\b|(?i:UN)", re.IGNORECASE),
    (r"[^\W\d_]+(?:['’][a-z]+)?", 0),
    (r"(?:^|(?<=\n))\(?[a-c]\)", re.MULTILINE),
    (r"(?:a|)b?|x*", 0),
    (r"(?!a)[\w-]{2,}|\d", re.ASCII),
    (r"(?>[A-Z]{1,2})\d|(?:no|not)(?!\w)", 0),
)
PIECES = ["1st", "2nd ", "$5", "a", "ab-ab", "第", "一届", "会议", "，", ", ", "or ", "State", "ſtate", "K", "İ", "ı", "UN", "\n", "(a)", "é", "’s", "-", "NOT ", "x", "𠮷"]  # fmt: skip


@pytest.mark.parametrize(("source", "flags"), SOURCES)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_same_matches(source: str, flags: int, pieces: list[str]) -> None:
    text = "".join(pieces)
    theirs, ours = re.compile(source, flags), expressions._compiled(source, flags).pattern(source)
    assert [(match.span(), match.groups()) for match in ours.finditer(text)] == [
        (match.span(), match.groups()) for match in theirs.finditer(text)
    ]


@pytest.mark.parametrize(
    ("source", "knows"),
    [("(?:[0-9]x|[$€])", True), ("(?<!a)b", True), ("(?:a|)b?", False), (".x|y", False), (r"(?i:é|a)b", False)],
)
def test_a_set_is_given_where_it_is_certain(source: str, knows: bool) -> None:
    assert (expressions._compiled(source, 0).code[2] == 4) is knows
