"""Glossaries of other tools and of people: each pair where it belongs, nothing that must not be used offered as good."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from concepts import SEVERAL, simple
from hypothesis import HealthCheck, example, given, settings
from lxml import etree

from yizhi.termbase.formats import form_of
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Term
from yizhi.termbase.words.pinyin import Readings
from yizhi.tm.formats.xliff_glossary import write as write_xliff

OFFICE = Concept(
    "unodc",
    (
        Term("联合国毒品和犯罪问题办公室", "zh-Hans"),
        Term("毒罪办", "zh-Hans", kind=Kind.SHORT),
        Term("毒品办", "zh-Hans", Status.FORBIDDEN, Kind.VARIANT),
        Term("聯合國毒品和犯罪問題辦公室", "zh-Hant"),
        Term("United Nations Office on Drugs and Crime", "en"),
        Term("UNODC", "en", kind=Kind.ABBREVIATION, case_sensitive=True),
        Term("ODC", "en", Status.PROPOSED),
    ),
    domain="organs",
    definition="Secretariat\tentity",
    references=(Reference("ST/SGB/2004/6"),),
    links=(Link(Relation.BROADER, "secretariat"),),
)
EMPTY = simple("alone", "", "only English")
FORMULA = simple("=1+1", "=总和", '="sum"')
ALL = [OFFICE, EMPTY, FORMULA]


def write(path: Path, concepts: list[Concept] = ALL, form: str = "", **options: str) -> ExportReport:
    return form_of(path, "write", form).write(concepts, path, ExportOptions(**options))


def read(path: Path) -> tuple[list[Concept], list[Problem]]:
    items = list(form_of(path, "read").read(path))
    return [i for i in items if isinstance(i, Concept)], [i for i in items if isinstance(i, Problem)]


def test_omegat(tmp_path: Path) -> None:
    report = write(tmp_path / "a.utf8")
    assert (tmp_path / "a.utf8").read_text("utf-8") == (
        "United Nations Office on Drugs and Crime\t联合国毒品和犯罪问题办公室\tSecretariat entity — ST/SGB/2004/6\n"
        "UNODC\t联合国毒品和犯罪问题办公室\tSecretariat entity — ST/SGB/2004/6\n"
        "United Nations Office on Drugs and Crime\t毒罪办\tSecretariat entity — ST/SGB/2004/6\n"
        '="sum"\t=总和\t\n'
    )
    assert report.left_out == {
        "domains": 1,
        "relations": 1,
        "terms in other languages": 1,
        "proposed terms (not decided, so not written)": 1,
        "concepts without a usable term in both languages": 1,
        "deprecated and forbidden terms (the client would offer them)": 1,
    }
    concepts, problems = read(tmp_path / "a.utf8")
    assert problems == []
    assert [(term.text, term.language) for term in concepts[1].terms] == [
        ("UNODC", "en"),
        ("联合国毒品和犯罪问题办公室", "zh-Hans"),
    ]


def test_omegat_the_other_way(tmp_path: Path) -> None:
    write(tmp_path / "a.utf8", source="zh-Hans", target="en")
    lines = [line.split("\t")[:2] for line in (tmp_path / "a.utf8").read_text("utf-8").splitlines()]
    assert lines[:3] == [
        ["联合国毒品和犯罪问题办公室", "United Nations Office on Drugs and Crime"],
        ["毒罪办", "United Nations Office on Drugs and Crime"],
        ["联合国毒品和犯罪问题办公室", "UNODC"],
    ]


def test_lines_that_are_no_pairs(tmp_path: Path) -> None:
    (tmp_path / "a.utf8").write_text("# remark\nmeeting\t会议; 会谈\nalone\n", encoding="utf-8")
    concepts, problems = read(tmp_path / "a.utf8")
    assert [term.text for term in concepts[0].terms] == ["meeting", "会议", "会谈"]
    assert [(problem.line, problem.lost) for problem in problems] == [(3, True)]


def test_utx(tmp_path: Path) -> None:
    write(tmp_path / "a.utx")
    data = (tmp_path / "a.utx").read_bytes()
    lines = data.decode("utf-8").split("\r\n")
    assert re.fullmatch(r"#UTX 1\.11; en/zh-Hans; \d{4}-\d\d-\d\d; yizhi", lines[0])
    assert lines[1].startswith("#src\ttgt\tsrc:pos")
    assert [line.split("\t")[4] for line in lines[2:-1]] == ["approved"] * 3 + ["forbidden", "approved"]
    concepts, problems = read(tmp_path / "a.utx")
    assert problems == []
    assert [concept.id for concept in concepts] == ["unodc", "=1+1"]
    assert Term("毒品办", "zh-Hans", Status.FORBIDDEN) in concepts[0].terms


def test_po_is_what_weblate_keeps(tmp_path: Path) -> None:
    from translate.storage.po import pofile

    write(tmp_path / "a.po")
    with (tmp_path / "a.po").open("rb") as file:
        units = [unit for unit in pofile(file).units if not unit.isheader()]
    assert [(unit.getcontext(), unit.source, unit.target, unit.hastypecomment("forbidden")) for unit in units] == [
        ("unodc", "United Nations Office on Drugs and Crime", "联合国毒品和犯罪问题办公室", False),
        ("unodc 2", "UNODC", "联合国毒品和犯罪问题办公室", False),
        ("unodc 3", "United Nations Office on Drugs and Crime", "毒罪办", False),
        ("unodc 4", "United Nations Office on Drugs and Crime", "毒品办", True),
        ("=1+1", '="sum"', "=总和", False),
    ]
    assert units[0].getnotes() == "Secretariat entity — ST/SGB/2004/6"


def test_csv_for_memoq(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", form="memoq")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        header, first, second = csv.reader(file)
    assert header[3:] == ["English", "Term_Info"] * 2 + ["English_Def"] + ["Chinese (PRC)", "Term_Info"] * 3 + [
        "Chinese (PRC)_Def"
    ]
    assert first[8:14] == ["联合国毒品和犯罪问题办公室", "", "毒罪办", "", "毒品办", "Forbidden"]
    assert len(second) == len(header)


def test_csv_for_phrase(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", form="phrase")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["term"], row["zh-CN"], row["case sensitive"]) for row in rows[:2]] == [
        ("United Nations Office on Drugs and Crime", "联合国毒品和犯罪问题办公室", "false"),
        ("UNODC", "联合国毒品和犯罪问题办公室", "true"),
    ]


def test_workbook_for_multiterm(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", form="multiterm")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows())
    assert [cell.value for cell in rows[0]] == ["Subject", "Definition", "Note"] + ["English", "Status"] * 2 + [
        "Chinese (PRC)",
        "Status",
    ] * 3
    assert [cell.value for cell in rows[1]][7:] == [
        "联合国毒品和犯罪问题办公室",
        "preferred",
        "毒罪办",
        "preferred",
        "毒品办",
        "forbidden",
    ]
    assert rows[3][3].value == '="sum"'
    assert rows[3][3].data_type == "s"


def test_page_for_people(tmp_path: Path) -> None:
    write(tmp_path / "a.html", [*ALL, simple("x", "安全<b>", "a <script>")])
    text = (tmp_path / "a.html").read_text("utf-8")
    chinese, english = text.index("按拼音排列"), text.index("English – Chinese")
    assert chinese < english
    assert "<script>" not in text
    assert '<dt lang="zh-Hans"><span class="not">毒品办</span> <span class="label">forbidden</span></dt>' in text
    assert text.index('id="i1-A"') < text.index('id="i1-D"') < text.index('id="i1-L"')
    assert "ODC</dt>" not in text.replace("UNODC", "")


def test_document_for_people(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    write(tmp_path / "a.docx")
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert texts[0] == "汉英 · 按拼音排列"
    assert "English – Chinese" in texts
    assert any(text.startswith("毒品办 [forbidden] → 联合国毒品和犯罪问题办公室") for text in texts)
    write(tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_pinyin_takes_the_reading_of_the_word() -> None:
    known = Readings(
        [
            ("长", "zhang3"),
            ("长", "chang2"),
            ("长期", "chang2 qi1"),
            ("长度", "chang2 du4"),
            ("校长", "xiao4 zhang3"),
            ("女", "nu:3"),
        ]
    )
    assert known.syllables("校长长期A") == ["xiao4", "zhang3", "chang2", "qi1", "A"]
    assert known.initial("《长期》") == "C"
    assert known.initial("2030年") == "#"
    assert known.syllables("女") == ["nv3"]


XML_FORMS = ("html", "docx", "po", "omegat", "utx", "memoq", "phrase", "multiterm")


@pytest.mark.parametrize("form", XML_FORMS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts=SEVERAL)
@example(concepts=[])
def test_whatever_a_termbase_holds_can_be_written(tmp_path: Path, form: str, concepts: list[Concept]) -> None:
    path = tmp_path / f"a.{form}"
    report = write(path, concepts, form)
    assert report.concepts <= len(concepts)
    if form == "docx":
        with zipfile.ZipFile(path) as packed:
            etree.fromstring(packed.read("word/document.xml"))
    proposed = {term.text.strip() for one in concepts for term in one.terms if term.status is Status.PROPOSED}
    usable = {term.text.strip() for one in concepts for term in one.terms if term.status is not Status.PROPOSED}
    if form == "omegat":
        lines = path.read_text("utf-8").split("\n")
        cells = {cell.strip() for line in lines for cell in line.split("\t")[:2]}
        assert not cells & {" ".join(text.split()) for text in proposed - usable if text} - {""} or usable


XLIFF2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="zh-CN"><file id="f">
<group id="g"><unit id="1"><notes><note>n</note></notes><segment><source>The <pc id="1">UNODC</pc> &amp; others</source></segment></unit></group>
<unit id="2"><segment><source>Nothing</source><target>无</target></segment></unit></file></xliff>
"""


