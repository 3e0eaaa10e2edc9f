"""`yizhi corpus check`: findings in a collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.commands.corpus._options import Folder, Limit, Planned, Resume, Scheduler, Workers
from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases


def command(
    folder: Folder,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    memory_limit: Limit = "auto",
    resume: Resume = False,
    plan: Planned = False,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
    memory: Annotated[Path | None, typer.Option(help="A translation memory with approved translations.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Run only this rule; repeatable.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Do not run this rule; repeatable.")] = None,
    form: PlainFormat = Plain.text,
) -> None:
    """Check every document of a collection.

    Each document is judged by itself, so findings do not depend on how documents were grouped. Findings lie in DIR/check,
    a file a part; `yizhi corpus report` shows them. A worker that is killed costs the part that it was at, which is done
    again. Exit code 1: findings of at least a warning; 2: a part could not be done.
    """
    from yizhi.cli.actions.collection import CollectionRequest, check

    request = CollectionRequest(folder, workers, scheduler, memory_limit, resume, plan, form is Plain.json)
    raise typer.Exit(check(request, termbase, no_builtin, memory, tuple(rule or ()), tuple(ignore or ())))
