"""`yizhi remove`: takes concepts out of a termbase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import Into


def command(
    ids: Annotated[list[str], typer.Argument(help="The ids, as `yizhi lookup` shows them.", show_default=False)],
    into: Into = Path("yizhi.db"),
) -> None:
    """Take concepts out of a termbase.

    All of them or none; `yizhi history --undo` brings them back.
    A built-in concept cannot be removed; `yizhi edit ID --strictness context` keeps it from being enforced.
    """
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.store.reading import Store
    from yizhi.termbase.store.writing import Termbase

    Store.open(into).close()  # removing from a termbase that is not there does not make one
    with Termbase.open_or_create(into) as base, base.change("remove") as writer:
        for name in dict.fromkeys(ids):
            if not base.has(name):
                hint = "`yizhi lookup` shows ids; a built-in concept stays, but `yizhi edit` can change it"
                raise YizhiError(f"no concept {name!r}", hint=hint, path=into)
            writer.remove(name)
    for name in dict.fromkeys(ids):
        terminal.out(f"removed {name} from {into}")
