"""The warm session: plain values, safe for threads, aware of files that change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yizhi.checks.model import Severity
from yizhi.service.session import PAIR_NAME, TEXT_NAME, Resources, Session
from yizhi.termbase.errors import YizhiError

TERMS = "id\tstrictness\tzh-Hans\ten\nsc\tname\t安全理事会\tSecurity Council\n"
MORE = TERMS + "ga\tname\t大会\tGeneral Assembly\n"


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.tsv"
    path.write_text(TERMS, encoding="utf-8")
    return path


@pytest.fixture
def session(terms: Path) -> Session:
    return Session(Resources((terms,), builtin=False))


def test_look_up_and_recognise(session: Session) -> None:
    assert [match.concept.id for match in session.look_up("Security Council")] == ["sc"]
    text = "安全理事会通过决议。"
    assert [(text[hit.start : hit.end], hit.concept) for hit in session.recognize(text)] == [("安全理事会", "sc")]
    assert session.recognize(text, "en") == []
    assert [(verdict.concept, verdict.kept) for verdict in session.explain_terms(text)] == [("sc", True)]


def test_a_text_is_checked_in_its_own_offsets(session: Session) -> None:
    text = "委员会审议了报告,并通过了决定。"
    findings = session.check_text(text)
    assert [(finding.rule, finding.path) for finding in findings] == [("half-width-punctuation", TEXT_NAME)]
    assert text[findings[0].start : findings[0].end] == findings[0].text == ","


@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_checked_in_both_directions(session: Session, turned: bool) -> None:
    texts = ("会议于2019年4月15日举行。", "The meeting was held on 15 April 2018.")
    findings = session.check_pair(*(texts[::-1] if turned else texts))
    assert [(finding.rule, finding.path, finding.side) for finding in findings] == [
        ("date-mismatch", PAIR_NAME, "target")
    ]


def test_a_draft_is_checked_from_its_bytes(session: Session) -> None:
    data = "id\tzh\ten\nu7\t共有45名代表。\tThere were 54 representatives.\n".encode()
    findings = session.check_draft("draft.tsv", data)
    assert [(finding.rule, finding.unit, finding.text) for finding in findings] == [("number-mismatch", "u7", "54")]


def test_a_changed_termbase_is_noticed(session: Session, terms: Path) -> None:
    assert session.look_up("大会") == []
    terms.write_text(MORE, encoding="utf-8")
    assert [match.concept.id for match in session.look_up("大会")] == ["ga"]


def test_rules_and_severities_are_those_asked_for(terms: Path) -> None:
    resources = Resources((terms,), False, rules=("half-width-punctuation",), severities={"half-width-punctuation": Severity.ERROR})  # fmt: skip
    with Session(resources) as session:
        assert [rule.name for rule in session.rules()] == ["half-width-punctuation"]
        assert [finding.severity for finding in session.check_text("大会,安理会。")] == [Severity.ERROR]
    with pytest.raises(YizhiError, match="unknown rule 'no-such'"):
        Session(Resources(rules=("no-such",)))


def test_alignment_pairs_sentences(session: Session) -> None:
    aligned = session.align("安全理事会开会。秘书长发言。", "The Security Council met. The Secretary-General spoke.")
    assert [(bead.source, bead.target) for bead in aligned.beads] == [((0,), (0,)), ((1,), (1,))]
    assert aligned.source[0] == "安全理事会开会。"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_said_to_be_nothing(session: Session, text: str) -> None:
    with pytest.raises(YizhiError, match="empty"):
        session.check_text(text)


def test_many_threads_get_the_answers_of_one(session: Session) -> None:
    pairs = [
        (f"共有{number}名代表。", f"There were {number + number % 2} representatives.") for number in range(11, 61)
    ]
    alone = [session.check_pair(*pair) for pair in pairs]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda pair: session.check_pair(*pair), pairs)) == alone
    assert sum(map(len, alone)) == 25


def test_the_manual_of_a_rule(session: Session) -> None:
    assert session.explain("number-mismatch").startswith("A number of the source")
    with pytest.raises(YizhiError, match="unknown rule"):
        session.explain("number-mismach")
