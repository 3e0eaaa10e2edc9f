"""What is printed cannot steer a terminal, a log or a build server."""

from __future__ import annotations

import io
import json
import sys
import threading
from pathlib import Path

import commands
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.cli.display import terminal
from yizhi.service.presentation.harmless import REPLACEMENT, harmless, harmless_json

STEERING = ["\x1b]0;title\x07", "\x9b31m", "\u202e", "\x7f", "\r", "\x1b[8m", "\ud800"]


@pytest.mark.parametrize("sequence", STEERING)
@pytest.mark.parametrize("colours", [True, False])
def test_steering_characters_are_replaced(sequence: str, colours: bool) -> None:
    shown = harmless(f"大会{sequence}决议", colours=colours)
    assert not set(sequence) & set(shown) & set("\x1b\x07\x9b\u202e\x7f\r\ud800")
    assert shown.startswith("大会" + REPLACEMENT) and shown.endswith("决议")


def test_our_own_colours_stay_on_a_terminal_alone() -> None:
    assert harmless("\x1b[33;1mwarning\x1b[0m", colours=True) == "\x1b[33;1mwarning\x1b[0m"
    assert "\x1b" not in harmless("\x1b[33;1mwarning\x1b[0m", colours=False)


def test_no_line_is_a_command_to_a_build_server() -> None:
    assert harmless("a\n  ::set-output name=x::y", colours=False) == "a\n  ·::set-output name=x::y"
    assert harmless("std::vector", colours=False) == "std::vector"


@given(st.text(), st.booleans())
def test_ordinary_text_stays_and_nothing_grows_back(text: str, colours: bool) -> None:
    once = harmless(text, colours=colours)
    assert harmless(once, colours=colours) == once
    if text.isprintable() and not text.lstrip().startswith("::"):
        assert once == text


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    assert json.loads(harmless_json(json.dumps([text], ensure_ascii=False))) == [text]


def test_a_hostile_file_name_reaches_stderr_and_reports_neutralised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "::set-output name=x\x1b]0;owned\x07.txt"
    Path(name).write_text("大会第75/208号号决议。\n", encoding="utf-8")
    result = commands.run(capsys, "check", name, "missing\x9b31m.txt")
    assert result.code == 2
    assert "\x1b" not in result.out + result.err and "\x9b" not in result.out + result.err
    assert not any(line.startswith("::") for line in result.out.splitlines())


class Screen(io.StringIO):
    """A terminal that says when something was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        size = super().write(text)
        self.written.set()
        return size


def test_a_work_that_takes_long_says_so_on_a_terminal_and_clears_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.waiting("checking a\x1b]0;b", patience=0):
        assert screen.written.wait(60)
    shown = screen.getvalue().split("\r\x1b[K")
    assert shown[1].startswith(f"checking a{REPLACEMENT}")
    assert shown[1].endswith(" s")
    assert shown[-1] == ""


def test_a_short_work_and_one_without_a_terminal_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for patience, term in ((60.0, "xterm"), (0.0, "dumb")):
        screen = Screen()
        monkeypatch.setenv("TERM", term)
        monkeypatch.setattr(sys, "stderr", screen)
        with terminal.waiting("checking", patience):
            pass
        assert screen.getvalue() == ""
