"""Workbooks as people have them: all sheets are read, and what is written back keeps every part that it need not touch."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.drafts.reader import edit, read
from yizhi.tm.model import Draft

ROWS = [("id", "zh", "en"), ("a", "甲。", "One."), ("b", "乙。", "Two.")]


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Pairs & more"
    for row in ROWS:
        sheet.append(row)
    sheet["D1"], sheet["D2"] = "sum", "=1+1"
    sheet["C2"].comment = Comment("Ask the author.", "Wu")
    hidden = book.create_sheet("old")
    hidden.sheet_state = "hidden"
    for row in (("Chinese", "English"), ("丙。", "Three.")):
        hidden.append(row)
    chart = openpyxl.chart.BarChart()
    sheet.add_chart(chart, "F1")
    book.create_sheet("about").append(["Made in spring"])
    book.save(path)
    return path


def targets(draft: Draft) -> list[str]:
    return [unit.target.text for unit in draft.units if unit.target]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_all_sheets_are_read_and_what_is_not_is_named(tmp_path: Path) -> None:
    draft = read(workbook(tmp_path / "a.xlsx"))
    assert targets(draft) == ["One.", "Two.", "Three."]
    assert [unit.id for unit in draft.units] == ["a", "b", "3"]
    assert draft.notes == (
        "sheet 'old' is hidden in the workbook; it was read",
        "sheet 'about' was not read (1 rows): the header names no two language columns",
    )


def test_comments_and_texts_are_written_and_nothing_else_changes(tmp_path: Path) -> None:
    path, out = workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    notes = [
        Note(0, 0, 3, "first <&>"),
        Note(2, 0, 1, "third"),
        Note(2, 0, 1, "again"),
        Note(1, 0, 1, "source", "source"),
    ]
    edit(path, [Edit(1, 0, 3, "Second & last")], out, notes)
    assert targets(read(out)) == ["One.", "Second & last.", "Three."]
    book = openpyxl.load_workbook(out)
    sheet = book["Pairs & more"]
    assert sheet["C2"].comment.text.split("\n") == ["Ask the author.", "first <&>"]
    assert sheet["B3"].comment.text == "source"
    assert book["old"]["B2"].comment.text == "third\nagain"
    before, after = parts(path), parts(out)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in before if name not in changed} >= {
        "xl/workbook.xml",
        "xl/charts/chart1.xml",
        "xl/styles.xml",
    }
    assert all(name.startswith(("xl/worksheets/", "xl/comments", "xl/drawings/", "[Content")) for name in changed)


def test_comments_come_twice(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    for text in ("once", "twice"):
        edit(path, [], path, [Note(2, 0, 1, text)])
    assert openpyxl.load_workbook(path)["old"]["B2"].comment.text.split("\n") == ["once", "twice"]


def test_an_empty_translation_is_filled(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("zh", "en", "note"), ("甲", None, "x"), ("乙", None, None)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    edit(tmp_path / "a.xlsx", [Edit(0, 0, 0, "one"), Edit(1, 0, 0, "two")], tmp_path / "b.xlsx")
    assert targets(read(tmp_path / "b.xlsx")) == ["one", "two"]
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][1:] == [["甲", "one", "x"], ["乙", "two", None]]


def test_a_formula_is_not_overwritten(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("zh", "en"), ("甲", '="one"')):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(YizhiError, match="cell B2 holds a formula"):
        edit(tmp_path / "a.xlsx", [Edit(0, 0, 1, "x")], tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "pairs"),
    [
        ("a.csv", "English,中文\nwell,井\n", [("well", "井")]),
        ("a.csv", "sep=;\nzh;en\n甲乙;a, b\n", [("甲乙", "a, b")]),
        ("a.csv", "zh\ten\n甲\ta, b\n", [("甲", "a, b")]),
        ("a.csv", "well,井\ntown,镇\n", [("well", "井"), ("town", "镇")]),
        ("a.tsv", "Draft\tFinal\nA well.\t井。\nA town.\t镇。\n", [("A well.", "井。"), ("A town.", "镇。")]),
    ],
)
def test_tables_of_text_as_programs_write_them(
    name: str, content: str, pairs: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    draft = read(path)
    assert [(unit.source.text, unit.target.text) for unit in draft.units if unit.source and unit.target] == pairs
    edit(path, [Edit(0, 0, 1, "X", "source")], path)
    assert path.read_text("utf-8") == content.replace(pairs[0][0], "X" + pairs[0][0][1:], 1)


def test_big5_is_told_from_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("zh-TW,en\n聯合國大會通過決議。,The Assembly adopted the resolution.\n".encode("cp950"))
    draft = read(path)
    assert draft.units[0].source is not None
    assert draft.units[0].source.text == "聯合國大會通過決議。"
    assert draft.notes == ("read as Big5: guessed, the file does not say",)
