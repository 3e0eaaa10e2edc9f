"""What Neovim shows at work, as text: a draft with its findings, a term under the pointer, the corrections, the text mended.

Run by `make test-clients`, which puts it into docs/editors.md. Needs tmux, whose screen is copied.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COLUMNS, ROWS = 96, 18
PATIENCE = 60.0
"""Seconds that a screen may take to show what is waited for."""
DRAFT = """\
大会，

重申《联合国宪章》的宗旨和原则,强调各国应当公平和平等地参加国际合作，

1. 请秘书长向大会第七十六届会议提出报告；
2. 欢迎联合国毒品和犯罪问题办公室所作的努力;
"""
STEPS = [
    ("The findings, as the text is opened:", "", "half-width"),
    ("`K` on 联合国毒品和犯罪问题办公室:", "6G05lK", "UNODC"),
    ("`K` on 和平, which is no term here:", "3G024lK", "its edges cut"),
    ("`gra` on the finding in the third line:", "3G015lgra", "Code actions"),
    ("The first correction chosen:", "1\r", "原则，强调各国应当公平和平等地参加国际合作，\n"),
]
"""What is said of a screen, the keys before it, and the words that it shows when it is ready."""


def recording(neovim: str, settings: str) -> str:
    """The screens in Markdown. `settings` is the text of init.lua."""
    server = f"yizhi-{os.getpid()}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "init.lua").write_text(settings, "utf-8")
        (folder / "draft.txt").write_text(DRAFT, "utf-8")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "HOME": name, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        start = ["new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), neovim, "-u", "init.lua", "-n", "draft.txt"]
        try:
            _tmux(server, *start, folder=folder, environment=environment)
            screens = [(said, _screen(server, keys, words)) for said, keys, words in STEPS]
        finally:
            _tmux(server, "kill-server")
    return "\n\n".join(f"{said}\n\n```text\n{screen}\n```" for said, screen in screens)


def _screen(server: str, keys: str, words: str) -> str:
    """The screen after some keys, as soon as it has the words."""
    for piece in re.split(r"(\r)", keys):
        if piece:
            _tmux(server, "send-keys", *(["Enter"] if piece == "\r" else ["-l", piece]))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        lines = [line.rstrip() for line in _tmux(server, "capture-pane", "-p").rstrip().splitlines()]
        shown = "\n".join(line for line in lines if line != "~")
        if words in shown:
            return shown
        time.sleep(0.2)
    raise SystemExit(f"Neovim does not show {words!r}:\n{_tmux(server, 'capture-pane', '-p')}")


def _tmux(server: str, *arguments: str, folder: Path | None = None, environment: dict[str, str] | None = None) -> str:
    program = shutil.which("tmux")
    if program is None:
        raise SystemExit("tmux is not installed")
    done = subprocess.run(
        [program, "-u", "-L", server, "-f", "/dev/null", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout
