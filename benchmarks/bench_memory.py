"""The translation memory by size: import, opening, fuzzy search and its recall, concordance, the whole command.

`.venv/bin/python benchmarks/bench_memory.py [SIZE…] [--queries N] [--seed N] [--beside]` prints a table; the default is
10,000 and 100,000. Recall is that of the best match against scoring all units with rapidfuzz. `--beside` measures FTS5
(trigrams, OR, bm25, the best 50 scored) and translate-toolkit's matcher in the same run, up to 100,000 units. Times are
wall times and CPU times of this process: on a shared machine trust the CPU times and the ratios. An import has a second
thread, which encodes beside the first one.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import memory_corpus as corpus
from yizhi.tm.memory import keys
from yizhi.tm.memory.match import MemoryMatch
from yizhi.tm.memory.memory import TranslationMemory

LEAST = 0.7
COMPARED = 100_000
"""Units up to which the others are measured: beyond, they take minutes."""

WORDS = ("人权", "合作", "儿童", "机构", "疫苗")
# The high-water mark of the process itself: what getrusage tells begins with that of the process it was forked from.
_RESIDENT = """
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
"""
_IMPORT = (
    _RESIDENT
    + """
import sys, time
from pathlib import Path
from yizhi.tm.formats import tmx
from yizhi.tm.memory.writing import MemoryWriter
wall, cpu, first = time.perf_counter(), time.process_time(), time.thread_time()
with MemoryWriter(Path(sys.argv[2])) as writer:
    for done in writer.take(tmx.read(Path(sys.argv[1])), "bench"):
        pass
wall, cpu, first = time.perf_counter() - wall, time.process_time() - cpu, time.thread_time() - first
print(done.pairs, done.units, wall, cpu, first, resident())
"""
)
_SEARCH = (
    _RESIDENT
    + """
import sys
from pathlib import Path
from yizhi.tm.memory.memory import open_memory
with open_memory(Path(sys.argv[1])) as memory:
    for line in open(sys.argv[2], encoding="utf-8"):
        memory.search(line.rstrip("\\n"), limit=5)
print(resident())
"""
)


def write_tmx(path: Path, size: int) -> None:
    """A memory of that size as TMX."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="bench"')
        file.write(' creationtoolversion="1" segtype="sentence" o-tmf="bench" adminlang="en" srclang="en"')
        file.write(' datatype="plaintext"/><body>\n')
        for number, (en, zh) in enumerate(corpus.units(size)):
            file.write(f'<tu tuid="{number}" creationdate="20190415T101112Z" creationid="ann">')
            file.write(f'<prop type="x-document">d{number // 500}</prop>')
            file.write(f'<tuv xml:lang="en"><seg>{escape(en)}</seg></tuv>')
            file.write(f'<tuv xml:lang="zh-Hans"><seg>{escape(zh)}</seg></tuv></tu>\n')
        file.write("</body></tmx>\n")


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """(wall, CPU) milliseconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3


def called(command: list[str], folder: Path) -> tuple[float, float]:
    """(wall, CPU) milliseconds of a command."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (time.perf_counter() - wall) * 1e3, cpu * 1e3


def spread(times: Iterable[tuple[float, float]]) -> str:
    """Median and 99th percentile of wall and CPU times."""
    walls, cpus = (sorted(one) for one in zip(*times, strict=True))
    last = int(len(walls) * 0.99)
    return (
        f"median {statistics.median(walls):7.2f} ms, p99 {walls[last]:7.2f}"
        f"   (CPU {statistics.median(cpus):7.2f}, p99 {cpus[last]:7.2f})"
    )


def measure(folder: Path, size: int, number: int, seed: int, beside: bool) -> None:
    """All figures of one size."""
    path, file = folder / f"{size}.db", folder / f"{size}.tmx"
    write_tmx(file, size)
    here = Path(__file__).resolve().parent.parent
    out = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(file), str(path)], cwd=here, capture_output=True, text=True, check=True
    ).stdout.split()
    read, made, most = int(out[0]), int(out[1]), int(out[5])
    wall, cpu, first = (read / float(one) for one in out[2:5])
    print(f"  import      {wall:9,.0f} units/s (CPU {cpu:,.0f}, of its first thread {first:,.0f})")
    sizes = (path.stat().st_size / 1e6, file.stat().st_size / 1e6)
    print(f"              {made:,} different, {most} MB resident, file {sizes[0]:,.0f} MB of {sizes[1]:,.0f} MB TMX")
    file.unlink()
    print(f"  opening     {spread([timed(lambda: TranslationMemory(path).close()) for _ in range(9)])}")
    memory = TranslationMemory(path)
    for language, column in (("en", "first"), ("zh", "second")):
        search(memory, language, column, number, seed, beside and size <= COMPARED)
    concordances(memory)
    asked = folder / "queries.txt"
    some = [row[0] for row in memory.connection.execute("SELECT second FROM unit WHERE number % 97 = 0 LIMIT 300")]
    asked.write_text("\n".join(corpus.queries(200, some, "zh")), "utf-8")
    said = subprocess.run(
        [sys.executable, "-c", _SEARCH, str(path), str(asked)], cwd=here, capture_output=True, text=True, check=True
    )
    print(f"  resident    {said.stdout.strip()} MB after 200 searches")
    start = "from yizhi.cli.app import main; main()"
    command = [sys.executable, "-c", start, "tm", "search", some[0] + "和其他", "-m", str(path)]
    calls = [called(command, here) for _ in range(11)]
    print(f"  whole call  {spread(calls)} of `yizhi tm search`")
    memory.close()
    path.unlink()


