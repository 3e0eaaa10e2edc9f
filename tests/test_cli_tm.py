"""`yizhi tm` as a program sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import commands
import pytest
from commands import Result

TABLE = """id\ten\tzh-Hans\tdocument\tdate
1\tRecalling its resolution 72/5 of 1 December 2017,\t回顾其2017年12月1日第72/5号决议，\tA/RES/73/2\t2018-12-01
2\tThe meeting rose at 6 p.m.\t下午6时散会。\tA/C.3/72/SR.1\t2017-10-01
3\tThe General Assembly considered the report in the afternoon.\t大会在下午审议了报告。\tA/72/PV.1\t2017-09-01
"""
XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en"\
 target-language="zh-Hans" datatype="plaintext"><body>
<trans-unit id="1"><source>Recalling its resolution 73/6 of 4 December 2018,</source></trans-unit>
<trans-unit id="2"><source>The meeting rose at 6 p.m.</source><target/></trans-unit>
<trans-unit id="3"><source>Nothing like this anywhere.</source><target state="new"></target></trans-unit>
<trans-unit id="4"><source>The meeting rose at 6 p.m.</source><target state="final">散会。</target></trans-unit>
<trans-unit id="5"><source>The meeting rose at 7 p.m.</source><target state="new" xml:lang="zh-Hans"></target></trans-unit>
</body></file></xliff>
"""
XLIFF2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.1" srcLang="en" trgLang="zh-Hans" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">
<unit id="1"><segment state="initial"><source>The meeting rose at 6 p.m.</source></segment></unit>
<unit id="2"><segment><source>The meeting rose at 7 p.m.</source><target></target></segment></unit>
</file></xliff>
"""
PO = """msgid ""
msgstr "Language: zh_CN\\n"

# A note.
msgid "The meeting rose at 6 p.m."
msgstr ""

#: place
#, c-format
msgid "The meeting rose at 7 p.m."
msgstr ""
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "units.tsv").write_text(TABLE, "utf-8")
    assert run(capsys, "import", "units.tsv")[0] == 0
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    return commands.run(capsys, "tm", *arguments)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code, out, err = run(capsys, *arguments, "--format", "json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    assert found["version"] == 1
    assert found["signature"]
    return found


def test_import_says_what_is_new_and_what_is_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file,) = asked(capsys, "import", "units.tsv")["files"]
    assert (file["read"], file["new"], file["known"]) == (3, 0, 3)


def test_stats(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "stats")
    assert (found["units"], found["languages"], found["documents"]) == (3, {"en": 3, "zh-Hans": 3}, 3)
    assert found["bytes"] == (folder / "yizhi-tm.db").stat().st_size


def test_search_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (match,) = asked(capsys, "search", "The meeting rose at 6 p.m.")["matches"]
    assert (match["score"], match["kind"], match["target"]) == (1.0, "exact", "下午6时散会。")
    assert (match["origin"]["document"], match["origin"]["unit"], match["origin"]["date"]) == (
        "A/C.3/72/SR.1",
        "2",
        "2017-10-01",
    )
    (match,) = asked(capsys, "search", "回顾其2018年12月4日第73/6号决议，", "--no-builtin")["matches"]
    assert match["kind"] == "fuzzy"
    assert match["score"] < match["worth"] < 1
    assert match["proposal"] == "Recalling its resolution 73/6 of 4 December 2018,"
    assert {one["sort"] for one in match["repairs"]} == {"date", "symbol"}


def test_a_term_of_the_termbase_is_exchanged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "terms.tsv").write_text("en\tzh-Hans\nGeneral Assembly\t大会\nSecurity Council\t安全理事会\n", "utf-8")
    wanted = "The Security Council considered the report in the afternoon."
    (match,) = asked(capsys, "search", wanted, "-t", "terms.tsv", "--no-builtin")["matches"]
    assert match["proposal"] == "安全理事会在下午审议了报告。"
    assert [(one["sort"], one["old"], one["new"]) for one in match["repairs"]] == [("term", "大会", "安全理事会")]
    assert match["penalty"] == 0.03


def test_search_for_a_person_shows_origin_differences_and_repairs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "search", "Recalling its resolution 73/6 of 4 December 2018,", "--no-builtin")
    assert code == 0
    for piece in (
        "A/RES/73/2, unit 1, 2018-12-01",
        "differs: 72/5 → 73/6",
        "⟦2018⟧年12月⟦4⟧日第⟦73/6⟧号决议",
        "penalty 3%",
    ):
        assert piece in out
    assert run(capsys, "search", "Quite another thing", "--no-builtin")[1].startswith("nothing of at least 70%")


def test_search_with_filters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The meeting rose at 6 p.m."
    assert asked(capsys, "search", text, "--document", "A/RES/*")["matches"] == []
    assert len(asked(capsys, "search", text, "--since", "2017-10", "--until", "2017")["matches"]) == 1
    assert run(capsys, "search", text, "--attribute", "x")[0] == 2


