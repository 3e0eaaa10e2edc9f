"""`yizhi lookup`: concepts by a term."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases
from yizhi.termbase.lookup import LookupMatch, Nearness

_SURE = (Nearness.EXACT, Nearness.NORMALISED)
_IN_FULL = 3


def command(
    query: Annotated[
        list[str], typer.Argument(help="A term in either language, or a part of one.", show_default=False)
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many concepts.", min=1)] = 20,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Find concepts by any of their terms.

    Exactly; then without differences of case, width and script; then those with a term that holds the query (one Han
    character is enough); where nothing was exact, near misses too.
    """
    from yizhi.cli.actions.settings import settings, signature
    from yizhi.cli.display.problems import tell
    from yizhi.termbase.errors import YizhiError

    wanted = " ".join(query)
    if not wanted.strip():
        raise YizhiError("nothing to look up", hint="give a term in either language, or a part of one")
    with settings(termbase, no_builtin).library() as library:
        matches = library.lookup(wanted, limit)
        errors = tell(library.problems)
        if form is Plain.json:
            from yizhi.termbase.serialisation import to_plain

            found = [{**to_plain(match.concept), "match": match.kind.value} for match in matches]
            document = {"version": 1, "query": wanted, "concepts": found, "errors": errors}
            terminal.out_json({**document, "signature": signature(library)})
            return
        own = {match.concept.id: library.source_of(match.concept.id) or "" for match in matches}
        several = len(library.sources) > 1
    _show(wanted, matches, own if several else {}, limit)


def _show(wanted: str, matches: list[LookupMatch], sources: dict[str, str], limit: int) -> None:
    from rich.text import Text

    from yizhi.cli.display.concepts import as_list, in_full

    console = terminal.console()
    if not matches:
        console.print(f"No concept for “{wanted}”.", markup=False)
        return
    full = [match for match in matches if match.kind in _SURE] or (matches if len(matches) <= _IN_FULL else [])
    for number, match in enumerate(full):
        if number:
            console.print()
        console.print(in_full(match.concept, match.kind.value, sources.get(match.concept.id, "")))
    headings = {Nearness.PART: f"with a term that holds “{wanted}”", Nearness.NEAR: f"near “{wanted}”"}
    for number, (kind, heading) in enumerate(headings.items()):
        rest = [match for match in matches if match.kind is kind and match not in full]
        if rest:
            if full or number:
                console.print()
            console.print(Text(heading, style="dim italic"))
            console.print(as_list((match.concept, match.term) for match in rest))
    if len(matches) >= limit:
        console.print(Text(f"The first {limit}; more with --limit.", style="dim"))
