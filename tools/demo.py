"""The main job on the sample draft: check it, show the findings, export the termbase and the draft for CAT tools."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
YIZHI = str(Path(sys.executable).parent / "yizhi")


def run(*arguments: str, clean: tuple[int, ...] = (0,)) -> None:
    """Shows a command and runs it from the project's folder; stops the demo where it fails."""
    print(f"\n$ yizhi {' '.join(arguments)}\n", flush=True)
    code = subprocess.run([YIZHI, *arguments], cwd=ROOT, check=False).returncode
    if code not in clean:
        sys.exit(f"demo: `yizhi {' '.join(arguments)}` ended with exit code {code}")


def main() -> None:
    """Everything that a first look should see; results lie in out/."""
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    run("lookup", "毒罪办")
    run(
        "check",
        "examples/draft.xlf",
        "--format",
        "text",
        "--format",
        "json:out/findings.json",
        "--format",
        "html:out/report.html",
        clean=(0, 1),
    )
    run("export", "out/un-terms.tbx")
    run("tm", "import", "examples/draft.tsv", "--memory", "out/demo-tm.db")
    run("tm", "export", "out/draft.tmx", "--memory", "out/demo-tm.db")
    print(
        "\nIn out/: "
        + ", ".join(sorted(path.name for path in out.iterdir() if path.suffix in (".tbx", ".tmx", ".json", ".html")))
    )


if __name__ == "__main__":
    main()
