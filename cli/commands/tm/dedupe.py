"""`yizhi tm dedupe`: units that say the same become one."""

from __future__ import annotations

from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import DEFAULT, MemoryPath
from yizhi.cli.options import Plain, PlainFormat


def command(
    memory: MemoryPath = DEFAULT,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be merged, and change nothing.")] = False,
    form: PlainFormat = Plain.text,
) -> None:
    """Merge units that are the same but for their writing.

    That is, for width, case, script, marks or spaces.

    (Units with the very same texts are one from the start.) The one that was changed last stays and takes the origins
    of the others; the texts that go are kept in the memory's history.
    """
    from yizhi.cli.actions.memory_care import merged as merged_groups
    from yizhi.termbase.errors import YizhiError
    from yizhi.termbase.packages import version

    if not memory.exists():
        raise YizhiError("no such translation memory", hint="`yizhi tm import` makes one", path=memory)
    duplicates = merged_groups(memory, dry_run=dry_run)
    merged = sum(len(group.merged) for group in duplicates)
    if form is Plain.json:
        document = {
            "version": 1,
            "dry_run": dry_run,
            "groups": [
                {"kept": list(group.kept[1:]), "merged": [list(member[1:]) for member in group.merged]}
                for group in duplicates
            ],
            "merged": merged,
        }
        terminal.out_json({**document, "signature": f"yizhi {version('yizhi')}; memory {memory}"})
        return
    for group in duplicates[:20]:
        terminal.out(f"= {group.kept[1]}  |  {group.kept[2]}")
        for member in group.merged:
            terminal.out(f"  {member[1]}  |  {member[2]}")
    if len(duplicates) > 20:
        terminal.out(f"… and {len(duplicates) - 20:,} more")
    if not duplicates:
        terminal.out("no units differ in their writing alone")
        return
    terminal.out(
        f"{terminal.counted(merged, 'unit')} {'would be merged' if dry_run else 'merged'} into {len(duplicates):,}"
    )
