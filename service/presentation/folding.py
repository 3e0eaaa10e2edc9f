"""Information that says one thing very often is shown to a person once, with how often it holds; programs get all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from yizhi.checks.model import Finding, Severity

OFTEN = 5
"""So often the same information is shown place by place."""


def folded(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield the findings of a file, each with how many further ones it stands for."""
    counts = Counter((f.rule, f.message) for f in findings if f.severity is Severity.INFO)
    folded_already: set[tuple[str, str]] = set()
    for finding in findings:
        what = finding.rule, finding.message
        if finding.severity is not Severity.INFO or counts[what] <= OFTEN:
            yield finding, 0
        elif what not in folded_already:
            folded_already.add(what)
            yield finding, counts[what] - 1
