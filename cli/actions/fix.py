"""`check --fix`: applies the suggestions that are safe, or shows what they would change."""

from __future__ import annotations

import difflib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.checks.model import Finding
from yizhi.cli.display import terminal
from yizhi.service.drafts import edits
from yizhi.termbase.errors import YizhiError
from yizhi.tm.drafts.format import Edit
from yizhi.tm.model import Draft

if TYPE_CHECKING:
    from yizhi.cli.actions.check_outcome import CheckOutcome, CheckRequest


def fix(result: CheckOutcome, request: CheckRequest) -> bool:
    """Write the drafts with safe suggestions applied (each whole or untouched), or show the difference.

    Returns False where a draft could not be written; the others are.
    """
    from yizhi.tm.drafts.reader import edit

    by_path: dict[str, list[Finding]] = defaultdict(list)
    drafts = {draft.path: draft for draft in result.drafts}
    for finding in result.findings:
        if finding.safe and finding.suggestion is not None and finding.path in drafts:
            by_path[finding.path].append(finding)
    done, complete = 0, True
    for path, findings in by_path.items():
        changes = edits(drafts[path], findings)
        if request.dry_run:
            _show(drafts[path], changes)
        else:
            try:
                remarks = edit(Path(path), changes, Path(path), input_format=request.input_format, pair=request.pair)
            except YizhiError as error:
                terminal.complain(str(error))
                complete = False
                continue
            for remark in remarks:
                terminal.complain(f"{path}: {remark}")
        done += len(changes)
    terminal.note(f"{done} safe suggestions {'would be' if request.dry_run else 'were'} applied")
    return complete


def _show(draft: Draft, changes: list[Edit]) -> None:
    """The changes as a unified diff of the texts."""
    before: list[str] = []
    after: list[str] = []
    if draft.text is not None:
        text = draft.text
        for change in reversed(changes):
            text = text[: change.start] + change.new + text[change.end :]
        before, after = draft.text.splitlines(), text.splitlines()
    else:
        by_unit: dict[int | None, list[Edit]] = defaultdict(list)
        for change in changes:
            if change.side == "target":
                by_unit[change.unit].append(change)
        for number, unit in enumerate(draft.units):
            segment = unit.target
            text = segment.text if segment else ""
            before.append(text)
            for change in reversed(by_unit.get(number, [])):
                text = text[: change.start] + change.new + text[change.end :]
            after.append(text)
    for line in difflib.unified_diff(before, after, draft.path, draft.path, lineterm="", n=1):
        terminal.out(line)
