"""A fault that runs through a whole draft is told once; every place stays, for --fix and for dismissals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from yizhi.checks import baseline, registry
from yizhi.checks.model import Finding, Severity
from yizhi.checks.recurring_findings import LEAST, told_once
from yizhi.checks.runner import Selection
from yizhi.cli.actions.check import outcome
from yizhi.cli.actions.check_outcome import CheckRequest
from yizhi.tm.model import Draft, Segment, Unit

RULE = "half-width-punctuation"
ONE = Finding(
    RULE, Severity.WARNING, "half-width “,” in Chinese text", "a.tsv", "1", "target", 3, 4, 2, 4, ",", "，", True
)
SELECTION = Selection(tuple(registry.rules()), {})


def draft(units: int) -> Draft:
    segment = Segment("各国,各组织", "zh-Hans")
    return Draft("a.tsv", "tsv", "en", "zh-Hans", tuple(Unit(str(n), segment, segment) for n in range(1, units + 1)))


def faults(number: int, rule: str = RULE) -> list[Finding]:
    return [replace(ONE, rule=rule, unit=str(n), line=n + 1, unit_index=n - 1) for n in range(1, number + 1)]


def warned(findings: list[Finding]) -> list[str | None]:
    return [finding.unit for finding in findings if finding.severity is not Severity.INFO]


def test_a_habit_has_one_warning_that_says_how_often() -> None:
    told = told_once(draft(60), faults(42), SELECTION)
    assert warned(told) == ["1"]
    assert told[0].message == (
        "half-width “,” in Chinese text: the first of 42 such places in 42 of 60 segments; `--fix` mends them all"
    )


def test_every_place_stays_with_its_suggestion_and_its_fingerprint() -> None:
    before = faults(42)
    told = told_once(draft(60), before, SELECTION)
    assert [(f.unit, f.start, f.suggestion, f.safe) for f in told] == [
        (f.unit, f.start, f.suggestion, f.safe) for f in before
    ]
    assert list(map(baseline.fingerprint, told)) == list(map(baseline.fingerprint, before))


@pytest.mark.parametrize(("number", "units"), [(LEAST - 1, 20), (LEAST + 2, 1000)])
def test_few_faults_are_told_one_by_one(number: int, units: int) -> None:
    assert len(warned(told_once(draft(units), faults(number), SELECTION))) == number


def test_many_faults_in_few_segments_are_no_habit() -> None:
    found = [replace(finding, unit="1", line=2, unit_index=0) for finding in faults(40)]
    assert len(warned(told_once(draft(60), found, SELECTION))) == 40


def test_errors_of_other_rules_are_never_folded() -> None:
    assert len(warned(told_once(draft(60), faults(42, "number-mismatch"), SELECTION))) == 42


def test_a_configured_severity_shows_every_place() -> None:
    chosen = replace(SELECTION, severities={RULE: Severity.ERROR})
    assert len(warned(told_once(draft(60), faults(42), chosen))) == 42


def test_what_cannot_be_applied_unseen_promises_no_fix() -> None:
    told = told_once(draft(60), [replace(finding, safe=False) for finding in faults(42)], SELECTION)
    assert "--fix" not in told[0].message


def test_where_the_first_place_is_dismissed_the_next_one_tells(tmp_path: Path) -> None:
    path, dismissed = tmp_path / "a.tsv", tmp_path / "dismissed.json"
    rows = (f"{n}\tStates shall report, {n} of them.\t{n}个国家应当合作,并提出报告。\n" for n in range(1, 41))
    path.write_text("id\ten\tzh-Hans\n" + "".join(rows), "utf-8")
    request = CheckRequest((path,), rules=(RULE,), no_builtin=True, baseline=dismissed)
    baseline.write(dismissed, [outcome(request._replace(baseline=None)).findings[0]])
    left = outcome(request)
    assert (len(left.findings), len(left.dismissed), warned(list(left.findings))) == (39, 1, ["2"])
    assert "the first of 39 such places in 39 of 40 segments" in left.findings[0].message
