"""Concepts that may be one, making one of them, edits by filter, look-up as people ask."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pytest

from tests.commands import run as run_command
from yizhi.termbase.duplicates import Likeness, duplicates
from yizhi.termbase.lookup import rewordings
from yizhi.termbase.model import Concept, Link, Relation, Term
from yizhi.termbase.selection import chosen, conditions

ROWS = (
    "id\tdomain\tzh\ten\ten.abbreviation\tvalid-to\tbroader\n"
    "wua\t5C\t用水户协会\twater users' association\tWUA\t\t\n"
    "wua-2\t5C\t用水者协会\twater users' association\t\t\t\n"
    "well\twater\t水井\twell\t\t2010\twua-2\n"
    "by-law\tlaw\t章程\tby-law\t\t\t\n"
    "bylaws\tlaw\t章程细则\tThe Bylaws\t\t\t\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    Path("list.tsv").write_text(ROWS, encoding="utf-8")
    command = partial(run_command, capsys)
    command("import", "list.tsv")
    return command


def concept(id_: str, zh: str, en: str, *links: str) -> Concept:
    return Concept(
        id_, (Term(zh, "zh-Hans"), Term(en, "en")), links=tuple(Link(Relation.HOMONYM, other) for other in links)
    )


def test_why_two_concepts_may_be_one() -> None:
    known = [
        concept("a", "甲", "alpha"), concept("b", "甲", "Alpha"), concept("c", "乙", "alpha"), concept("d", "乙", "delta"),
        concept("e", "航空港", "air-ports"), concept("f", "航空站", "the airport"), concept("g", "戊", "gamma", "h"), concept("h", "己", "gamma"),
    ]  # fmt: skip
    assert [(pair.first.id, pair.second.id, pair.likeness) for pair in duplicates(known)] == [
        ("a", "b", Likeness.SAME),
        ("a", "c", Likeness.OTHER_CHINESE),
        ("b", "c", Likeness.OTHER_CHINESE),
        ("c", "d", Likeness.OTHER_ENGLISH),
        ("e", "f", Likeness.NEAR),
    ]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        (("火鸡", "turkeys"), ("土耳其", "Turkey"), False),  # a plural, and no Chinese in common
        (("国别报告", "country reports"), ("国家报告", "country report"), True),  # a plural, and most of the Chinese
        (("渠道", "water-course"), ("水道", "watercourse"), True),  # marks alone, and half of the Chinese
        (("渠道", "water-course"), ("航线", "watercourse"), False),  # marks alone, but no Chinese
    ],
)
def test_near_names_are_weighed(first: tuple[str, str], second: tuple[str, str], near: bool) -> None:
    pairs = list(duplicates([concept("a", *first), concept("b", *second)]))
    assert [pair.likeness for pair in pairs] == [Likeness.NEAR] * near


def test_duplicates_as_a_report(run) -> None:  # type: ignore[no-untyped-def]
    report = run("duplicates", "--no-builtin", "-f", "json").json
    assert [(pair["likeness"], pair["first"], pair["second"]) for pair in report["duplicates"]] == [
        ("same English, other Chinese", "wua", "wua-2"),
        ("near names", "by-law", "bylaws"),
    ]
    assert run("duplicates", "--no-builtin", "--where", "domain=water").out == "0 pairs of concepts that may be one.\n"


def test_merging_makes_one_and_links_follow(run) -> None:  # type: ignore[no-untyped-def]
    assert run("merge", "wua", "wua-2", "--dry-run").code == 0
    assert run("lookup", "用水者协会", "--no-builtin", "-f", "json").json["concepts"][0]["id"] == "wua-2"
    run("merge", "wua", "wua-2")
    (found,) = run("lookup", "用水者协会", "--no-builtin", "-f", "json").json["concepts"]
    assert (found["id"], [term["text"] for term in found["terms"]]) == (
        "wua",
        ["用水户协会", "water users' association", "WUA", "用水者协会"],
    )
    (well,) = run("lookup", "well", "--no-builtin", "-f", "json").json["concepts"]
    assert well["links"] == [{"relation": "broader", "concept": "wua"}]
    assert run("merge", "wua", "nobody").code == 2


def test_many_concepts_are_edited_by_a_filter(run) -> None:  # type: ignore[no-untyped-def]
    assert (
        "2 concepts of 2 would change" in run("edit", "--where", "domain=5C", "--set", "domain=crime", "--dry-run").out
    )
    assert "2 concepts of 2 changed" in run("edit", "--where", "domain=5C", "--set", "domain=crime").out
    assert (
        run("edit", "--where", "domain=5C", "--set", "domain=crime").out == "0 concepts of 0 changed (in yizhi.db).\n"
    )
    assert run("edit", "--where", "colour=red", "--set", "domain=crime").code == 2
    assert run("edit", "--set", "domain=crime").code == 2


def test_export_by_a_filter(run) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "out.json", "--no-builtin", "--where", "valid=2015").out == "out.json: 4 concepts, 9 terms\n"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("domain=law", True), ("domain!=law", False), ("term=*-law", True), ("term=by?law", True), ("status=forbidden", False),
        ("language=en, kind=full form", True), ("valid=2020", True), ("id=by*", True), ("note=x", False),
    ],
)  # fmt: skip
def test_conditions(condition: str, holds: bool) -> None:
    one = Concept("by-law", (Term("章程", "zh-Hans"), Term("by-law", "en")), domain="law")
    assert chosen(one, conditions([condition])) is holds


@pytest.mark.parametrize(
    ("query", "first", "match"),
    [
        ("the water users association", None, None),
        ("the well", "well", "normalised"),
        ("wells", "well", "normalised"),
        ("by law", "by-law", "normalised"),
        ("WUA", "wua", "exact"),
        ("用水戶協會", "wua", "normalised"),
        ("water *", "wua", "part"),
        ("用水?协会", "wua", "part"),
    ],
)
def test_look_up_as_people_ask(run, query: str, first: str | None, match: str | None) -> None:  # type: ignore[no-untyped-def]
    found = run("lookup", query, "--no-builtin", "-f", "json").json["concepts"]
    if first is not None:
        assert (found[0]["id"], found[0]["match"]) == (first, match)


def test_what_is_near_an_acronym_never_stands_above_it(run) -> None:  # type: ignore[no-untyped-def]
    run("add", "wub", "--en", "WUB", "--zh", "水利局")
    assert [found["id"] for found in run("lookup", "WUB", "--no-builtin", "-f", "json").json["concepts"]] == ["wub"]


def test_a_list_is_answered_by_a_table(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("sys.stdin", io.StringIO("wells\n\n章程\nnobody\n"))
    assert run("lookup", "-", "--no-builtin").out.splitlines() == [
        "query\tmatch\tzh\ten\tid",
        "wells\tnormalised\t水井\twell\twell",
        "章程\texact\t章程\tby-law\tby-law",
        "nobody\tnone\t\t\t",
    ]


def test_rewordings_keep_han_alone() -> None:
    assert rewordings("水井") == []
    assert {"secretary-general", "secretary generals"} <= set(rewordings("the Secretary General"))
