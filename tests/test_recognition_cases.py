"""Recognition on written-out cases: the text with every hit in [[ ]], and nothing else may be found."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

from yizhi.termbase.language import guess
from yizhi.termbase.library import TermEntry
from yizhi.termbase.model import Strictness, Term
from yizhi.termbase.recognition.recogniser import Recogniser

FOLDER = Path(__file__).parent / "cases" / "recognition"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


@lru_cache(maxsize=8)
def recogniser(name: str) -> Recogniser:
    names = FILES[name].get("names", [])
    return Recogniser.from_entries(
        TermEntry(text, Strictness.NAME if text in names else Strictness.TERM, Term(text, guess(text)))
        for text in FILES[name]["terms"]
    )


@pytest.mark.parametrize(
    ("name", "case"), [(name, case) for name, file in FILES.items() for case in file["found"]["cases"]]
)
def test_case(name: str, case: str) -> None:
    text = re.sub(r"\[\[|\]\]", "", case)
    marked, at = "", 0
    for hit in recogniser(name).hits(text):
        assert text[hit.start : hit.end] == hit.text
        marked += f"{text[at : hit.start]}[[{hit.text}]]"
        at = hit.end
    assert marked + text[at:] == case
