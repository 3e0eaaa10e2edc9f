"""What a memory teaches about words, and that learning goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run
from memories import pair, take

from yizhi.termbase.errors import YizhiError
from yizhi.tm.memory import learning, lexicon
from yizhi.tm.memory.lexicon import MemoryLexicon
from yizhi.tm.model import Pair, Segment

SUBJECTS = {"委员会": "The Committee", "秘书长": "The Secretariat", "大会": "The Assembly", "工作组": "The Panel"}
ACTS = {
    "通过了决议": "adopted the resolution",
    "审议了报告": "considered the report",
    "核准了预算": "approved the budget",
}


def _pairs(round_: int = 0) -> list[Pair]:
    """Every subject with every act."""
    return [
        pair(f"{subject} {act} {number}.", f"{zh}{done}{number}。", id=f"{number}", document=f"doc-{round_}")
        for number, (zh, subject, done, act) in enumerate(
            [(zh, subject, done, act) for zh, subject in SUBJECTS.items() for done, act in ACTS.items()], 100 * round_
        )
    ]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "tm.db"
    take(path, _pairs())
    return path


def _best(found: dict[str, float]) -> str:
    return max(found, key=lambda name: found[name])


def test_words_that_stand_together_stand_for_each_other(memory: Path) -> None:
    learnt = learning.learn(memory)
    assert learnt.origin == (12, 12)
    assert learnt.chinese("委员会") == 3
    assert learnt.chinese("安理会") == 0
    assert learnt.english("resolution") == 4
    assert learnt.family("commit") == 3
    assert _best(learnt.renderings("委员会")) == "commit"
    assert _best(learnt.renderings("预算")) == "budget"
    assert _best(learnt.sources("report")) == "报告"
    assert learnt.renderings("安理会") == {}


def test_a_lexicon_lies_beside_its_memory_and_a_damaged_one_is_none(memory: Path) -> None:
    learnt = learning.learn(memory)
    file = memory.with_name("tm.db.lexicon")
    stored = lexicon.load(file)
    assert isinstance(stored, MemoryLexicon)
    assert stored.dump() == learnt.dump()
    file.write_bytes(file.read_bytes()[:-1])
    assert lexicon.load(file) is None
    assert not memory.with_name("tm.db.learning").exists()


def test_learning_that_was_stopped_goes_on_where_it_was(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "CHUNK", 5)
    whole = learning.learn(memory).dump()
    memory.with_name("tm.db.lexicon").unlink()

    def stop(what: str, done: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learning.learn(memory, stop)
    assert lexicon.load(memory.with_name("tm.db.lexicon")) is None
    cut: list[str] = []
    words = learning.chinese_words
    monkeypatch.setattr(learning, "chinese_words", lambda text: cut.append(text) or words(text))
    assert learning.learn(memory).dump() == whole
    assert len(cut) == 2, "the units of two chunks were cut before"


def test_another_state_of_the_memory_is_learnt_from_the_beginning(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "CHUNK", 5)

    def stop(what: str, done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learning.learn(memory, stop)
    take(memory, _pairs(1), again=True)
    assert learning.learn(memory).origin == (24, 24)


def test_a_lexicon_is_stale_when_its_memory_grew_by_more_than_a_tenth(memory: Path) -> None:
    assert learning.stale(memory)
    learning.learn(memory)
    take(memory, [pair("One more.", "又一个。", id="1", document="more")], again=True)
    assert not learning.stale(memory), "13 units are 12 and a twelfth"
    take(memory, [pair("Yet one more.", "还有一个。", id="2", document="more")], again=True)
    assert learning.stale(memory), "14 units are 12 and a sixth"


def test_a_memory_of_other_languages_teaches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tm.db"
    take(path, [Pair(Segment("La réunion", "fr"), Segment("会议", "zh-Hans"), id="1", document="d")])
    with pytest.raises(YizhiError, match="no units of Chinese and English"):
        learning.learn(path)


def test_the_command_learns_and_says_when_there_is_nothing_new(
    memory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys, "tm", "learn", "--memory", str(memory), "--format", "json").json
    assert (first["version"], first["units"], first["learnt"]) == (1, 12, True)
    second = run(capsys, "tm", "learn", "--memory", str(memory))
    assert "was learnt before" in second.out
    assert run(capsys, "tm", "learn", "--memory", str(memory.with_name("none.db"))).code == 2
