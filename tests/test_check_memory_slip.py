"""Slips that only a memory can know, with a memory of eight units."""

from __future__ import annotations

import pytest
from memories import pair, take

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding
from yizhi.checks.runner import Selection, check
from yizhi.checks.term_matching.memory_evidence import open_evidence
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.memory import learning
from yizhi.tm.model import Draft, Segment, Unit


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    path = tmp_path_factory.mktemp("memory") / "tm.db"
    take(
        path,
        [pair(f"Ms. Lindqvist spoke on {n} May.", f"委员会于5月{n}日听取了发言。", id=f"{n}") for n in range(1, 9)],
    )
    learning.learn(path)
    library = open_library(builtin=False)
    return Context(library, usage=open_evidence(path, Recogniser.of(library), library))


def _found(context: Context, zh: str, en: str) -> list[Finding]:
    unit = Unit("7", Segment(zh, "zh-Hans"), Segment(en, "en"))
    turned = Unit("8", Segment(en, "en"), Segment(zh, "zh-Hans"))
    selection = Selection((registry.rule("memory-slip"),), {})
    drafts = Draft("d.tsv", "tsv", "zh-Hans", "en", (unit,)), Draft("d.tsv", "tsv", "en", "zh-Hans", (turned,))
    recogniser = Recogniser.of(context.library)
    return [finding for draft in drafts for finding in check(draft, recogniser, context, selection)]


@pytest.mark.parametrize("slip", ["Lindqivst", "Lindqist", "Lindqvvist", "Lindkvist"])
def test_a_name_with_one_slip(context: Context, slip: str) -> None:
    (found,) = _found(context, "她发了言。", f"Ms. {slip} spoke.")
    assert (found.text, found.start, found.suggestion, found.severity.value) == (slip, 4, "Lindqvist", "info")
    assert found.message == f"the memory never has “{slip}”, but “Lindqvist” in 8 units"


def test_a_chinese_word_with_a_character_that_sounds_like_the_right_one(context: Context) -> None:
    (found,) = _found(context, "委原会听取了发言。", "It heard statements.")
    assert (found.text, found.start, found.suggestion) == ("委原会", 0, "委员会")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("委员会听取了发言。", "Ms. Lindqvist spoke."),
        ("人权会听取了发言。", "Ms. Sandqvist spoke."),
        ("委托会议听取了发言。", "Ms. Lindqvista spoke."),
        ("她发了言。", "Mr. Bindqvist spoke of lindqist."),
    ],
)
def test_other_words_are_left_alone(context: Context, zh: str, en: str) -> None:
    assert [found.text for found in _found(context, zh, en)] == []


def test_without_a_lexicon_nothing_is_said(context: Context) -> None:
    assert _found(Context(context.library), "委原会听取了发言。", "Ms. Lindqist spoke.") == []
