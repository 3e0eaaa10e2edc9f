"""Tables and JSON: every column where it belongs, damaged rows named, and a form says all that it could not hold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from concepts import SEVERAL, simple
from hypothesis import HealthCheck, assume, example, given, settings

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.formats import form_of, forms
from yizhi.termbase.formats.citation import read_citation, write_citation
from yizhi.termbase.formats.form import ExportOptions, Problem
from yizhi.termbase.formats.loss import losses
from yizhi.termbase.merge import merge
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Strictness, Term

OPTIONS = ExportOptions()
TABLES = ("tsv", "csv", "xlsx")


def read(path: Path, form: str = "") -> tuple[list[Concept], list[Problem]]:
    items = list(form_of(path, "read", form).read(path))
    concepts = [item for item in items if isinstance(item, Concept)]
    return concepts, [item for item in items if isinstance(item, Problem)]


def table(tmp_path: Path, text: str, name: str = "t.tsv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_every_column_has_its_meaning(tmp_path: Path) -> None:
    header = (
        "id domain definition note reference strictness valid-from valid-to broader related replaced-by homonym"
        " zh-Hans zh-Hans.short zh-Hans.abbreviation zh-Hans.admitted zh-Hans.variant zh-Hans.deprecated zh-Hans.forbidden"
        " zh-Hans.proposed en en.abbreviation fr"
    )
    row = "a|d|is|n|A/1 || Title|name|1990|2018-04-19|b|c || d|e|f|全称|简称|缩|许 || 可|异|旧|禁|拟|Full name|FN|Nom"
    path = table(
        tmp_path, header.replace(" ", "\t") + "\n" + row.replace("||", "¦").replace("|", "\t").replace("¦", "|") + "\n"
    )
    (concept,), problems = read(path)
    assert problems == []
    zh = [
        ("全称", Status.PREFERRED, Kind.FULL),
        ("简称", Status.PREFERRED, Kind.SHORT),
        ("缩", Status.PREFERRED, Kind.ABBREVIATION),
        ("许", Status.ADMITTED, Kind.FULL),
        ("可", Status.ADMITTED, Kind.FULL),
        ("异", Status.ADMITTED, Kind.VARIANT),
        ("旧", Status.DEPRECATED, Kind.VARIANT),
        ("禁", Status.FORBIDDEN, Kind.VARIANT),
        ("拟", Status.PROPOSED, Kind.FULL),
    ]
    assert concept == Concept(
        "a",
        (
            *(Term(text, "zh-Hans", status, kind) for text, status, kind in zh),
            Term("Full name", "en"),
            Term("FN", "en", Status.PREFERRED, Kind.ABBREVIATION),
            Term("Nom", "fr"),
        ),
        "d",
        "is",
        "n",
        (Reference("A/1"), Reference(title="Title")),
        (
            Link(Relation.BROADER, "b"),
            Link(Relation.RELATED, "c"),
            Link(Relation.RELATED, "d"),
            Link(Relation.REPLACED_BY, "e"),
            Link(Relation.HOMONYM, "f"),
        ),
        Strictness.NAME,
        "1990",
        "2018-04-19",
    )


def test_a_proposed_row_proposes_every_term_and_keeps_the_kinds(tmp_path: Path) -> None:
    path = table(tmp_path, "id\tstatus\tzh\tzh.short\ten.abbreviation\na\tproposed\t甲\t乙\tX\n")
    (concept,), _ = read(path)
    assert [(term.status, term.kind) for term in concept.terms] == [
        (Status.PROPOSED, Kind.FULL),
        (Status.PROPOSED, Kind.SHORT),
        (Status.PROPOSED, Kind.ABBREVIATION),
    ]


def test_two_columns_of_languages_are_a_term_table_with_lasting_ids(tmp_path: Path) -> None:
    path = table(tmp_path, "zh\ten\n公约\tConvention\n大会\tGeneral Assembly\n")
    concepts, problems = read(path)
    assert [str(problem) for problem in problems] == [f"{path}:1: no column `id`; the ids are made from the terms"]
    assert [term.text for concept in concepts for term in concept.terms] == [
        "公约",
        "Convention",
        "大会",
        "General Assembly",
    ]
    assert {concept.strictness for concept in concepts} == {Strictness.TERM}
    assert concepts[1].id.startswith("general-assembly-")
    turned = table(tmp_path, "zh-CN\ten-GB\n大会\tGeneral Assembly\n议程\tagenda\n", "u.tsv")
    assert read(turned)[0][0].id == concepts[1].id, "the same terms, the same id, in any file"


def test_damaged_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        "id\tstrictness\tstatus\tvalid-from\tzh\tcolour",
        "a\t\t\t\t甲",
        "b\tstrict\t\t\t乙",
        "c\t\tlost\tsoon\t丙",
        "d\t\t\tsoon\t丁",
        "e\t\t\t\t",
        "f\t\t\t\t己\tred\tmore",
        "",
        "g\t\t\t\t庚\t\t\t",
        "h\t\t\t\t辛\x0b癸",
        "a\t\t\t\t甲乙",
    ]
    path = table(tmp_path, "\n".join(rows))
    concepts, problems = read(path)
    assert [(concept.id, concept.terms[0].text) for concept in concepts] == [
        ("a", "甲"),
        ("g", "庚"),
        ("h", "辛 癸"),
        ("a", "甲乙"),
    ]
    assert [(problem.line, problem.message, problem.lost) for problem in problems] == [
        (
            None,
            "not taken: column 'colour' (1 cells); its name says nothing; take it with --map \"colour=FIELD\"",
            False,
        ),
        (3, "strictness is name, term, context or empty, not 'strict'", True),
        (4, "a date is like 2018 or 2018-04-19, not 'soon'", True),
        (5, "a date is like 2018 or 2018-04-19, not 'soon'", True),
        (7, "7 cells under 6 columns; row left out: is there a separator inside a cell?", True),
        (10, "control characters became spaces", False),
        (6, "not taken: rows 6; no term in them", False),
        (11, "1 rows say again what stood before (11); each is one concept with the first", False),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty table"),
        ("\n \t\n", "an empty table"),
        ("id\tnote\nx\ty\n", "no column of terms in a language; columns: 'id', 'note'"),
        ("colour\tsize\nred\tlarge\n", "no column of terms in a language; columns: 'colour', 'size'"),
        ("zh\0\ten\n", "a NUL byte: not a text file"),
        ("PK\x03\x04\0\0", "not a text file (a ZIP archive: perhaps a .docx or .xlsx)"),
    ],
)
def test_what_is_no_term_table_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(table(tmp_path, text))
    assert caught.value.message == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", ["t.tsv", "t.csv"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str, name: str) -> None:
    between = "," if name.endswith("csv") else "\t"
    path = table(tmp_path, f"id{between}zh\r\na{between}毒品\r\n", name, encoding)
    concepts, problems = read(path)
    assert [(concept.id, concept.terms[0].text) for concept in concepts] == [("a", "毒品")]
    assert len(problems) == (encoding in ("utf-16", "gb18030"))


def test_a_broken_byte_spoils_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes("id\tzh\na\t甲\nb\t".encode() + b"\xff\xfe\x81 \n" + "c\t丙\n".encode())
    concepts, problems = read(path)
    assert [concept.id for concept in concepts] == ["a", "c"]
    assert [(problem.line, problem.lost) for problem in problems] == [(None, False), (3, True)]


def test_csv_as_in_rfc_4180(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,zh,note\r\na,"甲,""乙""","two\nlines"\r\nb,丙,\r\nc,丁,x,y\r\n', "t.csv")
    concepts, problems = read(path)
    assert [(concept.terms[0].text, concept.note) for concept in concepts] == [('甲,"乙"', "two\nlines"), ("丙", "")]
    assert [problem.line for problem in problems] == [5]


