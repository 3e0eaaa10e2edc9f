"""`lookup -`: a list of terms on standard input, answered by a table."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yizhi.cli.actions.settings import settings, signature
from yizhi.cli.display import terminal
from yizhi.termbase.lookup import LookupMatch, Nearness
from yizhi.termbase.selection import chosen, conditions
from yizhi.termbase.serialisation import to_plain

_SURE = (Nearness.EXACT, Nearness.NORMALISED)
_FEW = 3
"""Concepts that answer a query which nothing fits exactly."""


def look_up_list(where: Sequence[str], as_json: bool, termbases: list[Path] | None, no_builtin: bool) -> None:
    """Answer each line of standard input: the concepts that it names, else those that come near."""
    asked = conditions(where)
    queries = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    with settings(termbases, no_builtin).library() as library:
        answers = []
        for query in queries:
            matches = [match for match in library.lookup(query) if chosen(match.concept, asked)]
            answers.append((query, [match for match in matches if match.kind in _SURE] or matches[:_FEW]))
        signed = signature(library)
    if as_json:
        plain: list[dict[str, Any]] = [
            {"query": query, "concepts": [{**to_plain(match.concept), "match": match.kind.value} for match in matches]}
            for query, matches in answers
        ]
        terminal.out_json({"version": 1, "queries": plain, "signature": signed})
        return
    terminal.out("query\tmatch\tzh\ten\tid")
    for query, matches in answers:
        for match in matches:
            terminal.out("\t".join([query, *_cells(match)]))
        if not matches:
            terminal.out(f"{query}\tnone\t\t\t")


def _cells(match: LookupMatch) -> list[str]:
    zh, en = match.concept.preferred("zh"), match.concept.preferred("en")
    return [match.kind.value, zh.text if zh else "", en.text if en else "", match.concept.id]
