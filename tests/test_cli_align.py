"""`yizhi align` from outside."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import commands
import pytest
from commands import Result

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("report.zh.txt", "report.en.txt"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    return commands.run(capsys, "align", *arguments, "--no-builtin")


REPORT = ("report.zh.txt", "report.en.txt")


def test_json_has_every_sentence_in_one_bead(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *REPORT, "--format", "json")
    found: dict[str, Any] = json.loads(out)
    assert code == 0
    assert found["version"] == 1 and found["removed"] == [] and found["signature"].startswith("yizhi ")
    for side in ("source", "target"):
        assert [at for bead in found["beads"] for at in bead[side]] == list(range(len(found[side])))
    assert "".join(found["source"]) == re.sub(r"\n", "", Path("report.zh.txt").read_text(encoding="utf-8"))


def test_sentences_are_taken_as_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a").write_text("甲。乙。\n\n  丙\n", encoding="utf-8")
    Path("b").write_text("One. Two.\nThree", encoding="utf-8")
    _, out, _ = run(capsys, "a", "b", "--sentences", "--format", "json")
    found = json.loads(out)
    assert found["source"] == ["甲。乙。", "", "  丙"]
    assert found["target"] == ["One. Two.", "Three"]


def test_the_tmx_is_read_by_translate_toolkit_and_valid(capsys: pytest.CaptureFixture[str]) -> None:
    from translate.storage.tmx import tmxfile

    code, out, _ = run(capsys, *REPORT, "-o", "out.tmx")
    assert code == 0 and "100 pairs; 1 without a counterpart left out" in out
    with Path("out.tmx").open("rb") as file:
        store = tmxfile(file, "zh-Hans", "en")
    units = [unit for unit in store.units if not unit.isheader()]
    assert len(units) == 100
    assert units[0].source == "联合国区域港口培训方案的执行情况"
    assert units[0].target == "Implementation of the United Nations regional ports training programme"


def test_tags_that_a_client_wants(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *REPORT, "-o", "out.tmx", "--tags", "zh-Hans=zh-CN,en=en-US")
    written = Path("out.tmx").read_text(encoding="utf-8")
    assert 'srclang="zh-CN"' in written and 'xml:lang="en-US"' in written and "zh-Hans" not in written


@pytest.mark.parametrize("ending", ["tsv", "xlsx"])
def test_a_correction_survives_the_next_run(capsys: pytest.CaptureFixture[str], ending: str) -> None:
    name = f"out.{ending}"
    run(capsys, *REPORT, "-o", name)
    rows = _rows(name)
    header = rows[0]
    zh, decision = header.index("zh-Hans"), header.index("decision")
    # Two rows are made one on the Chinese side, wrongly, and one is declared good.
    rows[5][zh] += rows[6][zh]
    rows[6][zh] = ""
    rows[10][decision] = "checked"
    rows[11][header.index("en")] += " indeed"
    before = [row[:] for row in rows]
    _save(name, rows)
    code, _, _ = run(capsys, *REPORT, "-o", name)
    assert code == 0
    after = _rows(name)
    assert after[5][zh] == before[5][zh] and after[5][decision] == "ok"
    assert after[6][zh] == "" and after[6][header.index("en")] == before[6][header.index("en")]
    assert [row[decision] for row in after[10:12]] == ["checked", "ok"]
    assert after[11][header.index("en")].endswith(" indeed")
    assert after[20] == before[20]
    # Once more, from another file.
    run(capsys, *REPORT, "-o", "other.html", "--corrections", name)
    assert before[11][header.index("en")] in Path("other.html").read_text(encoding="utf-8")
    run(capsys, *REPORT, "-o", name)
    assert _rows(name) == after


def _rows(name: str) -> list[list[str]]:
    if name.endswith(".tsv"):
        return [line.split("\t") for line in Path(name).read_text(encoding="utf-8").splitlines()]
    from openpyxl import load_workbook

    return [[cell.value or "" for cell in row] for row in load_workbook(name).active.iter_rows()]


def _save(name: str, rows: list[list[str]]) -> None:
    if name.endswith(".tsv"):
        Path(name).write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        return
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(name)


def test_xlsx_cells_are_text(capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import load_workbook

    Path("a").write_text("=SUM(A1)\n2014\n", encoding="utf-8")
    Path("b").write_text("=SUM(A1)\n2014\n", encoding="utf-8")
    run(capsys, "a", "b", "--sentences", "-o", "out.xlsx")
    cells = [row[2] for row in load_workbook("out.xlsx").active.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=SUM(A1)", "s"), ("2014", "s")]


def test_html_shows_text_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a").write_text("<script>甲</script>\n", encoding="utf-8")
    Path("b").write_text("<script>One</script>\n", encoding="utf-8")
    run(capsys, "a", "b", "--sentences", "-o", "out.html")
    page = Path("out.html").read_text(encoding="utf-8")
    assert "<script>" not in page and "&lt;script&gt;甲" in page


def test_several_pairs_go_into_one_file_and_a_bad_one_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (
        ("x.zh.txt", "人权。\n"),
        ("x.en.txt", "Human rights.\n"),
        ("y.zh.txt", "\n"),
        ("y.en.txt", "Peace.\n"),
    ):
        Path(name).write_text(text, encoding="utf-8")
    code, out, err = run(
        capsys, *REPORT, "x.zh.txt", "x.en.txt", "y.zh.txt", "y.en.txt", "--format", "json", "-o", "out.tsv"
    )
    found = json.loads(out)
    assert code == 2 and "y.zh.txt" in err and len(found["errors"]) == 1
    assert [document["paths"][0] for document in found["documents"]] == ["report.zh.txt", "x.zh.txt"]
    assert {row[1] for row in _rows("out.tsv")[1:]} == {"report.en.txt", "x.en.txt"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report.zh.txt", "missing.txt"), "missing.txt"),
        (("report.zh.txt", "report.en.txt", "-o", "out.doc"), "form"),
        (("report.zh.txt", "report.en.txt", "-o", "report.en.txt"), "report.en.txt"),
        (("report.zh.txt",), "two documents"),
        (("report.zh.txt", "report.en.txt", "--tags", "zh"), "--tags"),
        (("report.zh.txt", "report.en.txt", "--embed", "no.such:Thing"), "no.such"),
    ],
)
def test_errors_are_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2 and message in err and err.count("\n") == 1


def test_the_summary_shows_the_doubtful_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a").write_text("人权。\n甲乙丙。\n", encoding="utf-8")
    Path("b").write_text("Human rights.\nAn altogether different sentence with nothing in common.\n", encoding="utf-8")
    _, out, _ = run(capsys, "a", "b", "--sentences", "--threshold", "1")
    assert "2 and 2 sentences" in out and "甲乙丙" in out


def test_the_summary_shows_what_was_set_aside_and_the_least_certain_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.zh.txt").write_text("大会欢迎报告，1\n____\n1 见 E/2021/9。\n并请秘书长再次报告。\n", encoding="utf-8")
    Path("a.en.txt").write_text("The Assembly welcomed the report,\nand asked for another.\n", encoding="utf-8")
    code, out, err = run(capsys, "a.zh.txt", "a.en.txt")
    assert code == 0 and not err
    assert "set aside: 1 × footnote mark, 1 × footnote rule, 1 × footnote" in out
    assert "the least certain pairs:" in out and "大会欢迎报告" in out
    assert "the least certain pairs:" not in run(capsys, "a.zh.txt", "a.en.txt", "--worst", "0")[1]


def test_a_document_and_itself_are_remarked_on(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "report.zh.txt", "report.zh.txt")
    assert code == 0 and "look as if both were in zh-Hans; give a document and its translation" in err
