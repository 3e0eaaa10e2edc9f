"""What `yizhi tm verify` and `dedupe` do, with progress."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.cli.display import terminal

if TYPE_CHECKING:
    from yizhi.tm.memory.dedupe import DuplicateGroup
    from yizhi.tm.memory.lexicon import MemoryLexicon
    from yizhi.tm.memory.writing import MemoryWriter


def rebuild(writer: MemoryWriter) -> None:
    """Make keys and index anew, with progress."""
    from yizhi.tm.memory import schema
    from yizhi.tm.memory.verify import remake

    with schema.plainly(writer.path), schema.transaction(writer.connection):
        total = writer.connection.execute("SELECT count(*) FROM unit").fetchone()[0]
        with terminal.meter("rebuilding", total) as show:
            for done in remake(writer.connection):
                show(done)


def verified(memory: Path, *, deep: bool) -> list[str]:
    """Return what is wrong with a memory, with progress."""
    from yizhi.tm.memory.memory import open_memory
    from yizhi.tm.memory.verify import PASSES, verify

    with open_memory(memory) as opened:
        units = opened.units() if sys.stderr.isatty() else 0
    done = 0
    with terminal.meter("verifying", units * PASSES if deep else None) as show:

        def step(more: int) -> None:
            nonlocal done
            done += more
            show(done)

        return list(verify(memory, deep=deep, step=step))


def merged(memory: Path, *, dry_run: bool) -> list[DuplicateGroup]:
    """Return the groups of units that are the same but for their writing, merged unless `dry_run`, with progress."""
    from yizhi.tm.memory.dedupe import dedupe, groups
    from yizhi.tm.memory.writing import MemoryWriter

    with MemoryWriter(memory) as writer, terminal.meter("comparing") as show:
        writer.connection.set_progress_handler(lambda: show(0), 1_000_000)
        return list(groups(writer)) if dry_run else dedupe(writer)


def learnt(memory: Path, *, again: bool) -> tuple[MemoryLexicon, bool]:
    """Return the lexicon of a memory, with progress, and whether it was fresh."""
    from yizhi.tm.memory import learning, lexicon

    stored = lexicon.load(lexicon.beside(memory))
    if stored is not None and not again and not learning.stale(memory):
        return stored, True
    with terminal.meter("learning") as show:
        return learning.learn(memory, lambda what, done: show(done)), False  # noqa: ARG005 - one line for all steps
