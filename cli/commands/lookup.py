"""`yizhi lookup`: concepts by a term."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    query: Annotated[
        list[str],
        typer.Argument(
            help="A term in either language, or a part of one; * and ? stand for any characters; - reads a list on standard input.",
            show_default=False,
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many concepts.", min=1)] = 20,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Only concepts of which this holds: domain=crime, status=preferred, valid=2019, …; repeatable.",
        ),
    ] = None,
    memory: Annotated[
        Path | None, typer.Option(help="Show how a translation memory has it, too.", show_default=False)
    ] = None,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Find concepts by any of their terms.

    Exactly; then without differences of case, width, script, article, hyphen and number; then those with a term that holds
    the query (one Han character is enough); where nothing was exact, near misses too.
    """
    from yizhi.cli.actions.lookup import LookupRequest, look_up

    as_json = form is Plain.json
    look_up(LookupRequest(tuple(query), limit, tuple(where or ()), memory, as_json, termbase, no_builtin))
