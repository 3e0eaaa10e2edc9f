"""Writing back: what was meant to change has changed, and every other byte is as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_drafts_bilingual import PO, SDL, XLIFF, XLIFF2
from test_drafts_documents import docx, p, table

from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.drafts.formats import xliff
from yizhi.tm.drafts.reader import edit, known, read
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft


def written(folder: Path, name: str, text: str, *changes: Edit, notes: tuple[Note, ...] = ()) -> tuple[str, Draft]:
    """The file after the changes, and what it reads as then."""
    path, out = folder / name, folder / f"out-{name}"
    path.write_bytes(text.encode("utf-8"))
    edit(path, changes, out, notes)
    return out.read_bytes().decode("utf-8"), read(out)


def targets(draft: Draft) -> list[str]:
    return [unit.target.text for unit in draft.units if unit.target]


def test_text_keeps_its_encoding_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe" + "大会，\r\n理事会\r\n".encode("utf-16-le"))
    edit(path, [Edit(None, 2, 3, "。"), Edit(None, 5, 8, "安理会")], path)
    assert path.read_bytes() == b"\xff\xfe" + "大会。\r\n安理会\r\n".encode("utf-16-le")


def test_a_character_that_the_encoding_lacks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = "聯合國大會請秘書長提出報告，並決定將此項目列入議程。".encode("cp950")
    path.write_bytes(data)
    with pytest.raises(YizhiError, match="Big5"):
        edit(path, [Edit(None, 0, 1, "联")], path)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_tables(tmp_path: Path) -> None:
    text = "id\tzh\ten\tnote\r\n1\t甲\ta b\tx\r\n2\t乙\r\n3\t丙\tc\t\r\n"
    out, _ = written(
        tmp_path,
        "a.tsv",
        text,
        Edit(0, 2, 3, "B"),
        Edit(1, 0, 0, "new"),
        Edit(2, 0, 1, "丁", "source"),
        notes=(Note(0, 0, 1, "look\nhere"),),
    )
    assert out == "id\tzh\ten\tnote\tyizhi\r\n1\t甲\ta B\tx\tlook here\r\n2\t乙\tnew\r\n3\t丁\tc\t\r\n"
    text = 'zh,en\n"甲,""乙""",a\n丙,"b"\n'
    out, draft = written(tmp_path, "a.csv", text, Edit(0, 0, 1, 'x,"y"'), Edit(1, 1, 1, "c"))
    assert out == 'zh,en\n"甲,""乙""","x,""y"""\n丙,bc\n'
    assert targets(draft) == ['x,"y"', "bc"]
    with pytest.raises(YizhiError, match="TSV cell"):
        written(tmp_path, "b.tsv", "zh\ten\n甲\ta\n", Edit(0, 0, 1, "x\ty"))


