"""`yizhi align`: two documents into sentence pairs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="The source and its translation; or more files, or two folders, paired by name "
            "(report.zh.txt, report.en.txt).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the pairs: .tmx, .tsv, .xlsx or .html. Corrections that you made in this TSV or XLSX hold.",
            show_default=False,
        ),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(help="A TSV or XLSX of an earlier run with your corrections.", show_default=False),
    ] = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="One sentence a line as it stands: clean and split nothing.")
    ] = False,
    threshold: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Pairs with a lower score are marked for review.")
    ] = 0.75,
    worst: Annotated[int, typer.Option(min=0, help="How many of the least certain pairs to show.")] = 10,
    tags: Annotated[
        str, typer.Option(help="Language tags to write, where a client wants others: zh-Hans=zh-CN,en=en-US.")
    ] = "",
    embed: Annotated[
        str, typer.Option(help="Your own embedding model, MODULE:CLASS with a method embed(sentences, language).")
    ] = "",
    input_format: Annotated[
        str | None, typer.Option(help="The form of the documents, where the ending is wrong.", show_default=False)
    ] = None,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Align two documents sentence by sentence. Pairs that a person should look at are marked in every output.

    In the TSV or XLSX, move sentences between rows, or write ok into `decision`; the next run with the same file as
    --output keeps what you did.
    """
    # One thread is faster than two for arrays of this size; must be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from yizhi.cli.actions.align import AlignRequest, run

    request = AlignRequest(
        tuple(files), output, corrections, sentences, threshold, worst, tags, embed, input_format, form is Plain.json
    )
    raise typer.Exit(run(request, termbase, no_builtin))
