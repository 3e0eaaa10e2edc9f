"""`check --annotate`: the draft again with every finding beside its words, in its own format."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from test_cli_check import run, write
from test_drafts_comments import commented, parts
from test_drafts_documents import docx, p

RULE = ("--rule", "number-mismatch", "--no-builtin")
SAID = "Number: “12” in the source is “21” in the translation → 12 [number-mismatch]"
XLIFF1 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file source-language="zh-Hans" target-language="en" datatype="plaintext" original="a"><body>
  <trans-unit id="u1"><source>共有12个国家。</source><target>A total of 21 countries.</target><note>old</note></trans-unit>
  <trans-unit id="u2"><source>导言</source><target>Introduction</target></trans-unit>
 </body></file>
</xliff>
"""
XLIFF2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-Hans" trgLang="en">
 <file id="f"><unit id="u1"><segment><source>共有12个国家。</source><target>A total of 21 countries.</target></segment></unit></file>
</xliff>
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("text", [XLIFF1, XLIFF2])
def test_xliff_notes(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xlf").write_text(text, "utf-8")
    assert run(capsys, "check", "a.xlf", *RULE, "--annotate", "b.xlf")[0] == 1
    root = etree.parse("b.xlf").getroot()
    notes = [note.text for note in root.iter("{*}note")]
    assert f"error: {SAID}" in notes
    assert len(notes) == 1 + ("old" in text)
    assert Path("a.xlf").read_text("utf-8") == text


@pytest.mark.shared
@pytest.mark.parametrize(
    ("text", "schema"), [(XLIFF1, "xliff/xliff-core-1.2-transitional.xsd"), (XLIFF2, "xliff2.0/xliff_core_2.0.xsd")]
)
def test_annotated_xliff_is_valid(text: str, schema: str, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xlf").write_text(text, "utf-8")
    run(capsys, "check", "a.xlf", *RULE, "--annotate", "b.xlf")
    home = shared / "standards" / "xliff"

    class Local(etree.Resolver):
        def resolve(self, url: str, pubid: str, context: object) -> object:
            return self.resolve_filename(str(home / "xml" / "xml.xsd"), context) if url.endswith("xml.xsd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    etree.XMLSchema(etree.parse(str(home / schema), parser)).assertValid(etree.parse("b.xlf"))


def test_po_comments(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: zh-Hans\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '# by hand\nmsgid "共有12个国家。"\nmsgstr "A total of 21 countries."\n',
        "utf-8",
    )
    run(capsys, "check", "a.po", *RULE, "--annotate", "b.po")
    lines = Path("b.po").read_text("utf-8").splitlines()
    assert {line for line in lines if line.startswith("#")} == {"# by hand", f"# yizhi: error: {SAID}"}


def test_xlsx_comments_on_the_cells(capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook, load_workbook
    from openpyxl.comments import Comment

    book = Workbook()
    for row in (["zh-Hans", "en"], ["共有12个国家。", "A total of 21 countries."], ["计45人。", "54 persons."]):
        book.active.append(row)
    book.active["B3"].comment = Comment("mine", "Li")
    book.save("a.xlsx")
    run(capsys, "check", "a.xlsx", *RULE, "--annotate", "b.xlsx")
    sheet = load_workbook("b.xlsx").active
    assert (sheet["B2"].comment.text, sheet["B2"].comment.author) == (f"error: {SAID}", "yizhi")
    assert sheet["B3"].comment.text.startswith("mine\nerror: Number: “45”")
    assert sheet["A2"].comment is None
    assert sheet.max_column == 2


def test_word_comments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docx(tmp_path / "a.docx", p("大会", "<w:r><w:rPr><w:b/></w:rPr><w:t>决定如下.</w:t></w:r>"))
    run(capsys, "check", "a.docx", "--no-builtin", "--rule", "half-width-punctuation", "--annotate", "b.docx")
    ((words, text),) = commented(tmp_path / "b.docx")
    assert (words, text) == (".", "warning: half-width “.” in Chinese text → 。 [half-width-punctuation]")
    assert parts(tmp_path / "a.docx").keys() < parts(tmp_path / "b.docx").keys()


def test_a_translation_with_its_source_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docx(tmp_path / "zh.docx", p("共有12个国家出席了会议。") + p("会议于2019年4月15日举行。"))
    docx(
        tmp_path / "en.docx",
        p("A total of 21 countries attended the meeting.") + p("The meeting was held on 15 April 2019."),
    )
    run(capsys, "check", "en.docx", "--source", "zh.docx", *RULE, "--annotate", "b.docx")
    ((words, text),) = commented(tmp_path / "b.docx")
    assert (words, text) == ("21", f"error: {SAID}")


def test_several_drafts_go_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.tsv", "b.tsv"):
        write(tmp_path / name, "1\t共有12个国家。\t21 countries.")
    code, _, err = run(capsys, "check", "a.tsv", "b.tsv", *RULE, "--annotate", "out.tsv")
    assert (code, err) == (2, "yizhi: out.tsv: 2 drafts cannot go into one file; name an existing folder\n")
    Path("notes").mkdir()
    assert run(capsys, "check", "a.tsv", "b.tsv", *RULE, "--annotate", "notes")[0] == 1
    assert [path.read_text("utf-8").splitlines()[0].split("\t")[-1] for path in sorted(Path("notes").iterdir())] == [
        "yizhi",
        "yizhi",
    ]


@pytest.mark.parametrize(
    ("name", "out", "said"), [("a.tsv", "b.docx", "in its own format"), ("a.txt", "b.txt", "no place for notes")]
)
def test_what_cannot_be_annotated(
    name: str, out: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "a.txt":
        Path(name).write_text("导言\n\n提交常设委员会.\n", "utf-8")
    else:
        write(tmp_path / name, "1\t共有12个国家。\t21 countries.")
    code, _, err = run(capsys, "check", name, "--no-builtin", "--annotate", out)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1
    assert not Path(out).exists()


def test_ids_that_occur_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.tsv", "1\t导言\tIntroduction", "1\t共有12个国家。\tA total of 21 countries.")
    run(capsys, "check", "a.tsv", *RULE, "--annotate", "b.tsv")
    assert [line.count("number-mismatch") for line in Path("b.tsv").read_text("utf-8").splitlines()] == [0, 0, 1]