def test_concordance(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "concordance", "大会", "--no-builtin")
    (line,) = found["lines"]
    assert (found["total"], found["counted"], line["places"]) == (1, True, [[0, 2]])
    (folder / "terms.tsv").write_text("en\tzh-Hans\treport\nresolution\t决议\t\nreport\t报告\t\n", "utf-8")
    found = asked(capsys, "concordance", "--concept", "report", "-t", "terms.tsv", "--no-builtin")
    assert found["lines"][0]["target_places"] == [[8, 10]]
    assert run(capsys, "concordance", "--concept", "nonsense", "--no-builtin")[0] == 2
    code, out, _ = run(capsys, "concordance", "决议", "--no-builtin")
    assert code == 0
    assert "第72/5号⟦决议⟧，" in out


def test_pretranslate_xliff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "d.xlf").write_text(XLIFF, "utf-8")
    found = asked(capsys, "pretranslate", "d.xlf", "-o", "o.xlf", "--no-builtin")
    assert (found["units"], found["filled"]) == (5, 3)
    assert {one["band"]: one["units"] for one in found["bands"] if one["units"]} == {
        "100 %": 1, "95–99 %": 2, "no match": 1, "translated before": 1,
    }  # fmt: skip
    assert 0 < found["saved"] < found["words"]
    text = (folder / "o.xlf").read_text("utf-8")
    for piece in (
        '<target state="needs-review-translation" state-qualifier="fuzzy-match">回顾其2018年12月4日第73/6号决议，</target>',
        '<target state="translated" state-qualifier="exact-match">下午6时散会。</target>',
        '<target state="new"></target>',
        '<target state="final">散会。</target>',
        '<target state="needs-review-translation" xml:lang="zh-Hans" state-qualifier="fuzzy-match">下午7时散会。</target>',
    ):
        assert piece in text


def test_pretranslate_xliff_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "d.xlf").write_text(XLIFF2, "utf-8")
    assert asked(capsys, "pretranslate", "d.xlf", "-o", "o.xlf", "--no-builtin")["filled"] == 2
    text = (folder / "o.xlf").read_text("utf-8")
    assert '<segment state="translated" subState="yizhi:exact">' in text
    assert '<segment state="initial" subState="yizhi:fuzzy">' in text
    assert "<target>下午7时散会。</target>" in text


def test_pretranslate_po(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "d.po").write_text(PO, "utf-8")
    assert asked(capsys, "pretranslate", "d.po", "-o", "o.po", "--no-builtin")["filled"] == 2
    text = (folder / "o.po").read_text("utf-8")
    assert 'msgid "The meeting rose at 6 p.m."\nmsgstr "下午6时散会。"' in text
    assert '#, c-format\n#, fuzzy\nmsgid "The meeting rose at 7 p.m."\nmsgstr "下午7时散会。"' in text
    from translate.storage import po

    units = [unit for unit in po.pofile.parsefile(str(folder / "o.po")).units if not unit.isheader()]
    assert [unit.isfuzzy() for unit in units] == [False, True]


def test_pretranslate_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "d.tsv").write_text(
        "id\ten\tzh-Hans\na\tThe meeting rose at 6 p.m.\t\nb\tThe meeting rose at 7 p.m.\t\n", "utf-8"
    )
    asked(capsys, "pretranslate", "d.tsv", "-o", "o.tsv", "--no-builtin")
    rows = [line.split("\t") for line in (folder / "o.tsv").read_text("utf-8").splitlines()]
    assert [row[2] for row in rows[1:]] == ["下午6时散会。", "下午7时散会。"]
    assert rows[1][3].startswith("100% match")
    assert "repaired: 下午6时 → 下午7时" in rows[2][3]


def test_export_and_import_keep_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "export", "o.tmx")["units"] == 3
    assert asked(capsys, "import", "o.tmx", "-m", "second.db")["files"][0]["new"] == 3
    first = asked(capsys, "search", "The meeting rose at 6 p.m.")["matches"][0]
    second = asked(capsys, "search", "The meeting rose at 6 p.m.", "-m", "second.db")["matches"][0]
    assert (second["target"], second["origin"]["document"]) == (first["target"], first["origin"]["document"])
    assert asked(capsys, "export", "o.tsv", "--document", "A/72*")["units"] == 1
    assert run(capsys, "export", "o.doc")[0] == 2


def test_verify_and_dedupe(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "verify") == (0, "yizhi-tm.db: whole\n", "")
    assert run(capsys, "verify", "--rebuild")[0] == 0
    assert asked(capsys, "dedupe", "--dry-run")["merged"] == 0
    import sqlite3

    connection = sqlite3.connect("yizhi-tm.db")
    connection.execute("DELETE FROM segment")
    connection.commit()
    connection.close()
    code, out, _ = run(capsys, "verify")
    assert code == 1
    assert "not in the index" in out
    assert run(capsys, "verify", "--rebuild")[0] == 0
    assert asked(capsys, "search", "下午6时散会。")["matches"][0]["score"] == 1


