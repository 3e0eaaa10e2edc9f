"""The short way of plain calls understands what the whole command line understands, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yizhi.cli import command_tree, short_way
from yizhi.cli.actions import check, lookup

BOTH = (
    ("check", "draft.txt"),
    ("check", "a.txt", "b.docx", "--format", "json"),
    ("check", "-f", "sarif", "a.tsv", "-o", "out.json"),
    ("check", "--no-builtin", "-t", "a.tbx", "--termbase", "b.db", "a.tsv"),
    ("check", "a.tsv", "--jobs", "2", "--baseline", "known.json"),
    ("lookup", "安理会"),
    ("lookup", "Security", "Council", "--format", "json"),
    ("lookup", "人权", "-n", "3", "--no-builtin", "-t", "own.tsv"),
    ("lookup", "人*", "-f", "text", "--limit", "40"),
)
LONG = (
    (),
    ("--version",),
    ("check",),
    ("check", "--help"),
    ("check", "a.txt", "--"),
    ("check", "a.txt", "--format=json"),
    ("check", "a.txt", "--format"),
    ("check", "a.txt", "--format", "-o"),
    ("check", "a.txt", "--jobs", "0"),
    ("check", "a.txt", "--jobs", "x"),
    ("check", "a.txt", "--format", "json", "--format", "text"),
    ("check", "a.txt", "--fix"),
    ("lookup", "-"),
    ("lookup", "人权", "--format", "xml"),
    ("lookup", "人权", "--where", "domain=crime"),
    ("align", "a.txt", "b.txt"),
)


@pytest.mark.parametrize("words", BOTH, ids=" ".join)
def test_both_ways_ask_for_the_same(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[Any] = []
    monkeypatch.setattr(check, "run", lambda request: requests.append(request) or 0)
    monkeypatch.setattr(lookup, "look_up", requests.append)
    action = short_way.plain(words)
    assert action is not None
    assert action() == 0
    assert command_tree.run(list(words), pytest.fail) == 0
    assert requests[0] == requests[1]


@pytest.mark.parametrize("words", LONG, ids=lambda words: " ".join(words) or "nothing")
def test_everything_else_goes_the_long_way(words: tuple[str, ...]) -> None:
    assert short_way.plain(words) is None


def test_a_shell_that_completes_goes_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_YIZHI_COMPLETE", "complete_bash")
    assert short_way.plain(("check", "draft.txt")) is None


def test_a_check_loads_nothing_that_it_can_do_without(tmp_path: Path) -> None:
    """`inspect` comes with the standard library's `dataclasses`, and costs as much as many rules: values are records instead."""
    draft = tmp_path / "draft.txt"
    draft.write_text("会议欢迎各国的报告。\n\n会议欢迎各国的报告。\n", "utf-8")
    table = tmp_path / "draft.tsv"
    table.write_text("zh\ten\n会议欢迎各国的报告。\tThe meeting welcomed the reports of States.\n", "utf-8")
    for path in (draft, table):
        script = (
            f"import sys\nfrom yizhi.cli.app import main\ntry:\n    main(['check', {str(path)!r}])\nexcept SystemExit:\n    pass\n"
            "print(*sorted({'inspect', 'dis', 'typer', 'click', 'rich'} & sys.modules.keys()), file=sys.stderr)"
        )
        for _ in range(2):  # the first one may compile tables
            done = subprocess.run(
                [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
            )
        assert done.stderr.split() == [], path.name
