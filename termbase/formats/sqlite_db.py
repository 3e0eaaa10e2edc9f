"""A termbase file of our own (.db): everything that its concepts hold. Its history stays behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.model import Concept
from yizhi.termbase.store.reading import Store

NAME = "db"
ENDINGS = (".db",)


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of a termbase."""
    with Store.open(path) as store:
        yield from store.concepts()


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:  # noqa: ARG001 - the seam's signature
    """Return a new termbase. One that is there is not replaced, for its history would go with it."""
    from yizhi.termbase.store.writing import Termbase

    if path.exists():
        raise YizhiError("exists already", hint="name another file, or use `yizhi import --into`", path=path)
    report = ExportReport()
    with beside(path) as written:
        written.unlink()
        with Termbase.open_or_create(written) as base:
            with base.change("import") as writer:
                for concept in concepts:
                    writer.put(concept)
                    report.concepts += 1
                    report.terms += len(concept.terms)
            base.settle()
    return report
