"""`make test-clients`: installs the CAT tools, has them load our files, and writes the results into docs/clients.md."""

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
PAGE = ROOT / "docs" / "clients.md"
FOLDER = ROOT / ".venv" / "clients"
BEGIN, END = "<!-- results: written by `make test-clients` -->", "<!-- end of results -->"
TMEXCHANGE = "tmexchange@2.0.6"


def main() -> int:
    """The exit code of the tests."""
    install()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-m",
            "clients",
            "tests/test_clients.py",
            f"--junitxml={report}",
            "-o",
            "junit_family=xunit1",
        ]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "YIZHI_CLIENTS": str(FOLDER)}, check=False)
        write(table(report))
    return done.returncode


def install() -> None:
    """OmegaT from the distribution, tmexchange from npm; what is there stays."""
    if shutil.which("omegat") is None or shutil.which("npm") is None:
        missing = [name for name in ("omegat", "npm") if shutil.which(name) is None]
        become = [] if os.geteuid() == 0 else ["sudo"]
        if shutil.which("apt-get") is None:
            sys.exit(f"{' and '.join(missing)} must be installed by hand here; this knows apt-get only")
        subprocess.run([*become, "apt-get", "update", "-qq"], check=True)
        subprocess.run([*become, "apt-get", "install", "-y", "-qq", *missing], check=True)
    if not (FOLDER / "node_modules" / "tmexchange").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER), TMEXCHANGE], check=True
        )


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


def write(results: str) -> None:
    """Puts the results between their marks in the page."""
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{results}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
