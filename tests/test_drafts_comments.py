"""Word comments: on the very words, looking the same, and nothing else touched."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_drafts_documents import BOX, W, docx, p, table

from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts import comment_parts, comments
from yizhi.tm.drafts.format import Note
from yizhi.tm.drafts.reader import edit, read

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOLD = "<w:rPr><w:b/><w:color w:val='FF0000'/></w:rPr>"
FOOTNOTES = (
    "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见第12段。</w:t></w:r></w:p></w:footnote>"
)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def annotated(path: Path, *notes: tuple[str, str]) -> Path:
    """The document with a comment (second) on the first occurrence of each words (first)."""
    text = read(path).text or ""
    out = path.with_name("out.docx")
    wanted = [Note(None, text.index(words), text.index(words) + len(words), remark) for words, remark in notes]
    edit(path, [], out, wanted)
    assert read(out).text == text
    return out


def commented(path: Path) -> list[tuple[str, str]]:
    """[(words between the marks of a comment, its text)], by comment, as a program of no one here would see them."""
    found = parts(path)
    body = etree.fromstring(found["word/document.xml"])
    remarks = etree.fromstring(found["word/comments.xml"])
    out = []
    for remark in remarks.iter(f"{_W}comment"):
        number, inside, words = remark.get(f"{_W}id"), False, ""
        references = [one for one in body.iter(f"{_W}commentReference") if one.get(f"{_W}id") == number]
        assert len(references) == 1
        for element in body.iter():
            if element.tag == f"{_W}commentRangeStart" and element.get(f"{_W}id") == number:
                inside = True
            elif element.tag == f"{_W}commentRangeEnd" and element.get(f"{_W}id") == number:
                assert inside
                inside = False
            elif inside and element.tag in (f"{_W}t", f"{_W}footnoteReference", f"{_W}tab"):
                words += element.text or f"<{etree.QName(element).localname}>"
        assert not inside
        out.append((words, "".join(remark.itertext())))
    return out


def looks(path: Path) -> list[tuple[str, str]]:
    """Every character of the body with the properties of its run."""
    out = []
    for run in etree.fromstring(parts(path)["word/document.xml"]).iter(f"{_W}r"):
        properties = run.find(f"{_W}rPr")
        look = "" if properties is None else etree.tostring(properties).decode()
        around = "/".join(etree.QName(one).localname for one in run.iterancestors())
        for child in run:
            if child.tag == f"{_W}t":
                out += [(char, look + around) for char in child.text or ""]
            elif child.tag not in (f"{_W}rPr", f"{_W}commentReference"):
                out.append((etree.QName(child).localname, look + around))
    return out


def test_runs_are_split_and_look_the_same(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a.docx",
        p(
            "大会在第75/208号决议中",
            f"<w:r w:rsidR='00AB'>{BOLD}<w:t>请 秘书长 A&amp;B 报告</w:t><w:tab/><w:t>完</w:t></w:r>",
        ),
    )
    out = annotated(
        path,
        ("75/208", "one"),
        ("208号决议中请 秘", "two"),
        ("秘书长 ", "three"),
        ("&", "four"),
        ("\t", "five"),
        ("完", "six"),
    )
    assert commented(out) == [
        ("75/208", "one"), ("208号决议中请 秘", "two"), ("秘书长 ", "three"), ("&", "four"), ("<tab>", "five"), ("完", "six"),
    ]  # fmt: skip
    assert looks(out) == looks(path)
    body = parts(out)["word/document.xml"].decode()
    assert all("preserve" in tag for tag in re.findall(r"<w:t[ >][^>]*>(?= |[^<]* </w:t>)", body)), "spaces survive"
    assert body.count("<w:r w:rsidR='00AB'>") > 3


def test_comments_that_meet_and_nest(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("甲乙丙丁戊"))
    out = annotated(path, ("乙", "a"), ("丙", "b"), ("乙丙", "c"), ("甲乙丙丁戊", "d"), ("甲", "e"))
    assert commented(out) == [("乙", "a"), ("丙", "b"), ("乙丙", "c"), ("甲乙丙丁戊", "d"), ("甲", "e")]
    assert looks(out) == looks(path)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(1, 6)), min_size=1, max_size=6))
def test_any_spans_over_any_runs(spans: list[tuple[int, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        runs = [
            "甲 乙",
            f"<w:r>{BOLD}<w:t>丙&lt;</w:t><w:br/><w:t>丁戊</w:t></w:r>",
            "<w:ins><w:r><w:t>己庚</w:t></w:r></w:ins>",
            "辛",
        ]
        path = docx(Path(folder) / "a.docx", p(*runs) + p("壬癸子丑"))
        text = read(path).text or ""
        notes = [Note(None, at, min(at + size, len(text)), "x") for at, size in spans]
        out = Path(folder) / "out.docx"
        edit(path, [], out, notes)
        expected = [text[note.start : note.end].replace("\n", "") for note in notes]
        found = [words for words, _ in commented(out)]
        bare = [words or found[at] for at, words in enumerate(expected)]  # a line break alone: on its neighbour
        assert found == bare
        assert looks(out) == looks(path)
        assert read(out).text == text


def test_everything_else_is_byte_for_byte_the_same(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("甲乙") + table(("丙", "丁")), FOOTNOTES)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item1.xml", b"<x  a = '1' />")
        archive.writestr("word/media/image1.png", bytes(range(256)))
    before, after = parts(path), parts(annotated(path, ("乙", "x")))
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert {name for name in before if before[name] != after[name]} == changed
    assert after.keys() - before.keys() == {"word/comments.xml"}
    unmarked = re.sub(
        rb"<w:comment(RangeStart|RangeEnd)[^>]*>|<w:r><w:commentReference[^>]*></w:r>", b"", after["word/document.xml"]
    )
    unmarked = unmarked.replace(
        '<w:t xml:space="preserve">甲</w:t></w:r><w:r><w:t xml:space="preserve">乙'.encode(), "<w:t>甲乙".encode()
    )
    assert unmarked == before["word/document.xml"]


def test_tables_and_nested_tables(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("前") + table(("甲乙丙", "丁")) + p("后"))
    assert commented(annotated(path, ("乙", "x"), ("丁", "y"))) == [("乙", "x"), ("丁", "y")]


def test_a_bilingual_table(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", table(("zh", "en"), ("共有12个国家", "21 countries"), ("无译文", "")))
    out = tmp_path / "out.docx"
    edit(path, [], out, [Note(0, 0, 2, "wrong"), Note(0, 2, 4, "this", "source"), Note(1, 0, 0, "missing")])
    assert commented(out) == [("21", "wrong"), ("12", "this"), ("", "missing")]
    row = etree.fromstring(parts(out)["word/document.xml"]).findall(f".//{_W}tr")[2]
    assert row.findall(f".//{_W}commentReference")[0].iterancestors(f"{_W}tc").__next__() is row.findall(f"{_W}tc")[1]


def test_words_in_a_footnote_are_remarked_on_its_mark(tmp_path: Path) -> None:
    body = p(
        "决定",
        "<w:r><w:t>了</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteReference w:id='2'/></w:r>",
        "。",
    )
    path = docx(tmp_path / "a.docx", body, FOOTNOTES)
    out = annotated(path, ("12", "which?"))
    assert commented(out) == [("<footnoteReference>", "In the footnote, “见第[12]段。”: which?")]
    assert parts(out)["word/footnotes.xml"] == parts(path)["word/footnotes.xml"]


def test_words_in_a_text_box_are_remarked_on_the_box(tmp_path: Path) -> None:
    box = BOX.format(p("框中文字"))
    path = docx(tmp_path / "a.docx", p("前", f"<w:r>{box}</w:r>", "后"))
    out = annotated(path, ("文字", "x"), ("后", "y"))
    (_, first), (words, second) = commented(out)
    assert [first, words, second] == ["In the text box, “框中[文字]”: x", "后", "y"]
    body = parts(out)["word/document.xml"].decode()
    assert body.index("commentRangeStart") < body.index("<mc:Alternate")
    assert body.index("</mc:AlternateContent></w:r><w:commentRangeEnd") > 0
    assert "comment" not in body[body.index("<mc:Alternate") : body.index("</mc:AlternateContent>")]


def test_tracked_changes_stay(tmp_path: Path) -> None:
    tracked = (
        "<w:ins w:id='7' w:author='A'><w:r><w:t>会员国</w:t></w:r></w:ins>"
        "<w:del w:id='8' w:author='A'><w:r><w:delText>成员国</w:delText></w:r></w:del>"
    )
    path = docx(tmp_path / "a.docx", p("请", tracked, "报告"))
    out = annotated(path, ("员国报", "x"))
    assert commented(out) == [("员国报", "x")]
    body = etree.fromstring(parts(out)["word/document.xml"])
    assert ["".join(one.itertext()) for one in body.iter(f"{_W}ins", f"{_W}del")] == ["会员国", "成员国"]
    assert looks(out) == looks(path)


@pytest.mark.parametrize(
    "old",
    [
        "<w:comments {0}><w:comment w:id='4' w:author='B'><w:p><w:r><w:t>old</w:t></w:r></w:p></w:comment></w:comments>",
        "<w:comments {0}/>",
    ],
)
def test_comments_of_others_stay(tmp_path: Path, old: str) -> None:
    mark = "<w:commentRangeStart w:id='4'/><w:r><w:t>甲乙</w:t></w:r><w:commentRangeEnd w:id='4'/><w:r><w:commentReference w:id='4'/></w:r>"
    path = docx(tmp_path / "a.docx", p(mark if "old" in old else "甲乙", "丙"))
    relation = f"<Relationship Id='rId9' Type='{comment_parts._RELATION}' Target='comments.xml'/>"
    content = parts(path)
    content["word/_rels/document.xml.rels"] = (
        f"<Relationships xmlns='{comment_parts._RELATIONSHIPS}'>{relation}</Relationships>".encode()
    )
    content["word/comments.xml"] = old.format(W).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    out = annotated(path, ("乙丙", "new"))
    found = commented(out)
    assert found[-1] == ("乙丙", "new")
    assert len(found) == 1 + ("old" in old)
    if "old" in old:
        assert found[0] == ("甲乙", "old")
        kept = parts(out)["word/comments.xml"].decode()
        assert kept.startswith(old.format(W).removesuffix("</w:comments>"))
    changed = {name for name, data in parts(path).items() if parts(out)[name] != data}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_another_prefix_and_hostile_text(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("甲乙丙"))
    content = parts(path)
    content["word/document.xml"] = content["word/document.xml"].replace(b"w:", b"q:").replace(b":w=", b":q=")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    out = annotated(path, ("乙", "<script>&\x1b]]>\ufffe‮\nsecond"))
    ((words, text),) = commented(out)
    assert words == "乙"
    assert text == "<script>& ]]> ‮second"


def test_more_comments_than_word_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = docx(tmp_path / "a.docx", p("甲"))
    monkeypatch.setattr(comments, "MAX_COMMENTS", 1)
    with pytest.raises(YizhiError, match="2 comments"):
        edit(path, [], tmp_path / "b.docx", [Note(None, 0, 1, "x"), Note(None, 0, 1, "y")])
    assert not (tmp_path / "b.docx").exists()


def test_another_program_reads_them(tmp_path: Path) -> None:
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph("大会请").add_run("秘书长").bold = True
    document.save(str(tmp_path / "a.docx"))
    out = annotated(tmp_path / "a.docx", ("请秘", "x"))
    again = python_docx.Document(str(out))
    assert [(one.text, one.author, one.initials) for one in again.comments] == [("x", "yizhi", "yz")]
    assert [(run.text, run.bold) for run in again.paragraphs[0].runs if run.text] == [
        ("大会", None), ("请", None), ("秘", True), ("书长", True),
    ]  # fmt: skip
