"""Alignment: the search for the best path, whole documents, files paired by name."""

from __future__ import annotations

import ast
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from damage import Kinds, damaged
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from yizhi.termbase.errors import YizhiError
from yizhi.tm.alignment import align, band, naming
from yizhi.tm.alignment.align import Aligner, AlignmentSide
from yizhi.tm.alignment.documents import align_drafts, document
from yizhi.tm.alignment.search import Block, Costs, PathBead, best_path
from yizhi.tm.alignment.weights import KINDS, Kind
from yizhi.tm.drafts.reader import read
from yizhi.tm.model import Bead

SAMPLES = Path(__file__).parent / "samples"


# ------------------------------------------------------------------ search


def _brute(score: Mapping[Kind, NDArray[np.float32]], height: int, width: int, costs: Costs) -> float:
    """The best total by trying everything; a run of nulls on one side costs `null` and then `null_more` each."""
    best: dict[tuple[int, int, str], float] = {(0, 0, ""): 0.0}
    for i, j in product(range(height + 1), range(width + 1)):
        for state in ("", "left", "right"):
            here = best.get((i, j, state))
            if here is None:
                continue
            steps = [
                ((i + a, j + b, ""), score[a, b][i + a - 1, j + b - 1])
                for a, b in KINDS
                if i + a <= height and j + b <= width
            ]
            if i < height:
                steps.append(((i + 1, j, "left"), costs.null_more if state == "left" else costs.null))
            if j < width:
                steps.append(((i, j + 1, "right"), costs.null_more if state == "right" else costs.null))
            for node, value in steps:
                best[node] = max(best.get(node, -1e18), here + float(value))
    return max(value for (i, j, _), value in best.items() if (i, j) == (height, width))


