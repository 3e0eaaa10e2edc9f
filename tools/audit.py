"""`make audit`: asks pip-audit whether a pinned dependency has a known vulnerability; says so where it cannot be asked.

Exit code 1 where one has. Where pip-audit cannot be installed, or its service cannot be reached (a build without a
network), nothing is known, and that is said and no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".venv" / "audit"
"""An environment of its own: what pip-audit needs is not among what is pinned."""
LISTS = ("constraints.txt", "constraints-dev.txt")


def main() -> int:
    """Audit every list of dependencies; return the exit code."""
    program = _installed()
    if program is None:
        print("not audited: pip-audit cannot be installed here")
        return 0
    code = 0
    for name in LISTS:
        command = [program, "--requirement", ROOT / name, "--require-hashes", "--disable-pip", "--format", "json"]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        lines, failed = verdict(name, done.stdout, done.stderr)
        print("\n".join(lines))
        code = max(code, int(failed))
    return code


def _installed() -> Path | None:
    program = HOME / "bin" / "pip-audit"
    if not program.exists():
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        install = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "pip-audit>=2.7,<3"]
        subprocess.run(install, check=False, **quiet)  # type: ignore[call-overload]
    return program if program.exists() else None


def verdict(name: str, answer: str, errors: str) -> tuple[list[str], bool]:
    """Return what to say of a list and whether it fails, from the JSON of pip-audit (empty where it could not ask)."""
    try:
        dependencies = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        reason = (errors.strip().splitlines() or ["no answer"])[-1]
        return [f"{name}: not audited: {reason}"], False
    lines = [
        f"{name}: {one['name']} {one['version']}: {found['id']}; mended in {', '.join(found['fix_versions']) or 'no version'}"
        for one in dependencies
        for found in one.get("vulns", ())
    ]
    skipped = sum("skip_reason" in one for one in dependencies)
    summary = f"{name}: {len(dependencies) - skipped} dependencies audited, {len(lines)} known vulnerabilities"
    return [*lines, summary], bool(lines)


if __name__ == "__main__":
    sys.exit(main())
