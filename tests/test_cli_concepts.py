"""The concept commands as a user and a program see them: output, exit codes, one line for every error."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import commands
import pytest
from commands import Result
from rich.cells import cell_len

from yizhi.termbase.model import Kind, Status
from yizhi.termbase.store.reading import Store

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YIZHI_USER", "li")

    return partial(commands.run, capsys)


TABLE = "id\tzh\tzh.short\ten\ten.abbreviation\ta.b\nhall\t大会堂\t会堂\tGreat Hall\tGH\nlamp\t油灯\t\toil lamp\n"


def table(text: str = TABLE, name: str = "list.tsv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_import_makes_the_termbase_and_lookup_finds(run: Run) -> None:
    assert run("import", table()) == (0, "list.tsv: 2 new, 0 replaced, 0 the same (in yizhi.db)\n", "")
    assert run("import", table()).out == "list.tsv: 0 new, 0 replaced, 2 the same (in yizhi.db)\n"
    found = run("lookup", "会堂", "--no-builtin", "--format", "json")
    assert found.code == 0
    (concept,) = found.json["concepts"]
    assert (concept["id"], concept["match"]) == ("hall", "exact")
    assert concept["terms"][1] == {
        "text": "会堂",
        "language": "zh-Hans",
        "status": "preferred",
        "kind": "short form",
        "part_of_speech": "",
        "case_sensitive": None,
        "note": "",
        "reference": "",
    }
    assert {"domain", "definition", "note", "references"} <= set(concept)
    assert found.json["version"] == 1
    assert "yizhi.db 2 concepts 6 terms" in found.json["signature"]


def test_lookup_on_a_screen(run: Run) -> None:
    run(
        "import",
        table("id\tzh\tzh.short\ten\ten.deprecated\tnote\nhall\t大会堂\t会堂\tGreat Hall\tBig Hall\tA trap.\n"),
    )
    shown = run("lookup", "会堂", "--no-builtin").out
    assert [" ".join(line.split()) for line in shown.splitlines()] == [
        "hall term exact",
        "zh-Hans 大会堂",
        "会堂 short form",
        "en Great Hall",
        "✗ Big Hall deprecated",
        "note A trap.",
    ]
    assert run("lookup", "油", "--no-builtin").out.strip() == "No concept for “油”."
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_a_bad_file_does_not_stop_the_others(run: Run) -> None:
    table("nothing here\n", "bad.tsv")
    table("id\tzh\nx\t甲\ny\t\nz\t丙\t!\n", "torn.tsv")
    done = run("import", "none.tsv", "bad.tsv", "torn.tsv", "what.pdf", table(), "--format", "json")
    assert done.code == 2
    assert [(one["path"], one["added"]) for one in done.json["files"]] == [("torn.tsv", 1), ("list.tsv", 2)]
    assert [(one["path"], one["line"]) for one in done.json["errors"]] == [
        ("none.tsv", None),
        ("bad.tsv", 1),
        ("torn.tsv", 4),
        ("what.pdf", None),
    ]
    assert done.err.splitlines()[1].startswith(
        "yizhi: bad.tsv:1: no column of terms in a language; columns: 'nothing here'"
    )
    assert [file["ignored"] for file in done.json["files"]] == [
        [{"what": "rows", "where": "3", "count": 1, "why": "no term in them"}],
        [],
    ]


@pytest.mark.parametrize("form", ["tsv", "csv", "xlsx", "json", "db"])
def test_what_is_exported_comes_in_again(run: Run, form: str) -> None:
    run("import", table())
    done = run("export", f"out.{form}", "--no-builtin")
    assert (done.code, done.out, done.err) == (0, f"out.{form}: 2 concepts, 6 terms\n", "")
    again = run("import", f"out.{form}", "--into", "other.db")
    assert (again.code, again.out) == (0, f"out.{form}: 2 new, 0 replaced, 0 the same (in other.db)\n")
    with Store.open(Path("yizhi.db")) as one, Store.open(Path("other.db")) as other:
        assert list(one.concepts()) == list(other.concepts())


def test_export_says_what_it_left_out(run: Run) -> None:
    run("add", "a", "--zh", "甲", "--term", "en.deprecated=first")
    Path("in.json").write_text(
        json.dumps({"concepts": [{"id": "b", "terms": [{"text": "x", "language": "de", "note": "n"}]}]}),
        encoding="utf-8",
    )
    run("import", "in.json")
    done = run("export", "out.tsv", "--no-builtin")
    assert done.code == 0
    assert done.err == "yizhi: out.tsv: left out, for the form has no place for it: 1 concepts\n"
    assert run("export", "yizhi.db", "--no-builtin").code == 2
    assert "read by the same command" in run("export", "yizhi.db", "--no-builtin", "--format", "json").err


def test_export_of_one_domain_and_of_the_built_in_terms(run: Run) -> None:
    run("add", "a", "--zh", "甲", "--domain", "one")
    run("add", "b", "--zh", "乙", "--domain", "two")
    assert run("export", "out.json", "--no-builtin", "--domain", "two").out == "out.json: 1 concepts, 1 terms\n"
    assert run("export", "all.json").code == 0
    ids = {concept["id"] for concept in json.loads(Path("all.json").read_text("utf-8"))["concepts"]}
    assert {"a", "b", "unodc"} <= ids


def test_add_edit_remove_and_take_it_back(run: Run) -> None:
    added = run(
        "add",
        "fire-drill",
        "--zh",
        "消防演习",
        "--en",
        "fire drill",
        "--term",
        "zh.short=消防",
        "--reference",
        "ST/SGB/1, art. 2",
    )
    assert (added.code, added.out) == (0, "added fire-drill to yizhi.db\n")
    edited = run(
        "edit", "fire-drill", "--zh", "消防演练", "--drop", "消防", "--note", "n", "--term", "en.forbidden=fire thrill"
    )
    assert edited.out.splitlines() == [
        "- zh-Hans  消防演习  (preferred, full form)",
        "- zh-Hans  消防  (preferred, short form)",
        "+ zh-Hans  消防演练  (preferred, full form)",
        "+ zh-Hans  消防演习  (admitted, full form)",
        "+ en  fire thrill  (forbidden, variant)",
        "+ note  n",
    ]
    assert run("remove", "fire-drill").out == "removed fire-drill from yizhi.db\n"
    listed = [line.split()[3:] for line in run("history").out.splitlines()]
    assert listed == [["li", word, "fire-drill"] for word in ("remove:", "edit:", "add:")]
    assert run("history", "--undo").code == 0
    assert run("history", "--undo").code == 0
    with Store.open(Path("yizhi.db")) as store:
        found = store.concept("fire-drill")
    assert found is not None
    assert [(term.text, term.status, term.kind) for term in found.terms] == [
        ("fire drill", Status.PREFERRED, Kind.FULL),
        ("消防演习", Status.PREFERRED, Kind.FULL),
        ("消防", Status.PREFERRED, Kind.SHORT),
    ]
    changes = run("history", "fire-drill", "--format", "json").json["changes"]
    assert [(change["action"], change["undoes"]) for change in changes] == [
        ("undo", 2),
        ("undo", 3),
        ("remove", None),
        ("edit", None),
        ("add", None),
    ]
    assert changes[2]["concepts"][0]["after"] is None
    assert changes[2]["concepts"][0]["before"]["terms"][0]["text"] == "消防演练"


def test_a_built_in_concept_is_edited_in_a_copy(run: Run) -> None:
    assert run("edit", "unodc", "--note", "ours").code == 0
    (concept,) = [one for one in run("lookup", "UNODC", "--format", "json").json["concepts"] if one["id"] == "unodc"]
    assert concept["note"] == "ours"
    assert concept["terms"]
    assert run("history", "--undo").code == 0
    (concept,) = [one for one in run("lookup", "UNODC", "--format", "json").json["concepts"] if one["id"] == "unodc"]
    assert concept["note"] != "ours"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "a"], "a concept needs a term; give --zh, --en or --term"),
        (["add", "a", "--zh", "甲\x0b乙"], "a term of a holds U+000B at character 2, which no exchange file can hold"),
        (["add", "unodc", "--zh", "甲"], "unodc is there already (in built-in); `yizhi edit unodc` changes it"),
        (["add", "a", "--term", "zh.long=甲"], "'zh.long' is no column of terms; such as zh.short or en.deprecated"),
        (["add", "a", "--term", "zh"], "no text in --term 'zh'; write it as COLUMN=TEXT"),
        (["add", "a", "--zh", "甲", "--link", "near=b"], "--link 'near=b' is not RELATION=ID"),
        (["edit", "a"], "nothing to change; see `yizhi edit --help` for what can be"),
        (["edit", "no-such-id", "--note", "n"], "no concept 'no-such-id'; `yizhi lookup` shows ids"),
        (["edit", "unodc", "--drop", "nothing"], "unodc has no term 'nothing'; `yizhi lookup` shows what it has"),
        (["remove", "a"], "yizhi.db: no such termbase; `yizhi import` makes one"),
        (["history"], "yizhi.db: no such termbase; `yizhi import` makes one"),
        (["lookup", "x", "--termbase", "none.db"], "none.db: no such termbase; `yizhi import` makes one"),
        (["lookup", "x", "--termbase", "none.tsv"], "none.tsv: no such file; check the name"),
        (["export", "x.pdf"], "x.pdf: no form that we can write ends in '.pdf'"),
        (["export", "nowhere/x.json"], "nowhere: no such folder; make it first"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith(f"yizhi: {said}")


def test_history_of_a_change_that_is_not_there(run: Run) -> None:
    run("add", "a", "--zh", "甲")
    assert run("history", "--change", "7").err == "yizhi: yizhi.db: there is no change 7; `yizhi history` lists them\n"
    assert run("history", "b").out == "No change of b is recorded.\n"
    assert run("remove", "a", "b").code == 2
    with Store.open(Path("yizhi.db")) as store:
        assert list(store.ids()) == ["a"], "all of them or none"


def test_damaged_rows_of_a_termbase_are_said_each_time(run: Run) -> None:
    table("id\tzh\tstrictness\na\t甲\t\nb\t乙\tsevere\n")
    for _ in range(2):
        done = run("lookup", "甲", "--no-builtin", "--termbase", "list.tsv", "--format", "json")
        assert [concept["id"] for concept in done.json["concepts"]] == ["a"]
        assert done.json["errors"] == [
            {"path": "list.tsv", "line": 3, "message": "strictness is name, term, context or empty, not 'severe'"}
        ]
        assert done.err.startswith("yizhi: list.tsv:3: strictness is")


@pytest.mark.parametrize("date", ["20x", "2018-13", "19 April 2018", "2018-04-32"])
def test_a_date_is_a_date(run: Run, date: str) -> None:
    code, _, err = run("add", "lamp", "--zh", "油灯", "--valid-to", date)
    assert (code, err.count("\n")) == (2, 1)
    assert "is no date" in err
    assert not Path("yizhi.db").exists()


@pytest.mark.parametrize("date", ["2018", "2018-04", "2018-04-19"])
def test_years_months_and_days_are_dates(run: Run, date: str) -> None:
    assert run("add", "lamp", "--zh", "油灯", "--valid-to", date).code == 0
    assert run("edit", "lamp", "--valid-to", "").code == 0


@pytest.mark.parametrize("words", [[""], ["  "], ["", " "]])
def test_nothing_to_look_up(run: Run, words: list[str]) -> None:
    code, out, err = run("lookup", *words)
    assert (code, out) == (2, "")
    assert "nothing to look up" in err


def test_named_alone_a_group_shows_its_help(run: Run) -> None:
    for group in ([], ["tm"]):
        code, out, err = run(*group)
        assert code == 2
        assert "\n  import " in out + err
        assert "yizhi: Usage" not in err


def test_help_explains_arguments(run: Run) -> None:
    assert "A term in either language" in run("lookup", "--help").out


def test_summaries_fit_their_list(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for group in ([], ["tm"]):
        commands = run(*group, "--help").out.partition("Commands:")[2]
        assert "  import  " in commands
        assert "..." not in commands


def test_a_closed_pipe_is_neither_clean_nor_a_finding() -> None:
    """`yizhi lookup 国 | head` must not leave with 0 or 1, which say something about drafts."""
    import os
    import subprocess
    import sys

    reading, writing = os.pipe()
    os.close(reading)
    code = "from yizhi.cli.app import main; main(['lookup', '国', '--limit', '5000'])"
    done = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")
