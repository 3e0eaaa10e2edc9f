"""Every form of report against its sample, and what single forms promise to the programs that read them."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from reportcases import DRAFTS, FINDINGS, HOSTILE, PLAIN, REPORT, TEXT, place, sample

from yizhi.checks import baseline, registry
from yizhi.checks.baseline import fingerprint
from yizhi.checks.model import Finding, Related, Severity
from yizhi.cli.app import _run
from yizhi.service.reports import forms
from yizhi.service.reports.decisions import dismissed
from yizhi.service.reports.report import FindingsReport
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.text.mapped import keep
from yizhi.tm.model import Draft, Place, Segment, Unit

EMPTY = FindingsReport((), (), {"units": 0, "error": 0, "warning": 0, "info": 0}, (), "yizhi 0")
MANY = 200
MAX_CELL = 32_767


def text_of(name: str, report: FindingsReport = REPORT) -> str:
    content = forms.form(name).render(report)
    assert isinstance(content, str)
    return content


@pytest.mark.parametrize("name", forms.names())
def test_form_writes_its_sample(name: str) -> None:
    assert place(name).exists(), "a form needs a sample: run tests/reportcases.py and read it"
    assert sample(name) == place(name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", forms.names())
def test_form_of_nothing_and_of_a_file_name_that_is_no_unicode(name: str, tmp_path: Path) -> None:
    odd = replace(FINDINGS[0], path="a\udcff.tsv")
    for report in (EMPTY, replace(REPORT, findings=(odd,), drafts=())):
        path = tmp_path / "out"
        forms.write(forms.form(name), report, path)
        assert path.stat().st_size > 0 or (name == "github" and report is EMPTY)
        assert [item.name for item in tmp_path.iterdir()] == ["out"]
        if name in ("json", "sarif"):
            json.loads(path.read_text("utf-8"))


def test_no_form_acts_on_a_terminal() -> None:
    for name in ("text", "tsv", "github", "junit", "json", "sarif"):
        allowed = "\n\t" if name == "tsv" else "\n"
        bad = {char for char in text_of(name) if unicodedata.category(char) == "Cc" and char not in allowed}
        assert not bad, name
    assert "\u202e" not in text_of("text")


# --- text ------------------------------------------------------------------------------------------------------


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def test_text_keeps_to_80_columns() -> None:
    long = "安全理事会第二三八八号决议" * 30
    unit = Unit("9", Segment(long, "zh-Hans"), Segment("word " * 200, "en"))
    draft = Draft("x" * 30 + ".tsv", "tsv", "zh-Hans", "en", (unit,))
    findings = [
        Finding(
            "r",
            Severity.ERROR,
            long,
            draft.path,
            "9",
            "source",
            at,
            at + size,
            2,
            1,
            long[at : at + size],
            long,
            unit_index=0,
        )
        for at, size in ((0, 3), (200, 5), (len(long) - 1, 1), (0, len(long)))
    ]
    report = replace(EMPTY, findings=findings, drafts=(draft,), signature="sig " * 60)
    for line in text_of("text", report).splitlines():
        assert columns(line) <= 80, line
    assert text_of("text", report).count("[安") >= 2


def test_text_shows_both_documents_of_a_paired_draft() -> None:
    source, target = "一、甲\n二十国。\n", "A.\nTwenty-one\nStates.\n"
    places = [4, 5, 6, 7]
    there = [at for at in range(3, 21) if target[at] != "\n"]
    unit = Unit(
        "2",
        Segment("二十国。", "zh-Hans", origin=keep(source, places)),
        Segment("", "en", origin=keep(target, there)),
    )
    unit = replace(unit, target=replace(unit.target, text=unit.target.origin.text))  # type: ignore[union-attr, type-var]
    draft = Draft("t.txt", "txt", "zh-Hans", "en", (unit,), text=target, source_path="s.txt", source_text=source)
    found = Finding(
        "r", Severity.ERROR, "m", "t.txt", "2", "target", 3, 13, 2, 1, "Twenty-one", None, False, None,
        (Related("source", 4, 6, "二十", None, "s.txt"),), 0,
    )  # fmt: skip
    text = text_of("text", replace(EMPTY, findings=(found,), drafts=(draft,)))
    assert "en  [Twenty-one]States." in text
    assert "zh  [二十]国。" in text
    assert "s.txt" not in text, "what is shown is not listed again"


def test_of_units_with_one_id_the_right_one_is_shown() -> None:
    units = tuple(
        Unit("1", Segment(f"第{n}段。", "zh-Hans", Place(n + 1)), Segment("", "en", Place(n + 1))) for n in (1, 2, 3)
    )
    draft = Draft("t.tsv", "tsv", "zh-Hans", "en", units)
    found = Finding("r", Severity.WARNING, "m", "t.tsv", "1", "target", 0, 0, 3, None, "", unit_index=1)
    text = text_of("text", replace(EMPTY, findings=(found,), drafts=(draft,)))
    assert "第2段。" in text


def test_words_of_the_same_unit_in_another_file_are_not_marked_here() -> None:
    found = replace(FINDINGS[0], related=(Related("source", 2, 4, "12", None, "other.tsv"),))
    text = text_of("text", replace(REPORT, findings=(found,)))
    assert "zh  共有12个国家" in text
    assert "other.tsv: 12" in text


def test_text_says_once_what_is_the_same_information_very_often() -> None:
    units = tuple(Unit(str(n), Segment("各国,", "zh-Hans", Place(n)), None) for n in range(1, 13))
    draft = Draft("t.tsv", "tsv", "zh-Hans", "en", units)
    one = Finding("r", Severity.INFO, "half", "t.tsv", "1", "source", 2, 3, 1, None, ",", "，", True, None)
    often = tuple(
        replace(one, unit=unit.id, line=number, unit_index=number - 1) for number, unit in enumerate(units, 1)
    )
    text = text_of("text", replace(EMPTY, findings=often, drafts=(draft,)))
    assert text.count("各国[,]") == 1
    assert "and 11 more like it" in text
    warned = tuple(replace(finding, severity=Severity.WARNING) for finding in often)
    assert text_of("text", replace(EMPTY, findings=warned, drafts=(draft,))).count("各国[,]") == 12


# --- machines --------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_sarif_is_valid(shared: Path) -> None:
    from jsonschema import Draft4Validator

    schema = json.loads((shared / "standards" / "sarif" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    real = replace(
        REPORT, findings=[replace(one, rule=name) for one, name in zip(FINDINGS, registry.modules(), strict=False)]
    )
    for report in (REPORT, EMPTY, real):
        errors = list(Draft4Validator(schema).iter_errors(json.loads(text_of("sarif", report))))
        assert not errors, errors[:3]


def test_sarif_regions_and_rule_pages_and_fingerprints() -> None:
    name = next(iter(registry.modules()))
    findings = [*FINDINGS[2:], replace(FINDINGS[4], rule=name), replace(FINDINGS[4], start=90, end=91, line=40)]
    (run,) = json.loads(text_of("sarif", replace(REPORT, findings=findings)))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    first, _, plain, real, moved = run["results"]
    assert first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "2/target"
    region = plain["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (3, 8, 3, 9)
    assert TEXT.split("\n")[2][region["startColumn"] - 1 : region["endColumn"] - 1] == "."
    rule = run["tool"]["driver"]["rules"][real["ruleIndex"]]
    assert rule["id"] == name
    assert rule["help"]["text"] == registry.manual(name)
    assert plain["partialFingerprints"] == moved["partialFingerprints"] != real["partialFingerprints"]


def test_sarif_region_over_several_lines() -> None:
    found = replace(FINDINGS[4], text="议.\n第二", line=3, column=7)
    (run,) = json.loads(text_of("sarif", replace(REPORT, findings=[found])))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (3, 7, 4, 3)


def test_junit_by_its_schema() -> None:
    schema = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "samples" / "junit.xsd")))
    for report in (REPORT, EMPTY, replace(REPORT, drafts=())):
        root = etree.fromstring(text_of("junit", report).encode())
        schema.assertValid(root)
        for counted, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            total = len(root.findall(f".//{tag}"))
            assert int(root.get(counted)) == total == sum(int(suite.get(counted)) for suite in root)
    failure = etree.fromstring(text_of("junit").encode()).findall(".//failure")[1]
    assert "<script>alert(1)</script>" in failure.get("message")


def test_github_lines_hold_one_command_each() -> None:
    found = replace(FINDINGS[0], message="100%\n::error::x", path="a,b:c.tsv", rule="r")
    (line,) = text_of("github", replace(EMPTY, findings=[found])).splitlines()
    assert line == "::error file=a%2Cb%3Ac.tsv,line=2,col=25,endColumn=27,title=r::unit 1: 100%25%0A::error::x → 12"


def test_tsv_rows_have_all_cells_and_words_keep_their_spaces() -> None:
    found = replace(FINDINGS[0], text="two  spaces\tand\r\nmore\u2028 ")
    rows = [line.split("\t") for line in text_of("tsv", replace(EMPTY, findings=[found])).splitlines()]
    assert {len(row) for row in rows} == {12}
    assert rows[1][rows[0].index("text")] == "two  spaces and  more  "


def test_json_tells_what_was_not_read() -> None:
    document = json.loads(text_of("json"))
    assert document["errors"] == [
        {"path": "drafts/broken.xlf", "line": 3, "message": "not well-formed XML; <repair> it"}
    ]
    assert document["findings"][2]["message"] == f"what is {HOSTILE}?"
    assert document["summary"]["dismissed"] == 2


# --- the workbook ----------------------------------------------------------------------------------------------


def workbook(report: FindingsReport, path: Path) -> Any:
    content = forms.form("xlsx").render(report)
    assert isinstance(content, bytes)
    path.write_bytes(content)
    return load_workbook(io.BytesIO(content))


def test_workbook_is_made_for_work(tmp_path: Path) -> None:
    sheet = workbook(REPORT, tmp_path / "f.xlsx").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K6"
    (validation,) = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("A2:A6", '"dismiss,fix,ask"')
    assert sheet["G2"].alignment.wrap_text
    assert sheet.column_dimensions["L"].hidden
    for row in sheet.iter_rows():
        assert all(cell.data_type in ("s", "n", "inlineStr") for cell in row), "nothing is a formula"
    assert sheet["F4"].value == "=cmd|' /C calc'!A0"
    assert sheet["K2"].value == 2
    assert sheet["G2"].value == "共有12个国家，计三次。"


def test_decisions_come_back_from_sorted_and_edited_rows(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    huge = replace(FINDINGS[0], text="字_x0041_\x00\ufffe" * 9000, message="m" * 50_000)
    findings = [*FINDINGS, huge]
    book = workbook(replace(REPORT, findings=findings), path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert all(len(str(value)) <= MAX_CELL for row in rows for value in row)
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[3]), reverse=True), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = "s"
        sheet.cell(number, 1).value = " Dismiss"
    sheet.delete_rows(3)
    book.save(path)
    back = dismissed(path, pytest.fail)
    kept = [row[3] for row in sorted(rows, key=lambda row: str(row[3]), reverse=True)]
    del kept[1]
    assert len(back) == len(findings) - 1
    assert {fingerprint(one) for one in back} < {fingerprint(one) for one in findings}
    assert all(one in findings for one in back)


def test_only_dismissed_rows_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = workbook(REPORT, tmp_path / "f.xlsx")
    for row, decision in ((2, "dismiss"), (3, "fix"), (4, "perhaps")):
        book.worksheets[0].cell(row, 1).value = decision
    book.save("f.xlsx")
    assert _run(["dismiss", "--from", "f.xlsx", "--baseline", "b.json"]) == 0
    out, err = capsys.readouterr()
    assert out == "1 finding dismissed; b.json holds 1.\n"
    assert "f.xlsx:4: unknown decision 'perhaps'" in err
    shown, hidden = baseline.split(FINDINGS, baseline.read(Path("b.json")))
    assert (hidden, len(shown)) == ([FINDINGS[0]], len(FINDINGS) - 1)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", None])
def test_what_is_no_findings_workbook(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    if content is None:
        from openpyxl import Workbook

        Workbook().save(path)
    else:
        path.write_bytes(content)
    for one in (path, tmp_path / "absent.xlsx"):
        with pytest.raises(YizhiError):
            dismissed(one, pytest.fail)


def test_changed_data_are_told(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = workbook(REPORT, path)
    book.worksheets[0]["A2"], book.worksheets[0]["L2"] = "dismiss", '{"rule": 1}'
    book.save(path)
    with pytest.raises(YizhiError, match="changed") as caught:
        dismissed(path, pytest.fail)
    assert caught.value.line == 2


def test_dismissals_of_a_page_are_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    baseline.write(Path("b.json"), FINDINGS[:2])
    baseline.write(Path("page.json"), [FINDINGS[1], FINDINGS[2]])
    assert _run(["dismiss", "--from", "page.json", "--baseline", "b.json"]) == 0
    assert capsys.readouterr().out == "2 findings dismissed; b.json holds 4.\n"
    assert baseline.read(Path("b.json"))[fingerprint(FINDINGS[1])] == 2


# --- the page --------------------------------------------------------------------------------------------------


def test_page_is_self_contained_and_holds_no_markup_of_a_draft() -> None:
    page = text_of("html")
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    data = page.split('id="data">')[1].split("</script>")[0]
    assert "<" not in data
    assert json.loads(data)["findings"][2][3] == f"what is {HOSTILE}?"


def test_page_counts_as_scripts_do() -> None:
    data = json.loads(text_of("html").split('id="data">')[1].split("</script>")[0])
    passage, *_, marks, _ = data["findings"][2]
    ((text, start, end, _),) = marks
    wide = data["passages"][passage][3][text][1].encode("utf-16-le")
    assert wide[2 * start : 2 * end].decode("utf-16-le") == "<script>"


def test_findings_on_a_line_stand_together() -> None:
    twice = [FINDINGS[4], replace(FINDINGS[4], rule="other", start=7, end=9)]
    data = json.loads(text_of("html", replace(REPORT, findings=twice)).split('id="data">')[1].split("</script>")[0])
    assert len(data["passages"]) == 1
    assert DRAFTS[1].path == PLAIN


def test_text_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import re
    import sys

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda _fallback: os.terminal_size((60, 24)))
    for line in text_of("text").splitlines():
        shown = re.sub(r"\x1b\[[0-9;]*m", "", line)
        assert sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown) <= 60, shown
