"""`yizhi tm export`: a translation memory as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display.memory_units import DEFAULT, Attributes, Documents, MemoryPath, Since, Until
from yizhi.cli.options import Plain, PlainFormat


def command(
    file: Annotated[Path, typer.Argument(help="What to write: .tmx, .tsv or .xlsx.", show_default=False)],
    memory: MemoryPath = DEFAULT,
    every_origin: Annotated[
        bool, typer.Option("--origins", help="A unit for every origin, not only the newest.")
    ] = False,
    tag: Annotated[
        list[str] | None, typer.Option(help="Another tag for a language, as zh-Hans=zh-CN; repeatable.")
    ] = None,
    client: Annotated[str, typer.Option("--for", help="Write the TMX as this CAT client imports it.")] = "",
    document: Documents = None,
    since: Since = "",
    until: Until = "",
    attribute: Attributes = None,
    form: PlainFormat = Plain.text,
) -> None:
    """Write the units of a memory, all or filtered."""
    from yizhi.cli.actions.memory_exchange import export
    from yizhi.cli.display.memory_units import only

    chosen = only(document, since, until, attribute)
    export(file, memory, chosen, every_origin, tag or [], client, as_json=form is Plain.json)