def test_csv_with_semicolons(tmp_path: Path) -> None:
    assert read(table(tmp_path, "id;zh\na;甲,乙\n", "t.csv"))[0] == [simple("a", zh="甲,乙")]


def test_broken_csv_names_the_row(tmp_path: Path) -> None:
    with pytest.raises(Malformed) as caught:
        read(table(tmp_path, 'id,zh\na,甲\nb,"乙\n', "t.csv"))
    assert caught.value.line == 3


def test_tsv_has_no_quoting(tmp_path: Path) -> None:
    path = table(tmp_path, 'id\tzh\ten\na\t"甲"\t"x\n')
    assert [term.text for term in read(path)[0][0].terms] == ['"甲"', '"x']


def test_xlsx_cells_are_text_and_formulas_stay_what_they_look_like(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    concepts = [simple("001", zh="=1+1", en="2018", note="+x"), simple("b", en="@cmd")]
    report = form_of(path, "write").write(concepts, path, OPTIONS)
    assert (report.concepts, report.terms, report.left_out) == (2, 3, Counter())
    assert read(path) == (concepts, [])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_xlsx_of_others_numbers_dates_and_further_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    import datetime

    sheet.append(["id", "zh", "en", "valid-from", None])
    sheet.append([7, "甲", 3.0, datetime.datetime(2018, 4, 19)])
    sheet.append([None, None, None, None, "stray"])
    book.create_sheet("more")
    book.save(tmp_path / "t.xlsx")
    (concept,), problems = read(tmp_path / "t.xlsx")
    assert (concept.id, concept.terms[1].text, concept.valid_from) == ("7", "3", "2018-04-19")
    assert [(problem.line, problem.lost) for problem in problems] == [(3, True)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"zh,en\n"])
