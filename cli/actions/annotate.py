"""`check --annotate`: the draft again, with every finding as a remark beside its words (Word comments, notes, …)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.checks.model import Finding
from yizhi.cli.display import terminal
from yizhi.cli.display.excerpts import Excerpts
from yizhi.cli.display.folding import folded
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import distinct
from yizhi.tm.drafts.format import Note
from yizhi.tm.model import Draft

if TYPE_CHECKING:
    from yizhi.cli.actions.check import CheckOutcome, CheckRequest


def annotate(result: CheckOutcome, request: CheckRequest) -> None:
    """Writes the draft with its findings in it to `request.annotate`: a file, or a folder for several drafts."""
    out = request.annotate
    assert out is not None
    targets = _targets([draft.path for draft in result.drafts], len(request.files), out)
    distinct(targets, [Path(draft.path) for draft in result.drafts])
    from yizhi.tm.drafts.reader import edit

    for draft, target in zip(result.drafts, targets, strict=True):
        own = [finding for finding in result.findings if finding.path in (draft.path, draft.source_path)]
        written = list(notes(draft, own))
        edit(Path(draft.path), [], target, written, request.input_format)
        terminal.note(f"{target}: {len(written)} remarks")


def _targets(paths: Sequence[str], wanted: int, out: Path) -> list[Path]:
    """Where each draft goes. Raises YizhiError where that is not clear."""
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


def notes(draft: Draft, findings: Sequence[Finding]) -> Iterator[Note]:
    """The findings as notes on the draft's words."""
    passages = Excerpts([draft])
    for finding, more in folded(findings):
        key = passages.key(finding)
        if key is None:
            continue
        often = f" (and {more:,} more like it)" if more else ""
        if draft.text is None:
            yield Note(key[1], finding.start, finding.end, remark(finding) + often, finding.side or "target")
        elif finding.path == draft.path:
            yield Note(None, finding.start, finding.end, remark(finding) + often)
        else:
            start, end = _translation(draft, key[1])
            yield Note(None, start, end, remark(finding, elsewhere=True) + often)


def remark(finding: Finding, *, elsewhere: bool = False) -> str:
    """A finding in one line. `elsewhere`: its words are in the source document, not beside the remark."""
    words = f" (in the source: “{finding.text}”)" if elsewhere and finding.text else ""
    better = "" if finding.suggestion is None else f" → {finding.suggestion or '(nothing)'}"
    return f"{finding.severity.value}: {finding.message}{words}{better} [{finding.rule}]"


def _translation(draft: Draft, unit: int) -> tuple[int, int]:
    """Where the translation of a source sentence stands in the draft's text, or where it is missing."""
    for at in range(unit, -1, -1):
        target = draft.units[at].target
        if target is None or target.origin is None or not target.text:
            continue
        start, end = target.origin.span(0, len(target.text))
        return (start, end) if at == unit else (end, end)
    return 0, 0
