"""`yizhi tm learn`: what the memory teaches about words."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import DEFAULT, MemoryPath, signed
from yizhi.cli.options import Plain, PlainFormat
from yizhi.termbase.errors import YizhiError


def command(
    memory: MemoryPath = DEFAULT,
    again: Annotated[bool, typer.Option("--again", help="Learn also where what was learnt is fresh.")] = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Learn a bilingual lexicon from the memory.

    `yizhi check --memory` then weighs what the memory's translators write.

    The lexicon lies beside the memory, in FILE.lexicon. It is made anew when the memory has grown by a tenth; a run that
    was stopped goes on where it was.
    """
    from yizhi.cli.actions.memory_care import learnt

    if not memory.exists():
        raise YizhiError("no such translation memory", hint="`yizhi tm import` makes one", path=memory)
    lexicon, fresh = learnt(memory, again=again)
    words, pairs = len(lexicon.zh.words), len(lexicon.zh.counterparts)
    if form is Plain.json:
        counts = {"units": lexicon.origin.units, "words": words, "pairs": pairs, "learnt": not fresh}
        terminal.out_json({"version": 1, **counts, "signature": signed(memory, lexicon.origin.units)})
        return
    had = "was learnt before" if fresh else "learnt"
    units = terminal.counted(lexicon.origin.units, "unit")
    terminal.out(f"{memory}: {words:,} Chinese words, {terminal.counted(pairs, 'pair')} {had} from {units}")
