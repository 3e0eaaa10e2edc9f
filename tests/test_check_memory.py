"""The rule that asks a memory, with a memory of three lines."""

from __future__ import annotations

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding
from yizhi.checks.runner import Selection, check
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Draft, Segment, Unit


class Approved:
    """A memory that knows one sentence."""

    def exact(self, text: str, source_language: str, target_language: str) -> tuple[str, ...]:
        known = {"缔约国应当采取措施。": ("States parties shall take measures.", "States parties must take measures.")}
        return known.get(text, ())


def _findings(zh: str, en: str) -> list[Finding]:
    unit = Unit("7", Segment(zh, "zh-Hans"), Segment(en, "en"))
    draft = Draft("draft.tsv", "tsv", "zh-Hans", "en", (unit,))
    library = open_library(builtin=False)
    selection = Selection((registry.rule("memory-differs"),), {})
    return check(draft, Recogniser.of(library), Context(library, Approved()), selection)


def test_another_translation_than_the_approved_one() -> None:
    (found,) = _findings("缔约国应当采取措施。", "States should take measures.")
    assert (found.unit, found.side, found.text) == ("7", "target", "States should take measures.")
    assert found.suggestion == "States parties shall take measures."
    assert "“parties shall” where the draft has “should”" in found.message


def test_an_approved_one_and_an_unknown_sentence() -> None:
    assert _findings("缔约国应当采取措施。", "States parties must take measures") == []
    assert _findings("会议通过了报告。", "The report was adopted.") == []
