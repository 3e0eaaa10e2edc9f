"""The cache: private, atomic, small, and never needed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from yizhi.termbase import cache


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "yizhi"


def test_what_is_written_is_found_and_only_ours_to_read(home: Path) -> None:
    written = cache.write("terms", "k", b"content")
    assert written is not None
    assert cache.path("terms", "k") == written
    assert written.read_bytes() == b"content"
    assert (home.stat().st_mode & 0o777, written.stat().st_mode & 0o777) == (0o700, 0o600)
    assert cache.path("terms", "other") is None
    assert cache.path("words", "k") is None


def test_a_function_may_fill_the_file(home: Path) -> None:
    written = cache.write("terms", "k", lambda path: path.write_bytes(b"filled") and None)
    assert written is not None
    assert written.read_bytes() == b"filled"


@pytest.mark.parametrize("error", [OSError, ValueError])
def test_what_fails_in_the_middle_leaves_nothing(home: Path, error: type[Exception]) -> None:
    def fill(path: Path) -> None:
        path.write_bytes(b"half")
        raise error

    if error is OSError:
        assert cache.write("terms", "k", fill) is None
    else:
        with pytest.raises(error):
            cache.write("terms", "k", fill)
    assert list(home.iterdir()) == []


def test_what_others_could_have_written_counts_as_missing(home: Path, tmp_path: Path) -> None:
    written = cache.write("terms", "k", b"content")
    assert written is not None
    written.chmod(0o662)
    assert cache.path("terms", "k") is None
    written.unlink()
    (tmp_path / "elsewhere").write_bytes(b"content")
    written.symlink_to(tmp_path / "elsewhere")
    assert cache.path("terms", "k") is None


def test_a_folder_that_is_too_open_is_closed(home: Path) -> None:
    home.mkdir(parents=True)
    home.chmod(0o777)
    assert cache.folder() == home
    assert home.stat().st_mode & 0o777 == 0o700


def test_no_folder_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert (cache.folder(), cache.path("terms", "k"), cache.write("terms", "k", b"")) == (None, None, None)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    assert cache.folder() is None


def test_a_relative_cache_home_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder() == tmp_path / ".cache" / "yizhi"


def test_the_least_used_entries_go(home: Path) -> None:
    for number in range(cache.KEPT + 3):
        written = cache.write("terms", f"{number:02}", b"")
        assert written is not None
        os.utime(written, (number, number))
    cache.write("words", "kept", b"")
    assert cache.write("terms", "new", b"") is not None
    left = sorted(path.name for path in home.iterdir())
    assert len(left) == cache.KEPT + 1
    assert "words-kept-0" in left
    assert "terms-new-0" in left
    assert "terms-00-0" not in left


def test_all_entries_together_stay_within_the_budget(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "BUDGET", 250)
    for number in range(4):
        written = cache.write(f"kind{number}", "k", b"x" * 100)
        assert written is not None
        os.utime(written, (number, number))
    assert cache.write("terms", "new", b"y" * 400) is not None, "the newest stays, however large"
    assert [path.name for path in home.iterdir()] == ["terms-new-190"]


def test_an_entry_that_was_cut_off_counts_as_missing(home: Path) -> None:
    written = cache.write("terms", "k", b"content")
    assert written is not None
    written.write_bytes(b"cont")
    assert cache.path("terms", "k") is None
    assert cache.write("terms", "k", b"content") == written
    assert cache.path("terms", "k") == written


def test_an_entry_that_its_reader_fails_on_is_removed(home: Path) -> None:
    def fail(path: Path) -> str:
        raise KeyError(path)

    assert cache.load("terms", "k", Path.read_text) is None
    cache.write("terms", "k", b"content")
    assert cache.load("terms", "k", Path.read_text) == "content"
    assert cache.load("terms", "k", fail) is None
    assert list(home.iterdir()) == []


def test_a_full_disk_under_a_database_is_no_error(home: Path) -> None:
    def fill(path: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    assert cache.write("terms", "k", fill) is None
    assert list(home.iterdir()) == []


def test_keys_tell_parts_apart() -> None:
    keys = {cache.key("ab", "c"), cache.key("a", "bc"), cache.key("abc"), cache.key(b"abc", ""), cache.key()}
    assert len(keys) == 5
    assert cache.key("é") == cache.key("é".encode())


def _old(file: Path, content: str) -> None:
    """Write a file that was changed long ago by all that its times say."""
    file.write_text(content)
    os.utime(file, (1, 1))


def test_contents_that_did_not_change_are_read_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_TICK", -1)
    file = tmp_path / "terms.tsv"
    _old(file, "one")
    first = cache.contents_key([file])
    monkeypatch.setattr(Path, "read_bytes", pytest.fail)
    assert cache.contents_key([file]) == first
    monkeypatch.undo()


def test_changed_contents_are_seen_whatever_the_size_and_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_TICK", -1)
    file = tmp_path / "terms.tsv"
    _old(file, "one")
    first = cache.contents_key([file])
    _old(file, "two")
    assert cache.contents_key([file]) != first
    file.unlink()
    assert cache.contents_key([file]) == cache.contents_key([])


def test_what_has_just_changed_is_not_remembered(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("one")
    cache.contents_key([file])
    assert not home.exists() or list(home.iterdir()) == []


def test_an_installation_may_bring_entries_along(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    monkeypatch.setattr(cache, "prepared_folder", lambda: prepared)
    (prepared / "terms-k-7").write_bytes(b"content")
    (prepared / "terms-short-8").write_bytes(b"content")
    assert cache.load("terms", "k", Path.read_bytes) == b"content"
    assert cache.path("terms", "short") is None
    assert cache.write("terms", "k", b"own") is not None
    assert cache.load("terms", "k", Path.read_bytes) == b"own"
