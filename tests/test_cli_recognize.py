"""`yizhi recognize` and `yizhi segment` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import commands
import pytest
from commands import Result

TABLE = (
    "id\tdomain\tstrictness\tzh-Hans\ten\ten.abbreviation\tzh-Hans.deprecated\n"
    "sc\t\tname\t安全理事会\tSecurity Council\tUNSC\t安理事会\n"
    "peace\t\tterm\t和平\tpeace\t\t\n"
    "sp\t\tterm\t缔约国\tState party\t\t\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "terms.tsv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    return commands.run(capsys, *arguments, "--no-builtin", "--termbase", "terms.tsv")


def test_json_has_places_in_the_file_as_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "\ufeff第一行\r\n根据安全\r\n\r\n 理事会决议，UNSC 维护公平和平等与和平。\r\n"
    (folder / "draft.txt").write_bytes(text.encode())
    code, out, _ = run(capsys, "recognize", "draft.txt", "--format", "json")
    document = json.loads(out)
    hits = document["documents"][0]["hits"]
    body = text[1:]
    assert code == 0 and document["version"] == 1 and document["signature"] and document["errors"] == []
    assert [body[hit["start"] : hit["end"]] for hit in hits] == [hit["text"] for hit in hits]
    assert [(hit["text"], hit["line"], hit["column"]) for hit in hits] == [
        ("安全\r\n\r\n 理事会", 2, 3), ("UNSC", 4, 8), ("和平", 4, 21),
    ]  # fmt: skip
    assert hits[0]["counterparts"][0] == {
        "text": "Security Council", "language": "en", "status": "preferred", "kind": "full form",
    }  # fmt: skip
    assert [(one["text"], one["kind"]) for one in hits[0]["counterparts"][1:]] == [("UNSC", "abbreviation")]
    assert hits[1]["language"] == "en" and hits[1]["counterparts"][0]["text"] == "安全理事会"
    wanted = {
        "start",
        "end",
        "line",
        "column",
        "text",
        "language",
        "concept",
        "term",
        "status",
        "kind",
        "covered",
        "counterparts",
    }
    assert wanted <= set(hits[0])


def test_language_leaves_the_others_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("UNSC，安全理事会。", "utf-8")
    _, out, _ = run(capsys, "recognize", "a.txt", "-f", "json", "--language", "zh-CN")
    assert [hit["text"] for hit in json.loads(out)["documents"][0]["hits"]] == ["安全理事会"]
    code, _, err = run(capsys, "recognize", "a.txt", "--language", "klingon-xx")
    assert code == 2 and err.startswith("yizhi: ") and err.count("\n") == 1


def test_a_table_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("安全理事会。\n安理事会维护和平。\n各缔约国。安全理事会。", "utf-8")
    code, out, _ = run(capsys, "recognize", "a.txt")
    assert code == 0
    assert "a.txt  4 terms, 5 occurrences" in out
    assert "Security Council" in out and "1, 3" in out
    assert "deprecated: 安全理事会" in out


def test_one_bad_file_among_good_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("和平", "utf-8")
    code, out, err = run(capsys, "recognize", "none.txt", "a.txt", "-f", "json")
    document = json.loads(out)
    assert code == 2 and [one["path"] for one in document["documents"]] == ["a.txt"]
    assert document["errors"][0]["path"] == "none.txt"
    assert err.startswith("yizhi: none.txt") and "Traceback" not in err


def test_a_bilingual_file_names_its_units(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pair.tsv").write_text("id\tzh-Hans\ten\nu1\t缔约国应维护和平\tStates parties keep peace\n", "utf-8")
    _, out, _ = run(capsys, "recognize", "pair.tsv", "-f", "json")
    hits = json.loads(out)["documents"][0]["hits"]
    assert [(hit["unit"], hit["side"], hit["start"], hit["text"]) for hit in hits] == [
        ("u1", "source", 0, "缔约国"), ("u1", "source", 6, "和平"), ("u1", "target", 0, "States parties"), ("u1", "target", 20, "peace"),
    ]  # fmt: skip


def test_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "recognize", "--why", "公平和平等，和平")
    assert code == 0
    assert "公平和平等，[和平]" in out and "公平|和|平等" in out
    _, out, _ = run(capsys, "recognize", "--why", "公平和平等，和平", "-f", "json")
    assert [(one["start"], one["kept"]) for one in json.loads(out)["candidates"]] == [(2, False), (6, True)]


def test_nothing_to_do_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "recognize")
    assert code == 2 and "name a file" in err


def test_segment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "安全理事会维护国际和平与公平和平等。\n缔约\n国的义务"
    (folder / "a.txt").write_text(text, "utf-8")
    code, out, _ = run(capsys, "segment", "a.txt")
    assert code == 0
    assert out == "安全理事会 维护 国际 和平 与 公平 和 平等 。\n缔约国 的 义务\n"
    _, out, _ = run(capsys, "segment", "a.txt", "--format", "json")
    tokens = json.loads(out)["documents"][0]["tokens"]
    assert all(text[token["start"] : token["end"]] == token["text"] for token in tokens)
    assert [token["concept"] for token in tokens if token["concept"]] == ["sc", "peace", "sp"]


def test_json_lines_say_what_the_document_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "text.txt"
    path.write_text("安全理事会促请缔约国维护和平。\n", encoding="utf-8")
    hits = run(capsys, "recognize", str(path), "--format", "json").json["documents"][0]["hits"]
    lines = run(capsys, "recognize", str(path), "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == [{"path": str(path), **hit} for hit in hits]
    assert len(lines) > 1
