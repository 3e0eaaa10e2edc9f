"""`check --watch`: checks again on a change, and tells what is new and what is gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yizhi.cli.actions.check import outcome
from yizhi.cli.actions.check_outcome import CheckRequest
from yizhi.cli.actions.watch import watch

HEAD = "id\tzh-Hans\ten\n"
WRONG, RIGHT, OTHER = (
    "1\t共有12个国家。\t21 countries.\n",
    "1\t共有12个国家。\t12 countries.\n",
    "2\t计45人。\t54 persons.\n",
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(request: CheckRequest, *steps: Callable[[], object]) -> int:
    """Watches while the steps happen one after the other, then ends as Ctrl-C does."""
    todo: Iterator[Callable[[], object]] = iter(steps)

    def wait() -> None:
        step = next(todo, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return watch(request, lambda: outcome(request), wait)


def request(*files: str, **options: object) -> CheckRequest:
    return CheckRequest(tuple(map(Path, files)), rules=("number-mismatch",), no_builtin=True, **options)  # type: ignore[arg-type]


def written(path: str, text: str) -> Callable[[], object]:
    clock = iter(range(10_000))

    def write() -> None:
        Path(path).write_text(text, "utf-8")
        # A clock of its own: two writes within one tick of the file system are two changes.
        os.utime(path, ns=(10**18 + next(clock) * 10**9 + len(text) * 10**6, 10**18 + len(text) * 10**6))

    return write


def test_new_and_gone(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.tsv", HEAD + WRONG)()
    code = run(
        request("a.tsv"), written("a.tsv", HEAD + WRONG + OTHER), written("a.tsv", HEAD + OTHER), written("a.tsv", HEAD)
    )
    first, second, third, fourth = capsys.readouterr().out.split("Watching 1 file; Ctrl-C ends.\n")[:4]
    assert "1 error" in first
    assert "New" not in first
    assert "New: 1\n  + unit 2" in second
    assert "Gone" not in second
    assert "Gone: 1\n  - unit 1" in third
    assert "New" not in third
    assert "Gone: 1\n  - unit 2" in fourth
    assert code == 0


def test_a_moved_finding_is_neither(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.tsv", HEAD + WRONG)()
    assert run(request("a.tsv"), written("a.tsv", HEAD + "0\t导言\tIntroduction\n" + WRONG)) == 1
    assert "Nothing new, nothing gone." in capsys.readouterr().out


def test_a_file_that_is_away_for_a_moment(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.tsv", HEAD + WRONG)()
    code = run(request("a.tsv"), Path("a.tsv").unlink, written("a.tsv", HEAD + RIGHT))
    assert code == 0
    out, err = capsys.readouterr()
    assert err.count("a.tsv") == 1
    assert "0 errors" in out.split("Watching")[2]


def test_configuration_and_baseline_are_watched_too(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.tsv", HEAD + WRONG)()
    steps = (
        written("yizhi.toml", '[rules]\nnumber-mismatch = "info"\n'),
        written("yizhi.toml", "[rules\n"),
        written("yizhi.toml", ""),
    )
    assert run(request("a.tsv"), *steps) == 1
    out, err = capsys.readouterr()
    assert out.split("Watching")[1].count("1 info") == 1
    assert "yizhi.toml" in err
    assert out.count("Watching") == 3


def test_files_of_reports_are_written_each_time() -> None:
    written("a.tsv", HEAD + WRONG)()
    seen: list[str] = []
    run(
        request("a.tsv", forms=("tsv:out.tsv",)),
        lambda: (seen.append(Path("out.tsv").read_text("utf-8")), written("a.tsv", HEAD)()),
        lambda: seen.append(Path("out.tsv").read_text("utf-8")),
    )
    assert [text.count("number-mismatch") for text in seen] == [1, 0]