def test_what_is_no_xlsx_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(Malformed, match="not a readable XLSX file"):
        read(tmp_path / "t.xlsx")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("A/RES/55/25, annex I, art. 2", Reference("A/RES/55/25, annex I, art. 2")),
        ("A/RES/2992 (XXVII)", Reference("A/RES/2992 (XXVII)")),
        ("S/RES/1325 (2000), para. 1", Reference("S/RES/1325 (2000), para. 1")),
        ("E/CN.15/2012/1", Reference("E/CN.15/2012/1")),
        ("A/RES/217 (III) A", Reference("A/RES/217 (III) A")),
        ("A/RES/2200 (XXI) A, annex", Reference("A/RES/2200 (XXI) A, annex")),
        ("A/RES/53/243 A and B", Reference("A/RES/53/243 A and B")),
        ("E/RES/671 A (XXV)", Reference("E/RES/671 A (XXV)")),
        ("A/B Testing of forms", Reference(title="A/B Testing of forms")),
        ("A/74/6 (Sect. 16), para. 16.4", Reference("A/74/6 (Sect. 16), para. 16.4")),
        ("CTOC/COP/2020/10, rule 155", Reference("CTOC/COP/2020/10, rule 155")),
        ("A/RES/70/1, Transforming our world", Reference("A/RES/70/1", "Transforming our world")),
        ("A/RES/70/1, para. 3, Agenda", Reference("A/RES/70/1, para. 3", "Agenda")),
        ("Charter of the United Nations, Art. 7", Reference(title="Charter of the United Nations, Art. 7")),
        ("UNTERM, country names", Reference(title="UNTERM, country names")),
        ("https://unterm.un.org/x", Reference(url="https://unterm.un.org/x")),
        ("A/1 <https://undocs.org/A/1>", Reference("A/1", "", "https://undocs.org/A/1")),
        ("Title <https://undocs.org/A/1>", Reference("", "Title", "https://undocs.org/A/1")),
    ],
)
def test_references(text: str, reference: Reference) -> None:
    assert read_citation(text) == reference
    assert write_citation(reference) == text


MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(SEVERAL)
def test_json_is_the_identity_on_everything(tmp_path_factory: pytest.TempPathFactory, concepts: list[Concept]) -> None:
    path = tmp_path_factory.getbasetemp() / "identity.json"
    report = form_of(path, "write").write(concepts, path, OPTIONS)
    assert report.left_out == Counter()
    assert read(path) == (concepts, [])


ODD = Concept(
    "a",
    (Term("x | y", "en"), Term("甲", "zh-Hans", Status.DEPRECATED, Kind.ABBREVIATION, note="n"), Term("é", "de")),
    definition="two\nlines",
)


