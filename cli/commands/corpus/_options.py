"""Options of the works on a collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="The folder of the collection.", show_default=False)]
Workers = Annotated[int, typer.Option("--workers", help="Processes on this machine.", min=1)]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", help="The address of a Dask scheduler (tcp://…) whose workers to use.")
]
Limit = Annotated[
    str, typer.Option("--memory-limit", help="The most memory of a worker on this machine, such as 4GiB.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what is done already.")]
Planned = Annotated[bool, typer.Option("--plan", help="Work on a sample, say what the whole costs, and do nothing.")]
