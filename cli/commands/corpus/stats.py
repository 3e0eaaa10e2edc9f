"""`yizhi corpus stats`: what a collection holds."""

from __future__ import annotations

import typer

from yizhi.cli.commands.corpus._options import Folder, Limit, Planned, Resume, Scheduler, Workers
from yizhi.cli.options import Plain, PlainFormat


def command(
    folder: Folder,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    memory_limit: Limit = "auto",
    resume: Resume = False,
    plan: Planned = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Count pairs, documents, characters and words of a collection.

    DIR/stats has the figures of every document.
    """
    from yizhi.cli.actions.collection import CollectionRequest, stats

    request = CollectionRequest(folder, workers, scheduler, memory_limit, resume, plan, form is Plain.json)
    raise typer.Exit(stats(request))
