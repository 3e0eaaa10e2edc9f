"""What is recognised in a draft stays for its next check, and changes nothing in what is found."""

from pathlib import Path

import pytest

from yizhi.checks.document import RecognisedSegment
from yizhi.checks.segment_store import SegmentStore
from yizhi.service.configured import configured
from yizhi.service.session import Session
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Segment

FIRST = "联合国毒品和犯罪问题办公室加强强合作。\n\n委员会通过了决议。\n\n委员会通过了决议。\n"
CHANGES = [
    FIRST.replace("决议", "决定", 1),
    f"新的一段。\n\n{FIRST}",
    FIRST.replace("联合国毒品和犯罪问题办公室", "联合国毒品与犯罪问题办公室"),
    "委员会通过了决议。\n",
    FIRST,
]


def test_a_changed_draft_has_the_findings_of_a_new_one(tmp_path: Path) -> None:
    with Session(configured(tmp_path).resources) as session:
        session.check_draft("draft.txt", FIRST.encode())
        for text in CHANGES:
            with Session(configured(tmp_path).resources) as fresh:
                expected = fresh.check_draft("draft.txt", text.encode())
            assert session.check_draft("draft.txt", text.encode()) == expected


def test_what_did_not_change_is_not_recognised_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    find = Recogniser.find

    def counted(self: Recogniser, text: str, *arguments: object) -> object:
        texts.append(text)
        return find(self, text, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Recogniser, "find", counted)
    with Session(configured(tmp_path).resources) as session:
        session.check_draft("draft.txt", FIRST.encode())
        assert len(texts) == 3
        texts.clear()
        session.check_draft("draft.txt", FIRST.replace("决议", "决定", 1).encode())
    assert texts == ["委员会通过了决定。"]


def _checked(store: SegmentStore, path: str, *texts: str) -> tuple[bool, list[RecognisedSegment]]:
    """Return whether a draft was known, and the segments of a check of it."""
    with store.loan(path) as loan:
        segments = [loan("source", Segment(text, "zh-Hans"), None) for text in texts]  # type: ignore[arg-type]
    return bool(loan.former), segments


def test_the_same_text_twice_is_two_segments() -> None:
    store = SegmentStore()
    for _ in range(2):
        _, (first, second) = _checked(store, "a", "大会", "大会")
        assert first is not second


def test_the_drafts_of_the_longest_ago_go_first() -> None:
    store = SegmentStore(characters=4)
    for path, text in (("a", "大会"), ("b", "大会"), ("c", "大")):
        _checked(store, path, text)
    assert [_checked(SegmentStore(), "a", "大会")[0], _checked(store, "b", "大")[0]] == [False, True]
    _checked(store, "d", "联合国大会")
    assert not _checked(store, "d", "大")[0]


def test_many_short_drafts_do_not_stay() -> None:
    store = SegmentStore(drafts=2)
    for path in ("a", "b", "c"):
        _checked(store, path, "大")
    assert [_checked(store, path, "大")[0] for path in ("c", "b")] == [True, True]
    assert not _checked(store, "a", "大")[0]
