"""A dismissed finding stays dismissed as long as its words are the same, and no longer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from yizhi.checks import baseline
from yizhi.checks.model import Finding, Severity
from yizhi.termbase.errors import YizhiError

ONE = Finding("number-mismatch", Severity.ERROR, "45 is 54", "a/draft.tsv", "7", "target", 3, 5, 8, 4, "54", "45")


def test_a_moved_finding_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    baseline.write(path, [ONE])
    moved = replace(ONE, unit="12", line=90, start=13, end=15, path="b/draft.tsv")
    assert baseline.split([moved], baseline.read(path)) == ([], [moved])


def test_other_words_are_another_finding(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    baseline.write(path, [ONE])
    for other in (replace(ONE, text="55"), replace(ONE, rule="date-mismatch"), replace(ONE, suggestion="46")):
        assert baseline.split([other], baseline.read(path)) == ([other], [])


def test_each_dismissal_hides_one(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    assert baseline.write(path, [ONE]) == 1
    assert baseline.split([ONE, ONE], baseline.read(path)) == ([ONE], [ONE])
    assert baseline.write(path, [ONE]) == 2
    assert baseline.split([ONE, ONE], baseline.read(path)) == ([], [ONE, ONE])


def test_what_is_no_baseline_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text("[1, 2]", "utf-8")
    for call in (lambda: baseline.read(path), lambda: baseline.write(path, [ONE])):
        with pytest.raises(YizhiError, match="not a baseline file"):
            call()
    assert path.read_text("utf-8") == "[1, 2]"
