"""Collections: what goes in, that grouping changes no finding, that stopped and killed work loses and doubles nothing."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import run

from yizhi.checks.parallel import Tools
from yizhi.corpus import candidate_merge, checking, engine, works
from yizhi.corpus.aligning import ALIGN, AlignWork
from yizhi.corpus.candidate_counts import MINE, CountWork
from yizhi.corpus.checking import CheckWork
from yizhi.corpus.collection import (
    Collection,
    CollectionPair,
    CollectionPart,
    open_collection,
    read_counts,
    read_pairs,
    read_table,
)
from yizhi.corpus.engine import Counts, Crew, result_file
from yizhi.corpus.importing import import_collection
from yizhi.corpus.mining import mined_terms, pair_sample, write_mined
from yizhi.corpus.planning import plan
from yizhi.corpus.statistics import STATS, StatsWork
from yizhi.corpus.works import WorkOrder, carry_out
from yizhi.termbase.errors import YizhiError
from yizhi.tm.mining.dictionary import Cedict
from yizhi.tm.mining.mining import mine
from yizhi.tm.mining.model import Corpus
from yizhi.tm.model import Problem

pytest.importorskip("pyarrow")
RULES = ("number-mismatch", "segment-inconsistent", "term-missing", "number-word-mix")


def _table(path: Path, documents: int = 12, pairs: int = 4) -> Path:
    """Documents with a wrong figure each, and with a sentence that two of its rows translate otherwise."""
    rows = ["id\tdocument\tzh-Hans\ten"]
    for document in range(documents):
        rows += [
            f"{number}\tA/{document}\t第{number}节有{document + 10}名代表。"
            f"\tSection {number} has {document + 10 + (number == 2)} representatives."
            for number in range(pairs)
        ]
        rows += [f"x\tA/{document}\t缔约国应当采取措施。\tStates parties shall take measures.", f"y\tA/{document}\t缔约国应当采取措施。\tThey must act with resolve."]  # fmt: skip
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def _import(tmp_path: Path, size: int, name: str = "col") -> Collection:
    return import_collection([_table(tmp_path / "table.tsv")], tmp_path / name, [], size=size)


def _work() -> CheckWork:
    return CheckWork(Tools(builtin=False), RULES)


def _texts(collection: Collection) -> list[CollectionPair]:
    return [pair for part in collection.parts for pair in read_pairs(collection.file(part))]


# ------------------------------------------------------------------ import


def test_parts_hold_whole_documents_and_every_pair(tmp_path: Path) -> None:
    collection = _import(tmp_path, 10)
    assert [(part.pairs, part.documents) for part in collection.parts] == [(12, 2)] * 6
    assert (collection.pairs, collection.documents) == (72, 12)
    pairs = _texts(collection)
    assert pairs[2] == ("A/0", "2", "zh-Hans", "en", "第2节有10名代表。", "Section 2 has 11 representatives.")
    assert open_collection(collection.folder) == collection


def test_a_document_that_comes_again_later_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "mixed.tsv"
    rows = [f"{number}\tdoc-{number % 3}\t第{number}号\tNo. {number}" for number in range(9)]
    path.write_text("id\tdocument\tzh\ten\n" + "\n".join(rows) + "\n", "utf-8")
    collection = import_collection([path], tmp_path / "col", [], size=1)
    assert [part.documents for part in collection.parts] == [1, 1, 1]
    assert [(pair.document, pair.id) for pair in _texts(collection)] == [
        (f"doc-{document}", f"{number}") for document in range(3) for number in range(document, 9, 3)
    ]
    assert not list((tmp_path / "col" / "pairs").glob("*.jsonl"))


def test_pairs_without_a_document_are_one_each(tmp_path: Path) -> None:
    path = tmp_path / "plain.tsv"
    path.write_text("zh\ten\n会议\tmeeting\n报告\treport\n", "utf-8")
    assert import_collection([path], tmp_path / "col", []).documents == 2


def test_line_pairs_with_ids(tmp_path: Path) -> None:
    (tmp_path / "un.zh").write_text("会议开幕。\n\n会议闭幕。\n", "utf-8")
    (tmp_path / "un.en").write_text("The meeting opened.\nLost.\nThe meeting closed.\n", "utf-8")
    (tmp_path / "un.ids").write_text("2015/a/1 en:1 zh:1\n2015/a/1 en:2\n2015/a/2 en:1 zh:1\n", "utf-8")
    problems: list[Problem] = []
    collection = import_collection([tmp_path / f"un.{end}" for end in ("en", "zh", "ids")], tmp_path / "col", problems)
    assert [(pair.document, pair.id, pair.source) for pair in _texts(collection)] == [
        ("2015/a/1", "1", "The meeting opened."),
        ("2015/a/2", "3", "The meeting closed."),
    ]
    assert [problem.message for problem in problems] == ["1 pairs with an empty side were not taken"]


def test_line_pairs_of_unequal_length_are_refused_at_their_line(tmp_path: Path) -> None:
    (tmp_path / "un.zh").write_text("会议开幕。\n", "utf-8")
    (tmp_path / "un.en").write_text("The meeting opened.\nMore.\n", "utf-8")
    with pytest.raises(YizhiError) as told:
        import_collection([tmp_path / "un.en", tmp_path / "un.zh"], tmp_path / "col", [])
    assert (told.value.path, told.value.line) == (str(tmp_path / "un.zh"), 2)
    with pytest.raises(YizhiError, match="no collection"):
        open_collection(tmp_path / "col")
    with pytest.raises(YizhiError, match="one Chinese and one English"):
        import_collection([tmp_path / "un.en"], tmp_path / "col", [])


def test_links_of_the_un_corpus(tmp_path: Path) -> None:
    for language, texts in (("en", ("The meeting opened.", "It closed.")), ("zh", ("会议开幕。", "会议闭幕。"))):
        folder = tmp_path / "Xml" / language / "2015" / "a"
        folder.mkdir(parents=True)
        sentences = "".join(f'<s id="{number}:1">{text}</s>' for number, text in enumerate(texts, 1))
        (folder / "1.xml").write_text(f"<text><body><p>{sentences}</p></body></text>", "utf-8")
    links = tmp_path / "links" / "en-zh.xml"
    links.parent.mkdir()
    group = '<linkGrp fromDoc="Xml/en/2015/a/{0}.xml" toDoc="Xml/zh/2015/a/{0}.xml">{1}</linkGrp>'
    both = '<link xtargets="1:1;1:1"/><link xtargets="1:1 2:1;1:1 2:1"/><link xtargets="2:1;"/>'
    links.write_text(f"<links>{group.format(1, both)}\n{group.format(9, '')}</links>", "utf-8")
    problems: list[Problem] = []
    collection = import_collection([links], tmp_path / "col", problems)
    assert _texts(collection) == [
        ("2015/a/1", "1:1", "en", "zh-Hans", "The meeting opened.", "会议开幕。"),
        ("2015/a/1", "1:1 2:1", "en", "zh-Hans", "The meeting opened. It closed.", "会议开幕。会议闭幕。"),
    ]
    assert [(one.line, one.message) for one in problems] == [
        (2, "the linked document Xml/en/2015/a/9.xml is not there")
    ]


def test_a_folder_with_a_collection_is_not_overwritten(tmp_path: Path) -> None:
    collection = _import(tmp_path, 10)
    with pytest.raises(YizhiError, match="a collection in this folder"):
        import_collection([tmp_path / "table.tsv"], collection.folder, [])


# ------------------------------------------------------------------ checks


def test_grouping_changes_no_finding(tmp_path: Path) -> None:
    found = []
    for size in (1, 10, 1000):
        collection = _import(tmp_path, size, f"col-{size}")
        result = carry_out(WorkOrder("check", _work(), "s"), collection, Crew())
        assert result.problems == ()
        found.append(list(checking.findings(collection)))
        assert result.counts["findings"] == len(found[-1])
    assert found[0] == found[1] == found[2]
    rules = [finding.rule for finding in found[0]]
    assert (rules.count("number-mismatch"), rules.count("segment-inconsistent")) == (12, 12)
    wrong = found[0][0]
    assert (wrong.rule, wrong.path, wrong.unit, wrong.text, wrong.suggestion) == (
        "number-mismatch",
        "A/0",
        "2",
        "11",
        "10",
    )


def test_a_changed_part_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    collection = _import(tmp_path, 10)
    file = collection.file(collection.parts[2])
    file.write_bytes(file.read_bytes()[:-1])
    result = carry_out(WorkOrder(STATS, StatsWork(), "s"), collection, Crew())
    assert [(Path(one.path).name, one.message.split(";")[0]) for one in result.problems] == [
        ("part-00002.parquet", "this part is missing or was changed")
    ]
    assert result.counts["pairs"] == 60


def test_stopped_work_goes_on_and_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    collection = _import(tmp_path, 10)

    def stop(done: int) -> None:
        if done >= 24:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(WorkOrder("check", _work(), "s"), collection, Crew(), stop)
    with pytest.raises(YizhiError, match="results of this work already"):
        carry_out(WorkOrder("check", _work(), "s"), collection, Crew())
    with pytest.raises(YizhiError, match="other settings"):
        carry_out(WorkOrder("check", _work(), "t", resume=True), collection, Crew())
    result = carry_out(WorkOrder("check", _work(), "s", resume=True), collection, Crew())
    assert (result.skipped, result.counts["pairs"], result.counts["documents"]) == (2, 72, 12)


@dataclass(frozen=True)
class DyingWork:
    """Counts a part; the first process that comes to a certain part dies in the middle of it, before its file is there."""

    mark: Path

    def __call__(self, collection: Collection, part: CollectionPart) -> Counts:
        if part.name == "part-00001" and not self.mark.exists():
            self.mark.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return StatsWork()(collection, part)


def test_a_worker_killed_in_the_middle_of_a_part_loses_and_doubles_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    collection = _import(tmp_path, 10)
    work = DyingWork(tmp_path / "died")
    result = carry_out(WorkOrder(STATS, work, "s"), collection, Crew(workers=2))
    assert work.mark.exists(), "a worker was killed"
    assert result.problems == ()
    assert result.counts["pairs"] == 72
    assert sorted(file.name for file in (collection.folder / STATS).glob("*.parquet")) == [
        f"part-{number:05}.parquet" for number in range(6)
    ]
    for part in collection.parts:
        assert read_counts(result_file(collection, STATS, part))["pairs"] == part.pairs


def test_no_scheduler_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(engine, "PATIENCE", 1)
    collection = _import(tmp_path, 10)
    with pytest.raises(YizhiError, match="no scheduler answers at tcp"):
        carry_out(WorkOrder(STATS, StatsWork(), "s"), collection, Crew(scheduler="tcp://127.0.0.1:9"))


def test_a_plan_keeps_nothing_and_counts_the_whole(tmp_path: Path) -> None:
    collection = _import(tmp_path, 10)
    planned = plan(collection, "check", _work(), size=30)
    assert 30 <= planned.sample <= 48
    assert planned.pairs == 72
    assert planned.seconds > 0 < planned.disk
    assert planned.hours(2) == planned.hours(1) / 2
    assert not (collection.folder / "check").exists()


def test_sums_of_counts() -> None:
    assert works.summed([{"pairs": 2, "rules": {"a": 1}}, {"pairs": 3, "rules": {"a": 1, "b": 4}}]) == {
        "pairs": 5,
        "rules": {"a": 2, "b": 4},
    }


# ------------------------------------------------------------------ commands


def test_the_commands_from_import_to_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, folder = _table(tmp_path / "table.tsv"), str(tmp_path / "col")
    assert "72 pairs of 12 documents in 6 parts" in run(
        capsys, "corpus", "import", str(table), "-o", folder, "--part", "10"
    ).out.replace("\n", " ")
    counted = run(capsys, "corpus", "stats", folder, "--format", "json").json
    assert (counted["pairs"], counted["documents"], counted["directions"]) == (72, 12, {"zh-Hans → en": 72})
    planned = run(capsys, "corpus", "check", folder, "--plan", "--format", "json").json
    assert planned["plan"]["pairs"] == 72
    checked = run(capsys, "corpus", "check", folder, "--rule", "number-mismatch", "--format", "json")
    assert (checked.code, checked.json["rules"], checked.json["errors"]) == (1, {"number-mismatch": 12}, [])
    assert run(capsys, "corpus", "check", folder, "--rule", "number-mismatch").code == 2
    report = run(capsys, "corpus", "report", folder, "-f", "json").json
    assert {finding["path"] for finding in report["findings"]} == {f"A/{number}" for number in range(12)}
    page = tmp_path / "page.html"
    assert run(capsys, "corpus", "report", folder, "-o", str(page)).code == 0
    assert "72 pairs of 12 documents: 12 error" in page.read_text("utf-8")
    merged = tmp_path / "all.parquet"
    assert run(capsys, "corpus", "report", folder, "-f", f"parquet:{merged}").code == 0
    import pyarrow.parquet as pq

    assert pq.read_table(merged).column("text").to_pylist() == [str(number + 11) for number in range(12)]


def test_a_report_before_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    collection = _import(tmp_path, 10)
    told = run(capsys, "corpus", "report", str(collection.folder))
    assert (told.code, "nothing was checked yet" in told.err) == (2, True)
    assert json.loads((collection.folder / "collection.json").read_text("utf-8"))["pairs"] == 72


def test_alignment_again_finds_pairs_that_slipped(tmp_path: Path) -> None:
    path = tmp_path / "slipped.tsv"
    pairs = [
        ("会议于2019年4月15日开幕。", "The meeting opened on 15 April 2019."),
        ("共有45名代表出席。", "In all 45 representatives took part."),
        ("预算为300万美元。", "The budget was 3 million dollars."),
        ("第72/195号决议获得通过。", "Resolution 72/195 was adopted."),
        ("主席感谢秘书处。", "The Chair thanked the Secretariat."),
    ]
    rows = [f"{number}\tA/1\t{zh}\t{en}" for number, (zh, en) in enumerate(pairs)]
    # In the second document the English of two rows stands in one.
    rows += [
        f"0\tA/2\t{pairs[0][0]}\t{pairs[0][1]}",
        f"1\tA/2\t{pairs[1][0]}\t{pairs[2][1]}",
        f"2\tA/2\t{pairs[2][0]}\t{pairs[3][1]}",
        f"3\tA/2\t{pairs[3][0]}\t{pairs[4][1]}",
    ]
    path.write_text("id\tdocument\tzh\ten\n" + "\n".join(rows) + "\n", "utf-8")
    collection = import_collection([path], tmp_path / "col", [])
    result = carry_out(WorkOrder(ALIGN, AlignWork(Tools(builtin=False)), "s"), collection, Crew())
    beads = [tuple(row.values()) for row in read_table(result_file(collection, ALIGN, collection.parts[0]))]
    assert [bead[:3] for bead in beads if bead[0] == "A/1"] == [("A/1", f'["{n}"]', f'["{n}"]') for n in range(5)]
    slipped = {bead[1:3] for bead in beads if bead[0] == "A/2"}
    assert {('["0"]', '["0"]'), ('["2"]', '["1"]'), ('["3"]', '["2"]')} <= slipped
    assert result.counts["moved"] == sum(bead[4] for bead in beads) >= 2


def _minable(tmp_path: Path, size: int, name: str = "minable") -> Collection:
    path = tmp_path / "mined.tsv"
    rows = [
        f"{number}\tA/{number // 30}\t《渡轮安全公约》（渡轮公约）第{number}条。\tArticle {number} of the Ferry Safety Convention (FSC)."
        for number in range(120)
    ]
    path.write_text("id\tdocument\tzh\ten\n" + "\n".join(rows) + "\n", "utf-8")
    collection = import_collection([path], tmp_path / name, [], size=size)
    carry_out(WorkOrder(MINE, CountWork(Tools(builtin=False)), "s"), collection, Crew())
    return collection


def test_candidates_of_parts_are_counted_together(tmp_path: Path) -> None:
    collection = _minable(tmp_path, 60)
    assert len(collection.parts) == 2
    terms = mined_terms(collection, Tools(builtin=False))
    (convention,) = [term for term in terms if term.source == "渡轮安全公约"]
    assert (convention.frequency, convention.parts, convention.language) == (120, 2, "zh-Hans")
    assert (convention.target, convention.document) == ("Ferry Safety Convention", "A/0")
    write_mined(collection, terms)
    stored = [row["source"] for row in read_table(collection.folder / "candidates.parquet")]
    assert "渡轮安全公约" in stored
    assert len(stored) == len(set(stored))


def test_more_tables_than_may_be_open_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = _minable(tmp_path, 30)
    assert len(collection.parts) == 4
    at_once = candidate_merge.merged_terms(collection)
    monkeypatch.setattr(candidate_merge, "FILES", 2)
    assert candidate_merge.merged_terms(collection) == at_once
    assert sorted(file.name for file in (collection.folder / MINE).iterdir()) == [
        *(f"part-{number:05}.parquet" for number in range(4)),
        "run.json",
    ]


def test_one_part_gives_the_candidates_of_its_pairs(tmp_path: Path) -> None:
    collection = _minable(tmp_path, 200)
    corpus = Corpus()
    for pair in collection.rows(collection.parts[0]):
        corpus.add(pair.source, pair.target, pair.document, None)
    expected = {(item.source, item.target, round(item.score, 6), item.frequency) for item in mine(corpus, Cedict)}
    terms = mined_terms(collection, Tools(builtin=False))
    assert terms
    assert {(term.source, term.target, round(term.score, 6), term.frequency) for term in terms} <= expected


def test_a_sample_has_even_pairs_and_pairs_of_each_candidate(tmp_path: Path) -> None:
    collection = _minable(tmp_path, 30)
    shown_by = [[(0, 1), (3, 7)], [(2, 2), (2, 3)]]
    assert pair_sample(collection, shown_by, 120) == [(part, row) for part in range(4) for row in range(30)]
    sample = pair_sample(collection, shown_by, 13, 10)
    assert len(sample) == 13
    assert {(0, 0), (0, 12), (1, 6), (3, 18), (0, 1), (2, 2), (3, 7)} <= set(sample)
    assert (2, 3) not in sample