def _value(path: Sequence[tuple[int, int, int, int, float]], costs: Costs) -> float:
    total, last = 0.0, ""
    for left, left_end, right, right_end, score in path:
        state = "right" if left == left_end else "left" if right == right_end else ""
        total += score if not state else costs.null_more if state == last else costs.null
        last = state
    return total


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 7), st.integers(0, 7), st.integers(0, 10_000), st.integers(1, 4))
def test_the_search_finds_the_best_path(height: int, width: int, seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    score = {kind: random.normal(-3, 4, (height, width)).astype(np.float32) for kind in KINDS}
    costs = Costs(-3.0, -1.0)
    blocks = [Block(top, min(top + rows, height + 1), 0, width + 1) for top in range(0, height + 1, rows)]
    path = best_path(blocks, lambda r, c: {kind: values[r, c] for kind, values in score.items()}, costs)
    assert [(bead.left, bead.right) for bead in path] == [(0, 0), *((b.left_end, b.right_end) for b in path)][
        : len(path)
    ]
    assert not path or (path[-1].left_end, path[-1].right_end) == (height, width)
    assert _value(path, costs) == pytest.approx(_brute(score, height, width, costs), abs=1e-3)


def test_the_band_follows_a_path_off_the_diagonal() -> None:
    area = band.Area(0, 2000, 0, 3000)
    # The first thousand on the right has no counterpart.
    left = np.arange(2000)
    blocks = band.around(area, (left, left + 1000, np.ones(2000)))
    for row in range(100, 1900, 50):
        block = next(b for b in blocks if b.top <= row < b.bottom)
        assert block.first <= row + 1000 < block.last
    assert max(b.last - b.first for b in blocks) < 1300
    assert sum(b.last - b.first for b in blocks) / len(blocks) < 600


# ------------------------------------------------------------------ aligning


def _gold() -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    beads = set()
    for line in (SAMPLES / "report.gold").read_text().splitlines():
        left, right = line.split(":")
        beads.add((tuple(ast.literal_eval(left)), tuple(ast.literal_eval(right))))
    return beads


def test_the_report_is_aligned_as_by_hand() -> None:
    source, target = document(read(SAMPLES / "report.zh.txt")), document(read(SAMPLES / "report.en.txt"))
    assert min(len(source.sentences), len(target.sentences)) >= 100
    sides = (
        AlignmentSide(source.texts, [s.starts for s in source.sentences], True),
        AlignmentSide(target.texts, [s.starts for s in target.sentences]),
    )
    there = Aligner().align(*sides)
    assert {(bead.source, bead.target) for bead in there} == _gold()
    back = Aligner().align(sides[1], sides[0])
    assert [(bead.target, bead.source, bead.score) for bead in back] == [
        (bead.source, bead.target, bead.score) for bead in there
    ]


@pytest.mark.parametrize("seed", range(3))
def test_cleaning_undoes_what_pages_do_to_alignment(tmp_path: Path, seed: int) -> None:
    """Strict F1 against the gold falls by at most .01, footnotes and heads of the pages notwithstanding."""

    def pairs(sides: Sequence[Path]) -> Counter[tuple[str, ...]]:
        found = [document(read(side)) for side in sides]
        texts = [["".join(text.split()) for text in side.texts] for side in found]
        beads = Aligner().align(
            *(AlignmentSide(side.texts, [s.starts for s in side.sentences], at == 0) for at, side in enumerate(found))
        )
        return Counter(
            tuple("".join(texts[at][one] for one in side) for at, side in enumerate((bead.source, bead.target)))
            for bead in beads
        )

    clean = [SAMPLES / "report.zh.txt", SAMPLES / "report.en.txt"]
    raw = []
    for at, path in enumerate(clean):
        paragraphs = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        raw.append(tmp_path / path.name)
        raw[-1].write_text(damaged(paragraphs, seed + 50 * at, Kinds(width=70 + 4 * seed)), encoding="utf-8")
    expected, there = pairs(clean), pairs(raw)
    right = sum((expected & there).values())
    assert 2 * right / (sum(expected.values()) + sum(there.values())) >= 0.99


def test_footnotes_of_pages_are_aligned_apart(tmp_path: Path) -> None:
    source, target = tmp_path / "a.zh.txt", tmp_path / "a.en.txt"
    source.write_text("大会欢迎秘书长的报告，1\n____\n1 见 E/2021/9。\n并请秘书长再次提出报告。\n", encoding="utf-8")
    target.write_text(
        "The Assembly welcomes the report,1\nand requests the Secretary-General to report again.\n____\n1 See E/2021/9.\n",
        encoding="utf-8",
    )
    assert "见 E/2021/9。" not in document(read(source)).texts
    units = align_drafts(read(source), read(target)).units
    last = units[-1]
    assert last.source and last.target
    assert (last.source.text, last.target.text) == ("见 E/2021/9。", "See E/2021/9.")
    assert [unit.id for unit in units] == [str(number) for number in range(1, len(units) + 1)]


def _covers(beads: Sequence[Bead], height: int, width: int) -> None:
    assert [at for bead in beads for at in bead.source] == list(range(height))
    assert [at for bead in beads for at in bead.target] == list(range(width))
    assert all(0 <= bead.score <= 1 for bead in beads)


SENTENCE = st.sampled_from(
    [
        "大会通过决议。",
        "",
        "3.",
        "The Assembly met.",
        "（a）",
        "人权？",
        "Human rights?",
        "\u3000",
        "第5条",
        "Article 5",
    ]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(SENTENCE, max_size=12), st.lists(SENTENCE, max_size=12))
def test_every_sentence_is_in_exactly_one_bead(source: list[str], target: list[str]) -> None:
    _covers(Aligner().align(AlignmentSide(source, None, True), AlignmentSide(target)), len(source), len(target))


def test_locked_beads_hold() -> None:
    zh = ["大会通过决议。", "会议结束。", "主席发言。", "注：草案。"]
    en = ["The Assembly adopted the resolution.", "The meeting ended.", "The President spoke."]
    locked = [Bead((0, 1), (0,), 1.0), Bead((3,), (), 1.0)]
    beads = Aligner().align(AlignmentSide(zh, None, True), AlignmentSide(en), locked)
    _covers(beads, 4, 3)
    assert beads[0] == Bead((0, 1), (0,), 1.0)
    assert beads[-1] == Bead((3,), (), 1.0)
    turned = Aligner().align(
        AlignmentSide(en), AlignmentSide(zh, None, True), [Bead(b.target, b.source, 1.0) for b in locked]
    )
    assert [(b.target, b.source) for b in turned] == [(b.source, b.target) for b in beads]


class _Oracle:
    """An embedding model that knows which sentence translates which: here the third translates the first."""

    def embed(self, sentences: Sequence[str], language: str) -> NDArray[np.float32]:
        vectors = np.zeros((len(sentences), 8), np.float32)
        for at, _ in enumerate(sentences):
            vectors[at, (at + 2) % 8 if language == "zh" else at] = 2.0
        return vectors


def test_an_embedding_model_can_be_plugged_in() -> None:
    zh, en = ["甲甲甲甲。"], ["Foo foo foo foo.", "Bar bar bar bar.", "Baz baz baz baz."]
    beads = Aligner(embedder=_Oracle()).align(AlignmentSide(zh, None, True), AlignmentSide(en))
    assert [(bead.source, bead.target) for bead in beads] == [((), (0,)), ((), (1,)), ((0,), (2,))]


def test_a_translation_paired_with_its_source_points_at_both_files(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("12. 大会通过决议。会议结束。\n\n(a) 人权；\n", encoding="utf-8")
    target.write_text(
        "12. The Assembly adopted the resolution.  The meeting ended.\n\n(a) Human rights;\n", encoding="utf-8"
    )
    draft = align_drafts(read(source), read(target))
    assert draft.bilingual and draft.path == str(target) and draft.source_path == str(source)
    texts = []
    for unit in draft.units:
        assert unit.source and unit.target and unit.source.origin and unit.target.origin
        assert draft.source_text is not None and draft.text is not None
        start, end = unit.source.origin.span(0, len(unit.source.text))
        assert draft.source_text[start:end] == unit.source.text
        start, end = unit.target.origin.span(0, len(unit.target.text))
        assert draft.text[start:end] == unit.target.text
        texts.append((unit.source.text, unit.target.text))
    assert texts == [
        ("12. 大会通过决议。", "12. The Assembly adopted the resolution."),
        ("会议结束。", "The meeting ended."),
        ("(a) 人权；", "(a) Human rights;"),
    ]


def test_a_bilingual_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text("zh\ten\n人权\thuman rights\n", encoding="utf-8")
    with pytest.raises(YizhiError, match="both languages"):
        document(read(file))


# ------------------------------------------------------------------ names


def test_files_are_paired_by_name(tmp_path: Path) -> None:
    names = ["a.zh.txt", "a.en.txt", "b_zh-Hans.docx", "b_en.docx"]
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.touch()
    assert naming.pairs(paths) == [(paths[0], paths[1]), (paths[2], paths[3])]
    assert naming.pairs([paths[1], paths[0]]) == [(paths[1], paths[0])]
    zh, en = tmp_path / "zh", tmp_path / "en"
    for folder, ending in ((zh, ".txt"), (en, ".docx")):
        folder.mkdir()
        (folder / f"report{ending}").touch()
    assert naming.pairs([zh, en]) == [(zh / "report.txt", en / "report.docx")]
    with pytest.raises(YizhiError, match="expected"):
        naming.pairs(paths[:3])


@pytest.mark.parametrize(("beads", "told"), [(19, False), (20, True), (24, True)])
def test_a_length_ratio_is_told_from_twenty_beads(beads: int, told: bool) -> None:
    model = SimpleNamespace(ratio=1.0, reach_left=np.arange(40) * 10.0, reach_right=np.arange(40) * 13.0)
    path = [PathBead(number, number + 1, number, number + 1, 2.0) for number in range(beads)]
    ratio = align._ratio(model, path)  # type: ignore[arg-type] # what it looks at
    assert (abs(ratio - 1.3) < 0.001) == told


@pytest.mark.parametrize(("distance", "searches"), [(0.0, 1), (0.06, 1), (-0.06, 1), (0.1, 2), (-0.1, 2)])
def test_another_length_ratio_makes_a_second_search(
    distance: float, searches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, calls = align._search, []
    monkeypatch.setattr(align, "_ratio", lambda model, _: model.ratio * math.exp(distance))
    monkeypatch.setattr(align, "_search", lambda *given: calls.append(1) or search(*given))
    zh = ["安全理事会通过了3项决议。", "大会审议了报告。", "会议于下午6时结束。"]
    en = [
        "The Security Council adopted 3 resolutions.",
        "The Assembly considered the report.",
        "The meeting rose at 6 p.m.",
    ]
    Aligner().align(AlignmentSide(zh, chinese=True), AlignmentSide(en))
    assert len(calls) == searches
