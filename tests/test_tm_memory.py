"""The translation memory: what is taken in can be found, in either direction, and nothing is lost or doubled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memories import SAMPLE, TEXTS, pair, take

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.text.keys import key as slow_key
from yizhi.tm.memory import counting, keys, postings
from yizhi.tm.memory.approved import open_approved
from yizhi.tm.memory.concordance import concordance
from yizhi.tm.memory.exporting import pairs as exported
from yizhi.tm.memory.match import Filter
from yizhi.tm.memory.memory import TranslationMemory, open_memory
from yizhi.tm.memory.verify import verify
from yizhi.tm.model import Pair, Segment, Tag


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "m.db"
    take(made, SAMPLE)
    return made


@pytest.fixture
def memory(path: Path) -> Iterator[TranslationMemory]:
    with open_memory(path) as opened:
        yield opened


# Keys and grams


@settings(deadline=None)
@given(TEXTS)
def test_the_quick_key_is_the_key(text: str) -> None:
    assert keys.key(text) == slow_key(text)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_keys_made_together_are_those_made_alone(texts: list[str]) -> None:
    assert keys.all_keys(texts) == [slow_key(text) for text in texts]


@settings(deadline=None)
@given(st.lists(st.one_of(TEXTS, st.text(max_size=90)), min_size=1, max_size=5))
def test_both_ways_of_making_grams_agree(texts: list[str]) -> None:
    found = [keys.key(text).replace("\0", "") for text in texts]
    for place, one in enumerate(found):
        codes = {code for code, _ in keys.grams(one)}
        if len(one) > keys.SHORT:
            codes = {code for code in codes if keys.sampled(code)}
        assert {int(code) >> 32 for code in postings.encode([place], [one])} == codes


# Taking in and finding


def test_an_exact_match_in_both_directions(memory: TranslationMemory) -> None:
    (english,) = memory.search("States should share evidence across borders.", limit=1)
    assert (english.kind, english.score, english.target) == ("exact", 1.0, "各国应跨境分享证据。")
    (chinese,) = memory.search("各国应跨境分享证据。", limit=1)
    assert (chinese.kind, chinese.target) == ("exact", "States should share evidence across borders.")


@pytest.mark.parametrize(
    "text", ["各國應跨境分享證據。", "各国应跨境分享证据｡", "STATES should  share evidence across borders."]
)
def test_script_width_case_and_space_do_not_matter_unless_asked(memory: TranslationMemory, text: str) -> None:
    assert memory.search(text, limit=1)[0].score == 1.0
    assert memory.search(text, limit=1, as_written=True, minimum=0.3)[0].score < 1.0


def test_the_score_is_the_levenshtein_ratio_of_the_keys(memory: TranslationMemory) -> None:
    match = memory.search("States should share proof across borders.", limit=1)[0]
    one, other = "states should share proof across borders.", "states should share evidence across borders."
    from rapidfuzz.distance import Levenshtein

    assert match.score == pytest.approx(1 - Levenshtein.distance(one, other) / len(other))
    assert [(found.text, found.stored) for found in match.differences] == [("proof", "evidence")]


def test_another_number_is_a_near_exact_match_with_its_translation_repaired(memory: TranslationMemory) -> None:
    match = memory.search("Recalling its resolution 70/33 of 4 December 2015,", limit=1)[0]
    assert match.target == "回顾其2014年5月20日第68/12号决议，"
    assert match.proposal == "回顾其2015年12月4日第70/33号决议，"
    assert match.score < 0.9 < 0.94 < match.worth < 1
    assert [(one.old, one.new) for one in match.repairs] == [
        ("2014", "2015"),
        ("5", "12"),
        ("20", "4"),
        ("68/12", "70/33"),
    ]
    assert match.penalty == pytest.approx(0.04)


def test_a_repair_may_bring_a_match_to_the_front(tmp_path: Path) -> None:
    """Less alike than another, for 9 is shorter than 10; with the number exchanged nothing differs."""
    path = tmp_path / "m.db"
    text = "The fund received 10 contributions in the course of the year."
    take(
        path,
        [pair(text.replace("10", "9"), "基金在这一年中收到9笔捐款。"), pair(text.replace("year", "years"), "其他")],
    )
    with open_memory(path) as memory:
        (best,) = memory.search(text, "en", limit=1)
    assert best.proposal == "基金在这一年中收到10笔捐款。"


def test_origins_are_told_and_duplicates_merged(path: Path) -> None:
    again = pair("The supply chain was interrupted.", "供应链中断。", id="7", document="other", changed="2020-01-01")
    assert take(path, [again, again]).units == 0
    with open_memory(path) as memory:
        match = memory.search("供应链中断。", limit=5)[0]
        assert [(one.document, one.unit) for one in match.origins] == [("other", "7"), ("report", "10")]
        assert memory.statistics().units == len(SAMPLE)


def test_the_two_directions_of_a_pair_are_one_unit(path: Path) -> None:
    other = Pair(
        Segment("供应链中断。", "zh-Hans"), Segment("The supply chain was interrupted.", "en"), id="z", document="zh"
    )
    assert take(path, [other]).units == 0
    with open_memory(path) as memory:
        backward = [one for one in exported(memory, every_origin=True) if one.document == "zh"]
        assert [(one.source.language, one.target.language) for one in backward] == [("zh-Hans", "en")]


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Filter(documents=("A/*",)), 2),
        (Filter(documents=("report",)), 0),
        (Filter(since="2017-10-03"), 1),
        (Filter(until="2017-10-02"), 1),
        (Filter(attributes=(("client", "UNODC"),)), 0),
    ],
)
def test_filters(memory: TranslationMemory, only: Filter, found: int) -> None:
    matches = memory.search("The Committee adopted the draft resolution.", only=only, limit=9)
    assert len(matches) == found


def test_a_filter_by_attribute_finds_its_units(memory: TranslationMemory) -> None:
    assert memory.search("各国应跨境分享证据。", only=Filter(attributes=(("client", "UNODC"),)))[0].score == 1


def test_newer_translations_of_one_sentence_come_first(path: Path) -> None:
    take(path, [pair("The supply chain was interrupted.", "供应链断裂。", id="n", document="d", changed="2021-01-01")])
    with open_memory(path) as memory:
        assert [one.target for one in memory.search("The supply chain was interrupted.")] == [
            "供应链断裂。",
            "供应链中断。",
        ]
    approved = open_approved(path)
    assert approved.exact("THE supply chain was interrupted.", "en", "zh-Hans") == ("供应链断裂。", "供应链中断。")
    assert approved.exact("供應鏈中斷。", "zh-Hant", "en") == ("The supply chain was interrupted.",)
    assert approved.exact("unknown", "en", "zh-Hans") == approved.exact("供应链中断。", "en", "zh-Hans") == ()
    approved.close()


def test_inline_codes_and_attributes_come_out_again(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    tags = (Tag(4, "open", "1", "<b>"), Tag(7, "close", "1", "</b>"))
    one = Pair(
        Segment("The end.", "en", tags=tags), Segment("结束。", "zh-Hans"), "5", "d", "2020-01-01", "2020-02-02", "ann",
        (("x", "y"), ("note", "z")),
    )  # fmt: skip
    take(path, [one])
    with open_memory(path) as memory:
        assert list(exported(memory)) == [one]


def test_an_open_memory_sees_what_another_writer_adds(path: Path, memory: TranslationMemory) -> None:
    assert memory.search("Witnesses were protected.") == []
    take(path, [pair("Witnesses were protected.", "证人受到保护。")])
    assert memory.search("Witnesses were protected.")[0].target == "证人受到保护。"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=30), st.data())
def test_whatever_is_taken_in_is_found_exactly_and_the_memory_is_whole(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("m") / "m.db"
    cut = data.draw(st.integers(0, len(texts)))
    for some in (texts[:cut], texts[cut:]):
        take(path, [pair(*both) for both in some])
    assert list(verify(path)) == []
    usable = {both for both in texts if all(keys.key(one) for one in both)}
    with open_memory(path) as memory:
        assert memory.statistics().units == len(usable)
        for english, chinese in usable:
            found = memory.search(english, "en", limit=40)
            assert found
            assert found[0].score == 1.0
            if len(usable) < 8:
                assert (english, chinese) in {(one.source, one.target) for one in found}


# Fuzzy search


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TranslationMemory]:
    """Sentences that share much, in several parts of the index."""
    path = tmp_path_factory.mktemp("varied") / "m.db"
    bodies = ("the Committee", "the Council", "each of the parties to the Convention", "the Secretary-General")
    acts = (
        "adopted the draft resolution",
        "took note of the report",
        "decided to defer the matter to its next session",
    )
    made = [
        pair(f"At its {at}th meeting {body} {act}", f"{body}在第{at}次会议上{act}{at * 'x'}")
        for at, (body, act) in enumerate(product(bodies * 6, acts))
    ]
    for cut in (slice(0, 50), slice(50, 64), slice(64, 68), slice(68, None)):
        take(path, made[cut])
    with open_memory(path) as memory, memory.snapshot():
        yield memory


WORDS = (
    "At its",
    "meeting",
    "the Committee",
    "decided to",
    "defer",
    "Council",
    "report",
    "在第次会议上",
    "次会议",
    "12",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from((1, 2)),
    st.lists(st.sampled_from(WORDS), min_size=1),
    st.integers(1, 12),
    st.integers(1, 4),
    st.integers(0, 70),
    st.one_of(st.none(), st.sets(st.integers(1, 80))),
)  # fmt: skip
def test_both_ways_of_counting_agree(
    varied: TranslationMemory, side: int, words: list[str], most: int, least: int, low: int, allowed: set[int] | None
) -> None:
    key = keys.key(" ".join(words))
    wanted = counting.GramQuery(most, least, low, low + 60, len(key), allowed)
    index = varied.index(side)
    assert len(index.parts) > 1
    codes = list(dict.fromkeys(code for code, _ in keys.grams(key)))
    assert counting.quick(index, codes, wanted) == counting.plain(index, codes, wanted)


def test_short_sentences_do_not_hide_a_longer_one(tmp_path: Path) -> None:
    """Of long ones half the grams are in the index."""
    path = tmp_path / "m.db"
    text = "The Committee took note of the oral report of its secretariat."
    take(
        path, [pair(f"{text[:44]}its chair{at:03}", f"{at}") for at in range(600)] + [pair(f"{text[:-1]} on it", "好")]
    )
    with open_memory(path) as memory:
        assert memory.search(text, "en", limit=1)[0].target == "好"


# Concordance


@pytest.mark.parametrize(
    ("word", "lines", "piece"),
    [
        ("委员会", 2, "委员会"), ("供应链", 1, "供应链"), ("链", 1, "链"), ("決議", 2, "决议"), ("draft", 2, "draft"),
        ("committee", 2, "Committee"), ("share evidence", 1, "share evidence"), ("vidence", 0, ""), ("of", 1, "of"),
        ("68/12", 1, "68/12"), ("不在这里", 0, ""),
    ],
)  # fmt: skip
def test_concordance(memory: TranslationMemory, word: str, lines: int, piece: str) -> None:
    found = concordance(memory, [word])
    assert len(found.lines) == lines == found.total
    for line in found.lines:
        assert {line.source[slice(*place)] for place in line.places} == {piece}


def test_concordance_of_several_forms_marks_the_counterparts(memory: TranslationMemory) -> None:
    found = concordance(memory, ["resolution", "decision"], ["决议", "决定"], limit=2)
    assert found.total == 3
    assert len(found.lines) == 2
    assert all(line.target_places for line in found.lines)
    chinese = concordance(memory, ["决议"], only=Filter(documents=("A/RES/*",)))
    assert [line.target for line in chinese.lines] == ["Recalling its resolution 68/12 of 20 May 2014,"]


def test_an_acronym_behind_han_is_found(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    long = "关于打击跨国有组织犯罪的各项措施的执行情况以及关于向发展中国家提供技术援助的情况根据联合国UNODC的报告加以审议并就此提出建议"
    take(path, [pair("A report", long)])
    with open_memory(path) as memory:
        assert concordance(memory, ["UNODC"], language="zh-Hans").total == 1


# Errors


def test_what_is_no_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YizhiError, match="no such translation memory"):
        open_memory(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("hello there, this is text", "utf-8")
    with pytest.raises(YizhiError, match="not a translation memory"):
        open_memory(tmp_path / "text.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE x (y)").connection.close()
    with pytest.raises(YizhiError, match="not a translation memory of yizhi"):
        open_memory(tmp_path / "other.db")
