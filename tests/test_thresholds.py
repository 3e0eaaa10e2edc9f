"""Thresholds of rules that no case of a single segment notices: each fails when its number is moved by half (`make mutants`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding, Severity
from yizhi.checks.runner import Selection, check
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.drafts.reader import read
from yizhi.tm.model import Draft, Segment, Unit

CHAD = (
    "id\tstrictness\tdomain\tzh-Hans\tzh-Hans.admitted\ten\ten.admitted\n"
    "chad\tname\tgeography\t乍得\t乍得共和国\tChad\tRepublic of Chad\n"
)


def findings(rule: str, segments: list[tuple[str, str]], termbases: list[Path], builtin: bool = False) -> list[Finding]:
    library = open_library(termbases, builtin=builtin)
    units = tuple(
        Unit(str(number), Segment(zh, "zh-Hans"), Segment(en, "en"), document="d")
        for number, (zh, en) in enumerate(segments, 1)
    )
    draft = Draft("draft.tsv", "tsv", "zh-Hans", "en", units)
    return check(draft, Recogniser.of(library), Context(library), Selection((registry.rule(rule),), {}))


@pytest.mark.parametrize(("usual", "rare", "told"), [(3, 2, 0), (4, 2, 2), (2, 1, 1)])
def test_a_form_of_a_country_is_the_usual_one_from_twice_as_often(
    usual: int, rare: int, told: int, tmp_path: Path
) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(CHAD, "utf-8")
    segments = [("乍得通过了法律。", "Chad adopted a law.")] * usual
    segments += [("乍得设立了委员会。", "The Republic of Chad established a committee.")] * rare
    assert len(findings("country-name", segments, [path])) == told


def test_a_clause_that_a_machine_says_three_times_is_a_warning() -> None:
    clause = "the States parties shall cooperate with one another in good faith"
    zh = "缔约国应真诚合作，并提供一切必要的协助，以落实各项建议，并向会议报告。"
    beginnings = ("First,", "Moreover,", "Lastly,")
    for times, severity in ((2, Severity.INFO), (3, Severity.WARNING)):
        en = " ".join(f"{beginning} {clause}." for beginning in beginnings[:times])
        [finding] = findings("repetition", [(zh, en)], [])
        assert finding.severity is severity


@pytest.mark.parametrize(("word", "told"), [("is", False), ("rules", True)])
def test_short_words_that_stand_twice_are_left_to_other_rules(word: str, told: bool) -> None:
    zh = "规则和条例以及该办法都已公布。"
    assert bool(findings("repetition", [(zh, f"The {word} and {word} were published.")], [])) == told


@pytest.mark.parametrize(
    ("name", "slip", "told"),
    [("沿江地区水文监测中心", "沿江地区水文监则中心", True), ("水文监测站", "水文监则站", False)],
)
def test_a_declared_name_is_compared_from_eight_characters_on(name: str, slip: str, told: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = [
        f"{name}（以下简称监测方）提交了报告。",
        f"会议感谢{name}。",
        f"会议请{name}继续工作。",
        f"秘书处将与{slip}联系。",
    ]
    path.write_text("\n\n".join(lines), "utf-8")
    library = open_library()
    rules = Selection((registry.rule("name-near-miss"),), {})
    told_words = [finding.text for finding in check(read(path), Recogniser.of(library), Context(library), rules)]
    assert (slip in told_words) == told