@pytest.mark.parametrize("form", TABLES)
@MANY
@given(concepts=SEVERAL)
@example(concepts=[ODD])
def test_a_table_holds_a_concept_or_says_what_is_missing(
    tmp_path_factory: pytest.TempPathFactory, form: str, concepts: list[Concept]
) -> None:
    assume(all(concept.id.strip().isprintable() for concept in concepts))
    path = tmp_path_factory.getbasetemp() / f"round.{form}"
    report = form_of(path, "write").write(concepts, path, OPTIONS)
    back: dict[str, Concept] = {}
    for concept in read(path)[0]:
        back[concept.id] = merge(back[concept.id], concept) if concept.id in back else concept
    if len({concept.id.strip() for concept in concepts}) == len(concepts):
        said = Counter(what for concept in concepts for what in losses(concept, back.get(concept.id.strip())))
        assert said == report.left_out


def test_what_a_table_cannot_hold_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    report = form_of(path, "write").write([ODD, Concept("empty")], path, OPTIONS)
    assert report.left_out == {
        "terms": 2,
        "kinds of terms": 1,
        "notes on terms": 1,
        "definitions (as they were)": 1,
        "concepts": 1,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", 'no list of "concepts"'),
        ('{"concepts": 3}', 'no list of "concepts"'),
        ('{"version": 2, "concepts": []}', "version 2 of the form is not known"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_not_our_json_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(table(tmp_path, text, "t.json"))
    assert caught.value.message.startswith(said)


def test_damaged_concepts_of_json_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    term = {"text": "甲", "language": "zh-CN"}
    items = [
        {"id": "a", "terms": [term]},
        {"id": "b", "terms": [{**term, "status": "fine"}]},
        {"id": "c", "terms": "甲"},
        {"id": 4},
        7,
        {"terms": [term]},
        {"id": "d", "terms": [{"text": "x\ud800\x0b", "language": "en"}]},
        {"id": "e", "terms": [{"text": "x", "language": "?"}]},
        {"id": "f", "terms": [{**term, "case_sensitive": "no"}]},
    ]
    path = table(tmp_path, json.dumps({"concepts": items}), "t.json")
    concepts, problems = read(path)
    assert [(concept.id, concept.terms[0]) for concept in concepts] == [
        ("a", Term("甲", "zh-Hans")),
        ("d", Term("x  ", "en")),
    ]
    assert [problem.message for problem in problems] == [
        "concept 2: status is one of preferred, admitted, deprecated, forbidden, proposed, not 'fine'",
        "concept 3: terms is a list, not '甲'",
        "concept 4: id is a string, not 4",
        "concept 5: a concept is an object, not 7",
        "concept 6: a concept without an id",
        "concept 7: control characters became spaces",
        "concept 8: not a language tag: '?'",
        "concept 9: case_sensitive is true, false or null, not 'no'",
    ]


def test_forms_are_found_by_ending_and_by_name() -> None:
    names = [form.NAME for form in forms()]
    assert {"tsv", "csv", "xlsx", "json", "db"} <= set(names)
    assert len(names) == len(set(names))
    assert form_of(Path("X.TSV"), "read").NAME == "tsv"
    assert form_of(Path("x.txt"), "write", "csv").NAME == "csv"
    with pytest.raises(YizhiError, match=r"no form that we can read ends in '.odt'; use one of .*\.json"):
        form_of(Path("x.odt"), "read")
    for name, message in (
        ("x.pdf", "a document, not a list of terms; yizhi mine x.pdf finds terms in it"),
        ("x.po", "a file of translations, not a termbase; yizhi tm import x.po"),
        ("x.tmx", "a translation memory, not a termbase; yizhi tm import x.tmx"),
    ):
        with pytest.raises(YizhiError, match=message):
            form_of(Path(name), "read")
    with pytest.raises(YizhiError, match="no form called 'pdf' that we can write"):
        form_of(Path("x.tsv"), "write", "pdf")


@pytest.mark.parametrize("form", ["tsv", "csv", "xlsx", "json", "db"])
def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"t.{form}"
    if form != "db":
        path.write_text("before")

    class Failing:
        def __iter__(self) -> object:
            yield simple("a", zh="甲")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        form_of(path, "write").write(Failing(), path, OPTIONS)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == (
        [] if form == "db" else [(path.name, "before")]
    )
