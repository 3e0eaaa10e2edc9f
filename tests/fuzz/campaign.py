"""Campaigns: mutated files, the commands that read them, and what must hold of every run.

    python -m fuzz.campaign 10000          # from tests/; `make fuzz N=10000`

Each case runs in a process of its own (forked, so that it starts at once) under limits of CPU time and memory. A case
fails where the exit code is not 0, 1 or 2, where a traceback or a fault of the program is shown, where a limit is hit,
where the JSON on stdout is not whole, or where an input was changed.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fuzz import mutations, originals

CPU_SECONDS = 10
MEMORY = 1 << 30
"""Bytes that a run may take beyond what the process has when it starts."""
KEPT = Path(__file__).parent / "corpus"
"""Past failures: `COMMAND-NUMBER.ORIGINAL` files that run with the tests."""

COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "draft": (
        ("check", "{file}", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("check", "{file}", "--annotate", "out{ending}", "--no-builtin", "--termbase", "good.tsv"),
        ("check", "{file}", "--fix", "--dry-run", "--no-builtin", "--termbase", "good.tsv"),
        ("recognize", "{file}", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("segment", "{file}", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("tm", "import", "{file}", "--memory", "new-memory.db"),
        ("tm", "pretranslate", "{file}", "-o", "filled{ending}", "--memory", "memory.db"),
        ("mine", "{file}", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("align", "{file}", "good.txt", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("check", "good.txt", "--source", "{file}", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("import", "{file}", "--into", "new.db"),
        ("check", "{file}", "--format", "xlsx:out.xlsx", "--format", "html:out.html", "--no-builtin", "--termbase", "good.tsv"),
        ("check", "{file}", "--languages", "en,fr", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
    ),
    "terms": (
        ("import", "{file}", "--into", "new.db"),
        ("lookup", "难民署", "--format", "json", "--no-builtin", "--termbase", "{file}"),
        ("check", "good.txt", "--format", "json", "--no-builtin", "--termbase", "{file}"),
        ("export", "again.tbx", "--no-builtin", "--termbase", "{file}"),
        ("import", "{file}", "--dry-run", "--format", "json"),
        ("check", "{file}", "--format", "json", "--no-builtin", "--termbase", "good.tsv"),
        ("tm", "import", "{file}", "--memory", "new-memory.db"),
    ),
    "base": (
        ("lookup", "难民署", "--format", "json", "--no-builtin", "--termbase", "{file}"),
        ("history", "--into", "{file}"),
        ("export", "again.json", "--no-builtin", "--termbase", "{file}"),
        ("import", "good.tsv", "--into", "{file}"),
        ("review", "--list", "--into", "{file}"),
        ("check", "good.txt", "--format", "json", "--no-builtin", "--termbase", "{file}"),
        ("recognize", "good.txt", "--format", "json", "--no-builtin", "--termbase", "{file}"),
        ("duplicates", "--no-builtin", "--termbase", "{file}"),
    ),
    "memory": (
        ("tm", "search", "会员国应在2019年4月15日前缴付", "--memory", "{file}", "--format", "json"),
        ("tm", "concordance", "会员国", "--memory", "{file}"),
        ("tm", "stats", "--memory", "{file}", "--format", "json"),
        ("tm", "verify", "--memory", "{file}"),
        ("tm", "export", "again.tmx", "--memory", "{file}"),
        ("tm", "import", "good.tsv", "--memory", "{file}"),
        ("tm", "pretranslate", "good.tsv", "-o", "filled.tsv", "--memory", "{file}"),
        ("tm", "dedupe", "--memory", "{file}"),
        ("check", "good.txt", "--format", "json", "--no-builtin", "--termbase", "good.tsv", "--memory", "{file}"),
        ("lookup", "会员国", "--no-builtin", "--termbase", "good.tsv", "--memory", "{file}"),
        ("mine", "{file}", "--no-builtin", "--termbase", "good.tsv"),
    ),
    "baseline": (("check", "good.txt", "--format", "json", "--baseline", "{file}", "--no-builtin", "--termbase", "good.tsv"),),
    "decisions": (("dismiss", "--from", "{file}", "--baseline", "kept.json"),),
    "settings": (("check", "good.txt", "--format", "json", "--termbase", "good.tsv"),),
}  # fmt: skip
KINDS = {
    "terms.tbx": "terms", "terms.json": "terms", "terms.xlsx": "terms", "terms.csv": "terms", "terms.tsv": "terms", "client.tbx": "terms",
    "base.db": "base", "memory.db": "memory", "baseline.json": "baseline", "findings.xlsx": "decisions", "findings.json": "decisions",
    "yizhi.toml": "settings",
}  # fmt: skip
"""What an original is for; all others are drafts."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that broke a promise: what was run, on which content, what was wrong."""

    command: tuple[str, ...]
    original: str
    content: bytes
    reason: str


def run_here(folder: Path, *arguments: str) -> int:
    """Run yizhi in a folder in this process, silently; return its exit code."""
    from yizhi.cli.app import main

    before = Path.cwd()
    os.chdir(folder)
    try:
        with Path(os.devnull).open("w") as sink:
            saved = sys.stdout, sys.stderr
            sys.stdout = sys.stderr = sink
            try:
                main(list(arguments))
            finally:
                sys.stdout, sys.stderr = saved
    except SystemExit as stop:
        return int(stop.code or 0)
    finally:
        os.chdir(before)
    return 0


