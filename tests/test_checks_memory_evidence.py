"""What a memory adds to the doubt about a term, and what it tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from memories import pair, take

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding
from yizhi.checks.runner import Selection, check
from yizhi.checks.term_matching.memory_evidence import MOST, MemoryEvidence, TermUsage, open_evidence
from yizhi.termbase.library import Library, open_library
from yizhi.termbase.recognition.hit import Hit
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.memory import learning
from yizhi.tm.model import Draft, Segment, Unit

TERMS = "id\tzh-Hans\ten\nprogramme\t工作方案\tprogramme of work\nprogress\t进展\tprogress\n"
YEARS = range(2001, 2016)


class Bench:
    """A memory of thirty units: 工作方案 is always the programme of work, 进展 is hardly ever progress."""

    def __init__(self, folder: Path) -> None:
        memory = folder / "tm.db"
        terms = folder / "terms.tsv"
        terms.write_text(TERMS, "utf-8")
        listed = [
            pair(
                f"The programme of work for {year} was adopted.",
                f"通过了{year}年工作方案。",
                id=f"{year}",
                document="A/1",
            )
            for year in YEARS
        ]
        freely = [
            pair(f"In {year} much was achieved.", f"{year}年取得了许多进展。", id=f"{year}", document="A/2")
            for year in YEARS
        ]
        take(memory, [*listed, *freely])
        learning.learn(memory)
        self.library: Library = open_library([terms], builtin=False)
        self.recogniser = Recogniser.of(self.library)
        self.memory: MemoryEvidence = open_evidence(memory, self.recogniser, self.library)

    def hit(self, text: str) -> Hit:
        (found,) = self.recogniser.hits(text, None)
        return found

    def findings(self, zh: str, en: str, *, weighed: bool = True) -> list[Finding]:
        unit = Unit("7", Segment(zh, "zh-Hans"), Segment(en, "en"))
        draft = Draft("draft.tsv", "tsv", "zh-Hans", "en", (unit,))
        context = Context(self.library, usage=self.memory if weighed else None)
        return check(draft, self.recogniser, context, Selection((registry.rule("term-missing"),), {}))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("memory"))


def test_how_a_memory_renders_a_term(bench: Bench) -> None:
    programme, progress = bench.memory.usage(bench.hit("工作方案")), bench.memory.usage(bench.hit("进展"))
    assert (programme.units, programme.otherwise, programme.settled) == (15, 0, True)
    assert (progress.units, progress.otherwise, progress.settled) == (15, 15, False)
    assert [(example.document, example.unit) for example in programme.examples] == [
        ("A/1", "2001"), ("A/1", "2002"), ("A/1", "2003"),
    ]  # fmt: skip
    english = bench.memory.usage(bench.hit("the programme of work"))
    assert (english.units, english.otherwise) == (15, 0)


def test_a_free_rendering_surprises_the_more_the_seldomer_the_memory_has_one() -> None:
    never, seldom, always = (TermUsage(30, number, ()).surprise for number in (0, 3, 30))
    assert never > seldom > always
    assert TermUsage(0, 0, ()).surprise == 0
    assert always < 0 < never


def test_a_word_is_lost_whose_renderings_are_not_there(bench: Bench) -> None:
    programme = bench.hit("工作方案")
    assert bench.memory.lost(programme, "The programme of work was adopted.") < 0.2
    assert bench.memory.lost(programme, "The budget was approved.") > 0.6
    assert bench.memory.lost(bench.hit("the programme of work"), "核准了预算。") > 0.6


def test_what_is_added_never_passes_its_limit(bench: Bench) -> None:
    change = bench.memory.change(bench.hit("工作方案"), "The budget was approved.", False)
    assert 0 < change <= MOST
    assert bench.memory.change(bench.hit("进展"), "Much was achieved.", False) < 0


def test_usage_raises_a_doubt_and_tells_where_it_is_from(bench: Bench) -> None:
    zh, en = "委员会通过了2017年工作方案。", "The Committee adopted its work for 2017."
    assert bench.findings(zh, en, weighed=False) == []
    (found,) = bench.findings(zh, en)
    assert (found.severity.value, found.side, found.text) == ("info", "source", "工作方案")
    assert found.message.endswith("rendered as listed in 15 of 15 units of the memory: A/1 2001; A/1 2002; A/1 2003")


def test_usage_acquits_what_the_memory_renders_freely(bench: Bench) -> None:
    zh, en = (
        "2017年的谈判取得了进展，各方表示欢迎。",
        "The negotiations of 2017 were welcomed by all parties.",
    )
    assert [found.text for found in bench.findings(zh, en, weighed=False)] == ["进展"]
    assert bench.findings(zh, en) == []
