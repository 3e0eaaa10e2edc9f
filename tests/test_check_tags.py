"""Inline codes are compared as a whole file gives them, which a case file cannot hold."""

from __future__ import annotations

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.runner import Selection, check
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Draft, Segment, Tag, Unit


def _messages(source: tuple[Tag, ...], target: tuple[Tag, ...]) -> list[str]:
    unit = Unit("1", Segment("见附件。", "zh-Hans", tags=source), Segment("See the annex.", "en", tags=target))
    draft = Draft("draft.xlf", "xliff", "zh-Hans", "en", (unit,))
    library = open_library(builtin=False)
    selection = Selection((registry.rule("tag-mismatch"),), {})
    return [finding.message for finding in check(draft, Recogniser.of(library), Context(library), selection)]


def test_codes_in_another_order_are_fine() -> None:
    a, b = Tag(1, "alone", "1"), Tag(2, "alone", "2")
    assert _messages((a, b), (Tag(0, "alone", "2"), Tag(4, "alone", "1"))) == []


def test_a_lost_code_and_a_foreign_one() -> None:
    assert _messages((Tag(1, "alone", "1"),), (Tag(1, "alone", "7"),)) == [
        "inline code 1 is missing in the translation",
        "inline code 7 has no counterpart in the source",
    ]


def test_closed_before_it_is_opened() -> None:
    pair = Tag(0, "open", "1"), Tag(2, "close", "1")
    assert _messages(pair, (Tag(0, "close", "1"), Tag(3, "open", "1"))) == [
        "inline code 1 is closed before it is opened"
    ]
