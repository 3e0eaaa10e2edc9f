"""Formats of running text: DOCX, HTML, Markdown, PDF."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.errors import Malformed
from yizhi.tm.cleaning.clean import Cleaned
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.drafts.formats import html, md
from yizhi.tm.drafts.reader import edit, read
from yizhi.tm.model import Draft

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
ROOT = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"""


def docx(path: Path, body: str, footnotes: str = "") -> Path:
    """A DOCX with a body (and footnotes) written by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("word/_rels/document.xml.rels", RELATIONS)
        archive.writestr(
            "word/document.xml", f'<?xml version="1.0"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>'
        )
        if footnotes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {W}>{footnotes}</w:footnotes>")
    return path


def p(*runs: str) -> str:
    return (
        "<w:p><w:pPr/>"
        + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
        + "</w:p>"
    )


def cell(*paragraphs: str) -> str:
    return "<w:tc><w:tcPr/>" + "".join(paragraphs) + "</w:tc>"


GONE = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
"""Properties of a paragraph whose mark is a tracked deletion."""


def table(*rows: tuple[str, ...]) -> str:
    return (
        "<w:tbl>" + "".join("<w:tr>" + "".join(cell(p(text)) for text in row) + "</w:tr>" for row in rows) + "</w:tbl>"
    )


def texts(draft: Draft) -> list[str]:
    return [unit.source.text for unit in draft.units if unit.source]


BOX = "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"


def test_docx_text(tmp_path: Path) -> None:
    body = (
        p("秘书长的报告")
        + p(
            "大会",
            "<w:ins><w:r><w:t>已</w:t></w:r></w:ins>",
            "<w:del><w:r><w:delText>未</w:delText></w:r></w:del>",
            "<w:r><w:tab/><w:t>决定</w:t><w:footnoteReference w:id='2'/></w:r>",
            "<w:hyperlink><w:r><w:t>A&amp;B</w:t></w:r></w:hyperlink>",
        )
        + p()
        + p("甲", f"<w:r>{BOX.format(p('框'))}</w:r>", "<w:r><w:br/><w:t>乙</w:t><w:br w:type='page'/></w:r>")
        + "<w:sdt><w:sdtContent>"
        + p("控件")
        + "</w:sdtContent></w:sdt>"
        + table(("表", "table"))
    )
    notes = f'<w:footnote w:type="separator" w:id="0">{p("--")}</w:footnote><w:footnote w:id="2">{p("见 A/1。")}</w:footnote>'
    draft = read(docx(tmp_path / "a.docx", body, notes))
    assert draft.text == "秘书长的报告\n大会已\t决定A&B\n\n甲\n乙\n框\n控件\n表\ntable\n见 A/1。"
    assert texts(draft) == ["秘书长的报告", "大会已\t决定A&B", "甲", "乙", "框", "控件", "表", "table", "见 A/1。"]
    assert [unit.source.place.line for unit in draft.units if unit.source] == [1, 2, 4, 5, 6, 7, 8, 9, 10]
    assert not draft.bilingual


def test_docx_as_python_docx_writes_it(tmp_path: Path) -> None:
    document = pytest.importorskip("docx").Document()
    document.add_heading("决议草案")
    document.add_paragraph("大会，").add_run("回顾").bold = True
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").text == "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_docx_table_is_bilingual(tmp_path: Path) -> None:
    rows = (("大会请秘书长提出报告。", "The Assembly requested a report."), ("会员国", ""))
    draft = read(docx(tmp_path / "a.docx", table(*rows) + p()))
    assert (draft.source_language, draft.target_language, draft.text) == ("zh-Hans", "en", None)
    assert [(unit.id, unit.source.text, unit.target.text) for unit in draft.units if unit.source and unit.target] == [
        ("1", "大会请秘书长提出报告。", "The Assembly requested a report."),
        ("2", "会员国", ""),
    ]
    headed = read(docx(tmp_path / "b.docx", table(("id", "en", "zh"), ("x1", "Council", "理事会"))))
    assert [(unit.id, unit.source.text) for unit in headed.units if unit.source] == [("x1", "Council")]
    assert headed.source_language == "en"


ROWS = (("大会请秘书长提出报告。", "The Assembly requested a report."), ("会员国", "Member States"))


def pairs(draft: Draft) -> list[tuple[str | None, str, str]]:
    return [(unit.id, unit.source.text, unit.target.text) for unit in draft.units if unit.source and unit.target]


def test_docx_table_under_a_heading_is_bilingual_and_says_so(tmp_path: Path) -> None:
    draft = read(docx(tmp_path / "a.docx", p("议程项目5") + table(*ROWS) + p("End of file")))
    assert [pair[1:] for pair in pairs(draft)] == list(ROWS)
    assert draft.notes == (
        "read as a bilingual table (zh-Hans → en, 2 rows); --input-format docx-text reads it as running text",
        "2 paragraphs outside of the bilingual tables were not read",
    )


def test_docx_table_of_one_language_is_text(tmp_path: Path) -> None:
    draft = read(docx(tmp_path / "b.docx", table(("甲", "大会"), ("乙", "会员国"))))
    assert not draft.bilingual
    assert draft.notes == ()


def test_docx_annex_with_abbreviations_does_not_make_a_report_bilingual(tmp_path: Path) -> None:
    annex = table(("毒品和犯罪问题办公室", "UNODC"), ("世界卫生组织", "World Health Organization"))
    draft = read(docx(tmp_path / "a.docx", p("秘书长在其报告中指出，各会员国已经采取措施。" * 3) + annex))
    assert not draft.bilingual
    assert draft.notes == (
        "read as running text, with a bilingual table of 2 rows; --input-format docx-table reads that alone",
    )
    assert len(pairs(read(tmp_path / "a.docx", "docx-table"))) == 2
    assert not read(tmp_path / "a.docx", "docx-text").notes


def test_docx_table_with_numbers_and_remarks(tmp_path: Path) -> None:
    rows = (("序号", "英文", "中文", "备注"), *((str(n), en, zh, "请核对") for n, (zh, en) in enumerate(ROWS, 7)))
    draft = read(docx(tmp_path / "a.docx", table(*rows)))
    assert (draft.source_language, draft.target_language) == ("en", "zh-Hans")
    assert pairs(draft) == [("7", ROWS[0][1], ROWS[0][0]), ("8", ROWS[1][1], ROWS[1][0])]
    assert [unit.attributes for unit in draft.units] == [(("备注", "请核对"),)] * 2


def test_docx_header_in_words_of_one_language_is_no_unit(tmp_path: Path) -> None:
    draft = read(docx(tmp_path / "a.docx", table(("Draft", "Working version"), *ROWS)))
    assert [pair[1:] for pair in pairs(draft)] == list(ROWS)


def test_docx_tables_in_both_directions_are_one_draft(tmp_path: Path) -> None:
    body = table(*ROWS) + p("甲") + table(*((en, zh) for zh, en in ROWS))
    path = docx(tmp_path / "a.docx", body)
    assert [pair[1:] for pair in pairs(read(path))] == [*ROWS, *ROWS]
    edit(path, [Edit(3, 0, 6, "All")], tmp_path / "b.docx")
    assert [pair[2] for pair in pairs(read(tmp_path / "b.docx"))][3] == "All States"


def test_docx_rows_over_the_whole_width_are_counted(tmp_path: Path) -> None:
    draft = read(docx(tmp_path / "a.docx", table(ROWS[0], ("一、导言",), ROWS[1])))
    assert [pair[1:] for pair in pairs(draft)] == list(ROWS)
    assert draft.notes[-1] == "1 rows without a cell for each language were not read"


def test_docx_empty_cells_are_filled(tmp_path: Path) -> None:
    empty = (
        "<w:tbl>"
        + "".join(f"<w:tr>{cell(p(zh))}{cell(other)}</w:tr>" for zh, other in (("会员国", p()), ("大会", "<w:p/>")))
        + "</w:tbl>"
    )
    path = docx(tmp_path / "a.docx", table(("zh", "en")).replace("</w:tbl>", "") + empty.removeprefix("<w:tbl>"))
    edit(path, [Edit(0, 0, 0, "Member <States>"), Edit(1, 0, 0, "Assembly")], tmp_path / "b.docx")
    assert [pair[2] for pair in pairs(read(tmp_path / "b.docx"))] == ["Member <States>", "Assembly"]


def test_docx_what_is_no_text_is_left_out_and_said(tmp_path: Path) -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    char = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    field = (
        char("begin")
        + char("begin")
        + "<w:r><w:t>code</w:t></w:r>"
        + char("separate")
        + "<w:r><w:t>inner</w:t></w:r>"
        + char("end")
    )
    field += char("separate") + "<w:r><w:t>结果</w:t></w:r>" + char("end")
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>明</w:t></w:r>"
    path = docx(tmp_path / "a.docx", p(ruby, field, hidden, "<w:r><w:sym w:font='X' w:char='2192'/></w:r>"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/header1.xml", f"<w:hdr {W}>{p('秘书处')}</w:hdr>")
        archive.writestr("word/footer1.xml", f"<w:ftr {W}>{p('12')}</w:ftr>")
    draft = read(path)
    assert draft.text == "汉结果明→"
    assert draft.notes == ("hidden text was not read (1 runs)", "headers and footers were not read (1 with text)")


def test_docx_main_part_by_its_relation(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("大会"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("word/document.xml", "word/document2.xml"), data)
    assert read(tmp_path / "b.docx").text == "大会"


def test_docx_table_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="no table with two languages"):
        read(docx(tmp_path / "a.docx", p("大会")), "docx-table")


def holds(text: str, cleaned: Cleaned) -> None:
    """Every character comes from its place: itself, a reference to it, or a space for white space and marks."""
    for mapped in cleaned.paragraphs:
        assert mapped.starts is not None
        assert mapped.ends is not None
        assert list(mapped.starts) == sorted(mapped.starts)
        for char, start, end in zip(mapped.text, mapped.starts, mapped.ends, strict=True):
            assert start < end
            assert text[start] == char or text[start] in "&\\" or char == " "


def paragraphs(cleaned: Cleaned) -> list[str]:
    return [mapped.text for mapped in cleaned.paragraphs]


def test_html() -> None:
    text = """<!DOCTYPE html><html><head><title>报告</title><style>p{a:b}</style></head><body><!-- x -->