def test_unfinished_translations_stay_out_unless_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = XLIFF.replace('<target state="new"></target>', '<target state="new">没有这样的事。</target>')
    (folder / "d.xlf").write_text(text, "utf-8")
    assert asked(capsys, "import", "d.xlf")["files"][0]["new"] == 1
    assert asked(capsys, "import", "d.xlf", "--unfinished", "--again")["files"][0]["new"] == 1


def test_what_cannot_be_done_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("Only English here.", "utf-8")
    code, _, err = run(capsys, "import", "none.tmx", "a.txt", "units.tsv")
    assert code == 2
    assert len(err.splitlines()) == 2
    assert all(line.startswith("yizhi: ") for line in err.splitlines())
    code, _, err = run(capsys, "search", "x", "-m", "none.db")
    assert (code, err) == (2, "yizhi: none.db: no such translation memory; `yizhi tm import` makes one\n")


def test_export_for_a_client_has_its_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yizhi.cli.app import _run

    monkeypatch.chdir(tmp_path)
    Path("pair.tsv").write_text("id\tzh-Hans\ten\n1\t大会\tGeneral Assembly\n", "utf-8")
    assert _run(["tm", "import", "pair.tsv"]) == 0
    assert _run(["tm", "export", "plain.tmx"]) == 0
    assert _run(["tm", "export", "theirs.tmx", "--for", "trados"]) == 0
    assert 'xml:lang="zh-Hans"' in Path("plain.tmx").read_text("utf-8")
    assert 'xml:lang="zh-CN"' in Path("theirs.tmx").read_text("utf-8")
    assert _run(["tm", "export", "theirs.tsv", "--for", "trados"]) == 2
    assert _run(["tm", "export", "theirs.tmx", "--for", "papyrus"]) == 2


def test_a_wrong_name_makes_no_memory_and_leaves_no_import_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "import", "none.tmx") == (2, "", "yizhi: none.tmx: no such file; check the name\n")
    assert run(capsys, "verify", "--rebuild")[0] == 2
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.tsv").write_text("", "utf-8")
    (tmp_path / "header.tsv").write_text("en\tzh-Hans\n", "utf-8")
    assert run(capsys, "import", "empty.tsv", "header.tsv")[0] == 2
    code, out, _ = run(capsys, "stats")
    assert (code, out.splitlines()[0]) == (0, "yizhi-tm.db: 0 units from 0 documents (0 origins)")
    assert "interrupted" not in out
    assert "" not in [line.strip() for line in out.splitlines()]
    for command in ("search", "concordance"):
        assert run(capsys, command, " ")[0] == 2
    assert run(capsys, "dedupe")[1] == "no units differ in their writing alone\n"


def test_a_plural_finds_the_counterparts_of_its_concept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "terms.tsv").write_text("en\tzh-Hans\nMember State\t会员国\n", "utf-8")
    (folder / "more.tsv").write_text("en\tzh-Hans\nAll Member States met.\t所有会员国开会。\n", "utf-8")
    run(capsys, "import", "more.tsv")
    found = asked(capsys, "concordance", "Member States", "-t", "terms.tsv", "--no-builtin")
    assert (found["lines"][0]["places"], found["lines"][0]["target_places"]) == ([[4, 17]], [[2, 5]])


def test_what_takes_long_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from yizhi.cli.display import terminal

    times = iter([0.0, 0.5, 2.0, 2.1, 200.0])
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with terminal.meter("making", 1_000) as show:
        for done in (1, 10, 11, 20):
            show(done)
    shown = capsys.readouterr().err.split("\r\x1b[K")
    assert shown == [
        "",
        "making: 10 of 1,000, 5/s, 198 s left".replace("198 s", "3 min"),
        "making: 20 of 1,000, 0/s, 163 min left",
        "",
    ]


def test_stopped_while_sqlite_works_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from contextlib import contextmanager

    from yizhi.cli.display import terminal

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    @contextmanager
    def meter(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        yield stop

    monkeypatch.setattr(terminal, "meter", meter)
    monkeypatch.setattr("yizhi.tm.memory.verify._OPERATIONS", 1)
    assert run(capsys, "verify") == (130, "", "yizhi: interrupted; nothing is half-written\n")


def test_an_export_that_is_stopped_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from yizhi.cli.display import terminal

    def stopped(items: Iterator[Any], what: str, total: int | None = None) -> Iterator[Any]:
        yield next(items)
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal, "progress", stopped)
    assert run(capsys, "export", "o.tmx") == (130, "", "yizhi: interrupted; nothing is half-written\n")
    assert not [path for path in folder.iterdir() if "tmx" in path.name]
