"""What is made of the findings of a draft: dismissed ones apart, remarks on how it was read, edits and notes for its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yizhi.checks import baseline as baselines
from yizhi.checks.model import Finding
from yizhi.checks.recurring_findings import told_once
from yizhi.checks.runner import Selection
from yizhi.service.presentation.excerpts import Excerpts
from yizhi.service.presentation.folding import folded
from yizhi.termbase.language import chinese_english, primary
from yizhi.tm.drafts.format import Edit, Note
from yizhi.tm.model import Draft, Problem


class SortedFindings(NamedTuple):
    """Findings that are shown, and those that the baseline dismisses."""

    shown: list[Finding]
    dismissed: list[Finding]


def sort_findings(
    drafts: Sequence[Draft], findings: Sequence[Sequence[Finding]], baseline: Counter[str], selection: Selection
) -> SortedFindings:
    """Return the findings of some drafts by whether they are dismissed.

    Habits are told of what is left, so that the next place tells where the first is dismissed.
    """
    shown: list[Finding] = []
    dismissed: list[Finding] = []
    for draft, here in zip(drafts, findings, strict=True):
        remaining, gone = baselines.split(here, baseline) if baseline else (list(here), [])
        baseline = baseline - Counter(map(baselines.fingerprint, gone))
        shown += told_once(draft, remaining, selection)
        dismissed += gone
    return SortedFindings(shown, dismissed)


def remarks(draft: Draft) -> Iterator[Problem]:
    """Yield what a reader of the report must know of how a draft was read: a guessed encoding, sheets left out, languages
    that have no rules."""
    for remark in draft.notes:
        yield Problem(draft.path, None, remark, lost=False)
    for remark in draft.source_notes:
        yield Problem(draft.source_path or draft.path, None, remark, lost=False)
    pairs = Counter((unit.source.language, unit.target.language) for unit in draft.units if unit.source and unit.target)
    for pair, number in pairs.items():
        if chinese_english(*pair):
            continue
        units = f"{number:,} unit{'' if number == 1 else 's'}"
        message = f"the rules for Chinese and English did not run on {units} ({' → '.join(pair)})"
        yield Problem(draft.path, None, message, lost=False)
    if not draft.bilingual and primary(draft.source_language) not in ("zh", "en"):
        message = f"there are no rules for {draft.source_language}: nothing in this draft was checked"
        yield Problem(draft.path, None, message, lost=False)


def edits(draft: Draft, findings: Sequence[Finding]) -> list[Edit]:
    """Return the suggestions of some findings as edits that do not overlap, the first of each overlap."""
    chosen: list[Edit] = []
    taken: dict[tuple[int | None, str], int] = {}

    def place(finding: Finding) -> tuple[int, str, int]:
        unit = finding.unit_index if draft.bilingual else None
        return -1 if unit is None else unit, finding.side or "", finding.start

    for finding in sorted(findings, key=place):
        unit = finding.unit_index if draft.bilingual else None
        side = finding.side or "target"
        if finding.start < taken.get((unit, side), 0) or finding.suggestion is None:
            continue
        taken[unit, side] = finding.end
        chosen.append(Edit(unit, finding.start, finding.end, finding.suggestion, side))
    return chosen


def notes(draft: Draft, findings: Sequence[Finding]) -> Iterator[Note]:
    """Yield the findings as notes on the draft's words."""
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
    """Return a finding in one line. `elsewhere`: its words are in the source document, not beside the remark."""
    words = f" (in the source: “{finding.text}”)" if elsewhere and finding.text else ""
    better = "" if finding.suggestion is None else f" → {finding.suggestion or '(nothing)'}"
    return f"{finding.severity.value}: {finding.message}{words}{better} [{finding.rule}]"


def _translation(draft: Draft, unit: int) -> tuple[int, int]:
    """Return where the translation of a source sentence stands in the draft's text, or where it is missing."""
    for number in range(unit, -1, -1):
        target = draft.units[number].target
        if target is None or target.origin is None or not target.text:
            continue
        start, end = target.origin.span(0, len(target.text))
        return (start, end) if number == unit else (end, end)
    return 0, 0
