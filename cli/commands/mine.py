"""`yizhi mine`: new term candidates."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


class EngineName(StrEnum):
    """What learns which words of a translation stand for each other."""

    builtin = "builtin"
    eflomal = "eflomal"


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Documents (txt, md, docx, pdf, html), bilingual files (tsv, csv, xlsx, tmx, xliff, po) or a memory (.db).",
            show_default=False,
        ),
    ],
    source: Annotated[
        Path | None,
        typer.Option(help="The document that the one file is a translation of: aligned first.", show_default=False),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(help="Store the candidates there as proposed concepts, for `yizhi review`.", show_default=False),
    ] = None,
    terms: Annotated[
        Path | None,
        typer.Option(
            help="A list of terms, one a line or a table: find the other language for these.", show_default=False
        ),
    ] = None,
    pattern: Annotated[
        list[str] | None, typer.Option(help="Only candidates of this pattern; repeatable.", show_default=False)
    ] = None,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out what scores lower.")] = 0.0,
    limit: Annotated[int, typer.Option(min=0, help="So many candidates at most; 0: all (text: 50).")] = 0,
    engine: Annotated[
        EngineName,
        typer.Option(
            help="What learns the words of translations; eflomal is slower, draws at random and is installed apart "
            "(pip install 'yizhi[eflomal]')."
        ),
    ] = EngineName.builtin,
    input_format: Annotated[
        str | None, typer.Option(help="The form of the files, where the ending is wrong.", show_default=False)
    ] = None,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Find new terms, each with the sentences that show it.

    Documents, translations or a memory are searched.

    What the termbases hold is left out, or shown as a new variant of its concept; a name that is nearly an official one is
    reported as a probable error. With `--into` the candidates become proposed concepts: recognised and shown, never enforced,
    until `yizhi review` accepts them.
    """
    # One thread is faster than two for arrays of this size; must be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from yizhi.cli.actions.mine import MineRequest, run

    request = MineRequest(
        tuple(files), source, into, terms, tuple(pattern or ()), min_score, limit, input_format, form is Plain.json,
        engine is EngineName.eflomal,
    )  # fmt: skip
    raise typer.Exit(run(request, termbase, no_builtin))
