"""The store of the memory: nothing is lost or doubled, what is wrong is found and mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from memories import SAMPLE, pair, take

from yizhi.tm.memory import keys, parts
from yizhi.tm.memory.dedupe import dedupe
from yizhi.tm.memory.exporting import pairs as exported
from yizhi.tm.memory.index import GramIndex
from yizhi.tm.memory.memory import open_memory
from yizhi.tm.memory.verify import verify
from yizhi.tm.memory.writing import MemoryWriter
from yizhi.tm.model import Pair


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "m.db"
    take(made, SAMPLE)
    return made


class Killed(BaseException):
    """Stands for the end of the process."""


def test_an_import_that_dies_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yizhi.tm.memory.writing.BLOCK", 10)
    monkeypatch.setattr("yizhi.tm.memory.writing.SECONDS", 0.0)
    path = tmp_path / "m.db"
    every = [pair(f"Sentence number {at} of this long report", f"本长报告的第{at}句话", id=str(at)) for at in range(95)]

    def dying() -> Iterator[Pair]:
        yield from every[:57]
        raise Killed

    with pytest.raises(Killed):
        take(path, dying(), fingerprint="f")
    assert list(verify(path)) == []
    with open_memory(path) as memory:
        assert 0 < memory.statistics().units <= 57
        assert memory.statistics().unfinished == (("file", memory.statistics().units),)
    done = take(path, every, fingerprint="f")
    assert 0 < done.skipped <= 57
    assert done.skipped + done.pairs == 95
    assert list(verify(path)) == []
    with open_memory(path) as memory:
        assert memory.statistics().units == 95
        assert memory.statistics().unfinished == ()
        assert len(list(exported(memory, every_origin=True))) == 95
    assert take(path, every, fingerprint="f").units == 0


def test_another_state_of_the_file_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "m.db"

    def dying() -> Iterator[Pair]:
        yield SAMPLE[0]
        raise Killed

    with pytest.raises(Killed):
        take(path, dying(), fingerprint="f")
    assert take(path, SAMPLE, fingerprint="g").skipped == 0


def test_verify_finds_what_is_wrong_and_rebuild_mends_it(path: Path) -> None:
    from yizhi.tm.memory.schema import transaction
    from yizhi.tm.memory.verify import remake

    wrong = [
        "UPDATE first_key SET key = 'x' WHERE number = 2",
        "UPDATE unit SET second_hash = 1 WHERE number = 3",
        "UPDATE posting SET data = CAST(substr(data, 5) || x'01000000' AS BLOB)",
        "UPDATE posting SET data = 'text'",
        "UPDATE segment SET ends = x'01'",
        "DELETE FROM segment WHERE side = 2",
        "UPDATE segment SET lengths = x'0100' WHERE side = 1",
        "DELETE FROM second_key WHERE number = 1",
        "UPDATE state SET keys = 'old'",
    ]
    for statement in wrong:
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.close()
        assert list(verify(path)), statement
        with MemoryWriter(path) as writer, transaction(writer.connection):
            for _ in remake(writer.connection):
                pass
        assert list(verify(path)) == [], statement


def test_small_imports_do_not_make_many_parts(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with MemoryWriter(path) as writer:
        for at in range(40):
            for _ in writer.take(
                [pair(f"Article {at} is amended as follows", f"第{at}条修订如下", id=str(at))], f"f{at}"
            ):
                pass
        assert len(parts.parts(writer.connection)) <= 4
    assert list(verify(path)) == []
    with open_memory(path) as memory:
        assert memory.search("第7条修订如下", limit=1)[0].score == 1


def test_parts_merged_by_ranges_are_those_made_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yizhi.tm.memory.merging.AT_ONCE", 50)
    monkeypatch.setattr("yizhi.tm.memory.merging.PER_PAGE", 16)
    monkeypatch.setattr("yizhi.tm.memory.postings.PER_PAGE", 16)
    monkeypatch.setattr("yizhi.tm.memory.index.PER_PAGE", 16)
    path = tmp_path / "m.db"
    for some in ([0, 5], [5, 9], [9, 12]):
        take(path, [pair(f"Part {at} of the annex to the report", f"报告附件第{at}部分") for at in range(*some)])
    assert list(verify(path)) == []
    with open_memory(path) as memory, memory.snapshot():
        index = GramIndex(memory.connection, 2)
        (part,) = index.parts
        for code, _ in keys.grams(keys.key("报告附件"))[:-1]:
            (found,) = index.postings(part, [part.find(code)])
            assert list(found) == list(range(12))


def test_dedupe_merges_what_differs_in_form_only(path: Path) -> None:
    twin = pair("The supply chain was  interrupted.", "供應鏈中斷。", id="t", document="twin", changed="2022-01-01")
    take(path, [twin])
    with MemoryWriter(path) as writer:
        (group,) = dedupe(writer)
        assert dedupe(writer) == []
    assert group.kept[2] == "供應鏈中斷。"
    assert list(verify(path)) == []
    with open_memory(path) as memory:
        assert memory.statistics().units == len(SAMPLE)
        (match,) = memory.search("供应链中断。")
        assert {one.document for one in match.origins} == {"twin", "report"}
