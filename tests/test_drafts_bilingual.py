"""Formats that hold both sides: units, ids, places, codes, documents, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts.reader import read
from yizhi.tm.model import Draft, Unit


def draft(folder: Path, name: str, text: str) -> Draft:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return read(path)


def row(unit: Unit) -> tuple[str | None, str, str]:
    assert unit.source is not None
    assert unit.target is not None
    return unit.id, unit.source.text, unit.target.text


def rows(one: Draft) -> list[tuple[str | None, str, str]]:
    return [row(unit) for unit in one.units]


def place(unit: Unit, side: str) -> tuple[int | None, int | None]:
    segment = unit.source if side == "source" else unit.target
    assert segment is not None
    return segment.place.line, segment.place.column


def tags(unit: Unit, side: str) -> list[tuple[int, str, str]]:
    segment = unit.source if side == "source" else unit.target
    assert segment is not None
    return [(tag.at, tag.kind, tag.id) for tag in segment.tags]


def test_tsv(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.tsv", "﻿note\ten-GB\tid\tzh_TW\r\nx\t“A, b”\tr1\t甲\r\n\r\n\t=1+1\t\t+乙\r\n")
    assert (one.source_language, one.target_language, one.format) == ("en", "zh-Hant", "tsv")
    assert rows(one) == [("r1", "“A, b”", "甲"), ("2", "=1+1", "+乙")]
    assert [place(unit, "target") for unit in one.units] == [(2, 13), (4, 8)]
    assert [unit.attributes for unit in one.units] == [(("note", "x"),), ()]
    assert [unit.document for unit in one.units] == [f"{one.path}#1", f"{one.path}#2"]


def test_a_document_column_groups_rows(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.tsv", "zh\ten\tdocument\n甲\ta\tA/1\n乙\tb\t\n丙\tc\tA/1\n")
    assert [unit.document for unit in one.units] == ["A/1", f"{one.path}#2", "A/1"]


def test_damaged_rows_are_problems(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.tsv", "id\tzh\ten\n1\t甲\ta\n2\t乙\tb\tc\n3\t丙\n4\n5\t丁\td\t\n")
    assert rows(one) == [("1", "甲", "a"), ("3", "丙", ""), ("5", "丁", "d")]
    assert [(problem.line, problem.message.split(";")[0]) for problem in one.problems] == [
        (3, "4 cells where the header has 3"),
        (4, "2 cells where the header has 3"),
        (5, "1 cells where the header has 3"),
    ]


def test_columns_named_source_and_target(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.tsv", "source\ttarget\nThe Assembly\t大会\n")
    assert (one.source_language, one.target_language) == ("en", "zh-Hans")
    with pytest.raises(Malformed):
        draft(tmp_path, "b.tsv", "source\ttarget\nThe Assembly\tThe Council\n")


def test_csv(tmp_path: Path) -> None:
    text = 'id,zh,en\r\n1,"甲,""乙""\r\n丙",a\r\n2,\'@x,"b"\r\n'
    one = draft(tmp_path, "a.csv", text)
    assert rows(one) == [("1", '甲,"乙"\r\n丙', "a"), ("2", "'@x", "b")]
    assert [place(unit, "source") for unit in one.units] == [(2, 4), (4, 3)]
    assert [place(unit, "target") for unit in one.units] == [(3, 4), (4, 8)]
    assert rows(draft(tmp_path, "b.csv", "zh;en\n甲,乙;a\n")) == [("1", "甲,乙", "a")]


def test_xlsx_cells_are_text(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["about"])
    sheet = book.create_sheet("texts")
    for line in (["id", "zh", "en"], [7, "=1+1", 12], [None, None, None], [None, "乙", None]):
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    one = read(tmp_path / "a.xlsx")
    assert rows(one) == [("7", "=1+1", "12"), ("2", "乙", "")]
    assert one.notes == ("sheet 'Sheet' was not read (1 rows): the header names no two language columns",)
    assert [place(unit, "source") for unit in one.units] == [(2, 2), (4, 2)]


XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="zh-CN" target-language="en-US" datatype="plaintext"><body>
<trans-unit id="u1" approved="yes"><source>大会<g id="1">第<x id="2"/>72</g>号 A&amp;B</source>
  <target state="translated"><g id="1">Res. <x id="2"/>72</g> A&amp;B</target>
  <alt-trans><target>no</target></alt-trans><note>see above</note></trans-unit>
<group><trans-unit id="u2"><source>会员国</source></trans-unit></group>
<trans-unit id="u3" translate="no"><source>XYZ</source><target>XYZ</target></trans-unit>
<trans-unit id="u4"><target>no source</target></trans-unit>
<trans-unit id="u5"><source>甲。乙<ph id="1">&lt;fn><sub>脚注</sub></ph></source>
<seg-source><mrk mtype="seg" mid="s1">甲。</mrk><mrk mtype="seg" mid="s2">乙<ph id="1">&lt;fn><sub>脚注</sub></ph></mrk></seg-source>
<target><mrk mtype="seg" mid="s1">A.</mrk></target></trans-unit>
<trans-unit id="u6"><source><bpt id="1">{b}</bpt>粗<ept id="1">{/b}</ept><it id="2" pos="open">x</it><mrk mtype="term">词</mrk><bx id="3"/><ex id="3"/></source>
<target><![CDATA[a<b]]></target></trans-unit>
</body></file></xliff>
"""


