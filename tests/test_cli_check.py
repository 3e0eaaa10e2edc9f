"""`yizhi check` as a program sees it: exit codes, one JSON document, one line an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue
from yizhi.cli.app import _run

HEAD = "id\tzh-Hans\ten\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = _run([*arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: Path, *rows: str) -> str:
    path.write_text(HEAD + "".join(row + "\n" for row in rows), "utf-8")
    return str(path)


def test_clean_and_findings_and_fail_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path / "good.tsv", "1\t共有12个国家。\tA total of 12 countries.")
    bad = write(tmp_path / "bad.tsv", "1\t共有12个国家。\tA total of 21 countries.")
    assert run(capsys, "check", good)[0] == 0
    assert run(capsys, "check", bad)[0] == 1
    (tmp_path / "yizhi.toml").write_text('[rules]\nnumber-mismatch = "info"\n', "utf-8")
    assert run(capsys, "check", bad)[0] == 0
    assert run(capsys, "check", bad, "--fail-on", "info")[0] == 1


def test_json_is_one_document_with_exact_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write(tmp_path / "bad.tsv", "u7\t共有12个国家。\tA total of 21 countries.")
    _, out, err = run(capsys, "check", bad, "--format", "json")
    document = json.loads(out)
    finding = next(f for f in document["findings"] if f["rule"] == "number-mismatch")
    assert {key: finding[key] for key in ("unit", "side", "start", "end", "text", "suggestion", "line", "severity")} == {
        "unit": "u7", "side": "target", "start": 11, "end": 13, "text": "21", "suggestion": "12", "line": 2, "severity": "error",
    }  # fmt: skip
    assert finding["related"] == [{"side": "source", "start": 2, "end": 4, "text": "12"}]
    assert document["version"] == 1
    assert document["summary"]["units"] == 1
    assert "yizhi" in document["signature"]
    assert err == ""


def test_monolingual_offsets_count_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    text = "导言\r\n\r\n提交常设委员会.\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    _, out, _ = run(capsys, "check", str(path), "--rule", "half-width-punctuation", "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert (finding["unit"], finding["line"], finding["column"]) == (None, 3, 8)
    assert text[finding["start"] : finding["end"]] == "." == finding["text"]


def test_one_bad_file_does_not_stop_the_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write(tmp_path / "bad.tsv", "1\t共有12个国家。\tA total of 21 countries.")
    broken = tmp_path / "broken.xlf"
    broken.write_text("<xliff><file>", "utf-8")
    code, out, err = run(capsys, "check", str(broken), str(tmp_path / "absent.tsv"), bad, "--format", "json")
    document = json.loads(out)
    assert code == 2
    assert document["findings"]
    assert [Path(error["path"]).name for error in document["errors"]] == ["broken.xlf", "absent.tsv"]
    assert len(err.strip().splitlines()) == 2
    assert all(line.startswith("yizhi: ") for line in err.strip().splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "x.tsv", "--format", "papyrus"],
        ["chek"],
        ["check", "x.tsv", "--rule", "no-such"],
        ["check", "--jobs", "0", "x.tsv"],
    ],
)
def test_wrong_arguments_are_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_dismissed_stays_dismissed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write(tmp_path / "bad.tsv", "1\t共有12个国家。\tA total of 21 countries.")
    assert run(capsys, "dismiss", bad, "--baseline", "b.json")[0] == 0
    write(tmp_path / "bad.tsv", "0\t导言\tIntroduction", "1\t共有12个国家。\tA total of 21 countries.")
    assert run(capsys, "check", bad, "--baseline", "b.json")[0] == 0
    assert run(capsys, "check", bad)[0] == 1


def test_fix_changes_only_what_is_safe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("导言\n\n提交常设委员会.\n", "utf-8")
    _, out, _ = run(capsys, "check", str(path), "--rule", "half-width-punctuation", "--fix", "--dry-run")
    assert "-提交常设委员会." in out
    assert "+提交常设委员会。" in out
    assert path.read_text("utf-8") == "导言\n\n提交常设委员会.\n"
    run(capsys, "check", str(path), "--rule", "half-width-punctuation", "--fix")
    assert path.read_text("utf-8") == "导言\n\n提交常设委员会。\n"


def test_several_forms_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write(tmp_path / "bad.tsv", "1\t共有12个国家。\tA total of 21 countries.")
    code, out, _ = run(capsys, "check", bad, "--format", "text", "--format", "json:findings.json")
    assert code == 1
    assert "[21]" in out
    assert json.loads((tmp_path / "findings.json").read_text("utf-8"))["findings"]


def test_jobs_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from yizhi.checks import parallel

    monkeypatch.setattr(parallel, "LEAST", 1)
    rows = [f"{n}\t共有{n}个国家。\tA total of {n + n % 3} countries." for n in range(20, 60)]
    bad = write(tmp_path / "bad.tsv", *rows)
    one = json.loads(run(capsys, "check", bad, "--format", "json")[1])
    two = json.loads(run(capsys, "check", bad, "--format", "json", "--jobs", "2")[1])
    assert one == two
    assert len(one["findings"]) >= 26


def test_a_fault_names_its_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document, context: Context) -> Iterator[Issue]:
        raise ZeroDivisionError("oh")
        yield

    rule = replace(registry.rule("number-mismatch"), check=broken)
    monkeypatch.setattr(registry, "rule", lambda name: rule)
    path = write(tmp_path / "a.tsv", "1\t共有12个国家。\tA total of 12 countries.")
    code, _, err = run(capsys, "check", path, "--rule", "number-mismatch")
    assert code == 2
    assert "ZeroDivisionError: oh, in the rule number-mismatch; --ignore number-mismatch leaves it out" in err
