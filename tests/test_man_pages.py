"""Man pages and shell completion are made from the commands themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("click_man", reason="click-man is not installed")
sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

import man_pages


def test_every_command_has_a_page_with_its_options() -> None:
    pages = man_pages.man_pages()
    assert {"yizhi.1", "yizhi-check.1", "yizhi-tm.1", "yizhi-tm-import.1"} <= pages.keys()
    assert "\\-\\-fail-on" in pages["yizhi-check.1"].replace("\\-on", "-on")
    assert "yizhi-tm-import(1)" in pages["yizhi-tm.1"]


@pytest.mark.parametrize("shell", man_pages.SHELLS)
def test_completion_names_the_command(shell: str) -> None:
    assert "yizhi" in man_pages.completion(shell)


def test_bash_completes_a_command(tmp_path: Path) -> None:
    script = tmp_path / "yizhi.bash"
    script.write_text(man_pages.completion("bash"), "utf-8")
    bin_folder = Path(sys.executable).parent
    line = f'PATH="{bin_folder}:$PATH"; . {script}; COMP_WORDS=(yizhi dup); COMP_CWORD=1; _yizhi_completion yizhi; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["duplicates"]
