"""Prepares what a first check would compile: the dictionaries, the built-in termbase, what rules look up.

    python tools/prepare.py

Leaves it beside the package (in the repository: `yizhi/prepared/`), where every user of this installation finds it. Nothing is done where all of it is there.
Wheels that are built afterwards bring along what comes from our own data and from jieba (MIT); what is compiled from
CC-CEDICT (CC BY-SA 4.0) stays on this machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from yizhi.termbase import cache

ROOT = Path(__file__).resolve().parent.parent
PREPARED = cache.prepared_folder()
DRAFTS = ("examples/draft.tsv", "tests/samples/report.zh.txt", "tests/samples/report.en.txt")
"""Drafts that make every rule look up what it looks up."""
OF_THIS_MACHINE = ("contents", "rules")
"""Entries that hold only for the files as they lie here: made anew in no time."""


def main() -> None:
    """Check the drafts with an empty cache, and keep what was compiled."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = checked(Path(folder))
        if not compiled:
            return
        if PREPARED.exists():
            # Something has changed: what older contents have left goes, and what is missing then is compiled.
            print("preparing the dictionaries and the built-in termbase anew (some seconds)", file=sys.stderr)
            shutil.rmtree(PREPARED)
            compiled = checked(Path(folder))
        beside = PREPARED.with_name(f".prepared-{os.getpid()}")
        beside.mkdir(mode=0o755)
        for entry in compiled:
            shutil.copyfile(entry, beside / entry.name)
            (beside / entry.name).chmod(0o644)
        beside.rename(PREPARED)


def checked(folder: Path) -> list[Path]:
    """Check the drafts with a cache in a folder; return what they left there for all users."""
    command = str(Path(sys.executable).with_name("yizhi"))
    for draft in DRAFTS:
        arguments = [command, "check", str(ROOT / draft)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
        subprocess.run(arguments, env=environment, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    entries = (folder / "yizhi").glob("*-*-*")
    return [entry for entry in entries if entry.name.partition("-")[0] not in OF_THIS_MACHINE]


if __name__ == "__main__":
    main()
