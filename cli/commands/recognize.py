"""`yizhi recognize`: the termbase's terms in running text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Termbases


class RecognizeForm(StrEnum):
    """How hits are shown."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Texts and drafts of any form; - is standard input.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Only terms of this language (zh or en).", metavar="TAG")
    ] = None,
    covered: Annotated[bool, typer.Option("--covered", help="List terms inside longer terms too.")] = False,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="TEXT", help="Explain a sentence: every candidate, kept or dropped, and why."),
    ] = None,
    form: Annotated[
        RecognizeForm,
        typer.Option("--format", "-f", help="Form of the result; jsonl has a hit a line, for large files."),
    ] = RecognizeForm.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Find the official terms in a text.

    Each with its counterparts in the other language. Positions count characters of the text as it stands. A term inside
    a longer one is not a use of its own; --covered lists it, marked. --why shows why a term was or was not found.
    """
    from yizhi.cli.actions.recognize import RecognizeRequest, explain, recognize

    request = RecognizeRequest(
        tuple(files or ()),
        language,
        covered,
        form is RecognizeForm.json,
        termbase,
        no_builtin,
        form is RecognizeForm.jsonl,
    )
    if why is not None:
        explain(request, why)
    elif request.files:
        raise typer.Exit(recognize(request))
    else:
        raise typer.BadParameter("name a file, or a sentence with --why")
