"""`yizhi tm import`: files into a translation memory."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display.memory_units import DEFAULT, MemoryPath
from yizhi.cli.options import Plain, PlainFormat


def command(
    files: Annotated[
        list[Path], typer.Argument(help="TMX, XLIFF, PO, tables, or what `align` wrote.", show_default=False)
    ],
    memory: MemoryPath = DEFAULT,
    document: Annotated[
        str, typer.Option(help="Origin of units that name none; else the file's name.", show_default=False)
    ] = "",
    input_format: Annotated[str, typer.Option(help="Overrides the guess by a file's ending.", show_default=False)] = "",
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Take translations marked as unfinished too.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Begin anew where an import was interrupted.")] = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Take translation units into a memory.

    Units that the memory knows get another origin, nothing is ever doubled. An import that was interrupted goes on where
    it stopped when it is started again; what was taken before is in and can be found. Exit code 2: a file, or units of
    one, could not be read; the rest was taken in.
    """
    from yizhi.cli.actions.memory_exchange import take_in

    raise typer.Exit(
        take_in(files, memory, document, input_format or None, unfinished, again, as_json=form is Plain.json)
    )
