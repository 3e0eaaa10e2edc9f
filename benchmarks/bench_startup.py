"""Start-up: whole commands on one page with the built-in termbase, beside loading jieba's dictionary alone.

The commands and `python -c "import jieba; jieba.initialize()"` take turns, so that a drifting machine touches all alike;
the first round fills the caches and is not counted. Processor time is given too: it is what a busy machine changes least. The last lines are a
report of some four hundred kilobytes, and the first check with an empty cache (`make setup` prepares what it would compile).
"""

from __future__ import annotations

import compileall
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
REPORT = 400
"""Kilobytes of the long report: some hundred pages of Chinese."""
PAGE = """打击贩运人口行为区域讲习班

1. 大会第75/208号决议鼓励联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）为区域检察官网络提供培训。

2. 讲习班请各国批准《联合国打击跨国有组织犯罪公约》及其各项议定书，并任命联络检察官。

"""


def seconds(command: list[str], **environment: str) -> tuple[float, float]:
    """Wall and processor time of a command whose output is thrown away."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - started, used.ru_utime + used.ru_stime


def report(kilobytes: int) -> str:
    """Paragraphs in the style of reports, no two alike."""
    rows = (Path(__file__).parent.parent / "tests/samples/report.zh.txt").read_text("utf-8").splitlines()
    paragraphs, number = [""], 0
    while sum(map(len, paragraphs)) < kilobytes * 1024 // 3:
        number += 1
        paragraphs += [f"{number}. {row}（见A/{number}/{number % 97}）" for row in rows if row.strip()]
    return "\n\n".join(paragraphs)


def main() -> None:
    """Prints medians and the ratio to jieba's."""
    yizhi = str(Path(sys.executable).parent / "yizhi")
    # As `make setup` does: where Python may not write, changed modules would be compiled at every start.
    compileall.compile_dir(Path(__file__).parent.parent, quiet=1, rx=re.compile(r"[/\\]\."))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(PAGE * 8, encoding="utf-8")
        commands = {
            "jieba alone": [sys.executable, "-c", "import jieba; jieba.initialize()"],
            "recognize": [yizhi, "recognize", str(page)],
            "check": [yizhi, "check", str(page)],
            "lookup": [yizhi, "lookup", "毒罪办"],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for number in range(ROUNDS + 1):
            for name, command in commands.items():
                took = seconds(command)
                if number:
                    times[name].append(took)
        long = Path(folder) / "report.txt"
        long.write_text(report(REPORT), encoding="utf-8")
        _, whole = seconds([yizhi, "check", str(long)])
        empty = Path(folder) / "cache"
        empty.mkdir()
        _, first = seconds(commands["check"], XDG_CACHE_HOME=str(empty))
    base, base_cpu = (statistics.median(column) for column in zip(*times["jieba alone"], strict=True))
    for name, found in times.items():
        median, cpu = (statistics.median(column) for column in zip(*found, strict=True))
        print(
            f"{name:<12} {median * 1000:7.0f} ms   {median / base:5.2f} of jieba alone; "
            f"processor {cpu * 1000:5.0f} ms, {cpu / base_cpu:5.2f}"
        )
    print(f"a report of {REPORT} kB: processor {whole:.1f} s; the first check with an empty cache: {first:.1f} s")


if __name__ == "__main__":
    main()
