"""`yizhi check`: findings in drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.checks.model import Severity
from yizhi.cli.options import NoBuiltin, Termbases

Files = Annotated[
    list[Path],
    typer.Argument(
        help="Drafts: txt, md, docx, tsv, csv, xlsx, xliff, po, tmx, …; - is standard input.", show_default=False
    ),
]


def command(
    files: Files,
    source: Annotated[
        Path | None, typer.Option(help="The document that the draft translates; the two are aligned first.")
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="Form of the report (text, json, sarif, html, …), or FORM:FILE; repeatable."
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the report into this file.")] = None,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
    memory: Annotated[Path | None, typer.Option(help="A translation memory with approved translations.")] = None,
    input_format: Annotated[str | None, typer.Option(help="Overrides the guess about the drafts' format.")] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            help="Of files in several languages, the two to check (zh,en).", metavar="TAG,TAG", show_default=False
        ),
    ] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Run only this rule; repeatable.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Do not run this rule; repeatable.")] = None,
    fail_on: Annotated[
        Severity | None, typer.Option(help="The severity from which findings make the exit code 1.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="A file of dismissed findings.")] = None,
    jobs: Annotated[int, typer.Option(help="Processes to use.", min=1)] = 1,
    annotate: Annotated[
        Path | None, typer.Option(help="Write the draft with the findings as comments into this file.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the suggestions that are safe.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show the changes and write nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,
) -> None:
    """Check drafts against the termbase and for consistency.

    Bilingual files are checked in either direction; with --source a translation is aligned with its source first.
    Exit code 0: clean; 1: findings of at least --fail-on; 2: something could not be read.
    """
    from yizhi.cli.actions.check import run
    from yizhi.cli.actions.check_outcome import CheckRequest
    from yizhi.tm.drafts.language_pair import parse

    request = CheckRequest(
        files=tuple(files), source=source, forms=tuple(form or ()), output=output, termbases=termbase, no_builtin=no_builtin,
        memory=memory, input_format=input_format, pair=None if languages is None else parse(languages),
        rules=tuple(rule or ()), ignored=tuple(ignore or ()), fail_on=fail_on,
        baseline=baseline, jobs=jobs, annotate=annotate, fix=fix, dry_run=dry_run, watch=watch,
    )  # fmt: skip
    raise typer.Exit(run(request))
