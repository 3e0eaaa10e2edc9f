"""A unit is its place in the file; ids repeat in real files. And what fails on one file never takes the run along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import run
from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue

ENGLISH = ("The Security  Council met.", "Nothing was said.", "The  Committee adjourned its meeting.")
CHINESE = ("安全理事会举行了会议。", "什么也没有说。", "委员会休会。")


def xliff(folder: Path) -> Path:
    """Three files in one, whose units all have the id 1."""
    files = "".join(
        f'<file original="{n}" datatype="plaintext" source-language="zh-CN" target-language="en"><body>'
        f'<trans-unit id="1"><source>{zh}</source><target>{en}</target></trans-unit></body></file>\n'
        for n, (zh, en) in enumerate(zip(CHINESE, ENGLISH, strict=True))
    )
    path = folder / "draft.xlf"
    path.write_text(
        f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n{files}</xliff>\n', encoding="utf-8"
    )
    return path


def po(folder: Path) -> Path:
    """A context that comes back, as generated catalogues have it."""
    entries = "".join(
        f'msgctxt "body"\nmsgid "{zh}"\nmsgstr "{en}"\n\n' for zh, en in zip(CHINESE, ENGLISH, strict=True)
    )
    path = folder / "draft.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n' + entries, encoding="utf-8"
    )
    return path


def tsv(folder: Path) -> Path:
    """A table whose id column is no identity."""
    path = folder / "draft.tsv"
    rows = "".join(f"7\tminutes\t{zh}\t{en}\n" for zh, en in zip(CHINESE, ENGLISH, strict=True))
    path.write_text("id\tdocument\tzh\ten\n" + rows, encoding="utf-8")
    return path


FILES = pytest.mark.parametrize("make", [xliff, po, tsv])


@FILES
def test_units_of_one_id_have_their_own_findings(make, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    report = run(capsys, "check", str(path), "--rule", "double-space", "-f", "json").json
    places = [(found["unit_index"], found["start"], found["text"]) for found in report["findings"]]
    assert places == [(0, 12, "  "), (2, 3, "  ")]
    assert len({found["unit"] for found in report["findings"]}) == 1


@FILES
def test_a_suggestion_is_written_into_the_unit_that_it_is_about(  # type: ignore[no-untyped-def]
    make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path)
    before = path.read_text(encoding="utf-8")
    run(capsys, "check", str(path), "--rule", "double-space", "--fix")
    after = before.replace("Security  Council", "Security Council").replace("The  Committee", "The Committee")
    assert path.read_text(encoding="utf-8") == after


@FILES
def test_remarks_stand_at_their_units(make, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    annotated = tmp_path / f"out{path.suffix}"
    run(capsys, "check", str(path), "--rule", "double-space", "--annotate", str(annotated))
    text = annotated.read_text(encoding="utf-8")
    assert text.count("[double-space]") == 2
    first, second, third = (text.index(words) for words in ("Security  Council", "Nothing", "The  Committee"))
    marks = [at for at in range(len(text)) if text.startswith("[double-space]", at)]
    if path.suffix == ".po":  # a comment stands before its entry
        assert marks[0] < first < marks[1] < third
        assert marks[1] > second
    else:
        assert first < marks[0] < second < third < marks[1]


def test_several_processes_know_the_units_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"7\td{n}\t第{n}段。\tThis is  paragraph {n}.\n" for n in range(2100))
    path = tmp_path / "draft.tsv"
    path.write_text("id\tdocument\tzh\ten\n" + rows, encoding="utf-8")
    report = run(capsys, "check", str(path), "--rule", "double-space", "-f", "json", "--jobs", "2").json
    assert [found["unit_index"] for found in report["findings"]] == list(range(2100))


# --- one file's fault ----------------------------------------------------------------------------------------------


def test_a_draft_in_other_languages_says_which_rules_did_not_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    french = tmp_path / "fr.xlf"
    french.write_text(
        '<xliff version="1.2"><file original="a" datatype="plaintext" source-language="en" target-language="fr"><body>'
        '<trans-unit id="1"><source>China and Egypt met.</source><target>Les deux pays se sont réunis.</target></trans-unit>'
        '<trans-unit id="2"><source>The Committee rose.</source><target></target></trans-unit>'
        "</body></file></xliff>",
        encoding="utf-8",
    )
    good = tmp_path / "good.tsv"
    good.write_text("zh\ten\n共有12个国家。\tA total of 21 countries.\n", encoding="utf-8")
    result = run(capsys, "check", str(french), str(good), "-f", "json")
    assert result.code == 1
    assert [(Path(found["path"]).name, found["rule"]) for found in result.json["findings"]] == [
        ("fr.xlf", "empty-target"),
        ("good.tsv", "number-mismatch"),
    ]
    assert [note["message"] for note in result.json["notes"]] == [
        "the rules for Chinese and English did not run on 2 units (en → fr)"
    ]
    assert "did not run on 2 units (en → fr)" in result.err
    assert "did not run on 2 units (en → fr)" in run(capsys, "check", str(french)).out


def _fails_on_the_second(document: Document, context: Context) -> Iterator[Issue]:
    if "second" in document.draft.path:
        raise KeyError("fr")
    yield from ()


def test_a_rule_that_fails_costs_one_file_that_rule_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(registry.rule("url-mismatch"), check=_fails_on_the_second)
    chosen = (broken, registry.rule("number-mismatch"))
    monkeypatch.setattr(registry, "rules", lambda: chosen)
    paths = [tmp_path / f"{name}.tsv" for name in ("first", "second", "third")]
    for path in paths:
        path.write_text("zh\ten\n共有12个国家。\tA total of 21 countries.\n", encoding="utf-8")
    result = run(capsys, "check", *map(str, paths), "-f", "json")
    assert result.code == 2
    assert [Path(found["path"]).name for found in result.json["findings"]] == ["first.tsv", "second.tsv", "third.tsv"]
    (error,) = result.json["errors"]
    assert error["path"] == str(paths[1])
    assert error["message"] == (
        "a fault in yizhi itself (KeyError: 'fr', in the rule url-mismatch; --ignore url-mismatch leaves it out); "
        "please report it, with what YIZHI_DEBUG=1 shows"
    )


def test_a_reader_that_fails_costs_its_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from yizhi.tm.drafts.formats import csv

    def fail(_: object) -> None:
        raise ZeroDivisionError("no rows")

    monkeypatch.setattr(csv, "FORMAT", replace(csv.FORMAT, read=fail))
    bad, good = tmp_path / "bad.csv", tmp_path / "good.tsv"
    for path, mark in ((bad, ","), (good, "\t")):
        path.write_text(f"zh{mark}en\n共有12个国家。{mark}A total of 21 countries.\n", encoding="utf-8")
    result = run(capsys, "check", str(bad), str(good), "-f", "json")
    assert result.code == 2
    assert [Path(found["path"]).name for found in result.json["findings"]] == ["good.tsv"]
    assert [
        (Path(error["path"]).name, error["message"].split(";")[0]) for error in json.loads(result.out)["errors"]
    ] == [("bad.csv", "a fault in yizhi itself (ZeroDivisionError: no rows)")]
