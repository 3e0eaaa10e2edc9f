"""`yizhi merge`: one concept of two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import Into, NoBuiltin, Termbases


def command(
    first: Annotated[str, typer.Argument(help="The id of the concept that stays.", show_default=False)],
    second: Annotated[str, typer.Argument(help="The id of the one that goes into it.", show_default=False)],
    into: Into = Path("yizhi.db"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    termbase: Termbases = None,
    no_builtin: NoBuiltin = False,
) -> None:
    """Make one concept of two.

    It has all that either says; where they disagree on a single value, what the first says. Links to the second lead to the
    first afterwards. `yizhi history --undo` brings both back.
    """
    from dataclasses import replace

    from yizhi.cli.actions.settings import settings
    from yizhi.cli.display.concepts import difference
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.merge import merge
    from yizhi.termbase.store.writing import Termbase

    if first == second:
        raise YizhiError("these are one concept already", hint="name two ids")
    with settings(termbase, no_builtin).library() as library:
        elsewhere = library.concept(first)
    if not into.exists():
        if elsewhere is None:
            raise YizhiError(f"no concept {first!r}", hint="`yizhi lookup` shows ids")
        raise YizhiError("no such termbase", hint="`yizhi import` makes one", path=into)
    with Termbase.open_or_create(into) as base:
        before, absorbed = base.concept(first) or elsewhere, base.concept(second)
        if before is None:
            raise YizhiError(f"no concept {first!r}", hint="`yizhi lookup` shows ids")
        if absorbed is None:
            raise YizhiError(
                f"no concept {second!r} in {into}", hint="only a concept of that termbase can go into another"
            )
        merged = merge(before, absorbed)
        merged = replace(merged, links=tuple(link for link in merged.links if link.concept not in (first, second)))
        for sign, line in difference(before, merged):
            terminal.out(f"{sign} {line}")
        if dry_run:
            return
        linking = [
            c
            for c in base.concepts()
            if c.id not in (first, second) and any(link.concept == second for link in c.links)
        ]
        with base.change("merge") as writer:
            writer.remove(second)
            writer.put(merged)
            for concept in linking:
                links = tuple(
                    replace(link, concept=first) if link.concept == second else link for link in concept.links
                )
                writer.put(replace(concept, links=tuple(dict.fromkeys(links))))
    terminal.out(f"{second} is part of {first} now (in {into}).")
