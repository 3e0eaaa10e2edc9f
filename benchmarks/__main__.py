"""`make bench`: every benchmark in this folder, one after the other, each in a process of its own.

`python -m benchmarks NAME …` runs some of them (`recognition`, `startup`, …). Figures are medians within one run; on a
shared machine trust the ratios.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    """Runs the benchmarks that are named, else all."""
    every = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    wanted = sys.argv[1:] or every
    unknown = sorted(set(wanted) - set(every))
    if unknown:
        sys.exit(f"no benchmark {unknown[0]!r}; there are: {', '.join(every)}")
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parent)}
    failed = []
    for name in wanted:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, str(FOLDER / f"bench_{name}.py")], env=environment, check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
