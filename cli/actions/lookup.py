"""What `yizhi lookup` does: finds concepts by a term and shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.cli.actions.settings import settings, signature
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.lookup import LookupMatch, Nearness

if TYPE_CHECKING:
    from yizhi.termbase.library import Library

_SURE = (Nearness.EXACT, Nearness.NORMALISED)
_IN_FULL = 3
_ALL = 100_000
"""Matches that are looked through for those of which conditions hold."""


class LookupRequest(NamedTuple):
    """The options of one call."""

    query: tuple[str, ...]
    limit: int = 20
    where: tuple[str, ...] = ()
    memory: Path | None = None
    as_json: bool = False
    termbases: list[Path] | None = None
    no_builtin: bool = False


class RememberedLine(NamedTuple):
    """A unit of a memory that holds the query."""

    source: str
    target: str


def look_up(request: LookupRequest) -> None:
    """Answer a call; a lone hyphen stands for a list on standard input."""
    if request.query == ("-",):
        from yizhi.cli.actions.lookup_list import look_up_list

        look_up_list(request.where, request.as_json, request.termbases, request.no_builtin)
        return
    query, memory = " ".join(request.query), request.memory
    if not query.strip():
        raise YizhiError("nothing to look up", hint="give a term in either language, or a part of one")
    with settings(request.termbases, request.no_builtin).library() as library:
        matches = _chosen(library, query, request.limit, request.where)
        lines = _remembered(memory, query, request.limit) if memory is not None else []
        errors = tell(library.problems)
        if request.as_json:
            from yizhi.service.plain import plain_lookup

            document = {"version": 1, "query": query, "concepts": plain_lookup(matches), "errors": errors}
            if memory is not None:
                document["memory"] = [{"source": line.source, "target": line.target} for line in lines]
            terminal.out_json({**document, "signature": signature(library)})
            return
        sources = {match.concept.id: library.source_of(match.concept.id) or "" for match in matches}
        several = len(library.sources) > 1
    _show(query, matches, sources if several else {}, request.limit)
    for line in lines:
        terminal.out(f"  {line.source}\n    → {line.target}")


def _chosen(library: Library, query: str, limit: int, where: Sequence[str]) -> list[LookupMatch]:
    """The matches of which the conditions hold."""
    from yizhi.termbase.selection import chosen, conditions

    asked = conditions(where)
    if not asked:
        return library.lookup(query, limit)
    return [match for match in library.lookup(query, _ALL) if chosen(match.concept, asked)][:limit]


def _remembered(memory: Path, query: str, limit: int) -> list[RememberedLine]:
    """The units of a memory with the query in them."""
    from yizhi.termbase.language import guess
    from yizhi.tm.memory.concordance import concordance
    from yizhi.tm.memory.memory import open_memory

    with open_memory(memory) as opened:
        lines = concordance(opened, [query], [], guess(query), limit=limit, only=None)
    return [RememberedLine(line.source, line.target) for line in lines.lines]


def _show(query: str, matches: list[LookupMatch], sources: dict[str, str], limit: int) -> None:
    from rich.text import Text

    from yizhi.cli.display.concepts import as_list, in_full

    console = terminal.console()
    if not matches:
        console.print(f"No concept for “{query}”.", markup=False)
        return
    full = [match for match in matches if match.kind in _SURE] or (matches if len(matches) <= _IN_FULL else [])
    for number, match in enumerate(full):
        if number:
            console.print()
        console.print(in_full(match.concept, match.kind.value, sources.get(match.concept.id, "")))
    headings = {Nearness.PART: f"with a term that holds “{query}”", Nearness.NEAR: f"near “{query}”"}
    for number, (kind, heading) in enumerate(headings.items()):
        rest = [match for match in matches if match.kind is kind and match not in full]
        if rest:
            if full or number:
                console.print()
            console.print(Text(heading, style="dim italic"))
            console.print(as_list((match.concept, match.term) for match in rest))
    if len(matches) >= limit:
        console.print(Text(f"The first {limit}; more with --limit.", style="dim"))
