"""`yizhi corpus report`: the findings of a collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.commands.corpus._options import Folder


def command(
    folder: Folder,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="FORM:FILE, repeatable: overview (a page; the default), parquet, or any form of `yizhi check`.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the report into this file.")] = None,
) -> None:
    """Show what the checks of a collection found.

    An overview as a page, one Parquet file, or the report forms of `yizhi check`.
    """
    from yizhi.cli.actions.collection import report

    raise typer.Exit(report(folder, tuple(form or ("overview",)), output))
