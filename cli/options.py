"""Options that several commands share, as Typer annotations."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Termbases = Annotated[
    list[Path] | None,
    typer.Option(
        "--termbase", "-t", help="A termbase to use (.db, .tbx, .tsv, .csv, .xlsx, .json); repeatable, later ones win."
    ),
]
NoBuiltin = Annotated[bool, typer.Option("--no-builtin", help="Leave the built-in UN terms out.")]


Into = Annotated[Path, typer.Option("--into", help="The termbase that is changed; created where it is missing.")]


class Plain(StrEnum):
    """Output for a person or for a program."""

    text = "text"
    json = "json"


PlainFormat = Annotated[Plain, typer.Option("--format", "-f", help="Form of the output.")]
