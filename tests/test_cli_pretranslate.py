"""`yizhi tm pretranslate` on the formats of CAT tools: codes in their places, states as the tools say them, all else as it was."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import commands
import pytest
from commands import Result

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.runner import Selection, check
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.drafts.reader import read

TABLE = """id\ten\tzh-Hans\tdocument
1\tRecalling its resolution 72/5 of 1 December 2017,\t回顾其2017年12月1日第72/5号决议，\tA/RES/73/2
2\tThe meeting rose at 6 p.m.\t下午6时散会。\tA/C.3/72/SR.1
3\tIt was so decided.\t就这样决定。\tA/72/PV.1
"""
TERMS = "en\tzh-Hans\nresolution\t决议\n"
SOME = 'resolution <g id="2">73/6</g>'
XLIFF1 = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en"\
 target-language="zh-Hans" datatype="plaintext"><body>
<trans-unit id="1"><source>Recalling its <g id="1" ctype="bold">{SOME}</g> of 4 December 2018,</source></trans-unit>
<trans-unit id="2"><source>The meeting rose at <bpt id="3">[b]</bpt>6 p.m.<ept id="3">[/b]</ept></source><target state="new"/></trans-unit>
<trans-unit id="3"><source>It was <x id="1"/>so decided.</source><target>  </target></trans-unit>
<trans-unit id="4"><source>It was so decided. Whatever.</source><seg-source><mrk mtype="seg" mid="0">It was so decided.</mrk>\
 <mrk mtype="seg" mid="1">Whatever.</mrk></seg-source></trans-unit>
<trans-unit id="5"><source><ph id="1">&lt;fn <sub>It was so decided.</sub>&gt;</ph>It was so decided.</source></trans-unit>
</body></file></xliff>
"""
XLIFF2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="VERSION" srcLang="en" trgLang="zh-Hans" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">
<unit id="u1"><originalData><data id="d1">[b]</data></originalData><segment id="s1"><source>Recalling its\
 <pc id="1" dataRefStart="d1">resolution <ph id="2"/>73/6</pc> of 4 December 2018,</source></segment></unit>
<unit id="u2"><segment id="s1"><source><sc id="1"/>The meeting rose at 6 p.m.<ec startRef="1"/></source></segment>\
<ignorable><source> </source></ignorable><segment id="s2"><source>It <mrk id="m1" type="term">was</mrk> <ph id="5"/>so decided.</source></segment></unit>
</file></xliff>
"""
SDL = f"""<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"\
 xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0"><file original="a.docx" source-language="en-US"\
 target-language="zh-CN" datatype="x-sdlfilterframework2"><body>\r
<trans-unit id="u1"><source><g id="4">The meeting rose at 6 p.m. It was so decided.</g></source><seg-source><g id="4"><mrk\
 mtype="seg" mid="1">The meeting rose at 6 p.m.</mrk> <mrk mtype="seg" mid="2">It was <x id="9"/>so decided.</mrk></g></seg-source>\
<sdl:seg-defs><sdl:seg id="1"/><sdl:seg id="2"><sdl:value key="created_on">x</sdl:value></sdl:seg></sdl:seg-defs></trans-unit>
<trans-unit id="u2"><source>Recalling its {SOME} of 4 December 2018,</source><seg-source><mrk mtype="seg" mid="3">Recalling its\
 {SOME} of 4 December 2018,</mrk></seg-source><target><mrk mtype="seg" mid="3"/></target><sdl:seg-defs><sdl:seg id="3" conf="Draft"\
 origin="mt" text-match="Source"/></sdl:seg-defs></trans-unit>