def test_xlsx(tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    for line in (["zh", "en"], ["甲", "a"], ["乙", None]):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    edit(
        tmp_path / "a.xlsx",
        [Edit(0, 1, 1, "=b"), Edit(1, 0, 0, "=1+1")],
        tmp_path / "b.xlsx",
        [Note(1, 0, 0, "hm")],
    )
    assert targets(read(tmp_path / "b.xlsx")) == ["a=b", "=1+1"]
    sheet = load_workbook(tmp_path / "b.xlsx").active
    assert [sheet["A3"].data_type, sheet["B3"].comment.text, sheet.max_column] == ["s", "hm", 2]


def test_xliff_1(tmp_path: Path) -> None:
    out, draft = written(
        tmp_path,
        "a.xlf",
        XLIFF,
        Edit(0, 0, 4, "Resolution"),
        Edit(0, 5, 11, "72 <&"),
        Edit(1, 0, 0, "Member & States"),
        Edit(3, 0, 0, "B."),
        Edit(5, 1, 2, "]]>"),
        notes=(Note(1, 0, 0, "a < b"),),
    )
    expected = (
        XLIFF.replace(
            '<g id="1">Res. <x id="2"/>72</g> A&amp;B</target>',
            '<g id="1">Resolution <x id="2"/>72 &lt;&amp;</g></target>',
        )
        .replace(
            "会员国</source>",
            '会员国</source><target>Member &amp; States</target><note from="yizhi" annotates="target">a &lt; b</note>',
        )
        .replace("A.</mrk></target>", 'A.</mrk><mrk mtype="seg" mid="s2">B.</mrk></target>')
        .replace("a<b]]>", "a]]]]><![CDATA[>b]]>")
    )
    assert out == expected
    assert targets(draft) == ["Resolution 72 <&", "Member & States", "A.", "B.", "", "a]]>b"]


def test_empty_targets_are_filled(tmp_path: Path) -> None:
    text = '<xliff version="1.2"><file source-language="en" target-language="zh"><body><trans-unit id="1"><source>A</source><target state="new" /></trans-unit><trans-unit id="2"><source>B</source><target></target></trans-unit></body></file></xliff>'
    out, draft = written(tmp_path, "a.xlf", text, Edit(0, 0, 0, "甲"), Edit(1, 0, 0, "乙"))
    assert out == text.replace('state="new" />', 'state="new">甲</target>').replace(
        "<target></target>", "<target>乙</target>"
    )
    assert targets(draft) == ["甲", "乙"]
    out, draft = written(tmp_path, "b.sdlxliff", SDL, Edit(1, 0, 0, "二。"))
    assert out == SDL.replace('mid="2"/></g></target>', 'mid="2">二。</mrk></g></target>')


def test_xliff_2(tmp_path: Path) -> None:
    out, draft = written(
        tmp_path,
        "a.xlf",
        XLIFF2,
        Edit(0, 1, 2, "两"),
        Edit(1, 0, 0, "三"),
        notes=(Note(0, 0, 1, "n"), Note(2, 0, 1, "m")),
    )
    expected = (
        XLIFF2.replace('一<pc id="1">二', '一<pc id="1">两')
        .replace("y</mrk></source>", "y</mrk></source><target>三</target>")
        .replace('<unit id="u1">', '<unit id="u1"><notes><note category="yizhi" appliesTo="target">n</note></notes>')
        .replace("<note>hint</note>", '<note>hint</note><note category="yizhi" appliesTo="target">m</note>')
    )
    assert out == expected
    assert targets(draft) == ["一两。", "三", "四"]


def test_po(tmp_path: Path) -> None:
    out, draft = written(
        tmp_path,
        "a.po",
        PO,
        Edit(0, 0, 3, 'a"b'),
        Edit(1, 0, 4, "一天\n两天\n"),
        notes=(Note(1, 0, 1, "why\nnot"),),
    )
    expected = (
        PO.replace('msgstr "會員國\\n"', 'msgstr "a\\"b\\n"')
        .replace('msgstr[0] ""\n"%d "\n"天"', 'msgstr[0] ""\n"一天\\n"\n"两天\\n"')
        .replace('\nmsgctxt "menu"', '\n# yizhi: why\n# yizhi: not\nmsgctxt "menu"')
    )
    assert out == expected
    assert targets(draft) == ['a"b\n', "一天\n两天\n"]
    with pytest.raises(YizhiError, match="key"):
        written(tmp_path, "b.po", PO, Edit(0, 0, 1, "x", "source"))


def test_docx(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a.docx", p("大会", "<w:r><w:rPr><w:b/></w:rPr><w:t>请</w:t></w:r>", "秘书长 A&amp;B") + p("第二段")
    )
    before = zipfile.ZipFile(path)
    edit(path, [Edit(None, 1, 4, "员 "), Edit(None, 8, 9, "x"), Edit(None, 11, 14, "<3>")], tmp_path / "b.docx")
    draft = read(tmp_path / "b.docx")
    assert draft.text == "大员 书长 AxB\n<3>"
    after = zipfile.ZipFile(tmp_path / "b.docx")
    for name in before.namelist():
        assert name == "word/document.xml" or before.read(name) == after.read(name)
    assert b'<w:t xml:space="preserve">\xe5\xa4\xa7\xe5\x91\x98 </w:t>' in after.read("word/document.xml")
    with pytest.raises(YizhiError, match="paragraph"):
        edit(path, [Edit(None, 9, 12, "")], tmp_path / "c.docx")


def test_docx_table(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", table(("大会请秘书长", "The Assembly"), ("会员国", "States")))
    edit(path, [Edit(0, 0, 3, "This"), Edit(1, 0, 2, "成", "source")], path)
    assert [unit.source.text for unit in read(path).units if unit.source] == ["大会请秘书长", "成国"]
    assert targets(read(path)) == ["This Assembly", "States"]


def test_docx_comments_are_word_comments(tmp_path: Path) -> None:
    reader = pytest.importorskip("docx")
    document = reader.Document()
    document.add_paragraph("大会请秘书长")
    document.add_paragraph("提出报告")
    document.save(tmp_path / "a.docx")
    edit(tmp_path / "a.docx", [], tmp_path / "b.docx", [Note(None, 0, 2, "first"), Note(None, 7, 9, "a < b")])
    edit(tmp_path / "b.docx", [Edit(None, 0, 1, "本")], tmp_path / "c.docx", [Note(None, 3, 6, "third")])
    again = reader.Document(tmp_path / "c.docx")
    assert [(comment.text, comment.author) for comment in again.comments] == [
        ("first", "yizhi"),
        ("a < b", "yizhi"),
        ("third", "yizhi"),
    ]
    assert [paragraph.text for paragraph in again.paragraphs] == ["本会请秘书长", "提出报告"]


def test_markup_is_left_alone(tmp_path: Path) -> None:
    out, _ = written(tmp_path, "a.md", "# **大会** `x`\n", Edit(None, 4, 6, "理事会"))
    assert out == "# **理事会** `x`\n"
    out, _ = written(tmp_path, "a.html", "<p>大会</p>", Edit(None, 3, 5, "A<B"))
    assert out == "<p>A&lt;B</p>"


def test_what_cannot_be_done(tmp_path: Path) -> None:
    with pytest.raises(YizhiError, match="overlaps"):
        written(tmp_path, "a.txt", "abcd", Edit(None, 0, 2, ""), Edit(None, 1, 3, ""))
    with pytest.raises(YizhiError, match="outside"):
        written(tmp_path, "a.txt", "abcd", Edit(None, 3, 9, ""))
    with pytest.raises(YizhiError, match="no unit 7"):
        written(tmp_path, "a.tsv", "zh\ten\n甲\ta\n", Edit(7, 0, 1, ""))
    with pytest.raises(YizhiError, match="no place for notes"):
        written(tmp_path, "a.txt", "abcd", notes=(Note(None, 0, 1, "x"),))
    (tmp_path / "a.json").write_text('{"a": "b"}')
    with pytest.raises(YizhiError, match="cannot be written back"):
        edit(tmp_path / "a.json", [], tmp_path / "b.json")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.xlf", XLIFF), ("b.xlf", XLIFF2), ("a.sdlxliff", SDL), ("a.po", PO), ("a.tsv", "zh\ten\n甲\ta\n")],
)
def test_without_changes_nothing_changes(tmp_path: Path, name: str, text: str) -> None:
    assert written(tmp_path, name, text)[0] == text


@given(st.data())
def test_any_edit_of_a_target_reads_back(data: st.DataObject) -> None:
    source = DraftFile(Path("a.xlf"), XLIFF.encode("utf-8"))
    units = xliff.FORMAT.read(source).units
    number = data.draw(st.sampled_from([0, 1, 2, 3, 5]))
    target = units[number].target
    assert target is not None
    start = data.draw(st.integers(0, len(target.text)))
    end = data.draw(st.integers(start, len(target.text)))
    new = data.draw(st.text("ab<&>\"'大会]", max_size=8))
    assert known()["xliff"].edit is not None
    out = known()["xliff"].edit(source, [Edit(number, start, end, new)], [])  # type: ignore[misc]
    again = xliff.FORMAT.read(DraftFile(Path("a.xlf"), out)).units
    wanted = target.text[:start] + new + target.text[end:]
    for at, unit in enumerate(again):
        assert unit.target is not None
        before = units[at].target
        assert before is not None
        assert unit.target.text == (wanted if at == number else before.text)
        assert [tag.id for tag in unit.target.tags] == [tag.id for tag in before.tags]
