"""A file that is not well-formed costs the units that are broken, and says which; nobody's text is mended by guessing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yizhi.termbase.errors import Malformed
from yizhi.tm.drafts.broken_xml import MOST_BROKEN
from yizhi.tm.drafts.format import Edit
from yizhi.tm.drafts.reader import edit, read

PAIRS = [(f"第{number}条规定了缔约国的义务。", f"Article {number} sets out obligations.") for number in range(1, 9)]


def _document(head: str, unit: str, tail: str) -> str:
    """Return a file with a unit for each of the pairs."""
    return head + "".join(unit.format(number=number, zh=zh, en=en) for number, (zh, en) in enumerate(PAIRS)) + tail


XLIFF = _document(
    '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    '<file original="a" source-language="zh-Hans" target-language="en" datatype="plaintext"><body>\n',
    '<trans-unit id="u{number}">\n<source>{zh}</source>\n<target>{en}</target>\n</trans-unit>\n',
    "</body></file>\n</xliff>\n",
)
XLIFF2 = _document(
    '<?xml version="1.0"?>\n<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-Hans" trgLang="en">\n'
    '<file id="f1">\n',
    '<unit id="u{number}">\n<segment><source>{zh}</source>\n<target>{en}</target></segment>\n</unit>\n',
    "</file>\n</xliff>\n",
)
TMX = _document(
    '<?xml version="1.0"?>\n<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
    'adminlang="en" srclang="zh-Hans" datatype="plaintext"/><body>\n',
    '<tu tuid="u{number}">\n<tuv xml:lang="zh-Hans"><seg>{zh}</seg></tuv>\n<tuv xml:lang="en"><seg>{en}</seg></tuv>\n</tu>\n',
    "</body></tmx>\n",
)
FORMS = {"a.xlf": (XLIFF, "trans-unit"), "b.xlf": (XLIFF2, "unit"), "c.tmx": (TMX, "tu")}
BROKEN = 3


def _texts(path: Path) -> dict[str, tuple[str, str]]:
    return {
        unit.id: (unit.source.text if unit.source else "", unit.target.text if unit.target else "")
        for unit in read(path).units
    }


def _tags(name: str) -> list[str]:
    """Every tag of one unit, the unit's own among them."""
    text, element = FORMS[name]
    unit = re.findall(rf"<{element} .*?</{element}>", text, re.DOTALL)[BROKEN]
    return [tag for tag in re.findall("<[^>]*>", unit) if not tag.startswith("<segment")]


@pytest.mark.parametrize(("name", "tag"), [(name, tag) for name in FORMS for tag in _tags(name)])
def test_a_lost_tag_costs_the_unit_that_it_stands_in(name: str, tag: str, tmp_path: Path) -> None:
    text, element = FORMS[name]
    path = tmp_path / name
    path.write_text(text, "utf-8")
    whole = _texts(path)
    start = [match.start() for match in re.finditer(f"<{element} ", text)][BROKEN]
    path.write_text(text[:start] + text[start:].replace(tag, "", 1), "utf-8")
    assert _texts(path) == {id_: texts for id_, texts in whole.items() if id_ != f"u{BROKEN}"}
    (problem,) = read(path).problems
    lines = text[:start].count("\n") + 1, text[:start].count("\n") + 5
    assert problem.lost
    assert lines[0] <= (problem.line or 0) <= lines[1]
    assert "not well-formed XML" in problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<source>", "<source>a < b "),
        ("<source>", "<source><![CDATA["),
        ("<source>", "<source><!-- "),
        ("<target>", '<target state="new>'),
        ('<trans-unit id="u3"', '<trans-unit id="u3" id="u3"'),
    ],
)
def test_other_faults_of_a_unit_cost_that_unit(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    start = XLIFF.index('<trans-unit id="u3"')
    path.write_text(XLIFF[:start] + XLIFF[start:].replace(old, new, 1), "utf-8")
    assert list(_texts(path)) == [f"u{number}" for number in range(8) if number != BROKEN]
    assert len(read(path).problems) == 1


def test_a_file_that_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(XLIFF[: XLIFF.index('<trans-unit id="u5"') + 40], "utf-8")
    assert list(_texts(path)) == ["u0", "u1", "u2", "u3", "u4"]
    assert [problem.line for problem in read(path).problems] == [24, 25]


def test_what_is_broken_around_the_units_says_how_many_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    start = XLIFF.index('<trans-unit id="u5"')
    path.write_text(f"{XLIFF[:start]}</group>{XLIFF[start:]}", "utf-8")
    assert list(_texts(path)) == ["u0", "u1", "u2", "u3", "u4"]
    (problem,) = read(path).problems
    assert problem.message.startswith("not well-formed XML from here on (mismatched tag); 3 units behind it")


def test_a_file_without_a_whole_unit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(XLIFF.replace("</target>", ""), "utf-8")
    with pytest.raises(Malformed, match="not well-formed XML: mismatched tag"):
        read(path)


def test_many_broken_units_end_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    body = "".join(
        f'<trans-unit id="u{number}"><source>会议</source>{"" if number % 2 else "<target>meeting</target>"}'
        f"{'</target>' if number % 2 else ''}</trans-unit>\n"
        for number in range(6 * MOST_BROKEN)
    )
    path.write_text(XLIFF[: XLIFF.index("<trans-unit")] + body + XLIFF[XLIFF.index("</body>") :], "utf-8")
    draft = read(path)
    assert len(draft.units) == MOST_BROKEN + 1
    assert len(draft.problems) == MOST_BROKEN + 1


def test_a_broken_file_is_not_written_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(XLIFF.replace("</target>", "", 1), "utf-8")
    with pytest.raises(Malformed, match="not well-formed XML"):
        edit(path, [Edit(1, 0, 1, "第")], tmp_path / "b.xlf")
    assert not (tmp_path / "b.xlf").exists()


def test_entities_of_a_broken_file_stay_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    declaration = '<!DOCTYPE xliff [<!ENTITY a "b">]>\n'
    path.write_text(XLIFF.replace("<xliff ", f"{declaration}<xliff ", 1).replace("</target>", "", 1), "utf-8")
    with pytest.raises(Malformed, match="declares an entity"):
        read(path)
