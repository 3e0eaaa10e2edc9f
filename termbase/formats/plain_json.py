"""JSON: everything that a concept holds, in the shape of `yizhi lookup --format json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from yizhi.termbase.errors import Malformed
from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.model import Concept
from yizhi.termbase.serialisation import from_plain, to_plain
from yizhi.termbase.validation import fault, illegal, mended

NAME = "json"
ENDINGS = (".json",)
VERSION = 1


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of a document `{"version": 1, "concepts": […]}`."""
    document = _load(path)
    if not isinstance(document, dict) or not isinstance(document.get("concepts"), list):
        raise Malformed(
            'no list of "concepts"', hint="`yizhi export FILE.json` writes the form that is read", path=path
        )
    if document.get("version", VERSION) != VERSION:
        raise Malformed(f"version {document['version']!r:.20} of the form is not known", hint="update yizhi", path=path)
    for number, item in enumerate(document["concepts"], 1):
        try:
            whole = _mended(item)
            concept = from_plain(whole)
            wrong = fault(concept)
        except ValueError as error:
            yield Problem(str(path), None, f"concept {number}: {error}")
            continue
        if whole != item:
            yield Problem(str(path), None, f"concept {number}: control characters became spaces", lost=False)
        if wrong:
            yield Problem(str(path), None, f"concept {number}: {wrong}")
        else:
            yield concept


def _load(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise Malformed("not UTF-8", hint="save it as UTF-8", path=path) from None
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON ({error.msg})", path=path, line=error.lineno) from None
    except RecursionError:
        raise Malformed("nested too deeply to be one of our files", path=path) from None


def _mended(value: Any) -> Any:
    """Return the same values without characters that cannot be stored."""
    if isinstance(value, str):
        return value if illegal(value) is None else mended(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {name: _mended(item) for name, item in value.items()}
    return value


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:  # noqa: ARG001 - the seam's signature
    """Write everything, one concept a line."""
    report = ExportReport()
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"version": {VERSION}, "concepts": [')
        for concept in concepts:
            file.write(",\n" if report.concepts else "\n")
            json.dump(to_plain(concept), file, ensure_ascii=False)
            report.concepts += 1
            report.terms += len(concept.terms)
        file.write("\n]}\n")
    return report
