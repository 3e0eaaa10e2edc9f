"""Term lists as people keep them: ten of them, each with the count of what was taken and the names of what was not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.commands import run
from yizhi.termbase.errors import Malformed
from yizhi.termbase.importing import ImportReport, import_list
from yizhi.termbase.lists.headers import meaning
from yizhi.termbase.lists.options import ListOptions
from yizhi.termbase.lists.term_cells import cell_terms
from yizhi.termbase.model import Concept, Kind, Status
from yizhi.termbase.store.writing import Termbase

Rows = list[list[object]]


def workbook(path: Path, **sheets: Rows) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def taken(path: Path, options: ListOptions | None = None) -> tuple[ImportReport, list[Concept]]:
    """What a file gives an empty termbase."""
    with Termbase.open_or_create(path.with_suffix(".yizhi.db")) as base:
        report = import_list(base, path, options=options)
        return report, list(base.concepts())


def shown(concept: Concept) -> list[tuple[str, str, str]]:
    """The terms: language, text, and what is not the preferred full form."""
    return [
        (
            term.language,
            term.text,
            "" if (term.status, term.kind) == (Status.PREFERRED, Kind.FULL) else f"{term.status} {term.kind}",
        )
        for term in concept.terms
    ]


def ignored(report: ImportReport) -> list[tuple[str, str, int]]:
    return [(each.what, each.where, each.count) for each in report.ignored]


def counts(report: ImportReport) -> dict[str, int]:
    return {name: count for name, count in report.taken.items() if count}


# 1 -------------------------------------------------------------------------------------------------------------------


def test_a_workbook_with_a_title_and_columns_in_words(tmp_path: Path) -> None:
    rows: Rows = [
        ["Glossary of the water project", None, None, None, None],
        [],
        ["No.", "EN", "Chinese (PRC)", "备注", "colour"],
        [1, "karez; qanat", "坎儿井", "又见 qanat", "red"],
        [2, "water users' association (WUA)", "用水户协会", None, None],
        [3, None, None, "to be translated", None],
    ]
    report, concepts = taken(workbook(tmp_path / "a.xlsx", Sheet1=rows))
    assert [shown(concept) for concept in concepts] == [
        [("en", "karez", ""), ("en", "qanat", "admitted variant"), ("zh-Hans", "坎儿井", "")],
        [
            ("en", "water users' association", ""),
            ("en", "WUA", "preferred abbreviation"),
            ("zh-Hans", "用水户协会", ""),
        ],
    ]
    assert concepts[0].note == "又见 qanat"
    assert counts(report) == {"concepts": 2, "terms": 6, "abbreviations": 1, "notes": 1}
    assert ignored(report) == [
        ("rows above the header", "(Glossary of the water project)", 1),
        ("column", "'colour' in sheet 'Sheet1'", 1),
        ("rows", "6 in sheet 'Sheet1'", 1),
    ]
    assert [problem.message for problem in report.problems] == [
        "running numbers are no ids; the ids are made from the terms"
    ]


# 2 -------------------------------------------------------------------------------------------------------------------


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["英文", None, "中文", None, "领域"],
        ["全称", "缩写", "全称", "简称", None],
        ["Office for Wells", "OW", "水井事务办公室", "水井办", "水"],
    ]
    report, (concept,) = taken(workbook(tmp_path / "a.xlsx", 术语=rows))
    assert shown(concept) == [
        ("en", "Office for Wells", ""),
        ("en", "OW", "preferred abbreviation"),
        ("zh-Hans", "水井事务办公室", ""),
        ("zh-Hans", "水井办", "preferred short form"),
    ]
    assert concept.domain == "水"
    assert ignored(report) == []


# 3 -------------------------------------------------------------------------------------------------------------------


def test_several_sheets_give_their_names_as_domains(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        法律=[["英文", "中文"], ["moot court", "模拟法庭"]],
        水文=[["中文", "英文"], ["含水层", "aquifer"]],
        说明=[["本表由两人整理"], ["请勿外传"]],
    )
    report, concepts = taken(path)
    assert [(concept.domain, concept.terms[0].text) for concept in concepts] == [
        ("法律", "moot court"),
        ("水文", "含水层"),
    ]
    assert [(each.what, each.where, each.count) for each in report.ignored] == [("sheet", "'说明'", 2)]
    only, concepts = taken(
        workbook(tmp_path / "b.xlsx", A=[["EN", "ZH"], ["a", "甲"]], B=[["EN", "ZH"], ["b", "乙"]]),
        ListOptions(sheet="b"),
    )
    assert [concept.terms[0].text for concept in concepts] == ["b"]
    assert ignored(only) == [("sheet", "'A'", 2)]


# 4 -------------------------------------------------------------------------------------------------------------------


def test_a_tab_separated_csv_in_utf16_with_source_and_target(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "Source term\tTarget term\tComment\r\nwell field\t井场\t\r\n", "utf-16")
    report, (concept,) = taken(path)
    assert shown(concept) == [("en", "well field", ""), ("zh-Hans", "井场", "")]
    assert "column 'Source term': en, guessed from its script" in [problem.message for problem in report.problems]


# 5 -------------------------------------------------------------------------------------------------------------------


def test_semicolons_that_excel_announces_and_big5(tmp_path: Path) -> None:
    lines = "sep=;\r\nEnglish;繁體中文;定義\r\nwater table;地下水位;地下水面所在的深度，以公尺計。\r\ndelta;三角洲;河流入海處的沖積平原。\r\n"
    report, concepts = taken(text(tmp_path / "a.csv", lines, "cp950"))
    assert [shown(concept)[1] for concept in concepts] == [("zh-Hant", "地下水位", ""), ("zh-Hant", "三角洲", "")]
    assert concepts[0].definition == "地下水面所在的深度，以公尺計。"
    assert report.problems[0].message == "read as Big5: guessed, the file does not say"


# 6 -------------------------------------------------------------------------------------------------------------------


def test_a_list_without_a_header(tmp_path: Path) -> None:
    report, concepts = taken(text(tmp_path / "a.csv", "weir,堰\nsluice gate,水闸\n"))
    assert [shown(concept) for concept in concepts] == [
        [("en", "weir", ""), ("zh-Hans", "堰", "")],
        [("en", "sluice gate", ""), ("zh-Hans", "水闸", "")],
    ]
    assert report.problems[0].message == "no header; the languages are guessed from the script of the columns"


# 7 -------------------------------------------------------------------------------------------------------------------


def test_columns_that_were_exchanged(tmp_path: Path) -> None:
    report, (concept, _) = taken(text(tmp_path / "a.tsv", "English\tChinese\n堤坝\tdyke\n水渠\tcanal\n"))
    assert shown(concept) == [("zh-Hans", "堤坝", ""), ("en", "dyke", "")]
    assert report.problems[0].message == (
        "the columns 'English' and 'Chinese' hold each other's language; taken by what they hold"
    )


# 8 -------------------------------------------------------------------------------------------------------------------


def test_statuses_parts_of_speech_and_references(tmp_path: Path) -> None:
    lines = (
        "Term (EN)\tTerm (ZH)\tPart of speech\tStatus\tUN document symbol\tDefinition (EN)\tDefinition (ZH)\n"
        "to dam\t筑坝\tverb\tapproved\tA/99/1\tbuild a dam\t修建水坝\n"
        "damming\t拦坝\tnoun\tdo not use\t\t\t\n"
        "spillway\t溢洪道\tnoun\tchecked by Li\t\t\t\n"
    )
    _, concepts = taken(text(tmp_path / "a.tsv", lines))
    assert [concept.terms[1].status for concept in concepts] == [Status.PREFERRED, Status.FORBIDDEN, Status.PREFERRED]
    assert concepts[0].terms[0].part_of_speech == "verb"
    assert (concepts[0].references[0].symbol, concepts[0].definition) == ("A/99/1", "build a dam")
    assert concepts[0].note == "Definition (ZH): 修建水坝"
    assert concepts[2].note == "Status: checked by Li"


# 9 -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("client", ["memoq", "trados"])
def test_what_we_export_for_clients_comes_back(client: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = text(
        tmp_path / "a.tsv",
        "id\tdomain\tnote\ten\ten.abbreviation\ten.forbidden\tzh-Hans\tzh-Hans.short\nw\twater\tA note.\tOffice for Wells\tOW\tWells Bureau\t水井事务办公室\t水井办\n",
    )
    run(capsys, "import", str(source), "--into", str(tmp_path / "a.db"))
    out = tmp_path / ("out.csv" if client == "memoq" else "out.xlsx")
    run(capsys, "export", str(out), "--for", client, "--termbase", str(tmp_path / "a.db"), "--no-builtin")
    _, concepts = taken(out)
    texts = {(term.text, term.language): term.status for concept in concepts for term in concept.terms}
    assert set(texts) == {
        ("Office for Wells", "en"),
        ("OW", "en"),
        ("Wells Bureau", "en"),
        ("水井事务办公室", "zh-Hans"),
        ("水井办", "zh-Hans"),
    }
    assert texts["Wells Bureau", "en"] is Status.FORBIDDEN
    assert {concept.domain for concept in concepts} == {"water"}


# 10 ------------------------------------------------------------------------------------------------------------------


def test_columns_that_only_the_user_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text(tmp_path / "a.csv", "Ausdruck,Kante,Bem\nreservoir / pond,水库,neu\n")
    with pytest.raises(Malformed) as caught:
        taken(path, ListOptions(header_row=1))
    assert caught.value.message == "no column of terms in a language; columns: 'Ausdruck', 'Kante', 'Bem'"
    result = run(
        capsys,
        "import",
        str(path),
        "--map",
        "Ausdruck=en,B=zh-Hans,Bem=note",
        "--split",
        "/",
        "--dry-run",
        "-f",
        "json",
    )
    (file,) = result.json["files"]
    assert (result.code, file["taken"], file["ignored"]) == (0, {"concepts": 1, "notes": 1, "terms": 3}, [])
    assert not Path("yizhi.db").exists()


# what makes two concepts one -----------------------------------------------------------------------------------------


def test_running_numbers_replace_nothing_across_files(tmp_path: Path) -> None:
    with Termbase.open_or_create(tmp_path / "t.db") as base:
        for name, row in (("a.tsv", "1\tweir\t堰"), ("b.tsv", "1\tford\t浅滩")):
            import_list(base, text(tmp_path / name, f"No.\tEN\tZH\n{row}\n"))
        assert base.counts[0] == 2


def test_ids_of_strangers_replace_nothing_unless_they_are_said_to(tmp_path: Path) -> None:
    first = text(tmp_path / "a.tsv", "id\tEN\tZH\nT-1\tweir\t堰\n")
    second = text(tmp_path / "b.tsv", "id\tEN\tZH\nT-1\tford\t浅滩\n")
    with Termbase.open_or_create(tmp_path / "t.db") as base:
        import_list(base, first)
        report = import_list(base, second)
        assert (report.tally.added, report.tally.replaced) == (1, 0)
        assert "1 ids are those of other concepts" in report.problems[-1].message
        again = import_list(base, second, options=ListOptions(key="ids"))
        assert (again.tally.added, again.tally.replaced) == (0, 1)


def test_by_their_terms_concepts_are_found_whatever_their_ids(tmp_path: Path) -> None:
    with Termbase.open_or_create(tmp_path / "t.db") as base:
        import_list(base, text(tmp_path / "a.tsv", "id\tEN\tZH\nT-1\tweir\t堰\n"))
        path = text(tmp_path / "b.tsv", "id\tEN\tZH\tNote\nX-9\tweir; low dam\t堰\tnew\n")
        report = import_list(base, path, options=ListOptions(key="terms"))
        assert (report.tally.added, report.tally.replaced) == (0, 1)
        concept = base.concept("T-1")
        assert concept is not None
        assert concept.note == "new"


# 11 ------------------------------------------------------------------------------------------------------------------


def test_a_row_a_term_in_the_form_of_iate(tmp_path: Path) -> None:
    content = (
        "E_ID|E_DOMAIN|L_CODE|T_TERM|T_TYPE|T_EVALUATION\n"
        "1001|WATER|en|water users' association|Term|Preferred\n"
        "1001|WATER|en|WUA|Abbreviation|\n"
        "1001|WATER|zh|用水户协会|Term|Preferred\n"
        "1001|WATER|zh|用水者协会|Term|Deprecated\n"
        "1002|WATER|en|weir|Term|\n"
        "1002|WATER|de|Wehr|Term|\n"
        "1002|WATER|zh|堰|Term|\n"
    )
    report, concepts = taken(text(tmp_path / "a.csv", content))
    assert [shown(concept) for concept in concepts] == [
        [
            ("en", "water users' association", ""),
            ("en", "WUA", "preferred abbreviation"),
            ("zh-Hans", "用水户协会", ""),
            ("zh-Hans", "用水者协会", "deprecated variant"),
        ],
        [("en", "weir", ""), ("zh-Hans", "堰", "")],
    ]
    assert counts(report) == {"concepts": 2, "terms": 6, "abbreviations": 1, "domains": 2}
    assert ignored(report) == [("column", "'de'", 1)]
    assert report.problems[0].message == "a row a term: 7 rows are 2 concepts; column 'L_CODE' says the language"


def test_a_row_a_term_in_the_form_of_termweb(tmp_path: Path) -> None:
    content = (
        '"Concept ID";"Subject field";"Language";"Term";"Term status";"Source"\n'
        '"15";"Irrigation";"English (US)";"headworks";"Approved";"Manual 2"\n'
        '"15";"Irrigation";"Chinese (Simplified)";"渠首";"Approved";""\n'
        '"15";"Irrigation";"Chinese (Simplified)";"渠头";"Not recommended";""\n'
        '"15";"Irrigation";"Chinese (Simplified)";"首部工程";"Proposed";""\n'
        '"16";"Irrigation";"English (US)";"offtake";"Proposed";""\n'
        '"16";"Irrigation";"Chinese (Simplified)";"分水口";"Proposed";""\n'
    )
    report, (works, offtake) = taken(text(tmp_path / "a.csv", content))
    assert shown(works) == [
        ("en", "headworks", ""),
        ("zh-Hans", "渠首", ""),
        ("zh-Hans", "首部工程", "admitted variant"),
        ("zh-Hans", "渠头", "deprecated variant"),
    ]
    assert (works.note, [reference.title for reference in works.references]) == ("首部工程: proposed", ["Manual 2"])
    assert {term.status for term in offtake.terms} == {Status.PROPOSED}
    assert ignored(report) == []


# 12 ------------------------------------------------------------------------------------------------------------------


def test_columns_that_say_the_language_of_others(tmp_path: Path) -> None:
    content = "stringID,sourceLang,targetLang,sourceString,targetString\n7,zh-CN,en,灌区,irrigation district\n9,zh-CN,en,渠首,headworks\n"
    report, concepts = taken(text(tmp_path / "a.csv", content))
    assert [shown(concept) for concept in concepts] == [
        [("zh-Hans", "灌区", ""), ("en", "irrigation district", "")],
        [("zh-Hans", "渠首", ""), ("en", "headworks", "")],
    ]
    assert (counts(report), ignored(report)) == ({"concepts": 2, "terms": 4}, [])
    assert [problem.message for problem in report.problems] == [
        "column 'sourceString': zh-Hans, as another column says",
        "column 'targetString': en, as another column says",
        "running numbers are no ids; the ids are made from the terms",
    ]


# headers and cells ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Chinese (Simplified)", ("term", "zh-Hans")), ("繁體中文", ("term", "zh-Hant")), ("zh_TW", ("term", "zh-Hant")),
        ("English (US)", ("term", "en")), ("中文译名", ("term", "zh-Hans")), ("EnglishTerm", ("term", "en")),
        ("英文缩写", ("abbreviation", "en")), ("Remarks / 备注", ("note", "")), ("Subject field", ("domain", "")),
        ("en_notes", ("note", "en")), ("Part of Speech", ("part-of-speech", "")), ("№", ("id", "")),
    ],
)  # fmt: skip
def test_names_of_columns(name: str, said: tuple[str, str]) -> None:
    found = meaning(name)
    assert found is not None
    assert (found.field, found.language) == said


@pytest.mark.parametrize(
    "name", ["zh_pinyin", "Country", "Date", "国际组织", "colour", "", "English and French", "a" * 70]
)
def test_names_of_nobody(name: str) -> None:
    assert meaning(name) is None


@pytest.mark.parametrize(
    ("cell", "language", "terms"),
    [
        ("1. weir\n2. low dam", "en", ["weir", "low dam"]),
        ("1) weir 2) low dam", "en", ["weir", "low dam"]),
        ("水闸；闸门", "zh-Hans", ["水闸", "闸门"]),
        ("用水户协会（用水协）", "zh-Hans", ["用水户协会", "用水协"]),
        ("水资源委员会（又称水委会）", "zh-Hans", ["水资源委员会", "水委会"]),
        ("to divert (v.)", "en", ["to divert"]),
        ("和/或", "zh-Hans", ["和/或"]),
        ("State(s)", "en", ["State(s)"]),
        ("Treaty on Rivers (1999)", "en", ["Treaty on Rivers (1999)"]),
        ("教育、科学及文化局", "zh-Hans", ["教育、科学及文化局"]),
    ],
)
def test_cells(cell: str, language: str, terms: list[str]) -> None:
    assert [term.text for term in cell_terms(cell, language)] == terms


# other programs ------------------------------------------------------------------------------------------------------

MULTITERM = """<?xml version="1.0" encoding="UTF-16"?><mtf>
<conceptGrp><concept>1</concept><descripGrp><descrip type="Subject">water</descrip></descripGrp>
<descripGrp><descrip type="Approved by">Li</descrip></descripGrp>
<languageGrp><language type="English" lang="EN"/><descripGrp><descrip type="Definition">A wall across a river.</descrip></descripGrp>
<termGrp><term>weir</term><descripGrp><descrip type="Part of speech">noun</descrip></descripGrp></termGrp>
<termGrp><term>low dam</term><descripGrp><descrip type="Status">forbidden</descrip></descripGrp></termGrp></languageGrp>
<languageGrp><language type="Chinese (PRC)" lang="ZH-CN"/><termGrp><term>堰</term></termGrp></languageGrp></conceptGrp>
<conceptGrp><concept>2</concept><languageGrp><language type="Klingon"/><termGrp><term>bIQ</term></termGrp></languageGrp></conceptGrp>
</mtf>"""


def test_multiterm_xml_in_a_file_that_says_xml(tmp_path: Path) -> None:
    report, (concept,) = taken(text(tmp_path / "a.xml", MULTITERM, "utf-16"))
    assert shown(concept) == [("en", "weir", ""), ("en", "low dam", "forbidden variant"), ("zh-Hans", "堰", "")]
    assert (concept.domain, concept.definition, concept.note) == ("water", "A wall across a river.", "Approved by: Li")
    assert [problem.message for problem in report.problems] == [
        "an entry without a term in a language that is known; left out",
        "terms in 'Klingon', which names no language, were not read: 1",
    ]


def test_a_glossary_in_a_text_file(tmp_path: Path) -> None:
    _, concepts = taken(text(tmp_path / "a.txt", "weir\t堰\ta wall\nford\t浅滩\t\n"))
    assert [shown(concept)[1][1] for concept in concepts] == ["堰", "浅滩"]


def test_memories_and_termbases_point_to_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in (("a.tmx", ("import",)), ("a.tbx", ("tm", "import"))):
        path = text(tmp_path / name, "<x/>")
        result = run(
            capsys,
            *command,
            str(path),
            *(("--into", str(tmp_path / "t.db")) if len(command) == 1 else ("--memory", str(tmp_path / "m.db"))),
        )
        assert result.code == 2
        assert f"yizhi {'tm import a.tmx' if name == 'a.tmx' else 'import a.tbx'}" in result.err


def test_a_termbase_is_no_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "check", str(text(tmp_path / "a.tbx", "<martif/>")))
    assert result.code == 2
    assert "a termbase, not a draft; check drafts against it with --termbase a.tbx, or yizhi import a.tbx" in result.err


def test_two_entries_of_one_id_are_two_concepts(tmp_path: Path) -> None:
    entry = '<termEntry id="c1"><langSet xml:lang="en"><tig><term>{}</term></tig></langSet></termEntry>'.format
    content = f'<martif type="TBX" xml:lang="en"><text><body>{entry("weir")}{entry("ford")}</body></text></martif>'
    report, concepts = taken(text(tmp_path / "a.tbx", content))
    assert [concept.terms[0].text for concept in concepts] == ["weir", "ford"]
    assert any("1 entries have the id of another one (c1)" in problem.message for problem in report.problems)


def test_a_column_named_by_a_tag_and_a_field_holds_no_terms(tmp_path: Path) -> None:
    head = "Concept ID\tSubject field\ten-US: Term\ten-US: Status\tzh-CN: Term\tzh-CN: Definition\tzh_pinyin"
    rows = [
        "A1\tsea\tseabed mining\tPreferred\t海底采矿\tmining of the sea floor\thai di",
        "A2\tsea\tebb tide\tPreferred\t退潮\t\ttui",
    ]
    report, concepts = taken(text(tmp_path / "list.tsv", "\n".join([head, *rows]) + "\n"))
    assert [sorted(term.text for term in concept.terms) for concept in concepts] == [
        ["seabed mining", "海底采矿"],
        ["ebb tide", "退潮"],
    ]
    assert concepts[0].definition == "mining of the sea floor"
    assert ignored(report) == [("column", "'zh_pinyin'", 2)]


def test_cells_merged_over_rows_say_it_of_each_row(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows: Rows = [
        ["Field", "English", None, "Chinese"],
        [None, "Term", "Abbreviation", None],
        ["Sea", "seabed mining", "SM", "海底采矿"],
        [None, "ebb tide", None, "退潮"],
        ["Air", "clear sky", None, "晴空"],
    ]
    workbook(path, Terms=rows)
    book = openpyxl.load_workbook(path)
    for area in ("A1:A2", "B1:C1", "D1:D2", "A3:A4"):
        book["Terms"].merge_cells(area)
    book.save(path)
    report, concepts = taken(path)
    assert [concept.domain for concept in concepts] == ["Sea", "Sea", "Air"]
    assert shown(concepts[0]) == [
        ("en", "seabed mining", ""),
        ("en", "SM", "preferred abbreviation"),
        ("zh-Hans", "海底采矿", ""),
    ]
    assert ignored(report) == []


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("(a) ageing (b) aging", ["ageing", "aging"]),
        ("a) ebb tide b) falling tide c) ebb", ["ebb tide", "falling tide", "ebb"]),
        ("（a）退潮 （b）落潮", ["退潮", "落潮"]),
        ("(a) of article 2", ["(a) of article 2"]),
        ("article 2 (a) and (b)", ["article 2 (a) and (b)"]),
    ],
)
def test_terms_behind_letters(cell: str, terms: list[str]) -> None:
    assert [term.text for term in cell_terms(cell, "en")] == terms


def test_a_termbase_in_json_is_no_draft_and_no_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text(tmp_path / "terms.json", '{"version": 1, "concepts": []}')
    checked = run(capsys, "check", str(path))
    assert (checked.code, "terms.json: a termbase, not a draft; " in checked.err) == (2, True)
    imported = run(capsys, "tm", "import", str(path), "--memory", str(tmp_path / "m.db"))
    assert imported.code == 2
    assert "a termbase, not a translation memory; yizhi import terms.json" in imported.err
