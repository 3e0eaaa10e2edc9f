"""What the terminology rules share: later mentions, declared short forms, places, severities, a draft's own ways."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding, Severity
from yizhi.checks.runner import Selection, check
from yizhi.checks.term_matching.concepts import head
from yizhi.checks.term_matching.indirect_mentions import abbreviates
from yizhi.termbase.library import Library, open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Draft, Segment, Unit

RULES = ("term-missing", "term-extra", "term-replaced", "country-name", "abbreviation-mismatch")


@cache
def builtin() -> tuple[Library, Recogniser]:
    library = open_library()
    return library, Recogniser.of(library)


def findings(
    pairs: list[tuple[str, str]], library: Library | None = None, memory: object = None, documents: bool = False
) -> list[Finding]:
    """The findings of the terminology rules; the first language is Chinese where it holds Han characters."""
    known, recogniser = builtin() if library is None else (library, Recogniser.of(library))
    languages = ("zh-Hans", "en") if any("\u4e00" <= char <= "\u9fff" for char in pairs[0][0]) else ("en", "zh-Hans")
    units = tuple(
        Unit(
            str(number), Segment(source, languages[0]), Segment(target, languages[1]), document=str(number * documents)
        )
        for number, (source, target) in enumerate(pairs, 1)
    )
    rules = tuple(registry.rule(name) for name in RULES)
    draft = Draft("draft.tsv", "tsv", *languages, units)
    return check(draft, recogniser, Context(known, memory=memory), Selection(rules, {}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "lang", "wanted"),
    [
        ("United Nations Office on Drugs and Crime", "en", "Office"),
        ("Convention against Corruption", "en", "Convention"),
        ("Joint Inspection Unit", "en", "Unit"),
        ("trafficking in persons", "en", ""),
        ("联合国打击跨国有组织犯罪公约", "zh", "公约"),
        ("联合国", "zh", ""),
    ],
)
def test_what_a_later_mention_keeps(name: str, lang: str, wanted: str) -> None:
    assert head(name, lang) == wanted


@pytest.mark.parametrize(
    ("acronym", "name", "wanted"),
    [
        ("UNODC", "United Nations Office on Drugs and Crime", True),
        ("GDP", "gross domestic product", True),
        ("OECD", "Organization for Security and Cooperation in Europe", False),
        ("WHO", "World Trade Organization", False),
    ],
)
def test_acronyms_that_fit_a_name(acronym: str, name: str, wanted: bool) -> None:
    assert abbreviates(acronym, name) is wanted


def test_names_that_stand_for_each_other_are_errors() -> None:
    found = findings([("世界贸易组织发表了报告。", "The International Criminal Court issued a report.")])
    assert [(f.rule, f.severity) for f in found] == [("term-replaced", Severity.ERROR)]
    assert found[0].suggestion == "World Trade Organization"
    assert found[0].related[0].text == "世界贸易组织"


def test_an_equal_translation_has_no_findings() -> None:
    assert findings([("世界贸易组织", "世界贸易组织")]) == []


def test_a_term_that_the_draft_renders_freely_is_no_error_in_it(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("id\tzh-Hans\ten\nwealth\t富裕程度\taffluence\n", encoding="utf-8")
    library = open_library([path], builtin=False)
    one = [("该国的富裕程度提高了。", "The nation grew.")]
    assert [f.text for f in findings(one, library)] == ["富裕程度"]
    many = [
        (f"{place}的富裕程度提高了。", f"{name} grew.") for place, name in (("甲国", "A"), ("乙国", "B"), ("丙国", "C"))
    ] * 4
    assert not [f for f in findings(many, library) if f.severity is not Severity.INFO]


def test_the_neighbour_counts_only_within_a_document() -> None:
    pairs = [
        ("由世界卫生组织主持，会议于六月举行。", "The meeting was held in June."),
        ("会议通过了建议。", "Convened by the World Health Organization, it adopted recommendations."),
    ]
    assert findings(pairs) == []
    assert {f.rule for f in findings(pairs, documents=True)} == {"term-missing", "term-extra"}


DRUGS = "联合国毒品和犯罪问题办公室"


@pytest.mark.parametrize(
    ("first", "later", "wanted"),
    [
        # A declared short form stands for the name from then on.
        ((f"{DRUGS}开会。", "The United Nations Office on Drugs and Crime (UNDRUG) met."), (f"{DRUGS}报告。", "UNDRUG reported."), set()),
        ((f"{DRUGS}开会。", "The United Nations Office on Drugs and Crime met."), (f"{DRUGS}报告。", "UNDRUG reported."), {"term-missing"}),
        # A year in brackets is none.
        (("阿尔巴尼亚（2019年）提交了报告。", "Albania (2019) submitted its report."), ("阿尔巴尼亚于2019年批准。", "Ratified in 2019."), {"country-name"}),
    ],
)  # fmt: skip
def test_only_what_is_declared_stands_for_a_name(
    first: tuple[str, str], later: tuple[str, str], wanted: set[str]
) -> None:
    assert {f.rule for f in findings([first, later])} == wanted


def test_what_the_memory_has_approved_is_right() -> None:
    class Memory:
        def exact(self, text: str, source_language: str, target_language: str) -> tuple[str, ...]:
            return ("The museum was restored with funds from UNESCO.",)

    pair = [("这座博物馆由教科文组织与国际海事组织出资修缮。", "The museum was restored with funds from UNESCO.")]
    assert findings(pair)
    assert findings(pair, memory=Memory()) == []


def test_both_directions_find_the_same_countries() -> None:
    zh, en = "斯洛伐克修复了灯塔。", "Slovenia repaired the lighthouse."
    there, back = findings([(zh, en)]), findings([(en, zh)])
    assert [f.rule for f in there] == [f.rule for f in back] == ["country-name"]
    assert (there[0].suggestion, back[0].suggestion) == ("Slovakia", "斯洛文尼亚")


def test_traditional_characters_are_read() -> None:
    library, recogniser = builtin()
    unit = Unit(
        "1",
        Segment("世界衛生組織編寫了報告。", "zh-Hant"),
        Segment("The World Health Organization prepared a report.", "en"),
    )
    draft = Draft("draft.tsv", "tsv", "zh-Hant", "en", (unit,))
    rules = tuple(registry.rule(name) for name in RULES)
    assert check(draft, recogniser, Context(library), Selection(rules, {})) == []


def test_empty_and_strange_segments_do_no_harm() -> None:
    assert findings([("", ""), ("……", "..."), ("《》（）", "()"), ("12", "12"), ("\U00020000", "x")]) == []
