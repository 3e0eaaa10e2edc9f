"""Runs a work on the parts of a collection: here, or on workers of Dask, on this machine or behind a scheduler.

A work writes its result as a file and returns counts, so a worker that dies takes nothing along: the part is given to another
one. What is there is skipped. The biggest parts go first, so that none is left alone at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from yizhi.corpus.collection import Collection, CollectionPart
from yizhi.termbase.errors import Problem, YizhiError

RETRIES = 3
"""Times that a part is given to another worker when its own has died."""
PATIENCE = 30
"""Seconds to wait for a scheduler."""

Counts = dict[str, Any]
Work = Callable[[Collection, CollectionPart], Counts]
"""Does one part: writes its file, returns its counts. It must be possible to pickle it."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works: `workers` processes on this machine (1: this process), or those behind the address of a scheduler."""

    workers: int = 1
    scheduler: str | None = None
    memory: str = "auto"
    """The most memory a worker of this machine may take, as Dask writes it (`4GiB`); it is started anew beyond."""


def run(
    work: Work, collection: Collection, parts: Sequence[CollectionPart], crew: Crew
) -> Iterator[tuple[CollectionPart, Counts | Problem]]:
    """Yield each part with its counts as it is done; a part on which the work failed comes with the problem, and the others
    go on. Raises YizhiError where there are no workers to be had."""
    biggest_first = sorted(parts, key=lambda part: (-part.pairs, part.name))
    if crew.workers < 2 and crew.scheduler is None:
        for part in biggest_first:
            yield part, _done(work, collection, part)
        return
    yield from _distributed(work, collection, biggest_first, crew)


def _done(work: Work, collection: Collection, part: CollectionPart) -> Counts | Problem:
    """Do a part; what it raises is a value, for errors of ours need not survive the way between processes."""
    try:
        return work(collection, part)
    except YizhiError as error:
        return error.problem(collection.file(part))
    except OSError as error:
        return Problem(str(collection.file(part)), None, error.strerror or str(error))


def _distributed(
    work: Work, collection: Collection, parts: Sequence[CollectionPart], crew: Crew
) -> Iterator[tuple[CollectionPart, Counts | Problem]]:
    distributed = _distributed_package()
    run_name = os.urandom(6).hex()  # several runs may share a scheduler
    with _client(crew) as client:
        futures = {
            client.submit(
                _done,
                work,
                collection,
                part,
                pure=False,
                retries=RETRIES,
                priority=part.pairs,
                key=f"{part.name}-{run_name}",
            ): part
            for part in parts
        }
        for future in distributed.as_completed(list(futures)):
            part = futures[future]
            error = future.exception()
            if error is None:
                yield part, future.result()
            else:
                told = str(error).splitlines()[0] if str(error) else type(error).__name__
                yield part, Problem(str(collection.file(part)), None, f"no worker could do this part: {told}")
            future.release()


def _distributed_package() -> Any:
    """Dask's package of workers, parts of which have no types."""
    try:
        return import_module("distributed")
    except ImportError:
        hint = "pip install 'yizhi[corpus]', or leave out --workers"
        raise YizhiError("several workers need Dask", hint=hint) from None


@contextmanager
def _client(crew: Crew) -> Iterator[Any]:
    import logging

    distributed = _distributed_package()
    # One thread a worker and a library: parts are many, cores are few.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if crew.scheduler is not None:
        try:
            client = distributed.Client(crew.scheduler, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            hint = "start one with `dask scheduler`, and its workers with `dask worker`"
            raise YizhiError(f"no scheduler answers at {crew.scheduler}: {error}", hint=hint) from None
        with client:
            yield client
        return
    cluster = distributed.LocalCluster(
        # Nothing is open to other machines.
        n_workers=crew.workers, threads_per_worker=1, processes=True, memory_limit=crew.memory, dashboard_address="127.0.0.1:0",
        host="127.0.0.1", silence_logs=logging.CRITICAL,
    )  # fmt: skip
    with cluster, distributed.Client(cluster) as client:
        yield client


def result_file(collection: Collection, work: str, part: CollectionPart) -> Path:
    """Return the file of what a work found in a part."""
    return collection.folder / work / f"{part.name}.parquet"
