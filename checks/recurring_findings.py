"""A fault that runs through a whole draft is a habit: it is told once, at its first place.

The other places stay in the report as information, so that `--fix` mends them and a dismissal holds for each of them;
where the first place is dismissed, the next one tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from yizhi.checks.model import Finding, Severity
from yizhi.termbase.records import replace

if TYPE_CHECKING:
    from yizhi.checks.runner import Selection
    from yizhi.tm.model import Draft

LEAST = 3
"""Segments that have a fault at least, before it can be a habit: twice may be chance."""
SHARE = 0.1
"""The part of a draft's segments that a habit touches at least: in a long draft three places are read one by one."""


def told_once(draft: Draft, findings: list[Finding], selection: Selection) -> list[Finding]:
    """Return the findings of one draft, in their order, in which every habit has one warning.

    Only rules with `habit` count, and none whose severity the configuration sets: what a user wants to see one by one
    is seen one by one.
    """
    prone = {rule.name for rule in selection.rules if rule.habit} - selection.severities.keys()
    places: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        if finding.rule in prone and finding.severity is not Severity.INFO:
            places[finding.rule].append(number)
    if not any(len(numbers) >= LEAST for numbers in places.values()):
        return findings
    folded = list(findings)
    for numbers in places.values():
        alike = [findings[number] for number in numbers]
        segments = len({(finding.unit_index, finding.line) for finding in alike})
        if segments < max(LEAST, SHARE * len(draft.units)):
            continue
        folded[numbers[0]] = replace(alike[0], message=_summed_up(alike, segments, len(draft.units)))
        for number in numbers[1:]:
            folded[number] = replace(findings[number], severity=Severity.INFO)
    return folded


def _summed_up(alike: Sequence[Finding], segments: int, total: int) -> str:
    """Return what is said at the first place of a habit."""
    mend = "; `--fix` mends them all" if all(finding.safe for finding in alike) else ""
    return f"{alike[0].message}: the first of {len(alike):,} such places in {segments:,} of {total:,} segments{mend}"
