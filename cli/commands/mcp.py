"""`yizhi mcp`: look-ups and checks for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Termbases


def command(
    http: Annotated[
        bool, typer.Option("--http", help="Serve a local port instead of standard input and output.")
    ] = False,
    port: Annotated[int, typer.Option(help="The port of --http; 0 takes a free one.", min=0, max=65535)] = 8478,
    memory: Annotated[Path | None, typer.Option(help="The translation memory.", show_default=False)] = None,
    into: Annotated[Path | None, typer.Option(help="The termbase that proposals go to.", show_default=False)] = None,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Serve an assistant: official terms, checks, concordance.

    It speaks the Model Context Protocol on standard input and output.

    The assistant's program starts it; docs/assistants.md has the settings. It reads no file that the assistant names,
    and writes nothing but proposals, on which a person decides. YIZHI_TOKEN sets the token of --http.
    """
    from yizhi.cli.actions.mcp import serve
    from yizhi.cli.actions.serve import ServeRequest

    serve(
        ServeRequest("127.0.0.1", port, memory=memory, into=into, termbases=termbase, no_builtin=no_builtin), http=http
    )
