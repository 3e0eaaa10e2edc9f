"""The built-in tables are tidy: what seeds/README.md promises holds for every row."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from yizhi import seeds
from yizhi.termbase.formats.citation import read_citation, write_citation
from yizhi.termbase.text.keys import key

HEADER = [
    "id",
    "domain",
    "definition",
    "note",
    "reference",
    "strictness",
    "status",
    "valid-from",
    "valid-to",
    "broader",
    "related",
    "replaced-by",
    "homonym",
    "zh-Hans",
    "zh-Hans.short",
    "zh-Hans.abbreviation",
    "zh-Hans.admitted",
    "zh-Hans.variant",
    "zh-Hans.deprecated",
    "zh-Hans.forbidden",
    "en",
    "en.short",
    "en.abbreviation",
    "en.admitted",
    "en.variant",
    "en.deprecated",
    "en.forbidden",
]
DOMAINS = {
    "un-system",
    "other-organisations",
    "geography",
    "instruments",
    "events-publications",
    "crime",
    "trafficking",
    "migration",
    "drugs",
    "human-rights",
    "gender",
    "development",
    "economy",
    "peace-security",
    "politics-government",
    "international-law",
    "humanitarian-health",
    "environment",
    "agriculture-food",
    "education-culture",
    "science-technology",
    "industry-transport",
    "documents-meetings",
    "drafting",
    "administration",
}
TABLES = sorted(seeds.FOLDER.glob("*.tsv"))
TERM_COLUMNS = [name for name in HEADER if name.split(".")[0] in ("zh-Hans", "en")]
VALID = [name for name in TERM_COLUMNS if name.split(".")[-1] not in ("deprecated", "forbidden")]


@cache
def rows(path: Path) -> list[dict[str, str]]:
    header, *lines = path.read_text("utf-8").rstrip("\n").split("\n")
    names = header.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


@cache
def every() -> list[tuple[Path, dict[str, str]]]:
    return [(path, row) for path in TABLES for row in rows(path)]


def forms(row: dict[str, str], columns: list[str]) -> list[tuple[str, str]]:
    """[(language, form)] of a row's cells."""
    return [(name.split(".")[0], form.strip()) for name in columns for form in row[name].split(" | ") if form.strip()]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_table_has_the_header_and_is_sorted(path: Path) -> None:
    assert path.read_text("utf-8").split("\n", 1)[0].split("\t") == HEADER
    ids = [row["id"] for row in rows(path)]
    assert ids == sorted(ids)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_rows_are_complete(path: Path) -> None:
    for row in rows(path):
        assert re.fullmatch(r"[a-z][a-z0-9-]*", row["id"]), row["id"]
        assert row["domain"] in DOMAINS, row["id"]
        assert row["strictness"] in ("name", "term", "context"), row["id"]
        assert row["status"] in ("", "proposed"), row["id"]
        assert row["zh-Hans"], row["id"]
        assert row["en"], row["id"]
        assert row["reference"], row["id"]
        if row["status"] == "proposed":
            assert row["note"], f"{row['id']}: a proposed row says what is missing"
        for date in (row["valid-from"], row["valid-to"]):
            assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", date), row["id"]


def test_references_parse() -> None:
    for _, row in every():
        for text in row["reference"].split(" | "):
            cited = read_citation(text)
            assert text == text.strip() and text.count("(") == text.count(")"), f"{row['id']}: {text!r}"
            assert write_citation(cited) == text, row["id"]
            assert cited.symbol or cited.title, row["id"]
            if re.match(r"(?:A|E|S|ST)/", text):
                assert cited.symbol, f"{row['id']}: {text} is no symbol with its place"


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    ids = [row["id"] for _, row in every()]
    assert len(ids) == len(set(ids)), sorted({name for name in ids if ids.count(name) > 1})
    known = set(ids)
    for _, row in every():
        for column in ("broader", "related", "replaced-by", "homonym"):
            for target in filter(None, row[column].split(" | ")):
                assert target.strip() in known, f"{row['id']}: {column} {target}"


def test_no_form_in_two_concepts_without_a_stated_homonymy() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    homonyms: dict[str, set[str]] = {}
    for _, row in every():
        homonyms[row["id"]] = {name.strip() for name in row["homonym"].split(" | ") if name.strip()}
        for language, form in forms(row, VALID):
            owners[language, key(form) if language == "zh-Hans" else form].add(row["id"])
    faults = []
    for (_, form), ids in owners.items():
        for one in ids:
            faults += [f"{form}: {one} does not name {other}" for other in ids - {one} - homonyms[one]]
    assert faults == []


