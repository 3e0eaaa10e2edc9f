"""Lines of a call in Chinese: every message and remedy in the code, taken apart as they come; programs get English."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import told_lines
from hypothesis import given
from hypothesis import strategies as st

from yizhi.cli.display import review_screen
from yizhi.service.call_lines import prompt, spoken

WAITING_SHARE = 0.02
"""What was just written may be said in English until its words are in the catalogue (service/locale/zh/LC_MESSAGES/calls.po)."""


def test_what_a_call_says_is_translated() -> None:
    said = told_lines.lines()
    assert len(said) > 400
    missing = {line: place for line, place in said.items() if prompt(line, "zh") == line}
    assert len(missing) <= WAITING_SHARE * len(said), missing


@pytest.mark.parametrize(
    ("line", "chinese"),
    [
        (
            "a.tsv:3: 5 cells where the header has 4; row skipped: is there a separator inside a cell?",
            "a.tsv:3: 5个单元格，而表头有4个；这一行未读入：单元格里是否有分隔符？",
        ),
        ("unknown rule 'x'; `yizhi explain` lists the rules", "未知的规则'x'；`yizhi explain` 列出全部规则"),
        ("t.db: no such translation memory", "t.db: 没有这个翻译记忆"),
        ("Missing argument 'QUERY...'; see `yizhi lookup --help`", "缺少参数 'QUERY...'；见 `yizhi lookup --help`"),
        ("nobody translated this: 'x'", "nobody translated this: 'x'"),
    ],
)
def test_a_line_is_taken_apart(line: str, chinese: str) -> None:
    assert spoken(line, "zh") == chinese
    assert spoken(line, "en") == line


@given(st.text())
def test_any_line_can_be_said(text: str) -> None:
    assert spoken(text, "en") == text
    assert isinstance(spoken(text, "zh"), str)


def test_errors_are_in_the_language_of_the_settings_and_programs_get_english(tmp_path: Path) -> None:
    (tmp_path / "yizhi.toml").write_text('language = "zh"\n', "utf-8")
    command = [str(Path(sys.executable).parent / "yizhi"), "check", "missing.tsv", "--format", "json"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "没有这个文件" in done.stderr
    assert json.loads(done.stdout)["errors"][0]["message"].startswith("cannot be read")


def test_the_help_of_reviewing_is_translated() -> None:
    assert prompt(review_screen.HELP, "zh") != review_screen.HELP
