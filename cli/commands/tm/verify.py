"""`yizhi tm verify`: whether a translation memory is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import DEFAULT, MemoryPath
from yizhi.cli.options import Plain, PlainFormat
from yizhi.termbase.errors import YizhiError


def command(
    memory: MemoryPath = DEFAULT,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make keys and index again from the texts.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out making the index again to compare.")] = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Prove that a memory is whole.

    Its units, origins, keys and index must agree.

    Every key and every posting is made again from the texts and compared. Exit code 1: something does not agree;
    --rebuild makes the keys and the index anew.
    """
    from yizhi.cli.actions.memory_care import rebuild as rebuilt
    from yizhi.cli.actions.memory_care import verified
    from yizhi.termbase.packages import version

    if rebuild:
        from yizhi.tm.memory.writing import MemoryWriter

        if not memory.exists():
            raise YizhiError("no such translation memory", hint="`yizhi tm import` makes one", path=memory)
        with MemoryWriter(memory) as writer:
            rebuilt(writer)
    faults = verified(memory, deep=not quick)
    if form is Plain.json:
        signature = f"yizhi {version('yizhi')}; memory {memory}"
        terminal.out_json({"version": 1, "faults": faults, "signature": signature})
    else:
        for line in faults:
            terminal.out(f"{memory}: {line}")
        if not faults:
            terminal.out(f"{memory}: whole" + (" (index not made again)" if quick else ""))
        else:
            terminal.out("`yizhi tm verify --rebuild` makes keys and index anew")
    raise typer.Exit(1 if faults else 0)
