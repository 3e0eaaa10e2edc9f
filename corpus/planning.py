"""What a work on a collection will cost, from a sample of it."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from yizhi.corpus.collection import PAIRS, Collection, CollectionPair, read_pairs, write_pairs
from yizhi.corpus.engine import Work

SAMPLE = 2_000
"""Pairs that are worked on to see what the rest costs."""
PLACES = 4
"""Parts, spread over the collection, that the sample is taken from."""


class WorkPlan(NamedTuple):
    """What a work is expected to cost: pairs in the sample and in all, seconds of one processor a pair, the memory of a worker
    and the disk for all results in bytes."""

    sample: int
    pairs: int
    seconds: float
    memory: int
    disk: int

    def hours(self, workers: int) -> float:
        """Return the hours that a number of workers take, each with a processor of its own."""
        return self.seconds * self.pairs / workers / 3600


def plan(collection: Collection, name: str, work: Work, size: int = SAMPLE) -> WorkPlan:
    """Return what a work called `name` will cost, by doing it on a sample of whole documents. Nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="yizhi-plan-") as folder:
        position = Path(folder)
        (position / PAIRS).mkdir()
        (position / name).mkdir()
        parts = [
            write_pairs(position / PAIRS / f"part-{number:05}.parquet", pairs)
            for number, pairs in enumerate(_sample(collection, size))
        ]
        sample = Collection(position, tuple(parts), ())
        work(sample, parts[0])  # opens what is opened once
        started = time.process_time()
        for part in parts:
            work(sample, part)
        spent = time.process_time() - started
        disk = sum(file.stat().st_size for file in (position / name).iterdir())
        return WorkPlan(
            sample.pairs, collection.pairs, spent / sample.pairs, _memory(), disk * collection.pairs // sample.pairs
        )


def _sample(collection: Collection, size: int) -> list[list[CollectionPair]]:
    """Whole documents from the beginnings of some parts, together about `size` pairs."""
    step = max(1, len(collection.parts) // PLACES)
    chosen = collection.parts[::step][:PLACES]
    wanted = -(-size // len(chosen))
    samples: list[list[CollectionPair]] = []
    for part in chosen:
        pairs: list[CollectionPair] = []
        for pair in read_pairs(collection.file(part)):
            if len(pairs) >= wanted and pair.document != pairs[-1].document:
                break
            pairs.append(pair)
        samples.append(pairs)
    return samples


def _memory() -> int:
    """Return the most memory that this process has taken, in bytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024
