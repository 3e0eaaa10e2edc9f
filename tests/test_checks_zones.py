"""Rules of style leave alone what others wrote, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.runner import Selection, check
from yizhi.checks.zones import quoted
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.drafts.reader import read
from yizhi.tm.model import Draft, Segment, Unit

LIBRARY = open_library(())
RECOGNISER = Recogniser.of(LIBRARY)


def found(draft: Draft, rule: str) -> list[str]:
    """The places of a rule's findings: the words before them in the first sentence, for reading."""
    selection = Selection((registry.rule(rule),), {})
    return [finding.text for finding in check(draft, RECOGNISER, Context(LIBRARY), selection)]


def draft(*paragraphs: str, lang: str = "en") -> Draft:
    units = tuple(Unit(str(n), Segment(text, lang), None, document="d") for n, text in enumerate(paragraphs))
    return Draft("d.txt", "txt", lang, None, units)


def translation(*pairs: tuple[str, str]) -> Draft:
    units = tuple(Unit(str(n), Segment(a, "zh-Hans"), Segment(b, "en"), document="d") for n, (a, b) in enumerate(pairs))
    return Draft("d.tsv", "tsv", "zh-Hans", "en", units)


def test_a_submission_received_in_english_keeps_its_spelling() -> None:
    paragraphs = (
        "II. Replies received from Governments",
        "The program was noted.",
        "Ruritania",
        "[Original: English]",
        "[3 March 2026]",
        "The labor laws were amended.",
        "Borduria",
        "[Original: French]",
        "The defense budget was cut.",
        "III. Conclusions",
        "The harbor was closed.",
    )
    assert found(draft(*paragraphs), "american-spelling") == ["program", "defense", "harbor"]


def test_a_submission_ends_at_the_next_section_however_high_its_number() -> None:
    paragraphs = (
        "XVI. Replies",
        "[Original: English]",
        "The labor laws.",
        "XVII. Conclusions",
        "The harbor was closed.",
    )
    assert found(draft(*paragraphs), "american-spelling") == ["harbor"]


def test_headings_of_the_submission_itself_do_not_end_it() -> None:
    paragraphs = ("II. Replies", "[Original: English]", "I. General", "The labor laws.", "Annex", "The labor laws.")
    assert found(draft(*paragraphs), "american-spelling") == ["labor"]


def test_a_translated_submission_is_the_translators_text() -> None:
    paragraphs = (
        "二. 答复",
        "[原件：英文]",
        "各国政府提交了报告,并作了说明。",
        "[原件：中文]",
        "本国提交了报告,并作了说明。",
    )
    assert len(found(draft(*paragraphs, lang="zh-Hans"), "half-width-punctuation")) == 1


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("* The present document is being issued without formal editing.", 0),
        ("This submission is reproduced as received.", 0),
        ("The Secretary-General has received the following statement, which is being circulated under rule 36.", 0),
        ("The Committee has received the following reports.", 1),
        ("The replies are reproduced as received in the annex.", 1),
        ("The report was received.", 1),
    ],
)
def test_a_text_that_says_it_was_not_edited(note: str, number: int) -> None:
    assert len(found(draft(note, "The labor laws were amended."), "american-spelling")) == number


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("本文件按收到的原样印发。", 0),
        ("本报告附件按收到的原样印发。", 1),
        ("上一份报告写道：“本报告按收到的原样印发”。", 1),
    ],
)
def test_a_chinese_text_that_stands_as_it_was_received(note: str, number: int) -> None:
    assert len(found(draft(note, "各国提交了报告,并作了说明。", lang="zh-Hans"), "half-width-punctuation")) == number


def test_in_a_translation_the_note_changes_nothing() -> None:
    pairs = (
        ("本文件未经正式编辑。", "The present document is being issued without formal editing."),
        ("劳动法。", "The labor laws."),
    )
    assert found(translation(*pairs), "american-spelling") == ["labor"]


def test_rules_about_errors_read_submissions_too() -> None:
    paragraphs = ("[Original: English]", "The labor laws (of 2019 were amended.", "It was closed.", "A.", "B.", "C.")
    assert found(draft(*paragraphs), "unpaired-quote") == ["(of 2019 were amended"]


def test_a_block_quotation_of_markdown_is_a_quotation(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text("The labor laws.\n\n> The labor laws\n> of the harbor.\n\nThe defense of it.\n", "utf-8")
    assert found(read(path), "american-spelling") == ["labor", "defense"]


@pytest.mark.parametrize(
    ("text", "word", "inside"),
    [
        ("He said “the labor laws” there.", "labor", True),
        ('He said "the labor laws" there.', "labor", True),
        ("“The labor laws of several paragraphs:", "labor", True),
        ("He said “the labor laws and left.", "labor", False),
        ('A 5" pipe and labor in a 6" pipe', "labor", False),
        ("《劳动,法》", ",", True),
    ],
)
def test_quotations(text: str, word: str, inside: bool) -> None:
    assert (text.index(word) in quoted(text)) is inside
