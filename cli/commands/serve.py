"""`yizhi serve`: the local server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Termbases


def command(
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's need --token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8477,
    token: Annotated[
        bool, typer.Option("--token", help="Want the token for everything, not only for what writes.")
    ] = False,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="A browser extension that may ask (moz-extension://…); repeatable.", show_default=False),
    ] = None,
    is_opened: Annotated[bool, typer.Option("--open", help="Open the pages in the browser.")] = False,
    memory: Annotated[Path | None, typer.Option(help="The translation memory.", show_default=False)] = None,
    into: Annotated[
        Path | None, typer.Option(help="The termbase that proposals and decisions go to.", show_default=False)
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="The file of dismissed findings.", show_default=False)] = None,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Serve look-ups, checks and review to browser and programs.

    Concordance, alignment and drafts too; to programs of this machine alone.

    LibreOffice, OmegaT, CheckMate and editors use the address /v2 as a LanguageTool server; Virtaal and Weblate use /tmserver
    as a translation memory. YIZHI_TOKEN sets the token, so that it stays the same next time.
    """
    from yizhi.cli.actions.serve import ServeRequest, serve

    request = ServeRequest(
        host, port, token, tuple(allow_origin or ()), is_opened, memory, into, baseline, termbase, no_builtin
    )
    raise typer.Exit(serve(request))
