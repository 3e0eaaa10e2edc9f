"""Start-up: whole commands on one page with the built-in termbase, beside loading jieba's dictionary alone.

The commands and `python -c "import jieba; jieba.initialize()"` take turns, so that a drifting machine touches all alike;
the first round fills the caches and is not counted.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
PAGE = """打击贩运人口行为区域讲习班

1. 大会第75/208号决议鼓励联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）为区域检察官网络提供培训。

2. 讲习班请各国批准《联合国打击跨国有组织犯罪公约》及其各项议定书，并任命联络检察官。

"""


def seconds(command: list[str]) -> float:
    """Wall time of a command whose output is thrown away."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main() -> None:
    """Prints medians and the ratio to jieba's."""
    yizhi = str(Path(sys.executable).parent / "yizhi")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(PAGE * 8, encoding="utf-8")
        commands = {
            "jieba alone": [sys.executable, "-c", "import jieba; jieba.initialize()"],
            "recognize": [yizhi, "recognize", str(page)],
            "check": [yizhi, "check", str(page)],
            "lookup": [yizhi, "lookup", "毒罪办"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(ROUNDS + 1):
            for name, command in commands.items():
                took = seconds(command)
                if number:
                    times[name].append(took)
    base = statistics.median(times["jieba alone"])
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:<12} {median * 1000:7.0f} ms   {median / base:5.2f} of jieba alone")


if __name__ == "__main__":
    main()