<trans-unit id="u3"><source>It was so decided.</source><seg-source><mrk mtype="seg" mid="4">It was so decided.</mrk></seg-source>\
<target><mrk mtype="seg" mid="4">如是。</mrk></target><sdl:seg-defs><sdl:seg id="4" conf="ApprovedSignOff" locked="true"/></sdl:seg-defs></trans-unit>
</body></file></xliff>"""
MEMOQ = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns:mq="MQXliff" version="1.2" mq:version="10.1" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.docx"\
 source-language="en" target-language="zh-cn" datatype="x-memoq"><body>
<trans-unit id="1" mq:status="NotStarted" mq:segmentguid="g"><source xml:space="preserve">The meeting rose at <bpt id="1" ctype="bold">{}</bpt>6\
 p.m.<ept id="1">{}</ept></source><target xml:space="preserve"></target></trans-unit>
<trans-unit id="2" mq:status="NotStarted"><source xml:space="preserve">It was so<ph id="1">&lt;mq:ch val="&amp;amp;" /&gt;</ph>\
 decided.</source><target xml:space="preserve"></target></trans-unit>
</body></file></xliff>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "units.tsv").write_text(TABLE, "utf-8")
    (tmp_path / "terms.tsv").write_text(TERMS, "utf-8")
    assert run(capsys, "import", "units.tsv")[0] == 0
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    return commands.run(capsys, "tm", *arguments)


def filled(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, *more: str
) -> tuple[str, dict[str, Any]]:
    """The file as it is written, and the report. Every code of a source is in its translation, as our own check sees it."""
    (folder / name).write_bytes(text.encode("utf-8"))
    options = ("-t", "terms.tsv", "--no-builtin", "--format", "json", *more)
    code, out, err = run(capsys, "pretranslate", name, "-o", f"out.{name}", *options)
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    draft = read(folder / f"out.{name}")
    library = open_library(builtin=False)
    rule = Selection((registry.rule("tag-mismatch"),), {})
    written = {one["unit"] for one in found["matches"]}
    wrong = [
        finding.message
        for finding in check(draft, Recogniser.of(library), Context(library), rule)
        if finding.unit in written
    ]
    assert wrong == []
    return (folder / f"out.{name}").read_bytes().decode("utf-8"), found


def test_xliff_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, found = filled(folder, capsys, "a.xlf", XLIFF1)
    for piece in (
        '<target state="needs-review-translation" state-qualifier="fuzzy-match">回顾其2018年12月4日<g id="1" ctype="bold">第<g id="2">73/6</g>号决议</g>，</target>',
        '<target state="translated" state-qualifier="exact-match"><bpt id="3">[b]</bpt>下午6时<ept id="3">[/b]</ept>散会。</target>',
        # a code without a sure place is at the end, and somebody has to look at it
        '<target state="needs-review-translation" state-qualifier="fuzzy-match">就这样决定。<x id="1"/></target>',
        # what is between the segments stays; one of them is not translated
        '<target state="needs-review-translation" state-qualifier="fuzzy-match"><mrk mtype="seg" mid="0">就这样决定。</mrk> <mrk mtype="seg" mid="1"></mrk></target>',
        # the footnote in the code is not
        '<target state="needs-review-translation" state-qualifier="fuzzy-match"><ph id="1">&lt;fn <sub>It was so decided.</sub>&gt;</ph>就这样决定。</target>',
    ):  # fmt: skip
        assert piece in text
    assert [one["codes"] for one in found["matches"]] == [
        {"placed": 4, "appended": 0},
        {"placed": 2, "appended": 0},
        {"placed": 0, "appended": 1},
        {"placed": 0, "appended": 0},
        {"placed": 1, "appended": 0},
    ]
    assert [one["state"] for one in found["matches"]] == ["fuzzy", "exact", "fuzzy", "exact", "fuzzy"]


def test_xliff_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = filled(folder, capsys, "a.xlf", XLIFF2.replace("VERSION", "2.1"))
    for piece in (
        '<target>回顾其2018年12月4日<pc id="1" dataRefStart="d1"><ph id="2"/>第73/6号决议</pc>，</target>',
        '<segment id="s1" state="translated" subState="yizhi:exact">',
        '<target><sc id="1"/>下午6时散会。<ec startRef="1"/></target>',
        '<segment id="s2" state="initial" subState="yizhi:fuzzy">',
        '<target>就这样决定。<ph id="5"/></target>',
    ):
        assert piece in text


def test_sdlxliff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, found = filled(folder, capsys, "a.sdlxliff", SDL, "--overwrite")
    first = (
        '<target><g id="4"><mrk mtype="seg" mid="1">下午6时散会。</mrk> '
        '<mrk mtype="seg" mid="2">就这样决定。<x id="9"/></mrk></g></target><sdl:seg-defs>'
    )
    tm = 'origin="tm" origin-system="yizhi"'
    expected = (
        SDL.replace("<sdl:seg-defs>", first, 1)
        .replace('<sdl:seg id="1"/>', f'<sdl:seg id="1" conf="Translated" {tm} percent="100" text-match="Source"/>')
        .replace('<sdl:seg id="2">', f'<sdl:seg id="2" conf="Draft" {tm} percent="99">')
        .replace('mid="3"/>', 'mid="3">回顾其2018年12月4日第<g id="2">73/6</g>号决议，</mrk>')
        .replace('conf="Draft" origin="mt" text-match="Source"', f'conf="Draft" {tm} percent="97"')
    )
    assert text == expected  # the locked one too is as it was
    assert [band["units"] for band in found["bands"] if band["band"] == "translated before"] == [1]
    assert run(capsys, "import", "out.a.sdlxliff", "-m", "b.db")[0] == 0
    assert json.loads(run(capsys, "stats", "-m", "b.db", "--format", "json")[1])["units"] == 2  # drafts stay out


def test_memoq(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = filled(folder, capsys, "a.mqxliff", MEMOQ)
    one = '<bpt id="1" ctype="bold">{}</bpt>下午6时<ept id="1">{}</ept>散会。'
    two = '就这样决定。<ph id="1">&lt;mq:ch val="&amp;amp;" /&gt;</ph>'
    expected = MEMOQ.replace('preserve"></target>', f'preserve">{one}</target>', 1)
    expected = expected.replace('preserve"></target>', f'preserve">{two}</target>', 1)
    expected = expected.replace(
        '"NotStarted" mq:segmentguid="g"', '"PreTranslated" mq:segmentguid="g" mq:percent="100"'
    )
    expected = expected.replace('"NotStarted"', '"PreTranslated" mq:percent="99"')
    assert text == expected
    again = MEMOQ.replace('"2" mq:status="NotStarted"', '"2" mq:status="Pretranslated"')
    assert 'status="PreTranslated"' not in filled(folder, capsys, "b.mqxliff", again)[0]
    assert run(capsys, "import", "out.a.mqxliff", "-m", "b.db")[0] == 0
    assert json.loads(run(capsys, "stats", "-m", "b.db", "--format", "json")[1])["units"] == 0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("text", "schema"),
    [
        (XLIFF1, "xliff/xliff-core-1.2-strict.xsd"),
        (XLIFF2.replace("VERSION", "2.0"), "xliff2.0/xliff_core_2.0.xsd"),
        (XLIFF2.replace("VERSION", "2.1"), "xliff2.1/xliff_core_2.0.xsd"),
        (XLIFF2.replace("VERSION", "2.2").replace(":2.0", ":2.2"), "xliff2.2/xliff_core_2.2.xsd"),
    ],
)
def test_what_is_written_is_valid(
    text: str, schema: str, folder: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from lxml import etree

    home = shared / "standards" / "xliff"

    class Local(etree.Resolver):
        def resolve(self, url: str, public_id: str, context: Any) -> Any:
            return self.resolve_filename(str(home / "xml" / "xml.xsd"), context) if url.endswith("xml.xsd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    known = etree.XMLSchema(etree.parse(str(home / schema), parser))
    (folder / "before.xlf").write_text(text, "utf-8")
    known.assertValid(etree.parse("before.xlf"))
    filled(folder, capsys, "a.xlf", text)
    known.assertValid(etree.parse("out.a.xlf"))


def test_the_report_names_what_has_to_be_placed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.xlf").write_text(XLIFF1, "utf-8")
    code, out, _ = run(capsys, "pretranslate", "a.xlf", "-o", "b.xlf", "-t", "terms.tsv", "--no-builtin")
    assert code == 0
    assert (
        "inline codes: 7 of 8 in their places\n  1 at the end of the translation, to be placed by you: units 3\n" in out
    )
    notes = re.findall(r"<note [^>]*>([^<]*)</note>", (folder / "b.xlf").read_text("utf-8"))
    assert any(note.endswith("1 inline code at the end without a sure place") for note in notes)


def test_what_cannot_be_filled_is_said_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.xlf").write_text(XLIFF1, "utf-8")
    (folder / "e.xlf").write_text("", "utf-8")
    (folder / "one.tmx").write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>It was so decided.</seg></tuv></tu></body></tmx>'
    )
    for arguments, wrong in (
        (("a.xlf", "-o", "none/b.xlf"), "no such folder"),
        (("none.xlf", "-o", "b.xlf"), "check the name"),
        (("e.xlf", "-o", "b.xlf"), "empty"),
        (("a.xlf", "-o", "b.xlf", "-m", "none.db"), "no such translation memory"),
        (("a.xlf", "-o", "."), ""),
    ):
        code, _, err = run(capsys, "pretranslate", *arguments)
        assert code == 2, arguments
        assert err.startswith("yizhi: ")
        assert len(err.splitlines()) == 1
        assert wrong in err
        assert "fault" not in err
    assert run(capsys, "pretranslate", "one.tmx", "-o", "two.tmx", "--no-builtin")[0] == 0
    assert (folder / "two.tmx").read_text() == (folder / "one.tmx").read_text()


ENGLISH = "It was so decided. The meeting rose at 6 p.m.\n\nNothing is known of this. It was so decided.\n"
CHINESE = "就这样决定。下午6时散会。\n\n无人知晓此事。就这样决定。\n"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_text_becomes_a_translated_copy(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    for text, copy in (
        (ENGLISH, "就这样决定。下午6时散会。\n\nNothing is known of this. 就这样决定。\n"),
        (CHINESE, "It was so decided. The meeting rose at 6 p.m.\n\n无人知晓此事。It was so decided.\n"),
    ):
        (folder / name).write_text(text, "utf-8")
        code, out, err = run(capsys, "pretranslate", name, "-o", f"out.{name}", "--no-builtin", "--format", "json")
        assert (code, err) == (0, "")
        assert (folder / f"out.{name}").read_text("utf-8") == copy
        report = json.loads(out)
        assert (report["units"], report["filled"]) == (4, 3)


def test_a_paragraph_that_is_known_as_a_whole_is_taken_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "more.tsv").write_text("en\tzh\nIt was so decided. It is late.\t就这样决定了，时间不早了。\n", "utf-8")
    assert run(capsys, "import", "more.tsv")[0] == 0
    (folder / "a.txt").write_text("It was so decided. It is late.\n", "utf-8")
    assert run(capsys, "pretranslate", "a.txt", "-o", "b.txt", "--no-builtin")[0] == 0
    assert (folder / "b.txt").read_text("utf-8") == "就这样决定了，时间不早了。\n"


def test_a_text_whose_encoding_lacks_the_translation_becomes_utf_8(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").write_bytes("A caf\xe9. It was so decided.\n".encode("cp1252"))
    code, _, err = run(capsys, "pretranslate", "a.txt", "-o", "b.txt", "--no-builtin")
    assert (code, err) == (0, "yizhi: b.txt: not all of it can be said in Windows-1252; written as UTF-8\n")
    assert (folder / "b.txt").read_text("utf-8") == "A café. 就这样决定。\n"


def test_a_word_document_becomes_a_translated_copy_with_comments(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Unknown heading", 1)
    paragraph = document.add_paragraph("It was ")
    paragraph.add_run("so decided").bold = True
    paragraph.add_run(". Recalling its resolution 72/6 of 1 December 2017,")
    document.save("a.docx")
    assert run(capsys, "pretranslate", "a.docx", "-o", "b.docx", "--no-builtin")[0] == 0
    copy = docx.Document("b.docx")
    assert [one.text for one in copy.paragraphs] == ["Unknown heading", "就这样决定。回顾其2017年12月1日第72/6号决议，"]
    assert copy.paragraphs[0].style.name == "Heading 1"
    (comment,) = copy.comments
    assert comment.text == "98% match, from A/RES/73/2. source differs: 72/5 → 72/6. repaired: 72/5 → 72/6"


def test_a_bilingual_table_in_word_is_filled(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Table")
    table = document.add_table(rows=0, cols=2)
    for english, chinese in (
        ("en", "zh"),
        ("The floor is open.", "现在开始讨论。"),
        ("It was so decided.", ""),
        ("Hello there.", "你好。"),
    ):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = english, chinese
    document.save("a.docx")
    code, _, err = run(capsys, "pretranslate", "a.docx", "-o", "b.docx", "--no-builtin", "--input-format", "docx-table")
    assert code == 0, err
    assert [row.cells[1].text for row in docx.Document("b.docx").tables[0].rows] == [
        "zh",
        "现在开始讨论。",
        "就这样决定。",
        "你好。",
    ]