def prepare(folder: Path) -> list[Path]:
    """Write the originals, and sound files under the names that every case may rely on."""
    made = originals.make(folder, lambda *arguments: run_here(folder, *arguments))
    shutil.copy(folder / "terms.tsv", folder / "good.tsv")
    shutil.copy(folder / "draft.txt", folder / "good.txt")
    (folder / "yizhi.toml").rename(folder / "settings")
    return [folder / "settings" if path.name == "yizhi.toml" else path for path in made]


def cases(files: Sequence[Path], number: int, seed: int) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """(original, mutated content, command) of a campaign."""
    rng = random.Random(seed)
    contents = {path.name: path.read_bytes() for path in files}
    names = sorted(contents)
    for _ in range(number):
        name = rng.choice(names)
        original = "yizhi.toml" if name == "settings" else name
        yield original, mutations.mutated(contents[name], rng), rng.choice(COMMANDS[KINDS.get(original, "draft")])


def run_case(folder: Path, original: str, content: bytes, command: Sequence[str]) -> str:
    """Run a command on a file in a copy of a folder; return what was wrong, else an empty text."""
    with tempfile.TemporaryDirectory(prefix="yizhi-fuzz-") as name:
        place = Path(name)
        for known in ("good.tsv", "good.txt", "memory.db"):
            shutil.copy(folder / known, place / known)
        target = place / original
        target.write_bytes(content)
        words = [word.format(file=original, ending=target.suffix) for word in command]
        status = _forked(place, words)
        reason = _judged(place, status, words)
        untouched = target.read_bytes() == content if target.exists() else False
        if not reason and not untouched and target.suffix != ".db":
            reason = "the input was changed"
        return reason


def _forked(place: Path, words: Sequence[str]) -> int:
    """The wait status of yizhi in a process of its own, its output in files."""
    process = os.fork()
    if process:
        return os.waitpid(process, 0)[1]
    code = 3
    try:
        os.chdir(place)
        for stream, name in ((1, ".out"), (2, ".err")):
            handle = os.open(name, os.O_WRONLY | os.O_CREAT, 0o600)
            os.dup2(handle, stream)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
        cpu = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))
        signal.alarm(6 * CPU_SECONDS)
        from yizhi.cli.app import main

        main(list(words))
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _judged(place: Path, status: int, words: Sequence[str]) -> str:
    """What was wrong with a run."""
    errors = (place / ".err").read_text("utf-8", "replace") if (place / ".err").exists() else ""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return (
            "too slow" if number in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM) else f"killed by signal {number}"
        )
    if "Traceback" in errors or "a fault in yizhi" in errors:
        return f"a fault: {errors.strip().splitlines()[-1][:200]}"
    if os.WEXITSTATUS(status) not in (0, 1, 2):
        return f"exit code {os.WEXITSTATUS(status)}"
    if "--help`" in errors:
        return f"no such command or option: {errors.strip()[:200]}"
    if any("MemoryError" in line for line in errors.splitlines()):
        return "too much memory"
    if "json" in words and os.WEXITSTATUS(status) != 2:
        try:
            json.loads((place / ".out").read_text("utf-8", "surrogatepass"))
        except ValueError as error:
            return f"no whole JSON: {error}"
    return ""


def campaign(number: int, seed: int = 0) -> tuple[int, list[Failure]]:
    """Run a campaign; return how many cases ran and what failed."""
    with tempfile.TemporaryDirectory(prefix="yizhi-originals-") as name:
        folder = Path(name)
        files = prepare(folder)
        failures = []
        for original, content, command in cases(files, number, seed):
            reason = run_case(folder, original, content, command)
            if reason:
                failures.append(Failure(command, original, content, reason))
        return number, failures


def past_failures() -> list[tuple[Path, str, tuple[str, ...]]]:
    """(file, original's name, command) of the corpus: `KIND-INDEX-ANY.ORIGINAL` names a command of a kind."""
    rows = []
    for path in sorted(KEPT.glob("*=*")):
        kind, index, rest = path.name.split("-", 2)
        rows.append((path, rest.partition("=")[2], COMMANDS[kind][int(index)]))
    return rows


def keep(failure: Failure, number: int) -> None:
    """Put a failure into the corpus, so that it runs with the tests."""
    kind = KINDS.get(failure.original, "draft")
    index = COMMANDS[kind].index(failure.command)
    (KEPT / f"{kind}-{index}-{number:03}={failure.original}").write_bytes(failure.content)


def main() -> None:
    """Run a campaign, print its counts and what failed, grouped by reason; `--keep` puts one of each reason aside."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    ran, failures = campaign(number, seed)
    reasons = Counter((failure.reason, failure.original, failure.command[0]) for failure in failures)
    for (reason, original, command), count in reasons.most_common():
        print(f"{count:6}  {command} {original}: {reason}")
    if "--keep" in sys.argv:
        for index, failure in enumerate({failure.reason: failure for failure in failures}.values()):
            keep(failure, seed * 1000 + index)
    print(f"{ran} cases, seed {seed}, {len(failures)} failed, {len(reasons)} kinds")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
