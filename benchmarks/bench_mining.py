"""Mining: candidates of a document, of pairs and of a large memory, beside poterminology where it can be compared.

    python benchmarks/bench_mining.py [UNITS]

poterminology (translate-toolkit) knows no Chinese: it is given the English side. Texts are the varied pairs of
`memory_corpus.py` where the measuring data are there, else the report in tests/samples, repeated.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

PAGE = 1_000
"""Characters of a Chinese page."""


def pairs(number: int) -> list[tuple[str, str]]:
    """(Chinese, English), so many."""
    import memory_corpus

    if memory_corpus.SHARED.exists():
        return [(zh, en) for en, zh in islice(memory_corpus.units(number), number)]
    folder = ROOT / "tests" / "samples"
    sides = [(folder / f"report.{tag}.txt").read_text("utf-8").split("\n\n") for tag in ("zh", "en")]
    found = [(zh, en) for zh, en in zip(*sides, strict=False) if zh.strip() and en.strip()]
    return [found[at % len(found)] for at in range(number)]


def timed(what: str, run: Callable[[], Any], size: str) -> Any:
    """Runs once, prints wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44} {size:>16}  {wall:7.2f} s  {cpu:7.2f} s CPU  {len(found):>6} candidates", flush=True)
    return found


def corpus(rows: list[tuple[str, str]], *, zh: bool = True, en: bool = True) -> Any:
    """Rows as mining reads them."""
    from yizhi.tm.mining.model import Corpus

    made = Corpus()
    for number, (left, right) in enumerate(rows, 1):
        made.add(left if zh else "", right if en else "", "memory.tmx", number)
    return made


def poterminology(rows: list[tuple[str, str]]) -> Any:
    """What translate-toolkit's extractor gives for the English side."""
    from translate.storage.po import pofile
    from translate.tools.poterminology import TerminologyExtractor

    store = pofile()
    for zh, en in rows:
        store.addsourceunit(en).target = zh
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        extractor = TerminologyExtractor(sourcelanguage="en", accelchars="", stopfile=None)
        extractor.processunits(store.units, "memory.po")
        return extractor.filter_terms(extractor.extract_terms())


def main() -> None:
    """All of it, the largest last."""
    from yizhi.tm.mining.dictionary import Cedict
    from yizhi.tm.mining.mining import mine

    most = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rows = pairs(max(4_000, most))
    mine(corpus(rows[:50]), Cedict)  # dictionaries into memory
    hundred = next(n for n in range(len(rows)) if sum(len(zh) for zh, _ in rows[:n]) >= 100 * PAGE)
    timed("a Chinese document", lambda: mine(corpus(rows[:hundred], en=False), Cedict), "100 pages")
    timed("an English document", lambda: mine(corpus(rows[:hundred], zh=False), Cedict), "100 pages")
    few = rows[:2_000]
    try:
        timed("poterminology, English side", lambda: poterminology(few), f"{len(few):,} units")
    except (ImportError, TypeError, AttributeError) as error:
        print(f"poterminology could not be run here: {error}")
    timed("English side", lambda: mine(corpus(few, zh=False), Cedict), f"{len(few):,} units")
    timed("pairs", lambda: mine(corpus(few), Cedict), f"{len(few):,} pairs")
    timed("memory", lambda: mine(corpus(rows[:most]), Cedict), f"{most:,} pairs")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
