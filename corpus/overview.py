"""The findings of a collection at a glance, as a page and as one Parquet file."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple

from yizhi.corpus.checking import CHECK
from yizhi.corpus.collection import Collection, read_counts, read_table
from yizhi.corpus.engine import Counts, result_file
from yizhi.corpus.works import summed
from yizhi.termbase import files
from yizhi.termbase.errors import YizhiError

DOCUMENTS, PLACES = 50, 3
"""Documents that are listed, and examples of each rule."""
_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .75rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}small{color:#666}
@media (prefers-color-scheme:dark){body{background:#181818;color:#ddd}td,th{border-color:#444}small{color:#aaa}}"""


class CollectionOverview(NamedTuple):
    """What checks of a collection came to: sums, findings by document (most first), examples by rule, parts not checked."""

    counts: Counts
    documents: tuple[tuple[str, int], ...]
    examples: dict[str, list[tuple[str, str, str, str]]]
    unchecked: int


def overview(collection: Collection) -> CollectionOverview:
    """Return the overview of what was checked. Raise YizhiError where nothing was."""
    counts: list[Counts] = []
    documents: dict[str, int] = {}
    examples: dict[str, list[tuple[str, str, str, str]]] = {}
    for part in collection.parts:
        file = result_file(collection, CHECK, part)
        if not file.exists():
            continue
        counts.append(read_counts(file))
        for row in read_table(file):
            if row["severity"] != "info":
                documents[row["path"]] = documents.get(row["path"], 0) + 1
            shown = examples.setdefault(row["rule"], [])
            if len(shown) < PLACES:
                shown.append((row["path"], row["unit"] or "", row["text"], row["message"]))
    if not counts:
        raise YizhiError("nothing was checked yet", hint="`yizhi corpus check` first", path=collection.folder)
    most = sorted(documents.items(), key=lambda item: (-item[1], item[0]))[:DOCUMENTS]
    return CollectionOverview(summed(counts), tuple(most), examples, len(collection.parts) - len(counts))


def page(result: CollectionOverview, signature: str) -> str:
    """Return the overview as an HTML page that needs nothing else."""
    counts = result.counts
    severities = counts.get("severities", {})
    head = ", ".join(f"{number:,} {name}" for name, number in severities.items()) or "no findings"
    left = f"<p>{result.unchecked:,} parts are not checked yet.</p>" if result.unchecked else ""
    rules = sorted(counts.get("rules", {}).items(), key=lambda item: (-item[1], item[0]))
    sections = [
        f"<h1>Findings in a collection</h1><p>{counts['pairs']:,} pairs of {counts['documents']:,} documents: {head}. "
        f"{counts['flagged']:,} pairs have an error or a warning.</p>{left}",
        "<h2>By rule</h2>" + _table(("rule", "findings", "examples"), ((name, number, _shown(result.examples.get(name, ()))) for name, number in rules)),
        "<h2>Documents with most errors and warnings</h2>" + _table(("document", "findings"), ((escape(name), number) for name, number in result.documents)),
        f"<p><small>{escape(signature)}</small></p>",
    ]  # fmt: skip
    title = "<title>Findings in a collection</title>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8">{title}<style>{_STYLE}</style>\n' + "\n".join(
        sections
    )


def _shown(examples: Iterable[tuple[str, str, str, str]]) -> str:
    return "<br>".join(
        f"{escape(text)}: {escape(message)} <small>{escape(document)} {escape(unit)}</small>"
        for document, unit, text, message in examples
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Return a table; figures stand to the right."""
    cells = "".join(
        "<tr>" + "".join(f'<td class="n">{cell:,}' if isinstance(cell, int) else f"<td>{cell}" for cell in row)
        for row in rows
    )
    return "<table><tr>" + "".join(f"<th>{name}" for name in head) + cells + "</table>"


def merged(collection: Collection, target: Path) -> int:
    """Write the findings of all parts into one Parquet file; return how many there are."""
    import pyarrow.parquet as pq

    number = 0
    writer = None
    with files.beside(target) as written:
        for part in collection.parts:
            file = result_file(collection, CHECK, part)
            if not file.exists():
                continue
            table = pq.read_table(file).replace_schema_metadata(None)
            if not table.num_rows:
                continue
            if writer is None:
                writer = pq.ParquetWriter(written, table.schema, compression="zstd")
            writer.write_table(table.cast(writer.schema))
            number += table.num_rows
        if writer is None:
            raise YizhiError("there are no findings", hint="`yizhi corpus check` first", path=collection.folder)
        writer.close()
    return number
