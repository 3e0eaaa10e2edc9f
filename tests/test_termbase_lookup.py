"""Looking terms up: the stages and their order, layers of termbases, and nothing that should be found is missed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from concepts import simple
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhi.termbase import library as libraries
from yizhi.termbase.library import Library, open_library
from yizhi.termbase.lookup import allowed, lookup, pieces
from yizhi.termbase.model import Concept, Status, Term
from yizhi.termbase.store.writing import Termbase, compile_store

OFFICE = Concept(
    "unodc",
    (
        Term("联合国毒品和犯罪问题办公室", "zh-Hans"),
        Term("毒罪办", "zh-Hans"),
        Term("United Nations Office on Drugs and Crime", "en"),
        Term("UNODC", "en"),
    ),
)
CONCEPTS = [
    OFFICE,
    simple("un", zh="联合国", en="UN"),
    simple("charter", zh="联合国宪章", en="Charter of the United Nations"),
    simple("gun", zh="枪支", en="gun"),
    simple("unit", zh="单位", en="unit"),
    simple("who", zh="世卫组织", en="WHO"),
    Concept("bad", (Term("毒品", "zh-Hans", Status.DEPRECATED), Term("麻醉药品", "zh-Hans"))),
    simple("drugs", zh="毒品", en="drugs"),
]


def make(path: Path, *concepts: Concept) -> Path:
    with Termbase.open_or_create(path) as base, base.change("add") as writer:
        for concept in concepts:
            writer.put(concept)
    return path


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library([make(tmp_path_factory.mktemp("base") / "t.db", *CONCEPTS)], builtin=False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("联合国", ["exact un", "part charter", "part unodc"]),
        ("聯合國", ["normalised un", "part charter", "part unodc"]),
        ("unodc", ["normalised unodc"]),
        ("ＵＮＯＤＣ", ["normalised unodc"]),
        (" UNODC ", ["exact unodc"]),
        ("UN", ["exact un", "part unit", "part unodc", "part charter", "part gun"]),
        ("毒品", ["exact drugs", "exact bad", "part unodc"]),
        ("宪", ["part charter"]),
        ("憲", ["part charter"]),
        ("合国毒", ["part unodc"]),
        ("office on", ["part unodc"]),
        ("ffice  on", ["part unodc"]),
        ("UNDOC", ["near unodc"]),
        ("联和国宪章", ["near charter"]),
        ("United Nation Office on Drug and Crime", ["near unodc"]),
        ("毒品罪办", ["near unodc"]),
        ("who", ["normalised who"]),
        ("xyzzy", []),
        ("", []),
        ("《》", []),
        ("%", []),
        ('"', []),
        ("a'b\" OR *", []),
    ],
)
def test_lookup_stage_by_stage(library: Library, query: str, expected: list[str]) -> None:
    assert [f"{match.kind} {match.concept.id}" for match in library.lookup(query)] == expected


def test_no_more_than_the_limit_and_the_best_of_them(library: Library) -> None:
    assert [match.concept.id for match in library.lookup("联合国", limit=1)] == ["un"]
    assert library.lookup("联合国", limit=0) == []


def test_the_match_says_which_term_was_found(library: Library) -> None:
    (match,) = library.lookup("毒罪")
    assert match.term.text == "毒罪办"


def test_later_termbases_win_and_hide(tmp_path: Path) -> None:
    first = make(tmp_path / "1.db", simple("a", zh="旧名", en="old"), simple("b", zh="旧物"))
    second = make(tmp_path / "2.db", simple("a", zh="新名", en="new"))
    with open_library([first, second], builtin=False) as library:
        found = library.concept("a")
        assert found is not None
        assert found.terms[0].text == "新名"
        assert [entry.term.text for entry in library.terms()] == ["旧物", "新名", "new"]
        assert [concept.id for concept in library.concepts()] == ["b", "a"]
        assert [match.concept.id for match in library.lookup("旧")] == ["b"]
        assert library.lookup("旧名") == []
        assert [match.concept.id for match in library.lookup("名")] == ["a"]
        assert library.source_of("a") == str(second)
        assert library.concept("c") is None
        assert [(source.name, source.concepts, source.terms) for source in library.sources] == [
            (str(first), 2, 3),
            (str(second), 1, 2),
        ]
    with open_library([second, first], builtin=False) as library:
        assert [entry.term.text for entry in library.terms()] == ["旧名", "old", "旧物"]


def test_the_fingerprint_follows_contents_and_order(tmp_path: Path) -> None:
    first, second = make(tmp_path / "1.db", simple("a", zh="甲")), make(tmp_path / "2.db", simple("b", zh="乙"))

    def of(*paths: Path) -> str:
        with open_library(paths, builtin=False) as library:
            return library.fingerprint

    before = of(first, second)
    assert of(first, second) == before
    assert len({before, of(second, first), of(first)}) == 3
    make(second, simple("b", zh="丙"))
    assert of(first, second) != before


def test_a_table_is_a_termbase_too_and_follows_its_contents(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("id\tzh\ten\na\t甲\tfirst\nb\t\t\tx\n", encoding="utf-8")
    fingerprints = []
    for _ in range(2):  # the second time from the cache
        with open_library([table], builtin=False) as library:
            assert [entry.term.text for entry in library.terms()] == ["甲", "first"]
            assert [str(problem) for problem in library.problems] == [
                f"{table}:3: 4 cells under 3 columns; row left out: is there a separator inside a cell?"
            ]
            fingerprints.append(library.fingerprint)
    table.write_text("id\tzh\ten\na\t乙\tfirst\n", encoding="utf-8")
    with open_library([table], builtin=False) as library:
        assert [entry.term.text for entry in library.terms()] == ["乙", "first"]
        fingerprints.append(library.fingerprint)
    assert fingerprints[0] == fingerprints[1] != fingerprints[2]


@pytest.mark.parametrize("unusable", ["file", "open to others", "damaged entry"])
def test_a_cache_that_cannot_be_used_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unusable: str
) -> None:
    table, cache = tmp_path / "t.tsv", tmp_path / "cache"
    table.write_text("id\tzh\na\t甲\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    if unusable == "file":
        cache.touch()
    else:
        open_library([table], builtin=False).close()
        (entry,) = (cache / "yizhi").glob("terms-*")
        if unusable == "open to others":
            entry.chmod(0o666)
        else:
            entry.write_bytes(b"SQLite format 3\0" + bytes(4096))
    with open_library([table], builtin=False) as library:
        assert [entry.term.text for entry in library.terms()] == ["甲"]


def test_the_built_in_termbase_reads_without_a_problem() -> None:
    with open_library() as library:
        assert [source.name for source in library.sources] == [libraries.BUILT_IN]
        assert [str(problem) for problem in library.problems] == []
        assert library.counts[0] == sum(1 for _ in library.concepts())


TEXTS = st.text("联合国大会毒品贩运abc", min_size=3, max_size=30)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_near_misses_are_found_wherever_the_slips_are(text: str, data: st.DataObject) -> None:
    store = compile_store(sqlite3.connect(":memory:", isolation_level=None), "t", [simple("a", zh=text)], [])
    slipped = list(text)
    for _ in range(allowed(len(text))):
        slipped[data.draw(st.integers(0, len(text) - 1))] = "错"
    found = lookup([store], lambda *_: True, "".join(slipped), 5)
    assert [match.concept.id for match in found] == ["a"]


@given(TEXTS, st.integers(1, 7), st.integers(0, 1))
def test_pieces_make_up_the_text(text: str, number: int, shift: int) -> None:
    cut = pieces(text, number, shift)
    assert "".join(cut) == text
    assert len(cut) <= number
    assert len(cut) == min(number, len(text)) or shift
