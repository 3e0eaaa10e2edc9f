"""What is compiled is kept, never stale, never trusted when damaged, and never missed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from yizhi.termbase import cache
from yizhi.termbase.library import Library, open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.text import normal as normals
from yizhi.termbase.text.keys import key
from yizhi.termbase.words import dictionary


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own, nothing kept in memory, and a dictionary of the words of these tests."""
    read = dictionary._entries
    few = set("联合国维护和平大会员扩议")
    monkeypatch.setattr(
        dictionary, "_entries", lambda folder: (entry for entry in read(folder) if few.issuperset(entry[0]))
    )
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    _forget()
    yield tmp_path / "cache" / "yizhi"
    _forget()


def _forget() -> None:
    dictionary.load.cache_clear()
    normals._tables.cache_clear()


def _library(tmp_path: Path, *terms: str) -> Library:
    table = tmp_path / "terms.tsv"
    table.write_text("zh-Hans\ten\n" + "".join(f"{term}\tterm\n" for term in terms), "utf-8")
    return open_library([table], builtin=False)


def _found(library: Library, text: str) -> list[str]:
    return [hit.text for hit in Recogniser.of(library).hits(text)]


def test_a_changed_termbase_is_seen_at_once(tmp_path: Path, place: Path) -> None:
    assert _found(_library(tmp_path, "会员国"), "会员国大会") == ["会员国"]
    assert _found(_library(tmp_path, "会员国", "大会"), "会员国大会") == ["会员国", "大会"]
    assert len(list(place.glob("recogniser-*"))) == 2


def test_the_second_time_nothing_is_compiled(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "扩大会议，聯合國大会"
    first = _found(_library(tmp_path, "联合国", "大会"), text)
    _forget()
    for module, name in ((dictionary, "_compile"), (normals, "_compile")):
        monkeypatch.setattr(module, name, _refuse)
    monkeypatch.setattr("yizhi.termbase.recognition.index.build", _refuse)
    assert _found(_library(tmp_path, "联合国", "大会"), text) == first == ["聯合國", "大会"]


def _refuse(*_: object) -> object:
    raise AssertionError("compiled again")


def test_damaged_entries_are_made_anew(tmp_path: Path, place: Path) -> None:
    library = _library(tmp_path, "大会", "联合国")
    first = _found(library, "聯合國大会，扩大会议")
    for entry in place.iterdir():
        if not entry.name.startswith("terms-"):
            content = bytearray(entry.read_bytes())
            content[len(content) // 2] ^= 0xFF
            entry.write_bytes(content)
    _forget()
    assert _found(library, "聯合國大会，扩大会议") == first == ["聯合國", "大会"]
    for entry in place.iterdir():
        if not entry.name.startswith("terms-"):
            entry.write_bytes(b"")
    _forget()
    assert _found(library, "聯合國大会，扩大会议") == first


def test_entries_are_private(tmp_path: Path, place: Path) -> None:
    _found(_library(tmp_path, "大会"), "扩大会议")
    kinds = {entry.name.partition("-")[0] for entry in place.iterdir()}
    assert {"recogniser", "words", "characters"} <= kinds
    assert all(stat.S_IMODE(entry.stat().st_mode) == 0o600 for entry in place.iterdir())


def test_without_a_cache_it_works_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: None)
    normals._tables.cache_clear()
    assert key("聯合國") == "联合国"
    assert _found(_library(tmp_path, "会员国"), "會員國") == ["會員國"]
    normals._tables.cache_clear()


def test_jieba_reads_no_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "jieba.cache").write_bytes(b"not a dictionary")
    dictionary._tokenizer.cache_clear()
    assert dictionary.segment("公平和平等的待遇") == [(0, 2), (2, 3), (3, 5), (5, 6), (6, 8)]
    assert (tmp_path / "jieba.cache").read_bytes() == b"not a dictionary"
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
