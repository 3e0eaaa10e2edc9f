"""Expressions that were kept match as those that Python compiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from yizhi.termbase.text import expressions

SOURCES = (
    (r"(?P<year>[12]\d{3})年(?P<month>\d{1,2})月", 0),
    ("[\u4e00-\u9fff\U00020000-\U000323af]+|[^,，]{2,}?", 0),
    (r"""(?x) \b resolution \s+ (\d+) # a number
     | (?i:decision) (?:\s(?P<which>[a-z]+))?""", 0),
    (r"^per\s+cent$", re.IGNORECASE | re.MULTILINE),
    (r"(?<!\d)(\d)\1(?=\.)", re.ASCII),
)  # fmt: skip
TEXTS = ("2019年4月", "会议，𠮷野", "resolution 75 Decision taken", "10\nPer Cent\n", "144. 55.", "")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    expressions._table.cache_clear()
    yield tmp_path / "cache" / "yizhi"
    expressions._table.cache_clear()


def _look(pattern: re.Pattern[str]) -> list[object]:
    return [
        [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in pattern.finditer(text)]
        for text in TEXTS
    ]


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_kept_expressions_match_as_those_of_python(
    source: str, flags: int, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    theirs = re.compile(source, flags)
    first = expressions.expression(source, flags)
    expressions.keep()
    assert len(list(home.glob("expressions-*"))) == 1
    monkeypatch.setattr(re._compiler, "_code", lambda *_: pytest.fail("compiled again"))  # type: ignore[attr-defined]
    monkeypatch.setattr(expressions, "_is_known", lambda: True)
    again = expressions.expression(source, flags)
    for pattern in (first, again):
        assert (pattern.pattern, pattern.flags, pattern.groups) == (theirs.pattern, theirs.flags, theirs.groups)
        assert dict(pattern.groupindex) == dict(theirs.groupindex)
        assert _look(pattern) == _look(theirs)


def test_the_table_grows_and_stays_one_file(home: Path) -> None:
    for source, flags in SOURCES:
        expressions.expression(source, flags)
        expressions.keep()
    assert len(list(home.glob("expressions-*"))) == 1
    table = expressions._table()
    assert table is not None
    assert all(table.stored(source, int(flags)) for source, flags in SOURCES)


def test_nothing_new_is_nothing_written(home: Path) -> None:
    expressions.keep()
    assert not list(home.glob("expressions-*"))


def test_another_python_compiles_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_compiled", lambda *_: 1 / 0)
    assert expressions.expression("[0-9]+").findall("a12") == ["12"]
    expressions._table.cache_clear()
    assert expressions._table() is None
    assert expressions.expression("[0-9]+").findall("a12") == ["12"]


def test_a_fault_in_an_expression_is_told() -> None:
    with pytest.raises(re.error):
        expressions.expression("(")


def test_numbers_that_are_not_sound_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    table = expressions._table()
    assert table is not None
    table.note("a+", 0, expressions.CompiledExpression(32, [99999, 1, 2], 0, {}))
    table._rows[("a+", 0)] = [32, 0, {}, 0, 3]
    table._code = memoryview(b"\xff" * 12).cast("I")
    assert expressions.expression("a+").findall("caat") == ["aa"]