def test_a_form_is_never_both_good_and_bad_for_one_concept() -> None:
    for _, row in every():
        bad = [name for name in TERM_COLUMNS if name not in VALID]
        assert not set(forms(row, VALID)) & set(forms(row, bad)), row["id"]


def test_what_is_good_in_one_concept_is_bad_in_no_other() -> None:
    bad_columns = [name for name in TERM_COLUMNS if name not in VALID]
    good = {pair: row["id"] for _, row in every() for pair in forms(row, VALID)}
    faults = [
        f"{form}: {row['id']} forbids what {good[language, form]} lists"
        for _, row in every()
        for language, form in forms(row, bad_columns)
        if (language, form) in good
    ]
    assert faults == []


def bare(name: str) -> str:
    """An English name without what number, case, hyphens and apostrophes add to it."""
    words = re.sub("['’]", "", name.lower().replace("-", " ")).split()
    plain = [re.sub("ies$", "y", word) if len(word) > 3 else word for word in words]
    return " ".join(word[:-1] if len(word) > 3 and re.search("[^sui]s$", word) else word for word in plain)


def test_names_that_differ_in_number_or_case_alone_are_linked() -> None:
    """`turkeys` and `Turkey` are two concepts only where a row says so: what is not linked stands twice by mistake."""
    links = {
        row["id"]: {
            name
            for column in ("homonym", "related", "broader", "replaced-by")
            for name in row[column].split(" | ")
            if name
        }
        for _, row in every()
    }
    alike: dict[str, list[str]] = defaultdict(list)
    for _, row in every():
        alike[bare(row["en"])].append(row["id"])
    faults = [
        f"{first} and {second}"
        for names in alike.values()
        for first in names
        for second in names
        if first < second and second not in links[first] and first not in links[second]
    ]
    assert faults == []


def test_a_reason_for_enforcing_stands_in_enforced_rows_only() -> None:
    faults = [
        row["id"]
        for _, row in every()
        if row["strictness"] == "context" and re.search(r"(?<!never )\benforced\b", row["note"])
    ]
    assert faults == []


def test_a_reference_stands_once_in_a_cell() -> None:
    for _, row in every():
        named = [part.lower() for part in row["reference"].split(" | ")]
        assert len(named) == len(set(named)), row["id"]


def test_brackets_in_chinese_are_full_width() -> None:
    faults = [
        f"{row['id']}: {form}"
        for _, row in every()
        for language, form in forms(row, VALID)
        if language == "zh-Hans" and re.search("[()]", form) and re.search("[\u3400-\u9fff]", form)
    ]
    assert faults == []


def test_a_form_stands_once_in_a_row() -> None:
    for _, row in every():
        listed = forms(row, TERM_COLUMNS)
        assert len(listed) == len(set(listed)), row["id"]


def test_short_words_are_enforced_only_with_a_reason() -> None:
    """A single lower-case English word or one or two Chinese characters are everyday words unless the note says why not.

    Names of places are left out: what is two characters and crosses word edges is `context` there already.
    """
    faults = []
    for _, row in every():
        if row["strictness"] == "context" or (row["domain"], row["strictness"]) == ("geography", "name"):
            continue
        short = [
            form
            for language, form in forms(row, VALID)
            if (len(form) <= 2 if language == "zh-Hans" else re.fullmatch(r"[a-z]+", form))
        ]
        if short and "enforced" not in row["note"]:
            faults.append(f"{row['id']}: {', '.join(short)}")
    assert faults == []


def test_scripts_are_right() -> None:
    import opencc

    simplify = opencc.OpenCC("t2s").convert

    for _, row in every():
        for language, form in forms(row, TERM_COLUMNS):
            assert form == " ".join(form.split()), f"{row['id']}: {form!r}"
            if language == "en":
                assert not re.search(r"[\u3400-\u9fff]", form), f"{row['id']}: {form}"
        for language, form in forms(row, VALID):
            if language == "zh-Hans":
                assert simplify(form) == form, f"{row['id']}: {form} is not simplified"
                assert not re.search(r"[,;:?!](?=[\u3400-\u9fff])", form), f"{row['id']}: {form}"


def test_there_are_enough_to_be_useful() -> None:
    assert len(every()) >= 2000
    assert sum(row["domain"] == "geography" and row["strictness"] == "name" for _, row in every()) >= 193
