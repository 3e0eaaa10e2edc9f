"""`yizhi corpus align`: alignment again."""

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
    """Align every document of a collection again.

    DIR/align has each bead with its score; `moved` are those that join sentences otherwise than the collection's pairs do.
    """
    from yizhi.cli.actions.collection import CollectionRequest, align

    request = CollectionRequest(folder, workers, scheduler, memory_limit, resume, plan, form is Plain.json)
    raise typer.Exit(align(request, termbase, no_builtin))