<h1>大会 &amp; 理事会</h1><p>决定 <b>请</b>秘书<i>长</i>&nbsp;提出
  报告&unknown;<br>第二行</p><script>if (a<b) {}</script><ul><li>甲<li>乙</ul>3 < 4 <a title="a>b">链接</a></body>"""
    cleaned = html.paragraphs(text)
    assert paragraphs(cleaned) == [
        "报告",
        "大会 & 理事会",
        "决定 请秘书长 提出 报告&unknown;",
        "第二行",
        "甲",
        "乙",
        "3 < 4 链接",
    ]
    holds(text, cleaned)
    second = cleaned.paragraphs[1]
    assert text[slice(*second.span(3, 4))] == "&amp;"


def test_html_says_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="gb2312"><p>大会</p>'.encode("gb18030"))
    assert texts(read(path)) == ["大会"]


def test_markdown() -> None:
    text = """---
title: no
---
# 秘书长的 **报告** #

第一行
第二行，见 [决议](http://x/y_(z)) 和 `a_b` \\*
The first
line of *two* <br>with ![a picture](p.png) <https://un.org/a>

* 项目 __一__
  继续
1. 编号
> 引文

| zh | en |
|----|:--:|
| 大会 | General *Assembly* |

```py
x = 1
```
<!-- hidden
text --> after snake_case
[1]: http://x
"""
    cleaned = md.paragraphs(text)
    assert (
        paragraphs(cleaned)
        == [
            "秘书长的 报告",
            "第一行第二行，见 决议 和 a_b * The first line of two with a picture https://un.org/a",
            "项目 一继续",
            "1. 编号",
            "引文",
            "zh",
            "en",
            "大会",
            "General Assembly",
            "text --> after snake_case",
        ]
        or paragraphs(cleaned)[-1] == "after snake_case"
    )
    holds(text, cleaned)
    assert {reason for _, _, reason in cleaned.removed} == {"front matter", "markup", "code", "comment"}


@given(
    st.lists(
        st.sampled_from(
            [
                "大会",
                "Assembly ",
                "*",
                "**",
                "_",
                "`",
                "[a](b)",
                "\n",
                "\n\n",
                "# ",
                "- ",
                "|",
                "<b>",
                "&amp;",
                "<!--",
                "-->",
                "\\*",
                "```\n",
                "<p>",
                "</p>",
                "<script>",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_markup_places_hold_for_anything(text: str) -> None:
    holds(text, md.paragraphs(text))
    holds(text, html.paragraphs(text))


def pdf(path: Path, lines: list[str]) -> Path:
    """A PDF of one page with Latin text, written by hand."""
    content = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table_at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF\n"
    path.write_bytes(out.encode("latin-1"))
    return path


def test_pdf(tmp_path: Path) -> None:
    lines = [
        "The Council welcomed the handbook on ocean observation which the Statistics",
        "Division had compiled in the course of the year.",
        "A/79/1",
        "1/2 V.24-01234",
    ]
    draft = read(pdf(tmp_path / "a.pdf", lines))
    assert texts(draft) == [" ".join(lines[:2])]
    assert draft.text is not None
    assert [draft.text[start:end] for start, end, _ in draft.removed] == lines[2:]
    assert draft.notes == ("text layer of 1 pages",)


def test_paragraphs_join_where_the_mark_between_them_is_deleted(tmp_path: Path) -> None:
    first = p("大会审议了").replace("<w:pPr/>", GONE)
    gone = p("<w:del><w:r><w:delText>未</w:delText></w:r></w:del>").replace("<w:pPr/>", GONE)
    body = first + gone + p("报告。") + p("会议结束。") + table(("一", "二")) + p("三").replace("<w:pPr/>", GONE)
    path = docx(tmp_path / "a.docx", body)
    assert texts(read(path)) == ["大会审议了报告。", "会议结束。", "一", "二", "三"]
    edit(path, [Edit(None, 4, 6, "过这份")], tmp_path / "b.docx", [Note(None, 3, 6, "here")])
    again = read(tmp_path / "b.docx")
    assert texts(again)[0] == "大会审议过这份告。"


def test_a_deleted_mark_joins_nothing_over_a_table(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("一").replace("<w:pPr/>", GONE) + table(("二", "三")) + p("四"))
    assert texts(read(path)) == ["一", "二", "三", "四"]
