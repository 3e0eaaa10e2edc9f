"""An import killed at any moment: the memory is whole, and the import that follows loses and doubles nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from yizhi.tm.memory.memory import open_memory
from yizhi.tm.memory.verify import verify

ROOT = Path(__file__).parent.parent
UNITS = 1_200
_RUN = """
import sys
from pathlib import Path
import yizhi.tm.memory.writing as writing
writing.BLOCK, writing.SECONDS = 40, 0.0
from yizhi.tm.model import Pair, Segment

def pairs():
    for at in range(int(sys.argv[2])):
        # Every tenth unit is there twice, from two documents.
        for document in ("a", "b") if at % 10 == 0 else ("a",):
            yield Pair(Segment(f"Sentence {at} on the work of committee {at * 7}", "en"),
                       Segment(f"关于第{at * 7}委员会工作的第{at}句", "zh-Hans"), str(at), document)

with writing.MemoryWriter(Path(sys.argv[1])) as writer:
    for done in writer.take(pairs(), "file" + sys.argv[3], "same"):
        print(done.pairs, flush=True)
"""


def _start(path: Path, name: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, str(path), str(UNITS), name], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _kill_again_and_again(path: Path, kills: int, seed: int) -> int:
    """Kills imports at random moments, looking at the memory after each; how many were killed before they were done."""
    chance = random.Random(seed)
    killed = 0
    for _ in range(kills):
        process = _start(path)
        assert process.stdout is not None
        # After so many lines of output, at any moment of what comes then.
        for _ in range(chance.randrange(1, 12)):
            if not process.stdout.readline():
                break
        try:
            process.wait(chance.random() * 0.02)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode != 0
        if path.exists():
            assert list(verify(path)) == []
        if process.returncode == 0:
            _complete(path)
            path.unlink()
    process = _start(path)
    process.communicate()
    assert process.returncode == 0
    _complete(path)
    return killed


def _complete(path: Path) -> None:
    assert list(verify(path)) == []
    with open_memory(path) as memory:
        found = memory.statistics()
        assert (found.units, found.origins) == (UNITS, UNITS + UNITS // 10)
        assert memory.search("关于第7委员会工作的第1句", limit=1)[0].score == 1


def test_killed_at_random_moments(tmp_path: Path) -> None:
    assert _kill_again_and_again(tmp_path / "m.db", 8, 1) >= 4


@pytest.mark.slow
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    assert _kill_again_and_again(tmp_path / "m.db", 100, 2) >= 60


def test_two_processes_import_at_once(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    processes = [_start(path, "1"), _start(path, "2")]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    _complete(path)
