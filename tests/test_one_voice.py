"""A slip is told by one rule: by the one that says most of it."""

from __future__ import annotations

from yizhi.service.session import Resources, Session

_NAME, _TYPO = "name-near-miss", "likely-typo"


def _told(text: str, *rules: str) -> list[str]:
    with Session(Resources(rules=rules)) as session:
        return [finding.rule for finding in session.check_text(text)]


def test_a_slip_in_a_name_is_told_by_the_name() -> None:
    assert _told("联合国环境规化署提交了报告。", _NAME, _TYPO) == [_NAME]


def test_without_the_fuller_rule_the_other_one_tells() -> None:
    assert _told("联合国环境规化署提交了报告。", _TYPO) == [_TYPO]


def test_a_slip_elsewhere_is_told_beside_it() -> None:
    assert _told("联合国环境规化署采取严历措施。", _NAME, _TYPO) == [_NAME, _TYPO]
