"""`yizhi segment`: Chinese words, with terms in one piece."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    files: Annotated[
        list[Path], typer.Argument(help="Texts and drafts of any form; - is standard input.", show_default=False)
    ],
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Cut Chinese text into words, terms kept whole.

    The text form has a space between words and the lines of the file; JSON has every word's place, and the concept of
    the words that are terms.
    """
    from yizhi.cli.actions.segment import SegmentRequest, segment

    raise typer.Exit(segment(SegmentRequest(tuple(files), form is Plain.json, termbase, no_builtin)))
