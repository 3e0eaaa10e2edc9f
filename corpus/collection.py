"""A collection: a folder with pairs in Parquet parts of whole documents, and what was worked out from them.

    collection.json          the manifest: every part with its counts and the hash of its file
    pairs/part-00000.parquet the pairs
    check/part-00000.parquet what a work found in that part; likewise stats/, align/, mine/

Truth is in files: a file is written beside and renamed, so it is whole or not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

from yizhi.termbase import files
from yizhi.termbase.errors import YizhiError
from yizhi.tm.model import Draft, Segment, Unit

VERSION = 1
STRING, INTEGER = "string", "int64"
"""Types of columns."""
MANIFEST, PAIRS = "collection.json", "pairs"
_BATCH = 2_000
"""Rows of a table that are in memory at a time."""
_KEY = b"yizhi"
"""Under which name a Parquet file holds our counts."""


class CollectionPair(NamedTuple):
    """A pair as a part holds it: its document, its id there, languages and texts."""

    document: str
    id: str
    source_language: str
    target_language: str
    source: str
    target: str


class CollectionPart(NamedTuple):
    """A part of a collection: its name, how many pairs and documents it has, the size and the hash of its file."""

    name: str
    pairs: int
    documents: int
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Collection:
    """An imported collection."""

    folder: Path
    parts: tuple[CollectionPart, ...]
    sources: tuple[str, ...]

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return sum(part.pairs for part in self.parts)

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return sum(part.documents for part in self.parts)

    def file(self, part: CollectionPart) -> Path:
        """Return the file of the pairs of a part."""
        return self.folder / PAIRS / f"{part.name}.parquet"

    def rows(self, part: CollectionPart) -> Iterator[CollectionPair]:
        """Return the pairs of a part. Raise YizhiError where the file is not the one of the manifest."""
        file = self.file(part)
        if not file.exists() or digest(file) != part.digest:
            raise YizhiError("this part is missing or was changed", hint="import the collection again", path=file)
        return read_pairs(file)

    def drafts(self, part: CollectionPart) -> Iterator[Draft]:
        """Yield the documents of a part, each as a draft named after the document.

        Raise YizhiError where the file is not the one of the manifest.
        """
        for name, rows in groupby(self.rows(part), key=lambda pair: pair.document):
            yield draft(name, list(rows))


def draft(name: str, pairs: Sequence[CollectionPair]) -> Draft:
    """Return a document as a draft."""
    units = tuple(
        Unit(pair.id, Segment(pair.source, pair.source_language), Segment(pair.target, pair.target_language), name)
        for pair in pairs
    )
    return Draft(name, "collection", pairs[0].source_language, pairs[0].target_language, units)


def open_collection(folder: Path) -> Collection:
    """Return the collection in a folder. Raise YizhiError where there is none that is whole."""
    needed()
    file = folder / MANIFEST
    try:
        result = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        hint = "`yizhi corpus import FILE… -o DIR` makes one"
        raise YizhiError("no collection in this folder", hint=hint, path=folder) from None
    except (OSError, ValueError) as error:
        raise YizhiError(
            f"the manifest cannot be read: {error}", hint="import the collection again", path=file
        ) from None
    if result.get("version") != VERSION:
        raise YizhiError("a collection of another version of yizhi", hint="import it again", path=file)
    parts = tuple(CollectionPart(**part) for part in result["parts"])
    return Collection(folder, parts, tuple(result["sources"]))


def write_manifest(collection: Collection) -> None:
    """Write the manifest: from now on the collection is there."""
    content = {
        "version": VERSION,
        "pairs": collection.pairs,
        "documents": collection.documents,
        "sources": list(collection.sources),
        "parts": [part._asdict() for part in collection.parts],
    }
    with files.beside(collection.folder / MANIFEST) as written:
        written.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def write_pairs(file: Path, pairs: Iterable[CollectionPair]) -> CollectionPart:
    """Write a part, its documents one after the other in their order; return what the manifest says of it."""
    grouped: dict[str, list[CollectionPair]] = {}
    for pair in pairs:
        grouped.setdefault(pair.document, []).append(pair)
    rows = [pair for group in grouped.values() for pair in group]
    write_table(
        file, dict.fromkeys(CollectionPair._fields, STRING), rows, {"pairs": len(rows), "documents": len(grouped)}
    )
    return CollectionPart(file.stem, len(rows), len(grouped), file.stat().st_size, digest(file))


def read_pairs(file: Path) -> Iterator[CollectionPair]:
    """Yield the pairs of a part."""
    for row in read_table(file):
        yield CollectionPair(**row)


def write_table(file: Path, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], counts: dict[str, Any]) -> None:
    """Write rows as Parquet, with counts in the file's own metadata. `columns` names the type of each (`string`, `int64`, …)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [pa.array(list(column), field.type) for column, field in zip(values, schema, strict=True)]
    noted = schema.with_metadata({_KEY: json.dumps(counts, ensure_ascii=False).encode()})
    with files.beside(file) as written:
        pq.write_table(pa.table(arrays, schema=noted), written, compression="zstd")


def write_stream(file: Path, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as Parquet as they come, however many: no more than a batch of them is in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])
    with files.beside(file) as written, pq.ParquetWriter(written, schema, compression="zstd") as writer:
        for batch in batched(rows, _BATCH):
            arrays = [
                pa.array(column, field.type) for column, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.table(arrays, schema=schema))


def batched(rows: Iterable[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    """Yield rows in lists of at most `size`."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def read_table(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file of ours, batch by batch."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(file) as content:
        for batch in content.iter_batches(_BATCH):
            yield from batch.to_pylist()


def read_counts(file: Path) -> dict[str, Any]:
    """Return the counts in a Parquet file of ours, without reading its rows."""
    import pyarrow.parquet as pq

    metadata = pq.read_schema(file).metadata or {}
    counts: dict[str, Any] = json.loads(metadata.get(_KEY, b"{}"))
    return counts


def digest(file: Path) -> str:
    """Return the hash of a file."""
    return blake2b(file.read_bytes(), digest_size=16).hexdigest()


def needed() -> None:
    """Raise YizhiError where the extra is not installed."""
    try:
        import pyarrow  # noqa: F401 - asked whether it is there
    except ImportError:
        raise YizhiError("collections need more than the command line", hint="pip install 'yizhi[corpus]'") from None
