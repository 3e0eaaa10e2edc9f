"""Taking pairs into a collection: parts of about 5,000 pairs, every document whole in one part.

Pairs of a document that come again after its part was written (files need not be sorted) wait in a file beside that part and
are put into it at the end, so memory holds one part and the names of the documents.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from yizhi.corpus.collection import (
    MANIFEST,
    PAIRS,
    Collection,
    CollectionPair,
    CollectionPart,
    needed,
    read_pairs,
    write_manifest,
    write_pairs,
)
from yizhi.corpus.sources import PairSource, grouped, pairs
from yizhi.termbase.errors import ProblemSink, YizhiError

SIZE = 5_000
"""Pairs of a part, about: some seconds of work, so that a killed worker costs little and a scheduler has little to do."""

Step = Callable[[int], None]
"""Takes how many pairs are in."""


def import_collection(
    paths: Sequence[Path],
    folder: Path,
    problems: ProblemSink,
    step: Step = lambda done: None,  # noqa: ARG005 - nobody listens
    size: int = SIZE,
) -> Collection:
    """Make a collection of files and return it.

    What cannot be used goes into `problems`. Raises YizhiError where the folder has a collection already, and for files that
    cannot be read; then there is no collection.
    """
    needed()
    if (folder / MANIFEST).exists():
        raise YizhiError(
            "there is a collection in this folder", hint="name another folder, or remove this one", path=folder
        )
    sources = grouped(paths)
    shutil.rmtree(folder / PAIRS, ignore_errors=True)  # what a stopped import left
    (folder / PAIRS).mkdir(parents=True)
    writer = _PartWriter(folder / PAIRS, size)
    done = 0
    for source in sources:
        for pair in _read(source, problems):
            writer.take(pair)
            done += 1
            if done % 1_000 == 0:
                step(done)
    parts = writer.finish()
    if not parts:
        raise YizhiError("no pairs in these files", hint="name files with translations", path=paths[0])
    collection = Collection(folder, tuple(parts), tuple(str(path) for source in sources for path in source.files))
    write_manifest(collection)
    return collection


def _read(source: PairSource, problems: ProblemSink) -> Iterator[CollectionPair]:
    try:
        yield from pairs(source, problems)
    except OSError as error:
        path = error.filename or source.files[0]
        raise YizhiError(error.strerror or str(error), hint="name a file that can be read", path=path) from None


class _PartWriter:
    """Fills one part after the other."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size
        self._pending: list[CollectionPair] = []
        self._open: set[str] = set()
        self._part_of: dict[str, int] = {}
        self._parts: list[CollectionPart] = []
        self._late: set[int] = set()

    def take(self, pair: CollectionPair) -> None:
        """Take the next pair. A part is closed between two documents."""
        closed = self._part_of.get(pair.document)
        if closed is not None:
            self._wait(closed, pair)
            return
        if len(self._pending) >= self._size and pair.document not in self._open:
            self._close()
        self._pending.append(pair)
        self._open.add(pair.document)

    def finish(self) -> list[CollectionPart]:
        """Close the last part, put late pairs into theirs, and return all parts."""
        if self._pending:
            self._close()
        for number in sorted(self._late):
            late = self._waiting(number)
            with late.open(encoding="utf-8") as lines:
                more = [CollectionPair(*json.loads(line)) for line in lines]
            file = self._file(number)
            self._parts[number] = write_pairs(file, [*read_pairs(file), *more])
            late.unlink()
        return self._parts

    def _close(self) -> None:
        number = len(self._parts)
        self._parts.append(write_pairs(self._file(number), self._pending))
        self._part_of.update(dict.fromkeys(self._open, number))
        self._pending, self._open = [], set()

    def _wait(self, number: int, pair: CollectionPair) -> None:
        with self._waiting(number).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(pair, ensure_ascii=False) + "\n")
        self._late.add(number)

    def _file(self, number: int) -> Path:
        return self._folder / f"part-{number:05}.parquet"

    def _waiting(self, number: int) -> Path:
        return self._folder / f"part-{number:05}.late.jsonl"
