"""`yizhi duplicates`: concepts that may be one."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import NoBuiltin, Plain, PlainFormat, Termbases

Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        help="Only concepts of which this holds: domain=crime, status!=proposed, …; repeatable.",
        show_default=False,
    ),
]


def command(
    where: Where = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many pairs (0: all).", min=0)] = 0,
    form: PlainFormat = Plain.text,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Find concepts that may be one.

    The same term in two concepts, the same English with other Chinese (and the reverse), names that differ in a hyphen, an
    article or a plural. Concepts that are linked to each other are left alone; `yizhi merge A B` makes one of two.
    """
    from itertools import islice

    from yizhi.cli.actions.settings import settings, signature
    from yizhi.cli.display.problems import tell
    from yizhi.termbase.duplicates import duplicates
    from yizhi.termbase.selection import chosen, conditions

    required = conditions(where or ())
    with settings(termbase, no_builtin).library() as library:
        errors = tell(library.problems)
        pairs = list(islice(duplicates(c for c in library.concepts() if chosen(c, required)), limit or None))
        signed = signature(library)
    if form is Plain.json:
        plain = [
            {
                "likeness": pair.likeness.value,
                "first": pair.first.id,
                "second": pair.second.id,
                "shared": list(pair.shared),
            }
            for pair in pairs
        ]
        terminal.out_json({"version": 1, "duplicates": plain, "errors": errors, "signature": signed})
        return
    for pair in pairs:
        terminal.out(f"{pair.likeness.value}: {', '.join(pair.shared)}")
        for concept in (pair.first, pair.second):
            zh, en = concept.preferred("zh"), concept.preferred("en")
            terminal.out(f"  {concept.id}: {zh.text if zh else '–'} | {en.text if en else '–'}")
    terminal.out(f"{terminal.counted(len(pairs), 'pair')} of concepts that may be one.")
