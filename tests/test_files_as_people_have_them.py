"""Files as other programs write them: each fault of a kind once, with the right reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhi.termbase.errors import Malformed, Problem, YizhiError
from yizhi.termbase.language import is_language
from yizhi.tm.drafts import language_pair
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.drafts.markup import Parts, parse
from yizhi.tm.drafts.reader import edit, read
from yizhi.tm.drafts.source import load
from yizhi.tm.memory.sources import pairs as memory_pairs
from yizhi.tm.model import Draft


def draft(path: Path, content: str, encoding: str = "utf-8") -> Draft:
    path.write_bytes(content.encode(encoding))
    return read(path)


def texts(found: Draft) -> list[tuple[str, str]]:
    return [(unit.source.text, unit.target.text) for unit in found.units if unit.source and unit.target]


def xliff(body: str, languages: str = 'source-language="en" target-language="zh"') -> str:
    return f'<xliff version="1.2"><file original="a" datatype="x" {languages}><body>{body}</body></file></xliff>'


def unit(source: str, target: str, more: str = "") -> str:
    return f'<trans-unit id="1"{more}><source>{source}</source><target>{target}</target></trans-unit>'


# XLIFF ---------------------------------------------------------------------------------------------------------------


def test_translate_is_inherited_both_ways(tmp_path: Path) -> None:
    wanted = unit("b", "乙", ' translate="yes"')
    body = (
        f'<group translate="no">{unit("a", "甲")}{wanted}'
        f'<group translate="yes">{unit("c", "丙")}</group></group><bin-unit id="x" mime-type="y">{unit("d", "丁")}</bin-unit>'
    )
    assert texts(draft(tmp_path / "a.xlf", xliff(body))) == [("b", "乙"), ("c", "丙"), ("d", "丁")]


def test_languages_in_words(tmp_path: Path) -> None:
    found = draft(
        tmp_path / "a.xlf", xliff(unit("a", "甲"), 'source-language="English" target-language="Chinese (PRC)"')
    )
    assert (found.source_language, found.target_language, found.notes) == ("en", "zh-Hans", ())


def test_an_unknown_language_is_said_and_no_pair_of_one_language_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    found = draft(path, xliff(unit("well", "puits"), 'source-language="en"'))
    assert found.target_language == "und"
    assert found.notes == ("target language unknown: the file does not say, and the script is that of the source",)
    problems: list[Problem] = []
    assert list(memory_pairs(path, problems)) == []
    assert [problem.message for problem in problems] == [
        "1 units were not taken: nothing says which language their translations are in"
    ]


def test_a_file_without_segments_is_no_error(tmp_path: Path) -> None:
    found = draft(tmp_path / "a.xlf", xliff(""))
    assert (found.units, found.notes) == ((), ("no translatable segments in the file",))


@pytest.mark.parametrize(
    ("spoilt", "what"),
    [
        (b"two\x01", "the character U+0001"),
        (b"two &#x1F;", "the reference '&#x1F;'"),
        (b"two &nbsp;", "the reference '&nbsp;'"),
        (b"R & D", "the reference '&'"),
        (b"two\xe4\xb8", "a broken UTF-8 character"),
        ("two\uffff".encode(), "the character U+FFFF"),
    ],
)
def test_what_xml_forbids_costs_its_unit_and_stays_in_the_file(tmp_path: Path, spoilt: bytes, what: str) -> None:
    units = "".join(
        f'<trans-unit id="{n}"><source>TEXT{n}</source><target>甲{n}</target></trans-unit>\n' for n in range(50)
    )
    whole = ("<!-- R & D -->" + xliff(units)).replace("TEXT7<", "TEXT<").encode().replace(b"TEXT<", spoilt + b"<")
    path = tmp_path / "a.xlf"
    path.write_bytes(whole)
    found = read(path)
    assert [one.id for one in found.units] == [str(n) for n in range(50) if n != 7]
    assert [(problem.line, problem.message) for problem in found.problems] == [
        (8, f"the unit 7 holds {what}, which XML forbids; left out, repair it")
    ]
    edit(path, [Edit(7, 0, 1, "乙")], tmp_path / "b.xlf")
    assert (tmp_path / "b.xlf").read_bytes() == whole.replace("甲8<".encode(), "乙8<".encode())


def test_what_xml_forbids_costs_its_unit_in_tmx_too(tmp_path: Path) -> None:
    unit = '<tu tuid="{0}"><tuv xml:lang="en"><seg>a{0}</seg></tuv><tuv xml:lang="zh"><seg>甲{1}</seg></tuv></tu>'
    body = unit.format(1, "") + unit.format(2, "&#0;") + unit.format(3, "<![CDATA[ & ]]>")
    found = draft(tmp_path / "a.tmx", f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>')
    assert texts(found) == [("a1", "甲"), ("a3", "甲 & ")]
    assert [problem.message for problem in found.problems] == [
        "the unit 2 holds the reference '&#0;', which XML forbids; left out, repair it"
    ]


def test_markup_that_is_broken_still_is_an_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="not well-formed XML"):
        draft(tmp_path / "a.xlf", xliff("<trans-unit\x01>"))


def test_no_tree_of_the_units_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(xliff("\n".join([unit("a", "甲")] * 100)), encoding="utf-8")
    taken: list[str] = []
    parts = Parts(("trans-unit",), lambda element, parents, _: taken.append(parents[-1].name), lambda *_: None)
    document = parse(load(path), parts)
    assert taken == ["body"] * 100
    assert list(document.root.everywhere("trans-unit")) == []


def test_declared_gb2312_with_characters_of_gbk(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="GB2312"?>' + xliff(unit("Zhu Rongji", "朱镕基"))
    assert texts(draft(tmp_path / "a.xlf", content, "gb18030")) == [("Zhu Rongji", "朱镕基")]


def test_declared_utf_8_is_never_read_as_windows_1252(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="UTF-8"?>' + xliff(
        unit("café " * 20, "甲甲"), 'source-language="fr" target-language="en"'
    )
    with pytest.raises(Malformed, match="declared as UTF-8, which these bytes are not"):
        draft(tmp_path / "a.xlf", content.replace("甲甲", "cafe"), "cp1252")


# TMX -----------------------------------------------------------------------------------------------------------------


def tmx(*variants: tuple[str, str]) -> str:
    tuvs = "".join(f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>' for language, text in variants)
    return f'<tmx version="1.4"><header srclang="en"/><body><tu tuid="1">{tuvs}</tu></body></tmx>'


def test_of_several_languages_chinese_and_english_are_read(tmp_path: Path) -> None:
    found = draft(tmp_path / "a.tmx", tmx(("fr", "puits"), ("en-GB", "well"), ("es", "pozo"), ("zh-CN", "井")))
    assert (texts(found), found.source_language, found.target_language) == ([("well", "井")], "en", "zh-Hans")


SIX = "id\tar\tzh\ten\tfr\tru\tes\n1\tالجمعية\t大会\tAssembly\tAssemblée\tАссамблея\tAsamblea\n"


def six(tmp_path: Path) -> tuple[Path, Path]:
    """A table and a TMX in six languages."""
    table, memory = tmp_path / "a.tsv", tmp_path / "a.tmx"
    table.write_text(SIX, encoding="utf-8")
    tags, words = (line.split("\t")[1:] for line in SIX.splitlines())
    variants = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in zip(tags, words, strict=True))
    memory.write_text(
        f'<tmx version="1.4"><header srclang="fr"/><body><tu>{variants}</tu></body></tmx>', encoding="utf-8"
    )
    return table, memory


def test_of_six_languages_ours_are_read_and_the_choice_is_said(tmp_path: Path) -> None:
    for path in six(tmp_path):
        found = read(path)
        assert texts(found) == [("大会", "Assembly")]
        assert found.notes == ("of ar, en, es, fr, ru, zh only en and zh were read; --languages names another pair",)


def test_of_six_languages_those_that_are_asked_for_are_read_and_written(tmp_path: Path) -> None:
    for path in six(tmp_path):
        pair = language_pair.parse("es, fr")
        found = read(path, None, pair)
        assert sorted(texts(found)[0]) == ["Asamblea", "Assemblée"]
        target = found.units[0].target
        assert target is not None
        edit(path, [Edit(0, 0, len(target.text), "X")], path, pair=pair)
        assert path.read_text("utf-8").count("X") == 1
        assert ("Asamblea" in path.read_text("utf-8")) != ("Assemblée" in path.read_text("utf-8"))


def test_a_file_without_the_languages_that_are_asked_for_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(xliff(unit("a", "甲")), encoding="utf-8")
    assert len(read(path, None, language_pair.parse("zh,en")).units) == 1
    assert len(read(path, None, language_pair.parse("en-GB,zh-CN")).units) == 1
    with pytest.raises(YizhiError, match="nothing in zh-TW and en: the file holds en → zh-Hans"):
        read(path, None, language_pair.parse("zh-TW,en"))


@pytest.mark.parametrize("words", ["zh", "zh,zh-CN", "zh,en,fr", "zh,2", ""])
def test_what_is_no_pair_of_languages(words: str) -> None:
    with pytest.raises(YizhiError, match="two language tags"):
        language_pair.parse(words)


def test_one_language_in_two_regions_is_a_pair(tmp_path: Path) -> None:
    assert texts(draft(tmp_path / "a.tmx", tmx(("en-GB", "colour"), ("en-US", "color")))) == [("colour", "color")]


def test_elements_of_other_standards_keep_their_text(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    assert texts(draft(path, tmx(("en", 'a <g id="1">deep</g> well'), ("zh", "<hi>深<hi>井</hi></hi>")))) == [
        ("a deep well", "深井")
    ]
    assert [(pair.source.text, pair.target.text) for pair in memory_pairs(path, [])] == [("a deep well", "深井")]


# PO ------------------------------------------------------------------------------------------------------------------

HEAD = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "pair"),
    [
        (r'msgid "middle"' + "\n" + r'msgstr "\344\270\255"', ("middle", "中")),
        (r'msgid "a\x41b"' + "\n" + 'msgstr "x"', ("aAb", "x")),
        ('msgid"well"\nmsgstr"井"', ("well", "井")),
        ('msgid\n"deep "\n"well"\nmsgstr\n"深井"', ("deep well", "深井")),
        ('msgctxt "empty"\nmsgid ""\nmsgstr "空"', ("", "空")),
    ],
)
def test_po_as_programs_write_it(entry: str, pair: tuple[str, str], tmp_path: Path) -> None:
    assert texts(draft(tmp_path / "a.po", HEAD + entry + "\n")) == [pair]


def test_a_string_on_the_next_line_is_changed_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    draft(path, HEAD + 'msgid\n"well"\nmsgstr\n"井"\n')
    edit(path, [Edit(0, 0, 1, "水井")], path)
    assert path.read_text("utf-8") == HEAD + 'msgid\n"well"\nmsgstr\n"水井"\n'


def po(charset: str, text: str = "井") -> str:
    return f'msgid ""\nmsgstr "Language: zh\\n"\n"Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "well"\nmsgstr "{text}"\n'


@pytest.mark.parametrize(
    ("charset", "real", "notes"),
    [
        ("GB2312", "utf-8", ("the header says charset=GB2312, the text is UTF-8; read as that",)),
        ("no-such", "utf-8", ("the header says charset=no-such, the text is UTF-8; read as that",)),
        ("UTF-8", "gb18030", ("the header says charset=UTF-8, the text is GB18030; read as that",)),
        ("Big5", "big5", ()),
        ("UTF-16", "utf-16", ()),
        ("UTF-8", "utf-16", ()),
    ],
)
def test_the_charset_of_po_is_checked_against_the_text(
    tmp_path: Path, charset: str, real: str, notes: tuple[str, ...]
) -> None:
    content = po(charset, "安全理事會的決議" if real == "big5" else "安全理事会关于此事的决议")
    found = draft(tmp_path / "a.po", content, real)
    assert texts(found) == [("well", content.split('"')[-2])]
    assert found.notes == notes


def test_a_charset_that_fits_in_no_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_bytes(po("GB2312").encode() + b"# \xff\xff\xff" * 40)
    with pytest.raises(Malformed, match="the header says charset=GB2312, which the text is not"):
        read(tmp_path / "a.po")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_po_in_utf_16_is_changed_with_its_line_ends_and_mark(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "a.po"
    content = po("UTF-16").replace("\n", ends)
    path.write_bytes(content.encode("utf-16"))
    assert edit(path, [Edit(0, 0, 1, "水\n井", state="fuzzy")], path, [Note(0, 0, 1, "look")]) == ()
    changed = content.replace('msgid "well"', f'#, fuzzy{ends}# yizhi: look{ends}msgid "well"')
    changed = changed.replace('"井"', f'""{ends}"水\\n"{ends}"井"')
    assert sorted(path.read_bytes().decode("utf-16").split(ends)) == sorted(changed.split(ends))


def test_po_that_cannot_hold_a_remark_becomes_utf_8_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(po("Big5", "安全理事會的決議").encode("big5"))
    with pytest.raises(YizhiError, match="not all of it can be said in Big5"):
        edit(path, [], path, [Note(0, 0, 1, "写作 “决议”")])
    path, before = tmp_path / "b.po", path
    remarks = edit(before, [], path, [Note(0, 0, 1, "写作 “决议”")])
    assert remarks == ("not all of it can be said in Big5; written as UTF-8",)
    assert path.read_text("utf-8") == po("UTF-8", "安全理事會的決議").replace(
        'msgid "well"', '# yizhi: 写作 “决议”\nmsgid "well"'
    )


def test_xml_that_cannot_hold_a_remark_says_it_in_references(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    content = '<?xml version="1.0" encoding="Big5"?>' + xliff(unit("well", "水井"))
    path.write_bytes(content.encode("big5"))
    assert edit(path, [Edit(0, 1, 2, "决")], path, [Note(0, 0, 1, "a → 决")]) == ()
    assert b"&#20915;" in path.read_bytes()
    assert texts(read(path)) == [("well", "水决")]
    assert "<note" in path.read_bytes().decode("big5")


# names of languages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "zh_TW", "zh-Hant-HK", "en-GB", "eng", "en-GB-oxendict", "zh-Latn"])
def test_tags(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("name", ["en_notes", "zh_pinyin", "en-abbreviation", "id", "entry", "fr"])
def test_no_tags_of_ours(name: str) -> None:
    assert not is_language(name)
