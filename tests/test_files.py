"""Outputs: whole or not at all, never over an input, never in place of a device."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside, distinct, exclusively, is_stream


def _write(path: Path, text: str) -> None:
    with beside(path) as written:
        written.write_text(text, encoding="utf-8")


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        _write(tmp_path / "a.txt", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_an_existing_file_keeps_its_mode_and_the_links_to_it(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "link.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    _write(link, "new")
    assert link.is_symlink()
    assert (target.read_text(encoding="utf-8"), target.stat().st_mode & 0o777) == ("new", 0o600)


@pytest.mark.parametrize("kind", ["read-only", "folder", "loop"])
def test_what_must_not_be_written_is_refused_and_stays(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.txt"
    if kind == "read-only":
        path.write_text("old", encoding="utf-8")
        path.chmod(0o444)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises((YizhiError, OSError)) as refusal:
        _write(path, "new")
    assert str(path) in str(refusal.value) or getattr(refusal.value, "filename", "") == str(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
    assert kind != "read-only" or path.read_text(encoding="utf-8") == "old"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    _write(Path(os.devnull), "gone")
    assert is_stream(Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_a_full_device_is_an_error_that_names_it() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(OSError, match="space") as full:
        _write(Path("/dev/full"), "x" * 100_000)
    assert full.value.filename == "/dev/full"


def test_a_pipe_gets_the_content(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    _write(pipe, "through")
    reader.join()
    assert received == ["through"]
    assert not pipe.is_file()


def test_standard_output_is_no_file_to_replace() -> None:
    code = (
        "from pathlib import Path; from yizhi.termbase.files import beside\n"
        "with beside(Path('/dev/stdout')) as written: written.write_text('said')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "said"


def test_a_failing_writer_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    _write(path, "old")
    with pytest.raises(ZeroDivisionError), beside(path) as written:
        written.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert [(entry.name, entry.read_text(encoding="utf-8")) for entry in tmp_path.iterdir()] == [("a.txt", "old")]


def test_what_a_killed_process_left_is_swept_and_what_a_running_one_writes_stays(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, alive = tmp_path / f".a.txt.{gone.pid}-x_1.part", tmp_path / f".a.txt.{os.getppid()}-x_2.part"
    for leftover in (dead, alive):
        leftover.touch()
    _write(tmp_path / "a.txt", "new")
    assert (dead.exists(), alive.exists()) == (False, True)


def test_an_input_is_never_an_output(tmp_path: Path) -> None:
    draft, link = tmp_path / "draft.txt", tmp_path / "link.txt"
    draft.touch()
    link.symlink_to(draft)
    distinct([tmp_path / "report.txt", None], [draft, None])
    with pytest.raises(YizhiError, match="read by the same command"):
        distinct([link], [draft])
    with pytest.raises(YizhiError, match="two results"):
        distinct([tmp_path / "new.txt", tmp_path / "." / "new.txt"], [draft])


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "count.txt"
    path.write_text("0", encoding="utf-8")

    def add() -> None:
        for _ in range(50):
            with exclusively(path):
                _write(path, str(int(path.read_text(encoding="utf-8")) + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text(encoding="utf-8") == "200"
