"""What learns the words of translations: the built-in engine and eflomal, which give the same kind of model."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from yizhi.cli.app import main
from yizhi.termbase.errors import YizhiError
from yizhi.tm.mining import eflomal_engine, mining
from yizhi.tm.mining.eflomal_engine import LONGEST, Eflomal, EflomalAligner
from yizhi.tm.mining.lexical import LexiconEngine, ModelOne, Words
from yizhi.tm.mining.model import Corpus, MiningTarget

NO_KEYS = np.zeros(0, np.int64)


class Fixed:
    """An aligner that links as it was told, and keeps what it was given."""

    def __init__(self, forward: str, backward: str) -> None:
        self.links = forward, backward
        self.given: list[list[str]] = []
        self.folder = Path()

    def align(
        self,
        src_input: Iterable[str],
        trg_input: Iterable[str],
        links_filename_fwd: str,
        links_filename_rev: str,
        *,
        priors_input: Iterable[str] | None,
    ) -> None:
        self.given = [list(src_input), list(trg_input), list(priors_input or ())]
        for name, links in zip((links_filename_fwd, links_filename_rev), self.links, strict=True):
            Path(name).write_text(links, "ascii")
        self.folder = Path(links_filename_fwd).parent


class Failing:
    def align(
        self,
        src_input: Iterable[str],
        trg_input: Iterable[str],
        links_filename_fwd: str,
        links_filename_rev: str,
        *,
        priors_input: Iterable[str] | None,
    ) -> None:
        raise subprocess.CalledProcessError(1, "eflomal")


class Diagonal(Fixed):
    """An aligner that links words at the same place."""

    def __init__(self) -> None:
        super().__init__("", "")

    def align(
        self,
        src_input: Iterable[str],
        trg_input: Iterable[str],
        links_filename_fwd: str,
        links_filename_rev: str,
        *,
        priors_input: Iterable[str] | None,
    ) -> None:
        rows = zip(src_input, trg_input, strict=True)
        links = [" ".join(f"{n}-{n}" for n in range(min(len(a.split()), len(b.split())))) for a, b in rows]
        for name in (links_filename_fwd, links_filename_rev):
            Path(name).write_text("".join(f"{line}\n" for line in links), "ascii")


def words(*rows: list[int]) -> list[Words]:
    return [np.array(row, np.int32) for row in rows]


def key(zh: int, en: int) -> int:
    return zh << 32 | en


# ------------------------------------------------------------------ eflomal


def test_links_become_shares() -> None:
    # 1 is linked forward with 7, 7 and 8; backward once with 7.
    aligner = Fixed("0-0 0-1\n0-0 1-1\n", "0-0\n1-1\n")
    model = Eflomal(aligner).learn(words([1], [1, 2]), words([7, 7], [8, 9]), NO_KEYS)
    assert model.keys.tolist() == [key(1, 7), key(1, 8), key(2, 9)]
    assert model.forward.tolist() == pytest.approx([2 / 3, 1 / 3, 1])
    assert model.backward.tolist() == pytest.approx([1, 0, 1])
    forward, _ = model.look_up(np.array([1, 2], np.int32), np.array([8, 8], np.int32))
    assert forward.tolist() == pytest.approx([1 / 3, 0])


def test_words_keep_their_order_and_the_dictionary_comes_along() -> None:
    aligner = Fixed("\n", "\n")
    Eflomal(aligner).learn(words([3, 1, 3]), words([5, 4]), np.array([key(3, 5)], np.int64))
    assert aligner.given == [["3 1 3\n"], ["5 4\n"], ["LEX\t3\t5\t4.0\n"]]


def test_nothing_is_left_behind() -> None:
    aligner = Fixed("0-0\n", "0-0\n")
    Eflomal(aligner).learn(words([1]), words([1]), NO_KEYS)
    assert aligner.folder.name.startswith("yizhi-")
    assert not aligner.folder.exists()


def test_sentences_that_the_aligner_cannot_take_are_left_out() -> None:
    aligner = Fixed("0-0\n", "0-0\n")
    model = Eflomal(aligner).learn(words([], [6] * (LONGEST + 1), [1], [2]), words([1], [1], [], [4]), NO_KEYS)
    assert aligner.given[:2] == [["2\n"], ["4\n"]]
    assert model.keys.tolist() == [key(2, 4)]


@pytest.mark.parametrize("engine", [ModelOne(), Eflomal(Failing())])
def test_of_nothing_nothing_is_learnt(engine: LexiconEngine) -> None:
    assert len(engine.learn(words([]), words([1]), NO_KEYS).keys) == 0


def test_a_failing_aligner_is_told() -> None:
    with pytest.raises(YizhiError, match=r"eflomal failed.*--engine builtin"):
        Eflomal(Failing()).learn(words([1]), words([1]), NO_KEYS)


# ------------------------------------------------------------------ mining with an engine


class NoDictionary:
    def family(self, word: str) -> str:
        return word

    def renderings(self, word: str) -> frozenset[str]:
        return frozenset()


THINGS = {
    "灯塔": "lighthouse", "运河": "canal", "图书馆": "library", "风车": "windmill", "渡轮": "ferry", "博物馆": "museum",
}  # fmt: skip


def two_things(count: int) -> Corpus:
    rng = random.Random(3)
    corpus = Corpus()
    for number in range(count):
        one, two = rng.sample(sorted(THINGS), 2)
        corpus.add(f"{one}，{two}。", f"{THINGS[one]}, {THINGS[two]}.", "m.tmx", number + 1)
    return corpus


def renderings(engine: LexiconEngine | None) -> dict[str, str | None]:
    return {one.source: one.target for one in mining.mine(
        two_things(150), NoDictionary, wanted=MiningTarget(tuple(THINGS)), engine=engine
    )}  # fmt: skip


@pytest.mark.parametrize("engine", [None, ModelOne()])
def test_the_built_in_engine_is_the_default(engine: LexiconEngine | None) -> None:
    assert renderings(engine) == THINGS


def test_another_engine_feeds_the_same_search() -> None:
    assert renderings(Eflomal(Diagonal())) == THINGS


def test_the_real_package() -> None:
    if find_spec("eflomal") is None:
        pytest.skip("eflomal is not installed (pip install 'yizhi[eflomal]')")
    assert renderings(eflomal_engine.eflomal()) == THINGS


# ------------------------------------------------------------------ the command


def mined(*more: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["mine", "pairs.tsv", "--no-builtin", "--format", "json", *more])
    return int(stop.value.code or 0)


@pytest.fixture
def pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpus = two_things(60)
    rows = [f"{zh}\t{en}\n" for zh, en in zip(corpus.zh, corpus.en, strict=True)]
    Path("pairs.tsv").write_text("zh-Hans\ten\n" + "".join(rows), "utf-8")


@pytest.mark.usefixtures("pairs")
def test_without_the_package_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(eflomal_engine, "find_spec", lambda name: None)
    assert mined("--engine", "eflomal") == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "yizhi: eflomal is not installed; pip install 'yizhi[eflomal]'\n")


@pytest.mark.usefixtures("pairs")
def test_the_option_chooses_the_engine(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def fake() -> Eflomal:
        asked.append("eflomal")
        aligner: EflomalAligner = Diagonal()
        return Eflomal(aligner)

    monkeypatch.setattr(eflomal_engine, "eflomal", fake)
    assert mined() == 0
    assert asked == []
    capsys.readouterr()
    assert mined("--engine", "eflomal") == 0
    assert asked == ["eflomal"]
    assert json.loads(capsys.readouterr().out)["version"] == 1