def search(memory: TranslationMemory, language: str, column: str, number: int, seed: int, beside: bool) -> None:
    """Fuzzy search in one language, beside scoring everything."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extractOne

    some = [row[0] for row in memory.connection.execute(f"SELECT {column} FROM unit WHERE number % 11 = 0 LIMIT 50000")]
    queries = corpus.queries(number, some, language, seed)
    memory.search(queries[0])
    found: list[list[MemoryMatch]] = []
    times = [
        timed(lambda query=query: found.append(memory.search(query, language, limit=2, minimum=LEAST)))  # type: ignore[misc]
        for query in queries
    ]
    print(f"  fuzzy {language}    {spread(times)}")
    every = [row[0] for row in memory.connection.execute(f"SELECT key FROM {column}_key ORDER BY number")]
    brute, best = [], []
    for query in queries:
        key = keys.key(query)
        brute.append(
            timed(
                lambda key=key: best.append(
                    extractOne(key, every, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST)
                )
            )
        )
    hits = [
        any(one.score >= true[1] - 1e-9 for one in mine)
        for mine, true in zip(found, best, strict=True)
        if true is not None
    ]
    ratio = statistics.median(cpu for _, cpu in brute) / statistics.median(cpu for _, cpu in times)
    print(f"    recall    {sum(hits)} of {len(hits)} = {sum(hits) / max(len(hits), 1):.4f} against scoring all")
    print(f"    rapidfuzz over all  {spread(brute)}   {ratio:.0f} times ours")
    if beside:
        fts5(every, [keys.key(query) for query in queries[:20]])
        toolkit(every, queries[:10])


def fts5(every: list[str], queries: list[str]) -> None:
    """Trigrams in FTS5, all of a query joined by OR, the best 50 by bm25 scored."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extractOne

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE text USING fts5 (key, tokenize = trigram)")
    connection.executemany("INSERT INTO text VALUES (?)", ((key,) for key in every))

    def look(query: str) -> None:
        grams = {query[at : at + 3] for at in range(len(query) - 2)}
        asked = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        rows = connection.execute("SELECT key FROM text WHERE key MATCH ? ORDER BY rank LIMIT 50", (asked,)).fetchall()
        extractOne(query, [row[0] for row in rows], scorer=Levenshtein.normalized_similarity)

    print(f"    FTS5 trigrams       {spread([timed(lambda query=query: look(query)) for query in queries])}")


def toolkit(every: list[str], queries: list[str]) -> None:
    """translate-toolkit's matcher, as its users have it: texts longer than 70 characters it leaves aside."""
    from translate.search.match import matcher
    from translate.storage import po

    store = po.pofile()
    for key in every:
        unit = store.addsourceunit(key)
        unit.target = "x"
    found = matcher(store, max_candidates=5, min_similarity=70)
    failed = 0

    def look(query: str) -> None:
        nonlocal failed
        try:
            found.matches(query)
        except TypeError:  # two candidates that are equally similar: it tries to compare the units themselves
            failed += 1

    times = [timed(lambda query=query: look(query)) for query in queries]
    print(f"    translate-toolkit   {spread(times)}   {failed} of {len(queries)} failed")


def concordances(memory: TranslationMemory) -> None:
    """Words of two characters."""
    from yizhi.tm.memory.concordance import concordance

    concordance(memory, ["组织"])
    totals: list[int] = []
    times = [timed(lambda word=word: totals.append(concordance(memory, [word]).total)) for word in WORDS]  # type: ignore[misc]
    said = ", ".join(f"{word} {total:,}" for word, total in zip(WORDS, totals, strict=True))
    print(f"  concordance {spread(times)}   {said}")


def main() -> None:
    """The sizes one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2, help="of the queries")
    parser.add_argument("--beside", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
            print(f"\n{size:,} units (load before: {load})", flush=True)
            measure(Path(folder), size, options.queries, options.seed, options.beside)


if __name__ == "__main__":
    main()
