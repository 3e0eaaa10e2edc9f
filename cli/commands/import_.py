"""`yizhi import`: files into a termbase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import Into, Plain, PlainFormat


def command(
    files: Annotated[list[Path], typer.Argument(help="Term lists in any form that can be read.", show_default=False)],
    into: Into = Path("yizhi.db"),
    input_format: Annotated[str, typer.Option(help="Overrides the guess by a file's ending.", show_default=False)] = "",
    columns: Annotated[
        str,
        typer.Option(
            "--map",
            help="What columns hold: “Chinese (PRC)=zh-Hans,备注=note”; - leaves one out. Columns by name, letter or number.",
            show_default=False,
        ),
    ] = "",
    sheet: Annotated[str, typer.Option(help="The only sheet of a workbook to read.", show_default=False)] = "",
    header_row: Annotated[
        int | None, typer.Option(help="The row of the header, where it is not found; 0: there is none.", min=0)
    ] = None,
    split: Annotated[
        str | None, typer.Option(help="The marks between the terms of a cell (default: ; line breaks “ / ” “ | ”).")
    ] = None,
    key: Annotated[
        str, typer.Option(help="What makes two concepts one: ids or terms.", show_default=False, metavar="[ids|terms]")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, report and show the first concepts; change nothing.")
    ] = False,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="The files are tables of decisions on proposals (`export --proposed`).")
    ] = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Take term lists into a termbase.

    Lists come as people keep them: headers in words of either language, rows above them, several sheets, several terms in a
    cell. Nothing is dropped in silence: the report counts what was taken and names what was not.

    Each file is taken wholly or not at all. A concept with the id of a known one that shares a term with it takes its place;
    `yizhi history --undo` brings it back. Exit code 2: a file, or rows of one, could not be read; the rest was taken in.
    """
    if decisions:
        from yizhi.cli.actions.decide import take

        raise typer.Exit(take(files, into, form is Plain.json))
    from yizhi.cli.actions.import_list import ImportRequest, run

    request = ImportRequest(
        tuple(files),
        into,
        input_format,
        columns,
        sheet,
        header_row,
        split,
        key,
        dry_run=dry_run,
        as_json=form is Plain.json,
    )
    raise typer.Exit(run(request))
