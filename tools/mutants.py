"""Thresholds changed by half, one at a time: which changes does no test notice?

    python tools/mutants.py checks/names tm/values …        # `make mutants`

Every module constant that is a number (and no index, size or bit mask: those below are told by their names) is halved and
then half as large again; the tests that import its module run each time. What survives is a number without evidence.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTORS = (0.5, 1.5)
_NOT_A_THRESHOLD = re.compile(r"VERSION|APPLICATION|DIGEST|HEAD|SCALE|WIDTH|BYTES|COLUMN|PAGE|FLAG|_BITS")

_BEHIND = {"checks.term_matching": ("checks/terminology", "checks/names", "checks/weight")}
"""Rooms of rules that stand on a room without rules."""
_NO_TESTS = 5
"""What pytest ends with where nothing was collected: that is no test that failed."""


def constants(path: Path) -> Iterator[tuple[int, int, int, str, float]]:
    """(line, start, end, name, value) of the number constants of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
            number = isinstance(value, ast.Constant) and isinstance(value.value, int | float) and not isinstance(value.value, bool)  # fmt: skip
            if number and name.upper() == name and not _NOT_A_THRESHOLD.search(name):
                yield value.lineno, value.col_offset, value.end_col_offset or 0, name, value.value  # type: ignore[attr-defined, misc]


def tests_of(path: Path) -> Iterator[list[str]]:
    """What pytest is asked for, the likeliest to notice first: the cases of the room's rules, and the files that name its package."""
    room = ".".join(path.relative_to(ROOT).parent.parts)
    if room.startswith("checks"):
        # An engine without rules of its own (checks/term_matching) is behind those of terms and names.
        folders = [path.parent, *map(ROOT.joinpath, _BEHIND.get(room, ()))]
        modules = [module.stem for folder in folders for module in sorted(folder.glob("[a-z]*.py"))]
        cases = {file.stem for file in (ROOT / "tests" / "cases" / "rules").glob("*.toml")}
        rules = [name for module in modules if (name := module.replace("_", "-")) in cases]
        yield [str(ROOT / "tests" / "test_rules.py"), "-k", " or ".join(rules)]
    named = [file for file in sorted((ROOT / "tests").glob("test_*.py")) if f"yizhi.{room}" in file.read_text("utf-8")]
    if named:
        yield list(map(str, named))


def noticed(path: Path, line: int, start: int, end: int, value: float) -> bool:
    """Return True if a test fails with another number there."""
    before = path.read_text("utf-8")
    lines = before.splitlines(keepends=True)
    text = lines[line - 1].encode()
    new = repr(type(value)(value)).encode()
    lines[line - 1] = (text[:start] + new + text[end:]).decode()
    path.write_text("".join(lines), "utf-8")
    try:
        # The parts of the package are found beside it, in this tree, wherever the environment was made for another one.
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        pytest = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        runs = (
            subprocess.run([*pytest, *tests], cwd=ROOT, env=environment, capture_output=True, check=False)
            for tests in tests_of(path)
        )
        return any(run.returncode not in (0, _NO_TESTS) for run in runs)
    finally:
        path.write_text(before, "utf-8")


def main() -> None:
    """Change every threshold of the folders named."""
    survived = changed = 0
    for name in sys.argv[1:] or ["checks"]:
        for path in sorted((ROOT / name).rglob("*.py")):
            for line, start, end, constant, value in constants(path):
                for factor in FACTORS:
                    new = type(value)(value * factor) if isinstance(value, float) else round(value * factor)
                    if new == value:
                        continue
                    changed += 1
                    if not noticed(path, line, start, end, new):
                        survived += 1
                        print(f"{path.relative_to(ROOT)}:{line}: {constant} = {value} may be {new}", flush=True)
    print(f"{changed} changes, {survived} went unnoticed")


if __name__ == "__main__":
    main()
