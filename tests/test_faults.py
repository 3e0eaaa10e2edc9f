"""The world around a run goes wrong: kills, full disks, closed pipes, folders that cannot be written, odd environments."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from yizhi.termbase.library import open_library
from yizhi.tm.memory.verify import verify

YIZHI = (sys.executable, "-c", "from yizhi.cli.app import main; main()")
TERMS = "id\tstrictness\tzh-Hans\ten\n" + "".join(
    f"c{n}\tterm\t第{n}号方案规划\tprogramme plan {n}\n" for n in range(400)
)
PAIRS = "id\tzh\ten\n" + "".join(f"{n}\t委员会第{n}次会议审议了报告。\tThe Committee considered the report at its meeting {n}.\n" for n in range(400))  # fmt: skip
LIMIT = 20_000
"""Bytes of the largest file in the tests of a full disk."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text(TERMS, encoding="utf-8")
    (tmp_path / "pairs.tsv").write_text(PAIRS, encoding="utf-8")
    (tmp_path / "draft.txt").write_text("委员会审议了报告,并通过了决定。\n" * 3, encoding="utf-8")
    return tmp_path


def yizhi(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, in a process of its own."""
    result = subprocess.run(
        [*YIZHI, *arguments], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in result.stderr and "a fault in yizhi" not in result.stderr, result.stderr
    assert result.returncode in (0, 1, 2), result.stderr
    return result


WRITING = {
    "import": ("import", "terms.tsv", "--into", "base.db"),
    "export": ("export", "out.tbx", "--no-builtin", "--termbase", "terms.tsv"),
    "tm import": ("tm", "import", "pairs.tsv", "--memory", "memory.db"),
    "annotate": ("check", "pairs.tsv", "--annotate", "out.tsv", "--no-builtin", "--termbase", "terms.tsv"),
    "report": ("check", "pairs.tsv", "--format", "html:out.html", "--no-builtin", "--termbase", "terms.tsv"),
    "dismiss": ("dismiss", "draft.txt", "--baseline", "baseline.json", "--no-builtin", "--termbase", "terms.tsv"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITING)
def test_a_kill_at_any_moment_leaves_nothing_half_written(folder: Path, name: str) -> None:
    rng = random.Random(name)
    inputs = {path.name: path.read_bytes() for path in folder.iterdir()}
    for _ in range(100):
        process = subprocess.Popen([*YIZHI, *WRITING[name]], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            process.wait(timeout=rng.uniform(0.05, 1.2))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        _whole(folder)
        assert {name: (folder / name).read_bytes() for name in inputs} == inputs
    assert yizhi(folder, *WRITING[name]).returncode in (0, 1)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []


def _whole(folder: Path) -> None:
    """Everything that is there can be read."""
    for path in folder.iterdir():
        if path.name == "base.db":
            open_library([path], builtin=False).close()
        elif path.name == "memory.db":
            assert list(verify(path)) == [], path
        elif path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
        elif path.name in ("out.html", "out.tbx"):
            assert path.read_text("utf-8").rstrip().endswith((">",)), path


@pytest.mark.parametrize("name", ["export", "annotate", "report", "import", "tm import"])
def test_a_full_disk_is_one_line_and_leaves_what_was_there(folder: Path, name: str) -> None:
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT})); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from yizhi.cli.app import main; main()"  # fmt: skip
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = subprocess.run([sys.executable, "-c", code, *WRITING[name]], cwd=folder, capture_output=True, text=True, check=False)  # fmt: skip
    assert "Traceback" not in result.stderr and "a fault in yizhi" not in result.stderr, result.stderr
    assert result.returncode == 2, result.stderr
    assert len(result.stderr.strip().splitlines()) >= 1
    assert ".part" not in result.stderr, "no message names a temporary file"
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert not [path.name for path in folder.iterdir() if path.name.startswith(("out", "."))]


def test_a_full_cache_stops_nothing(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = tmp_path_factory.mktemp("cache")
    code = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT})); from yizhi.cli.app import main; main()"  # fmt: skip
    command = ("check", "pairs.tsv", "--no-builtin", "--termbase", "terms.tsv", "--format", "json")
    result = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert result.returncode in (0, 1), result.stderr
    assert json.loads(result.stdout)["summary"]["units"] == 400


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to become another user")
@pytest.mark.parametrize("name", ["import", "export", "dismiss"])
def test_a_folder_that_a_user_may_not_write(folder: Path, name: str) -> None:
    folder.chmod(0o555)
    for parent in folder.parents:
        if parent.stat().st_mode & 0o005 != 0o005 and str(parent).startswith("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o005)
    code = "import os; os.setgid(65534); os.setuid(65534); os.environ['HOME'] = '/nonexistent'; os.environ.pop('XDG_CACHE_HOME', None); from yizhi.cli.app import main; main()"  # fmt: skip
    result = subprocess.run([sys.executable, "-c", code, *WRITING[name]], cwd=folder, capture_output=True, text=True, check=False)  # fmt: skip
    if "Permission denied" in result.stderr and "yizhi" in result.stderr.split(":")[0] and result.returncode == 1:
        pytest.skip("another user cannot read this Python")
    if result.returncode == 1 and "Error" in result.stderr:
        pytest.skip("another user cannot run this Python")
    assert "Traceback" not in result.stderr and "a fault in yizhi" not in result.stderr
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (2, 1), result.stderr


@pytest.mark.parametrize(
    "environment",
    [{"HOME": "", "XDG_CACHE_HOME": ""}, {"LC_ALL": "C", "PYTHONIOENCODING": ""}, {"COLUMNS": "20"}, {"TERM": "dumb"}],
    ids=["no home", "C locale", "20 columns", "dumb terminal"],
)
def test_odd_environments(folder: Path, environment: dict[str, str]) -> None:
    result = yizhi(folder, "check", "draft.txt", "--no-builtin", "--termbase", "terms.tsv", **environment)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout
    assert "委员会审议了报告" in result.stdout


def test_standard_output_closed_from_the_start(folder: Path) -> None:
    code = "import os; os.close(1); from yizhi.cli.app import main; main()"
    for command in (("check", "draft.txt"), ("lookup", "方案规划"), ("recognize", "draft.txt", "--format", "json")):
        result = subprocess.run(
            [sys.executable, "-c", code, *command, "--no-builtin", "--termbase", "terms.tsv"], cwd=folder, stderr=subprocess.PIPE, text=True, check=False
        )  # fmt: skip
        assert "Traceback" not in result.stderr and "a fault in yizhi" not in result.stderr, result.stderr
        assert result.returncode in (0, 1, 2)


def test_the_reader_of_a_pipe_goes(folder: Path) -> None:
    process = subprocess.Popen([*YIZHI, "recognize", "pairs.tsv", "--format", "json", "--no-builtin", "--termbase", "terms.tsv"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    process.wait()
    assert process.stderr.read() == b""


def test_a_log_of_a_removed_database_is_not_replayed(folder: Path) -> None:
    yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    writer = sqlite3.connect(folder / "base.db", isolation_level=None)
    writer.execute("UPDATE concept SET domain = 'killed'")
    log = (folder / "base.db-wal").read_bytes()
    writer.close()
    (folder / "base.db").unlink()
    (folder / "base.db-wal").write_bytes(log)
    yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    connection = sqlite3.connect(folder / "base.db")
    assert connection.execute("SELECT DISTINCT domain FROM concept").fetchall() == [("",)]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_decisions_of_four_writers_all_stay(folder: Path) -> None:
    for number in range(4):
        (folder / f"d{number}.txt").write_text(f"第{number}委员会审议了报告,并通过了决定{'。' * 1}\n", encoding="utf-8")
    processes = [
        subprocess.Popen([*YIZHI, "dismiss", f"d{number}.txt", "--baseline", "kept.json", "--no-builtin", "--termbase", "terms.tsv"], cwd=folder, stdout=subprocess.DEVNULL)
        for number in range(4)
    ]  # fmt: skip
    assert [process.wait() for process in processes] == [0] * 4
    entries = json.loads((folder / "kept.json").read_text("utf-8"))["dismissed"]
    assert {entry["path"] for entry in entries} == {f"d{number}.txt" for number in range(4)}


def test_a_fix_that_cannot_be_written_ends_with_2_and_the_others_are_written(folder: Path) -> None:
    other = folder / "other.txt"
    other.write_text((folder / "draft.txt").read_text("utf-8"), encoding="utf-8")
    (folder / "draft.txt").chmod(0o444)
    result = yizhi(folder, "check", "draft.txt", "other.txt", "--fix", "--no-builtin", "--termbase", "terms.tsv")
    assert result.returncode == 2
    assert "draft.txt: the file is read-only" in result.stderr
    assert "," not in other.read_text("utf-8")
    assert "," in (folder / "draft.txt").read_text("utf-8")


def test_a_database_of_another_program_and_of_a_newer_version(folder: Path) -> None:
    yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    for change, part in (
        ("PRAGMA user_version = 99", "made by a newer yizhi"),
        ("PRAGMA application_id = 7", "not a termbase of yizhi"),
        ("PRAGMA application_id = 1498109506", "not a termbase of yizhi"),
    ):
        connection = sqlite3.connect(folder / "base.db", isolation_level=None)
        connection.execute(change)
        connection.close()
        result = yizhi(folder, "lookup", "方案", "--no-builtin", "--termbase", "base.db")
        assert result.returncode == 2
        assert part in result.stderr


def test_a_trigger_of_a_stranger_is_refused(folder: Path) -> None:
    yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    connection = sqlite3.connect(folder / "base.db", isolation_level=None)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON concept BEGIN DELETE FROM term; END")
    connection.close()
    result = yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    assert result.returncode == 2
    assert "has a trigger or view that yizhi did not make (t)" in result.stderr


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ("UPDATE term SET language = x'ff'", "in the table term, a cell of language is binary, not a text"),
        ("UPDATE term SET status = 'loud'", "in the table term, a cell of status cannot be read"),
        ("DROP TABLE reference", "reference"),
        ("DELETE FROM state", "the table state has not one row"),
    ],
)
def test_a_damaged_termbase_names_table_and_cell(folder: Path, change: str, part: str) -> None:
    yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    connection = sqlite3.connect(folder / "base.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(change)
    connection.close()
    result = yizhi(folder, "export", "out.json", "--no-builtin", "--termbase", "base.db")
    assert result.returncode == 2
    assert part in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "terms.tsv", "--into", "base.db"),
        ("check", "pairs.tsv", "--format", "json", "--no-builtin", "--termbase", "base.db"),
    ],
    ids=lambda words: str(words[0]),
)
def test_a_cell_of_a_wrong_type_is_damage_and_no_fault_of_ours(folder: Path, arguments: tuple[str, ...]) -> None:
    yizhi(folder, "import", "terms.tsv", "--into", "base.db")
    connection = sqlite3.connect(folder / "base.db", isolation_level=None)
    connection.execute("UPDATE concept SET definition = x'00ff'")
    connection.execute("UPDATE term SET note = x'00ff'")
    connection.execute("UPDATE term SET status = 7")
    connection.close()
    result = yizhi(folder, *arguments)
    assert result.returncode == 2
    assert "base.db: the database is damaged: in the table" in result.stderr
