"""`check --annotate`: the draft again, with every finding as a remark beside its words (Word comments, notes, …)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.cli.display import terminal
from yizhi.service.catalogue import catalogue
from yizhi.service.drafts import notes
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import distinct

if TYPE_CHECKING:
    from yizhi.cli.actions.check_outcome import CheckOutcome, CheckRequest


def annotate(result: CheckOutcome, request: CheckRequest) -> None:
    """Write the draft with its findings in it to `request.annotate`: a file, or a folder for several drafts."""
    out = request.annotate
    assert out is not None
    targets = _targets([draft.path for draft in result.drafts], len(request.files), out)
    distinct(targets, [Path(draft.path) for draft in result.drafts])
    from yizhi.tm.drafts.reader import edit

    words = catalogue(result.language)

    for draft, target in zip(result.drafts, targets, strict=True):
        findings = [
            replace(finding, message=words.message(finding.message))
            for finding in result.findings
            if finding.path in (draft.path, draft.source_path)
        ]
        written = list(notes(draft, findings))
        for remark in edit(Path(draft.path), [], target, written, request.input_format, request.pair):
            terminal.complain(f"{target}: {remark}")
        terminal.note(f"{target}: {len(written)} remarks")


def _targets(paths: Sequence[str], wanted: int, out: Path) -> list[Path]:
    """Return where each draft goes. Raise YizhiError where that is not clear."""
    if out.is_dir():
        targets = [out / Path(path).name for path in paths]
        if len(set(targets)) < len(targets):
            raise YizhiError("two drafts have the same file name", hint="annotate them one by one", path=out)
        return targets
    if wanted != 1:
        raise YizhiError(f"{wanted} drafts cannot go into one file", hint="name an existing folder", path=out)
    for path in paths:
        if Path(path).suffix.lower() != out.suffix.lower():
            raise YizhiError(
                "a draft is annotated in its own format", hint=f"name a {Path(path).suffix} file", path=out
            )
    return [out] * len(paths)
