"""`yizhi corpus mine`: candidates for terms."""

from __future__ import annotations

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
    form: PlainFormat = Plain.text,
) -> None:
    """Mine a collection for terms that the termbases do not have.

    Parts count candidates, their counts are merged, and English is sought for the likeliest; DIR/candidates.parquet has them.
    """
    from yizhi.cli.actions.collection import CollectionRequest, mine

    request = CollectionRequest(folder, workers, scheduler, memory_limit, resume, plan, form is Plain.json)
    raise typer.Exit(mine(request, termbase, no_builtin))
