"""`export --watch`: the file is written again when a termbase changes, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhi.cli.actions.export_watch import inside, keep_fresh
from yizhi.termbase.errors import YizhiError


def test_it_writes_again_after_a_change_only(tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("a", encoding="utf-8")
    written: list[str] = []
    looks = 0

    def write() -> int:
        written.append(terms.read_text(encoding="utf-8"))
        return len(written)

    def wait() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            terms.write_text("ab", encoding="utf-8")
        if looks == 3:
            (tmp_path / "terms.tsv-wal").write_text("log", encoding="utf-8")
        if looks == 5:
            raise KeyboardInterrupt

    assert keep_fresh([terms], write, wait) == 3
    assert written == ["a", "ab", "ab"]


def test_a_termbase_that_is_being_saved_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    def write() -> int:
        raise YizhiError("not a table", path="terms.tsv")

    def wait() -> None:
        raise KeyboardInterrupt

    assert keep_fresh([], write, wait) == 2
    assert capsys.readouterr().err == "yizhi: terms.tsv: not a table\n"


def test_a_folder_gets_a_file_for_its_client(tmp_path: Path) -> None:
    assert inside(tmp_path, "omegat") == tmp_path / "yizhi.tbx"
    with pytest.raises(YizhiError, match="a folder"):
        inside(tmp_path, "")
