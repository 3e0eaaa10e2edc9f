"""What somebody meets who tries things out: files that are none, standard input, folders that are missing, ids that are not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).parent / "yizhi")
DRAFT = "各国在会议上通过了３项决定。。\n"


def run(folder: Path, *arguments: str | bytes, given: str = "") -> tuple[int, str, str]:
    done = subprocess.run([COMMAND, *arguments], cwd=folder, input=given.encode(), capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("import", "missing.tsv"), "yizhi: missing.tsv: no such file; check the name\n"),
        (("tm", "import", "missing.tmx"), "yizhi: missing.tmx: no such file; check the name\n"),
        (("tm", "import", "folder"), "yizhi: folder: this is a folder; name the files in it\n"),
        (
            ("tm", "import", "a.txt"),
            "yizhi: a.txt: one language only: nothing to remember; pair it with `yizhi align`\n",
        ),
        (
            ("export", "no/terms.tbx", "--no-builtin", "-t", "terms.tsv"),
            "yizhi: no: no such folder; make it first\n",
        ),
        (("merge", "a", "b", "--no-builtin"), "yizhi: no concept 'a'; `yizhi lookup` shows ids\n"),
        (("edit", "a", "--en", "weir", "--no-builtin"), "yizhi: no concept 'a'; `yizhi lookup` shows ids\n"),
        (
            ("edit", "--where", "domain=a", "--set", "domain=b"),
            "yizhi: yizhi.db: no such termbase; `yizhi import` makes one\n",
        ),
        (
            ("dismiss", "missing.txt", "--no-builtin"),
            "yizhi: missing.txt: cannot be read: No such file or directory; check the name\n",
        ),
        (
            ("check", "-", "--fix", "--no-builtin"),
            "yizhi: standard input can be read once, and not written; save it into a file first\n",
        ),
        (
            ("lookup", b"\xff", "--no-builtin", "-t", "terms.tsv"),
            "yizhi: an argument is no UTF-8 text; set the terminal to UTF-8 (LC_ALL=C.UTF-8)\n",
        ),
    ],
)
def test_what_cannot_be_done_says_what_to_do_and_leaves_nothing_behind(
    arguments: tuple[str | bytes, ...], line: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "terms.tsv").write_text("zh-Hans\ten\n堰\tweir\n", "utf-8")
    (tmp_path / "folder").mkdir()
    before = sorted(path.name for path in tmp_path.iterdir())
    code, out, error = run(tmp_path, *arguments)
    assert (code, out, error) == (2, "", line)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_list_that_cannot_be_read_leaves_no_termbase_and_the_next_one_makes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "terms.tsv").write_text("zh-Hans\ten\n堰\tweir\n", "utf-8")
    assert run(tmp_path, "import", "a.txt", "--format", "json")[0] == 2
    assert not (tmp_path / "yizhi.db").exists()
    code, out, _ = run(tmp_path, "import", "a.txt", "terms.tsv")
    assert (code, "terms.tsv: 1 new" in out) == (2, True)
    assert (tmp_path / "yizhi.db").exists()


@pytest.mark.parametrize(
    "command", [("check", "-", "--rule", "doubled-punctuation"), ("recognize", "-"), ("segment", "-")]
)
def test_a_hyphen_is_standard_input(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("zh-Hans\ten\n决定\tdecision\n", "utf-8")
    code, out, error = run(tmp_path, *command, "--no-builtin", "-t", "terms.tsv", given=DRAFT)
    assert (code, error) == (1 if command[0] == "check" else 0, "")
    assert ("“。” stands twice" if command[0] == "check" else "决定") in out


def test_standard_input_has_its_form_told_by_its_first_bytes(tmp_path: Path) -> None:
    table = "zh\ten\n有45个国家。\tThere are 54 countries.\n"
    arguments = ("check", "-", "--no-builtin", "--rule", "number-mismatch", "--input-format", "tsv")
    code, out, _ = run(tmp_path, *arguments, given=table)
    assert (code, "“45” in the source is “54”" in out) == (1, True)
