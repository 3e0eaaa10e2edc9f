"""TMX: what is written comes back, every file is valid by the DTD, and one broken unit costs one."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.tm.formats import fast_values, tmx
from yizhi.tm.model import Pair, Place, Problem, Segment, Tag

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="{source}"/><body>\n'
TAIL = "</body></tmx>\n"


def unit(one: str, other: str, given: str = "", facts: str = "") -> str:
    return f'<tu{given}>{facts}<tuv xml:lang="zh-CN"><seg>{one}</seg></tuv><tuv xml:lang="en-US"><seg>{other}</seg></tuv></tu>\n'


def read(path: Path, text: str | bytes, **asked: str) -> tuple[list[Pair], list[Problem]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    problems: list[Problem] = []
    return list(tmx.read(path, problems, **asked)), problems


def anywhere(pair: Pair) -> Pair:
    """The pair without its place in the file."""
    return replace(pair, source=replace(pair.source, place=Place()), target=replace(pair.target, place=Place()))


def test_a_unit_of_two_variants(tmp_path: Path) -> None:
    text = HEAD.format(source="zh-CN") + unit("维和人员 &amp; 警察", "peacekeepers &lt;and&gt; police") + TAIL
    pairs, problems = read(tmp_path / "a.tmx", text)
    assert pairs == [
        Pair(Segment("维和人员 & 警察", "zh-Hans", Place(3)), Segment("peacekeepers <and> police", "en", Place(3)))
    ]
    assert problems == []


@pytest.mark.parametrize("facts", ["", "<note>n</note>"], ids=["by expression", "by parser"])
def test_dates_that_are_none_are_left_out_and_said(tmp_path: Path, facts: str) -> None:
    dates = {
        "20180419T101112Z": "2018-04-19T10:11:12Z",
        "2018-04-19T10:11:12.5+08:00": "2018-04-19T02:11:12Z",
        "20180419": "2018-04-19",
        "20180419T1011": "2018-04-19T10:11:00",
        "00010101T000000+0800": "",
        "20180230T101112Z": "",
        "19/04/2018": "",
        "yesterday": "",
        "00000000T000000Z": "",
        "": "",
    }
    units = "".join(
        unit("会议", "meeting", f' creationdate="{date}"' + (" x='1'" if facts else ""), facts) for date in dates
    )
    pairs, problems = read(tmp_path / "a.tmx", HEAD.format(source="zh-CN") + units + TAIL)
    assert [pair.created for pair in pairs] == list(dates.values())
    assert [(problem.lost, problem.message) for problem in problems] == [
        (False, "5 dates that are no dates were left out")
    ]


def test_the_source_is_what_the_header_says(tmp_path: Path) -> None:
    pairs, _ = read(tmp_path / "a.tmx", HEAD.format(source="EN") + unit("会议", "meeting") + TAIL)
    assert [(pair.source.text, pair.target.text) for pair in pairs] == [("meeting", "会议")]


def test_the_source_that_is_asked_for(tmp_path: Path) -> None:
    text = HEAD.format(source="zh-CN") + unit("会议", "meeting") + TAIL
    pairs, _ = read(tmp_path / "a.tmx", text, source="en", target="zh")
    assert [(pair.source.text, pair.target.text) for pair in pairs] == [("meeting", "会议")]
    pairs, problems = read(tmp_path / "a.tmx", text, source="fr")
    assert pairs == []
    assert [problem.message for problem in problems] == [
        "1 units without the language that was asked for were not read"
    ]


def test_each_further_language_makes_a_pair(tmp_path: Path) -> None:
    third = unit("会议", "meeting").replace("</tu>", '<tuv xml:lang="fr"><seg>réunion</seg></tuv></tu>')
    pairs, _ = read(tmp_path / "a.tmx", HEAD.format(source="zh") + third + TAIL)
    assert [(pair.target.language, pair.target.text) for pair in pairs] == [("en", "meeting"), ("fr", "réunion")]


def test_what_a_unit_says_is_kept_and_written_back(tmp_path: Path) -> None:
    given = ' tuid="7" creationdate="20190415T101500Z" creationid="lin" changedate="20200101T000000Z" changeid="wu" usagecount="3"'
    facts = '<note>seen &amp; checked</note><prop type="x-document">A/74/6</prop><prop type="Client">UN</prop><prop type="changeid">x</prop>'
    text = HEAD.format(source="zh-CN") + unit("预算", "budget", given, facts) + TAIL
    [pair], problems = read(tmp_path / "a.tmx", text)
    assert problems == []
    assert (pair.id, pair.document, pair.author) == ("7", "A/74/6", "lin")
    assert (pair.created, pair.changed) == ("2019-04-15T10:15:00Z", "2020-01-01T00:00:00Z")
    assert pair.attributes == (
        ("changeid", "wu"),
        ("usagecount", "3"),
        ("note", "seen & checked"),
        ("Client", "UN"),
        ("prop:changeid", "x"),
    )
    tmx.write([pair], tmp_path / "b.tmx")
    assert [anywhere(one) for one in tmx.read(tmp_path / "b.tmx")] == [anywhere(pair)]


def test_dates_and_names_of_the_translation_are_those_of_the_pair(tmp_path: Path) -> None:
    text = unit("预算", "budget").replace(
        '"en-US"',
        '"en-US" changeid="lin" changedate="20190415T101500Z" creationid="wu" creationdate="20190101T000000Z"',
    )
    [pair], _ = read(tmp_path / "a.tmx", HEAD.format(source="zh-CN") + text + TAIL)
    assert (pair.created, pair.changed, pair.author) == ("2019-01-01T00:00:00Z", "2019-04-15T10:15:00Z", "wu")
    assert pair.attributes == (("target:changeid", "lin"),)


def test_codes_are_no_text_and_stay_where_they_are(tmp_path: Path) -> None:
    codes = '<bpt i="1" x="2">&lt;b&gt;</bpt>第一<ept i="1">&lt;/b&gt;</ept>条<ph x="3">&lt;br/&gt;</ph>'
    text = HEAD.format(source="zh-CN") + unit(codes, "Article <hi x='4'>1</hi>") + TAIL
    [pair], _ = read(tmp_path / "a.tmx", text)
    assert pair.source.text == "第一条"
    assert [(tag.at, tag.kind, tag.id) for tag in pair.source.tags] == [
        (0, "open", "2"),
        (2, "close", "2"),
        (3, "alone", "3"),
    ]
    assert [(tag.at, tag.kind, tag.raw) for tag in pair.target.tags] == [
        (8, "open", '<hi x="4">'),
        (9, "close", "</hi>"),
    ]
    tmx.write([pair], tmp_path / "b.tmx")
    assert codes in (tmp_path / "b.tmx").read_text("utf-8")
    assert [anywhere(one) for one in tmx.read(tmp_path / "b.tmx")] == [anywhere(pair)]


def test_level_1_is_text_alone_and_says_so(tmp_path: Path) -> None:
    pair = Pair(Segment("第一条", "zh-Hans", tags=(Tag(0, "open", "1", "<b>"),)), Segment("Article 1", "en"))
    report = tmx.write([pair], tmp_path / "a.tmx", tmx.TmxOptions(level=1))
    assert report.left_out == {"inline codes": 1}
    assert "<seg>第一条</seg>" in (tmp_path / "a.tmx").read_text("utf-8")


def test_codes_of_other_formats_are_wrapped(tmp_path: Path) -> None:
    tags = (Tag(0, "open", "1", '<g id="1">'), Tag(2, "close", "1", "</g>"), Tag(2, "open", "2", '<bpt id="2">'))
    tmx.write([Pair(Segment("第一条", "zh-Hans", tags=tags), Segment("x", "en"))], tmp_path / "a.tmx")
    assert (
        '<bpt i="1" x="1">&lt;g id="1"&gt;</bpt>第一<ept i="1">&lt;/g&gt;</ept><it pos="begin" x="2">&lt;bpt id="2"&gt;</it>条'
    ) in (tmp_path / "a.tmx").read_text("utf-8")


def test_a_tag_for_each_language(tmp_path: Path) -> None:
    pairs = [
        Pair(Segment("会议", "zh-Hans"), Segment("meeting", "en")),
        Pair(Segment("talk", "en"), Segment("谈话", "zh-Hans")),
    ]
    tmx.write(pairs, tmp_path / "a.tmx", tmx.TmxOptions(tags={"zh-Hans": "zh-CN", "en": "en-US"}))
    text = (tmp_path / "a.tmx").read_text("utf-8")
    assert 'srclang="zh-CN" datatype' in text
    assert '<tu srclang="en-US"><tuv xml:lang="en-US">' in text
    assert [anywhere(pair) for pair in tmx.read(tmp_path / "a.tmx")] == pairs


DAMAGED = {
    "a mark that is not closed": ("<seg>会议</seg>", "<seg>会议</se>", "not well-formed"),
    "an unknown entity": ("会议", "会&nbsp;议", "not well-formed"),
    "no language": (' xml:lang="en-US"', "", "no language tag"),
    "one variant": ('<tuv xml:lang="en-US"><seg>meeting</seg></tuv>', "", "without two languages"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_broken_unit_costs_one_and_says_where(tmp_path: Path, what: str) -> None:
    old, new, message = DAMAGED[what]
    good = unit("报告", "report")
    text = HEAD.format(source="zh") + good + unit("会议", "meeting").replace(old, new) + good + TAIL
    pairs, problems = read(tmp_path / "a.tmx", text)
    assert [pair.source.text for pair in pairs] == ["报告", "报告"]
    assert message in problems[0].message
    assert problems[0].line == 4
    assert problems[0].lost


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    text = HEAD.format(source="zh") + unit("报告", "report") * 3
    pairs, problems = read(tmp_path / "a.tmx", text[:-30])
    assert len(pairs) == 2
    assert [(problem.line, problem.message) for problem in problems] == [
        (5, "a unit that breaks off; left out"),
        (None, "the file breaks off before its end"),
    ]


def test_an_end_tag_that_is_missing(tmp_path: Path) -> None:
    text = HEAD.format(source="zh") + unit("报告", "report").replace("</tu>", "") + unit("会议", "meeting") + TAIL
    pairs, problems = read(tmp_path / "a.tmx", text)
    assert [pair.source.text for pair in pairs] == ["报告", "会议"]
    assert [(problem.line, problem.lost) for problem in problems] == [(3, False)]


def test_characters_that_no_xml_can_hold(tmp_path: Path) -> None:
    text = HEAD.format(source="zh") + unit("报\x0b告", "re&#11;port") + unit("会&#xD83D;&#xDE00;议", "x") + TAIL
    pairs, problems = read(tmp_path / "a.tmx", text)
    assert [(pair.source.text, pair.target.text) for pair in pairs] == [("报 告", "re port"), ("会😀议", "x")]
    assert [problem.lost for problem in problems] == [False, False]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_an_encoding_that_is_not_the_declared_one(tmp_path: Path, encoding: str) -> None:
    text = HEAD.format(source="zh") + unit("联合国大会第七十四届会议", "seventy-fourth session") * 40 + TAIL
    pairs, _ = read(tmp_path / "a.tmx", text.encode(encoding))
    assert {pair.source.text for pair in pairs} == {"联合国大会第七十四届会议"}
    assert len(pairs) == 40


def test_broken_bytes_cost_their_unit(tmp_path: Path) -> None:
    text = (HEAD.format(source="zh") + unit("报告", "report")).encode() + unit("会议", "meeting").encode().replace(
        "会".encode(), b"\xff\xff"
    )
    pairs, problems = read(tmp_path / "a.tmx", text + unit("预算", "budget").encode() + TAIL.encode())
    assert [pair.source.text for pair in pairs] == ["报告", "预算"]
    assert [(problem.line, problem.lost) for problem in problems] == [(4, True)]


def test_comments_and_cdata_hold_no_units(tmp_path: Path) -> None:
    hidden = "<!-- " + unit("旧", "old") + " -->"
    text = HEAD.format(source="zh") + hidden + unit("<![CDATA[a </tu> b]]>", "x<!-- </tu> -->y") + hidden + TAIL
    pairs, problems = read(tmp_path / "a.tmx", text)
    assert [(pair.source.text, pair.target.text) for pair in pairs] == [("a </tu> b", "xy")]
    assert problems == []


def test_units_across_the_blocks_that_are_read(tmp_path: Path) -> None:
    text = (
        HEAD.format(source="zh") + "".join(unit(f"第{at}条" + "款" * (at % 700), "x" * at) for at in range(3000)) + TAIL
    )
    pairs, problems = read(tmp_path / "a.tmx", text)
    assert [pair.target.text for pair in pairs] == ["x" * at for at in range(3000)]
    assert [pair.source.place.line for pair in pairs] == list(range(3, 3003))
    assert problems == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"<html><body/></html>", "not TMX: the file begins with <html>"),
        (b"just words", "not TMX"),
        (b"PK\x03\x04", "another kind of file"),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx version="1.4"><header/><body/></tmx>', "declares an entity"),
    ],
)
def test_what_is_no_tmx(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(content)
    with pytest.raises(Malformed, match=message):
        list(tmx.read(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(YizhiError, match="cannot be read"):
        list(tmx.read(tmp_path / "none.tmx"))


def test_quick_makes_what_the_constructors_make() -> None:
    one, two = Segment("a", "en", Place(3)), Segment("甲", "zh-Hans", Place(3))
    facts = (("note", "n"),)
    wanted = Pair(one, two, "1", "d", "2019", "2020", "who", facts)
    made = fast_values.pair(3, "a", "en", "甲", "zh-Hans", "1", "d", "2019", "2020", "who", facts)
    assert (made, hash(made)) == (wanted, hash(wanted))
    assert fast_values.pair(3, "a", "en", "甲", "zh-Hans") == Pair(one, two)


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\n\t\r<>&\"'会议 "),
    max_size=20,
)
NAME = st.text(st.sampled_from("abcxyz:-_ note源"), min_size=1, max_size=8)
DATE = st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10) + "T01:02:03Z")
CODES = st.lists(
    st.tuples(
        st.sampled_from(["open", "close", "alone"]),
        st.sampled_from(["1", "2", ""]),
        st.sampled_from(["<b>", "&x;", ""]),
    ),
    max_size=4,
)


@st.composite
def segments(draw: st.DrawFn, language: str, codes: bool) -> Segment:
    text = draw(TEXT)
    tags = ()
    if codes:
        found = draw(CODES)
        places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=len(found), max_size=len(found))))
        tags = tuple(Tag(at, *code) for at, code in zip(places, found, strict=True))
    return Segment(text, language, tags=tags)


@st.composite
def pairs(draw: st.DrawFn, codes: bool = False) -> Pair:
    return Pair(
        draw(segments("zh-Hans", codes)),
        draw(segments(draw(st.sampled_from(["en", "zh-Hant", "fr"])), codes)),
        draw(TEXT),
        draw(TEXT),
        draw(st.just("") | DATE),
        draw(st.just("") | DATE),
        draw(TEXT),
        tuple(
            draw(
                st.lists(
                    st.tuples(NAME | st.sampled_from(["changeid", "note", "target:note", "source:o-tmf"]), TEXT),
                    max_size=4,
                )
            )
        ),
    )


def named_once(pair: Pair) -> bool:
    """Whether its attributes are such that the form has a place for each: an XML attribute comes once, names say what they are."""
    names = [name for name, _ in pair.attributes]
    single = [name for name in names if name.removeprefix("source:").removeprefix("target:") != "note"]
    return len(set(single)) == len(single)


@settings(max_examples=150, deadline=None)
@given(found=st.lists(pairs().filter(named_once), max_size=4))
def test_what_is_written_comes_back(found: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    tmx.write(found, path)
    back = [anywhere(pair) for pair in tmx.read(path)]
    assert [replace(pair, attributes=()) for pair in back] == [replace(pair, attributes=()) for pair in found]
    for one, other in zip(found, back, strict=True):
        assert sorted(one.attributes) == sorted(other.attributes)


@settings(max_examples=100, deadline=None)
@given(pair=pairs(codes=True).filter(named_once))
def test_codes_come_back_in_their_places(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    tmx.write([pair], path)
    [once] = tmx.read(path)
    assert [(tag.at, tag.kind) for tag in once.source.tags] == [(tag.at, tag.kind) for tag in pair.source.tags]
    assert once.source.text == pair.source.text
    tmx.write([once], path)
    assert [anywhere(one) for one in tmx.read(path)] == [anywhere(once)]


@settings(max_examples=60, deadline=None)
@given(found=st.lists(pairs(codes=True), max_size=3))
def test_no_text_breaks_the_file(found: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    hostile = [replace(pair, id=pair.id + "\x0b\ud800", author="\x00") for pair in found]
    report = tmx.write(hostile, path)
    etree.fromstring(path.read_bytes(), etree.XMLParser(load_dtd=False, no_network=True))
    assert report.units == len(found)
    assert bool(report.left_out) == bool(found)


@pytest.mark.shared
@settings(max_examples=80, deadline=None)
@given(found=st.lists(pairs(codes=True), max_size=3))
def test_every_file_is_valid(found: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> None:
    from conftest import SHARED

    if not SHARED.is_dir():
        pytest.skip("the measuring data is not beside the repository")
    dtd = etree.DTD(io.BytesIO((SHARED / "standards/tmx/tmx14.dtd").read_bytes()))
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    tmx.write(found, path)
    assert dtd.validate(etree.parse(str(path), etree.XMLParser(load_dtd=False, no_network=True))), dtd.error_log


@pytest.mark.shared
def test_samples_of_other_tools(shared: Path, tmp_path: Path) -> None:
    samples = sorted((shared / "standards/samples").rglob("*.tmx"))
    assert len(samples) > 60
    empty = {"empty.tmx", "project1.tmx", "okapi-confusion.tmx"}
    for path in samples:
        problems: list[Problem] = []
        found = list(tmx.read(path, problems))
        # A file of en-US and en-GB alone has nothing for us, and says so.
        assert found or problems or path.name in empty, path
        tmx.write(found, tmp_path / "a.tmx")
        assert [anywhere(pair) for pair in tmx.read(tmp_path / "a.tmx")] == [anywhere(pair) for pair in found], path


def test_translate_toolkit_reads_every_unit(tmp_path: Path) -> None:
    from translate.storage.tmx import tmxfile

    found = [
        Pair(
            Segment(f"第{at}次会议 <&> ", "zh-Hans"), Segment(f"meeting {at} \"'", "en"), str(at), created="2019-04-15"
        )
        for at in range(50)
    ]
    tmx.write(found, tmp_path / "a.tmx")
    with (tmp_path / "a.tmx").open("rb") as file:
        store = tmxfile(file)
    assert [(unit.source, unit.target) for unit in store.units] == [
        (pair.source.text, pair.target.text) for pair in found
    ]


def test_broken_bytes_far_into_a_file_cost_their_unit(tmp_path: Path) -> None:
    unit = '<tu tuid="{}"><tuv xml:lang="en"><seg>Member States No. {}</seg></tuv><tuv xml:lang="zh"><seg>会员国{}</seg></tuv></tu>\n'
    body = "".join(unit.format(at, at, at) for at in range(20_000)).encode("utf-8")
    place = body.index("会员国19000".encode())
    broken = body[:place] + b"\xff" + body[place + 3 :]
    path = tmp_path / "a.tmx"
    path.write_bytes(b'<tmx version="1.4">\n<header srclang="en"/><body>\n' + broken + b"</body></tmx>")
    problems: list[Problem] = []
    found = list(tmx.read(path, problems))
    assert len(found) == 19_999
    assert [(one.line, "encoding" in one.message) for one in problems] == [(19_003, True)]
    assert (found[19_000].id, found[19_000].source.place.line) == ("19001", 19_004)
