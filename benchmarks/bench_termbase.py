"""The termbase at a million terms: import, opening, exact and part look-up, near misses, all the terms for a recogniser.

`.venv/bin/python benchmarks/bench_termbase.py [TERMS]` prints a small table. The terms are made up: Han characters and
English words in frequencies as in real text (Zipf), two to twelve characters, one to five words, half and half.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from yizhi.termbase.importing import take_in
from yizhi.termbase.library import Library, open_library
from yizhi.termbase.store.writing import Termbase

QUERIES = 200


def made_up(terms: int, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """(id, Chinese, English), half as many as terms."""
    chance = random.Random(seed)
    han = [chr(0x4E00 + at * 3) for at in range(3_500)]
    han_weights = list(accumulate(1 / (rank + 1) ** 0.7 for rank in range(len(han))))
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = ["".join(chance.choices(letters, range(26, 0, -1), k=chance.randint(3, 11))) for _ in range(30_000)]
    word_weights = list(accumulate(1 / (rank + 1) ** 0.8 for rank in range(len(words))))
    for number in range(terms // 2):
        chinese = "".join(chance.choices(han, cum_weights=han_weights, k=chance.randint(2, 12)))
        english = " ".join(chance.choices(words, cum_weights=word_weights, k=chance.randint(1, 5)))
        yield f"c{number}", chinese, english


def write_table(path: Path, terms: int) -> None:
    """The table to import."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id\tzh-Hans\ten\n")
        for row in made_up(terms):
            file.write("\t".join(row) + "\n")


def timed(run: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def spread(library: Library, queries: list[str]) -> str:
    """Median and 95th percentile of a look-up, in milliseconds."""
    times = sorted(timed(lambda query=query: library.lookup(query)) * 1e3 for query in queries)  # type: ignore[misc]
    return f"{statistics.median(times):8.2f} ms   95 %: {times[int(len(times) * 0.95)]:.2f} ms"


def main(terms: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        table, base = Path(folder, "terms.tsv"), Path(folder, "terms.db")
        write_table(table, terms)

        def take() -> None:
            with Termbase.open_or_create(base) as opened:
                take_in(opened, table)

        print(f"terms                     {terms:>8,}")
        print(f"import, with history      {timed(take):8.1f} s")
        print(f"file                      {base.stat().st_size / 1e6:8.0f} MB")
        opening = sorted(timed(lambda: open_library([base], builtin=False).close()) * 1e3 for _ in range(20))
        print(f"open                      {statistics.median(opening):8.2f} ms   worst: {opening[-1]:.2f} ms")
        library = open_library([base], builtin=False)
        library.lookup("先")  # loads the character tables
        measure(library, terms)
        print(f"all terms                 {timed(lambda: sum(1 for _ in library.terms())):8.1f} s")
        library.close()


def measure(library: Library, terms: int) -> None:
    """The look-ups."""
    chance = random.Random(2)
    some = chance.sample(list(made_up(terms)), QUERIES)
    chinese, english = [row[1] for row in some], [row[2] for row in some]
    store = library._stores[0]
    exact = sorted(timed(lambda term=term: store.by_key(term)) * 1e3 for term in chinese + english)  # type: ignore[misc]
    print(
        f"exact (store)             {statistics.median(exact):8.2f} ms   95 %: {exact[int(len(exact) * 0.95)]:.2f} ms"
    )
    print(f"look-up of a whole term   {spread(library, chinese + english)}")
    print(f"part: one Han character   {spread(library, [chance.choice(term) for term in chinese])}")
    print(f"part: two Han characters  {spread(library, [term[:2] for term in chinese])}")
    print(f"part: an English word     {spread(library, [term.split()[-1] for term in english])}")
    print(f"part: five letters        {spread(library, [term[1:6] for term in english if len(term) > 6])}")
    slips = [term[: len(term) // 2] + "x" + term[len(term) // 2 + 1 :] for term in chinese + english if len(term) > 3]
    print(f"near misses               {spread(library, slips)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