def test_xliff_1(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.xlf", XLIFF)
    assert (one.source_language, one.target_language) == ("zh-Hans", "en")
    assert rows(one) == [
        ("u1", "大会第72号 A&B", "Res. 72 A&B"),
        ("u2", "会员国", ""),
        ("u5/s1", "甲。", "A."),
        ("u5/s2", "乙", ""),
        ("u5/s2/sub1", "脚注", ""),
        ("u6", "粗词", "a<b"),
    ]
    assert tags(one.units[0], "source") == [(2, "open", "1"), (3, "alone", "2"), (5, "close", "1")]
    assert tags(one.units[5], "source") == [
        (0, "open", "1"),
        (1, "close", "1"),
        (1, "open", "2"),
        (2, "open", "3"),
        (2, "close", "3"),
    ]
    assert (place(one.units[0], "source"), place(one.units[0], "target")) == ((4, 44), (5, 40))
    assert one.units[0].attributes == (("approved", "yes"), ("state", "translated"), ("note", "see above"))
    assert {unit.document for unit in one.units} == {one.path}
    assert one.units[2].paragraph == one.units[3].paragraph
    assert [(problem.line, problem.message) for problem in one.problems] == [(9, "unit u4 has no source; skipped")]


def test_every_xliff_file_is_a_document(tmp_path: Path) -> None:
    unit = '<body><trans-unit id="1"><source>A</source><target>甲</target></trans-unit></body></file>'
    one = draft(
        tmp_path,
        "a.xliff",
        f'<xliff version="1.2"><file original="x" source-language="en" target-language="zh-TW">{unit}'
        f'<file original="y" source-language="en">{unit}</xliff>',
    )
    assert [unit.document for unit in one.units] == [f"{one.path}#x", f"{one.path}#y"]
    assert [unit.target.language for unit in one.units if unit.target] == ["zh-Hant", "zh-Hans"]
    assert one.notes == ("target language zh-Hans: guessed, the file does not say",)


SDL = """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">
<file original="a.docx" source-language="en-US" target-language="zh-CN"><header/><body>
<trans-unit id="g-0" translate="no"><source><x id="0"/></source></trans-unit>
<group><trans-unit id="g-1"><source>One. Two.</source><seg-source><g id="5"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two <mrk mtype="x-sdl-deleted" sdl:revid="r">old</mrk><mrk mtype="x-sdl-added" sdl:revid="s">new</mrk>.</mrk></g></seg-source>
<target><g id="5"><mrk mtype="seg" mid="1">一。</mrk> <mrk mtype="seg" mid="2"/></g></target>
<sdl:seg-defs><sdl:seg id="1" conf="Translated" locked="true" origin="tm" percent="98"/><sdl:seg id="2" conf="Draft"/></sdl:seg-defs></trans-unit></group>
</body></file></xliff>
"""


def test_sdl(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.sdlxliff", SDL)
    assert rows(one) == [("g-1/1", "One.", "一。"), ("g-1/2", "Two new.", "")]
    assert one.units[0].attributes == (("conf", "Translated"), ("locked", "true"), ("origin", "tm"), ("percent", "98"))


def test_memoq(tmp_path: Path) -> None:
    text = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff">
<file original="a.docx" source-language="zh-cn" target-language="en"><body>
<trans-unit id="1" mq:status="ManuallyConfirmed" mq:percent="101"><source xml:space="preserve">第<ph id="1">&lt;mq:ch val="\t"/></ph>一</source>
<target xml:space="preserve">First</target></trans-unit></body></file></xliff>"""
    one = draft(tmp_path, "a.mqxliff", text)
    assert rows(one) == [("1", "第一", "First")]
    assert one.units[0].attributes == (("status", "ManuallyConfirmed"), ("percent", "101"))


XLIFF2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh-CN"><file id="f">
<unit id="u1"><originalData><data id="d1">&lt;b></data></originalData>
<segment id="s1" state="translated"><source>One <pc id="1">two</pc>.</source><target>一<pc id="1">二</pc>。</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>Three<ph id="2"/><sc id="3"/>x<ec startRef="3"/><mrk id="m">y</mrk></source></segment></unit>
<group><unit id="u2" name="n"><notes><note>hint</note></notes><segment><source>Four</source><target>四</target></segment></unit></group>
<unit id="u3" translate="no"><segment><source>Five</source></segment></unit>
</file></xliff>
"""


def test_xliff_2(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.xlf", XLIFF2)
    assert rows(one) == [("u1/s1", "One two.", "一二。"), ("u1/2", "Threexy", ""), ("u2", "Four", "四")]
    assert tags(one.units[0], "target") == [(1, "open", "1"), (2, "close", "1")]
    assert tags(one.units[1], "source") == [(5, "alone", "2"), (5, "open", "3"), (6, "close", "3")]
    assert one.units[0].paragraph == one.units[1].paragraph != one.units[2].paragraph
    assert one.units[0].attributes == (("state", "translated"),)
    assert one.units[2].attributes == (("name", "n"), ("note", "hint"))


PO = r"""# translators
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: zh_TW\n"

# a remark
#: a.c:1
#, fuzzy, c-format
msgid "Member \"States\"\t%s\n"
msgstr "會員國\n"

msgctxt "menu"
msgid "%d day"
msgid_plural "%d days"
msgstr[0] ""
"%d "
"天"

msgid "broken
msgstr "x"

#~ msgid "old"
#~ msgstr "舊"
"""


def test_po(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.po", PO)
    assert (one.source_language, one.target_language) == ("en", "zh-Hant")
    assert rows(one) == [("1", 'Member "States"\t%s\n', "會員國\n"), ("menu", "%d days", "%d 天")]
    assert [place(unit, "target") for unit in one.units] == [(11, 9), (17, 2)]
    assert one.units[0].attributes == (("state", "fuzzy"), ("note", "a remark"))
    assert [problem.line for problem in one.problems] == [20]


def test_po_plural_forms(tmp_path: Path) -> None:
    one = draft(tmp_path, "a.po", 'msgid "天"\nmsgid_plural "多天"\nmsgstr[0] "day"\nmsgstr[1] "days"\n')
    assert rows(one) == [("1[0]", "天", "day"), ("1[1]", "多天", "days")]
    assert one.notes == ("target language en: guessed, the header does not say",)


def test_tmx(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en" datatype="xml" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>
<tu tuid="t1" changedate="20240101T000000Z"><prop type="symbol">A/1</prop><tuv xml:lang="zh-CN"><seg>大会<bpt i="1">&lt;b></bpt>甲<ept i="1">&lt;/b></ept></seg></tuv>
<tuv xml:lang="en-US"><seg>Assembly <hi>A</hi></seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>x</seg></tuv><tuv xml:lang="fr"><seg>y</seg></tuv></tu><tu/></body></tmx>"""
    one = draft(tmp_path, "a.tmx", text)
    assert rows(one) == [("t1", "Assembly A", "大会甲"), ("2", "x", "y")]
    assert tags(one.units[0], "target") == [(2, "open", "1"), (3, "close", "1")]
    assert one.units[0].attributes == (("changedate", "20240101T000000Z"), ("symbol", "A/1"))
    assert [unit.target.language for unit in one.units if unit.target] == ["zh-Hans", "fr"]
    assert len(one.problems) == 1


def test_gb18030_xml(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_bytes(XLIFF.replace("UTF-8", "GB18030", 1).encode("gb18030"))
    assert rows(read(path))[0] == ("u1", "大会第72号 A&B", "Res. 72 A&B")


def test_translate_toolkit_formats(tmp_path: Path) -> None:
    ts = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zh_CN" sourcelanguage="en"><context><name>c</name>
<message><source>General Assembly</source><translation>大会</translation></message></context></TS>"""
    one = draft(tmp_path, "a.ts", ts)
    assert [(unit.source.text, unit.target.text) for unit in one.units if unit.source and unit.target] == [
        ("General Assembly", "大会")
    ]
    assert (one.source_language, one.target_language) == ("en", "zh-Hans")
    plain = draft(tmp_path, "a.json", '{"a": "General Assembly", "b": {"c": "Security\\u0020Council"}}')
    assert [unit.source.text for unit in plain.units if unit.source] == ["General Assembly"]
    assert [problem.message for problem in plain.problems] == [
        "a text written with escapes is not checked: 'Security Council'"
    ]


def test_po_with_the_line_ends_of_old_macs(tmp_path: Path) -> None:
    path = tmp_path / "old.po"
    lines = ['msgid ""', 'msgstr "Language: zh\\n"', "", 'msgid "It met in 2015."', 'msgstr "它于2016年开会。"', ""]
    path.write_bytes("\r".join(lines).encode())
    draft = read(path)
    assert [(unit.source.text, unit.target.text) for unit in draft.units if unit.source and unit.target] == [
        ("It met in 2015.", "它于2016年开会。")
    ]
    assert draft.units[0].target is not None
    assert draft.units[0].target.place.line == 5
    assert draft.problems == ()