def found(text: str, language: str) -> list[tuple[str, Concept]]:
    return [(word, OFFICE) for word in ("UNODC", "毒罪办") if word in text for _ in "12"]


def test_terms_ride_along_in_xliff_2(tmp_path: Path) -> None:
    draft, out = tmp_path / "a.xlf", tmp_path / "b.xlf"
    draft.write_text(XLIFF2, encoding="utf-8")
    report = write_xliff(draft, out, found)
    assert (report.units, report.with_terms, report.entries) == (2, 1, 1)
    text = out.read_text("utf-8")
    glossary = text[text.index("<yzgls:glossary") : text.index("</yzgls:glossary>") + len("</yzgls:glossary>")]
    assert text.replace(glossary, "") == XLIFF2
    assert "<yzgls:term>UNODC</yzgls:term>" in glossary
    assert "毒品办" not in glossary


def test_other_drafts_become_xliff_21(tmp_path: Path) -> None:
    draft, out = tmp_path / "a.tsv", tmp_path / "b.xlf"
    draft.write_text("id\tzh-Hans\ten\n7\t毒罪办 <a>\tUNODC & b\n7\t会议\t\n", encoding="utf-8")
    report = write_xliff(draft, out, found)
    assert (report.units, report.with_terms, report.entries) == (2, 1, 1)
    root = etree.parse(str(out)).getroot()
    units = root.findall(".//{*}unit")
    assert [unit.get("id") for unit in units] == ["7", "u2"]
    assert units[0].findtext(".//{*}source") == "毒罪办 <a>"
    assert units[0].findtext(".//{*}translation") == "United Nations Office on Drugs and Crime"


@pytest.mark.shared
def test_xliff_is_valid(shared: Path, tmp_path: Path) -> None:
    folder = shared / "standards/xliff/xliff2.1"
    both = tmp_path / "both.xsd"
    both.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="{folder}/xliff_core_2.0.xsd"/>'
        f'<xs:import namespace="urn:oasis:names:tc:xliff:glossary:2.0" schemaLocation="{folder}/glossary.xsd"/></xs:schema>'
    )
    schema = etree.XMLSchema(etree.parse(str(both)))
    for name, text in (("a.xlf", XLIFF2), ("a.tsv", "id\tzh-Hans\ten\n7\t毒罪办\tUNODC\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        write_xliff(tmp_path / name, tmp_path / "out.xlf", found)
        schema.assertValid(etree.parse(str(tmp_path / "out.xlf")))
