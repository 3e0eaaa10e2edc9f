"""Every character of a segment stands in its file where its place says, behind codes, references, escapes and line breaks."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from yizhi.service.presentation.excerpts import Excerpts
from yizhi.service.reports import forms
from yizhi.service.session import Resources, Session
from yizhi.tm.drafts.reader import chosen
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Segment

XLIFF = """<?xml version="1.0"?>
<xliff version="1.2"><file original="a" source-language="zh" target-language="en" datatype="plaintext"><body>
<trans-unit id="1"><source>研发（<g id="1">研发</g>）：第75/208号决议</source>
<target>R&amp;D (<g id="1">R&amp;D</g>): General Assembly resolution 75/280</target></trans-unit>
<trans-unit id="2"><source>𠮷野<x id="1"/>代表说&#20013;&#x56FD;
也<!-- 注 -->去<![CDATA[<好>]]>了&#10;</source>
    <target>The <bpt id="1">&lt;b&gt;</bpt>representative<ept id="1">&lt;/b&gt;</ept>&#160;said
      &quot;China&quot; <mrk mtype="term">would</mrk> go</target></trans-unit>
<trans-unit id="3"><source>没有码</source><target/></trans-unit>
</body></file></xliff>
"""
XLIFF2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh"><file id="f">
<unit id="u"><segment><source>A <pc id="1">bold</pc> &amp; <ph id="2"/>plain 45</source>
<target>一<pc id="1">粗</pc>&amp;<ph id="2"/>平54</target></segment></unit></file></xliff>
"""
TMX = """<tmx version="1.4"><header srclang="zh" datatype="plaintext"/><body><tu><tuv xml:lang="zh"><seg>甲&lt;乙<hi>丙</hi>丁45</seg></tuv>
<tuv xml:lang="en"><seg>A&lt;B<hi>C</hi>D 54</seg></tuv></tu></body></tmx>
"""
PO = r"""msgid ""
msgstr "Language: zh\n"

msgid "A \"quoted\"\tword, 45\n"
"and a second line \\ 46"
msgstr ""
"一个“引”词\t\"54\"\n"
    "第二\344\270\255行 \\ 64"
"""
HTML = "<!doctype html>\n<p>研&amp;发 <b>部</b>\n报告,并&nbsp;通过</p>\n"
FILES = {"a.xlf": XLIFF, "b.xlf": XLIFF2, "c.tmx": TMX, "d.po": PO}


def segments(name: str, text: str) -> list[Segment]:
    source = DraftFile(Path(name), text.encode())
    draft = chosen(source).read(source)
    assert not draft.problems
    return [segment for unit in draft.units for segment in (unit.source, unit.target) if segment is not None]


def written(char: str, raw: str, name: str) -> bool:
    """Whether a character may be written so in a file of this kind."""
    if raw == char:
        return True
    if name.endswith(".po"):
        meanings = {r"\"": '"', r"\t": "\t", r"\n": "\n", "\\\\": "\\", r"\344\270\255": "中"}
        return meanings.get(raw) == char
    return html.unescape(raw) == char and raw.startswith("&")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", FILES)
def test_every_character_stands_where_it_says(name: str, ending: str) -> None:
    text = FILES[name].replace("\n", ending)
    lines = text.split("\n")
    characters = 0
    for segment in segments(name, text):
        for offset, char in enumerate(segment.text):
            first, last = segment.begin(offset), segment.end(offset + 1)
            assert first.line is not None and first.column is not None and last.column is not None
            if char == "\n" and first.column > len(lines[first.line - 1].rstrip("\r")):
                continue  # the line break itself
            assert last.line == first.line
            raw = lines[first.line - 1][first.column - 1 : last.column - 1]
            assert written(char, raw, name), (segment.text, offset, char, raw)
            characters += 1
    assert characters >= 15


def test_a_segment_without_codes_keeps_no_places() -> None:
    assert [segment.runs for segment in segments("a.xlf", XLIFF)][-2:] == [(), ()]
    assert segments("b.xlf", XLIFF2)[0].runs != ()


def test_findings_end_where_their_words_end() -> None:
    """The case of the issue: a symbol behind a reference and a pair of codes."""
    with Session(Resources()) as session:
        report = session.report_draft("draft.xlf", XLIFF.encode())
    [finding] = [one for one in report.findings if one.rule == "symbol-mismatch"]
    line = XLIFF.split("\n")[3]
    column = line.index("75/280") + 1
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (4, column, 4, column + 6)
    assert finding.text == "75/280"
    sarif = json.loads(forms.form("sarif").render(report))
    [region] = [
        one["locations"][0]["physicalLocation"]["region"]
        for one in sarif["runs"][0]["results"]
        if one["ruleId"] == "symbol-mismatch"
    ]
    assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [4, column, 4, column + 6]
    github = str(forms.form("github").render(report))
    assert f"line=4,col={column},endColumn={column + 6},title=symbol-mismatch" in github


def test_words_with_codes_inside_end_behind_the_codes() -> None:
    [_, segment] = segments("a.xlf", XLIFF)[:2]
    line = XLIFF.split("\n")[3]
    start = segment.text.index("(R&D)")
    assert line[(segment.begin(start).column or 0) - 1 : (segment.end(start + 5).column or 0) - 1] == '(<g id="1">R&amp;D</g>)'  # fmt: skip


def test_html_and_po_are_told_in_their_own_columns() -> None:
    with Session(Resources()) as session:
        [comma] = [one for one in session.check_draft("a.html", HTML.encode()) if one.text == ","]
        numbers = [one for one in session.check_draft("d.po", PO.encode()) if one.rule == "number-mismatch"]
    assert (comma.line, comma.column, comma.end_column) == (3, 3, 4)
    places = [(one.line, one.column, one.end_column) for one in numbers]
    lines = PO.split("\n")
    assert places == [(7, lines[6].index("54") + 1, lines[6].index("54") + 3), (8, lines[7].index("64") + 1, lines[7].index("64") + 3)]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_line_ends_with_either_of_three(name: str, end: str) -> None:
    lines = ["第一段没有错误。", "各国通过了决定。。", "第三段没有错误。", "大会审议了,报告。"]
    resources = Resources(builtin=False, rules=("doubled-punctuation", "half-width-punctuation"))
    with Session(resources) as session:
        report = session.report_draft(name, end.join(lines).encode())
    assert [(finding.line, finding.column) for finding in report.findings] == [(2, 8), (4, 6)]
    excerpts = Excerpts(report.drafts)
    shown = [excerpts.of(key, name)[0].text.strip() for finding in report.findings if (key := excerpts.key(finding))]
    assert shown == [lines[1], lines[3]]
