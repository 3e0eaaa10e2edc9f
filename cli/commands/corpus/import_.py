"""`yizhi corpus import`: translations become a collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="TMX, tables, XLIFF, …; X.en, X.zh and perhaps X.ids line by line; link files of the UN corpus.",
            show_default=False,
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the collection.", show_default=False)],
    size: Annotated[int, typer.Option("--part", help="Pairs of a part, about.", min=1)] = 5_000,
) -> None:
    """Make a collection of translations.

    Parts hold whole documents; a pair that names no document is one by itself.
    """
    from yizhi.cli.actions.collection import take

    raise typer.Exit(take(files, output, size))
