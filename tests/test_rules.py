"""Every rule against its case file: what it must find, at the exact words, and what it must leave alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rulecases import Case, files, load

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding
from yizhi.checks.runner import Selection, check
from yizhi.termbase.library import Library, open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Draft, Segment, Unit

CASES = [case for path in files() for case in load(path)]


@cache
def _builtin() -> tuple[Library, Recogniser]:
    library = open_library()
    return library, Recogniser.of(library)


def _termbase(case: Case, folder: Path) -> tuple[Library, Recogniser]:
    rows, builtin = case.raw.get("terms", []), case.raw.get("builtin", True)
    if not rows and builtin:
        return _builtin()
    paths = []
    if rows:
        renamed = [
            {key.replace("zh", "zh-Hans", 1) if key.startswith("zh") else key: value for key, value in row.items()}
            for row in rows
        ]
        header = list(dict.fromkeys(["id", "strictness", *(key for row in renamed for key in row)]))
        lines = ["\t".join(header)]
        for number, row in enumerate(renamed, 1):
            full = {"id": f"test-{number}", "strictness": "term", **row}
            lines.append("\t".join(str(full.get(key, "")) for key in header))
        path = folder / "terms.tsv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(path)
    library = open_library(paths, builtin=builtin)
    return library, Recogniser.of(library)


def _draft(case: Case, folder: Path) -> Draft:
    if not case.bilingual:
        from yizhi.tm.drafts.reader import read

        path = folder / "draft.txt"
        path.write_text("\n\n".join(zh if zh is not None else en or "" for zh, en in case.segments), encoding="utf-8")
        return read(path)
    units = []
    for number, (zh, en) in enumerate(case.segments, 1):
        source, target = Segment(zh or "", "zh-Hans"), Segment(en or "", "en")
        if case.reverse:
            source, target = target, source
        units.append(Unit(str(number), source, target, document="d"))
    languages = ("en", "zh-Hans") if case.reverse else ("zh-Hans", "en")
    return Draft("draft.tsv", "tsv", *languages, tuple(units))


def _wanted(case: Case) -> list[tuple[str | None, str | None, int, int]]:
    """The marked spans as a finding has them: unit, side, start, end; offsets of the whole text in a monolingual draft."""
    out = []
    starts, at = [], 0
    for zh, en in case.segments:
        starts.append(at)
        at += len((zh if zh is not None else en) or "") + 2
    for index, lang, start, end in case.spans:
        if case.bilingual:
            side = "source" if (lang == "en") == case.reverse else "target"
            out.append((str(index + 1), side, start, end))
        else:
            out.append((None, None, starts[index] + start, starts[index] + end))
    return sorted(out, key=str)


def _findings(case: Case, folder: Path) -> list[Finding]:
    library, recogniser = _termbase(case, folder)
    rule = registry.rule(case.rule)
    context = Context(library, settings={rule.name: case.raw.get("options", {})})
    return check(_draft(case, folder), recogniser, context, Selection((rule,), {}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    findings = _findings(case, tmp_path)
    found = sorted(((f.unit, f.side, f.start, f.end) for f in findings), key=str)
    assert found == _wanted(case), [(f.text, f.message) for f in findings]
    first = findings[0] if findings else None
    if case.raw.get("turned"):
        return
    for key in ("suggestion", "severity"):
        if key in case.raw:
            assert first is not None
            assert getattr(first, key) == case.raw[key]
    if "message" in case.raw:
        assert first is not None
        assert case.raw["message"] in first.message
