"""Mining as a whole: repeated units, names, titles, the English of a term, what the termbase has, proposals."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhi.termbase.language import EN, ZH_HANS
from yizhi.termbase.library import Library, TermEntry, open_library
from yizhi.termbase.model import Concept, Strictness, Term
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.mining import mining, units
from yizhi.tm.mining.chinese import names
from yizhi.tm.mining.existing_terms import ExistingTerms as Known
from yizhi.tm.mining.model import Candidate, Corpus, MiningTarget, excerpt, unwatched
from yizhi.tm.mining.ngrams import GAP, levels
from yizhi.tm.mining.spotting import spot

# ------------------------------------------------------------------ sequences


@given(st.lists(st.integers(0, 4), max_size=60), st.integers(1, 3))
def test_levels_count_every_frequent_sequence(codes: list[int], least: int) -> None:
    wanted: Counter[tuple[int, ...]] = Counter()
    for size in range(1, 6):
        for at in range(len(codes) - size + 1):
            part = tuple(codes[at : at + size])
            wanted[part] += GAP not in part
    found = {}
    for level in levels(np.array(codes, np.int32), least, 5):
        for number, count in enumerate(level.counts.tolist()):
            places = level.places[level.starts[number] : level.starts[number + 1]].tolist()
            part = tuple(codes[places[0] : places[0] + level.size])
            assert all(tuple(codes[place : place + level.size]) == part for place in places)
            found[part] = count
    assert found == {part: count for part, count in wanted.items() if count >= least}


def test_freedom_is_what_the_commonest_neighbour_leaves() -> None:
    # 1 2 stands four times: before it 3, 3, 3, 4; after it 5 and three edges.
    codes = np.array([3, 1, 2, 5, 0, 3, 1, 2, 0, 3, 1, 2, 0, 4, 1, 2], np.int32)
    pairs = next(level for level in levels(codes, 4, 2) if level.size == 2)
    assert pairs.lefts.tolist() == pytest.approx([0.25])
    assert pairs.rights.tolist() == pytest.approx([0.75])


# ------------------------------------------------------------------ units

REPORT = [
    "各方商定加强湖岸灯塔巡查制度，并请成员国为湖岸灯塔巡查制度提供资金。",
    "代表们讨论了湖岸灯塔巡查制度的经费；有些人认为灯塔巡查应由国家负责。",
    "根据湖岸灯塔巡查制度，每年巡查两次。灯塔巡查的费用很高。",
    "联合国大会没有讨论灯塔巡查问题。",
    "",
]


def test_a_repeated_unit_is_found_with_its_edges() -> None:
    found = {unit.text: unit for unit in units.chinese(REPORT, names(), unwatched)}
    assert found["湖岸灯塔巡查制度"].frequency == 4
    assert found["湖岸灯塔巡查制度"].rows == (0, 1, 2)
    assert not any(text.startswith(("的", "岸")) or text.endswith("的") for text in found)


def test_what_stands_inside_a_longer_unit_counts_less() -> None:
    found = {unit.text: unit for unit in units.chinese(REPORT, names(), unwatched)}
    assert found["灯塔巡查"].frequency == 7
    assert found["灯塔巡查"].outside < 7


def test_english_units_have_no_small_words_at_their_edges() -> None:
    rows = [
        "The lake lighthouse patrol of the region met.",
        "A lake lighthouse patrol is costly.",
        "No lake lighthouse patrol.",
    ]
    assert [unit.text for unit in units.english(rows, unwatched)] == ["lake lighthouse patrol"]


# ------------------------------------------------------------------ pairs

_ZH = ["灯塔", "运河", "图书馆", "邮局", "风车", "渡轮", "博物馆", "集市"]
_EN = ["lighthouse", "canal", "library", "post office", "windmill", "ferry", "museum", "market"]
_VERBS = [
    ("参观了", "visited"),
    ("关闭了", "closed"),
    ("修理了", "repaired"),
    ("描绘了", "painted"),
    ("保护了", "protected"),
]
_WHO = [("市长", "The mayor"), ("委员会", "The committee"), ("学生们", "The students"), ("画家", "The painter")]
_TERM = ("湖岸灯塔巡查制度", "lakeside lighthouse patrol scheme")


class NoDictionary:
    """A dictionary that knows nothing."""

    def family(self, word: str) -> str:
        return word

    def renderings(self, word: str) -> frozenset[str]:
        return frozenset()


@pytest.fixture(scope="module")
def pairs() -> Corpus:
    rng = random.Random(7)
    corpus = Corpus()
    things = [*zip(_ZH, _EN, strict=True)]
    for number in range(240):
        (who_zh, who_en), (verb_zh, verb_en) = rng.choice(_WHO), rng.choice(_VERBS)
        (one_zh, one_en), (two_zh, two_en) = rng.sample(things, 2)
        if number % 12 == 0:
            two_zh, two_en = _TERM
        corpus.add(
            f"{who_zh}{verb_zh}{one_zh}和{two_zh}。",
            f"{who_en} {verb_en} the {one_en} and the {two_en}.",
            "m.tmx",
            number + 1,
        )
    return corpus


def test_the_english_of_a_listed_term(pairs: Corpus) -> None:
    wanted = MiningTarget(("湖岸灯塔巡查制度", "运河", "博物馆", "不存在的词"))
    found = {one.source: one for one in mining.mine(pairs, NoDictionary, wanted=wanted)}
    assert {source: one.target for source, one in found.items()} == {
        "湖岸灯塔巡查制度": "lakeside lighthouse patrol scheme", "运河": "canal", "博物馆": "museum",
    }  # fmt: skip
    evidence = pairs.evidence(found["湖岸灯塔巡查制度"].rows[0], ZH_HANS, "湖岸灯塔巡查制度")
    assert "湖岸灯塔巡查制度" in evidence.text
    assert "lakeside lighthouse patrol scheme" in evidence.translation


def test_the_chinese_of_a_listed_english_term(pairs: Corpus) -> None:
    (found,) = mining.mine(pairs, NoDictionary, wanted=MiningTarget(("lakeside lighthouse patrol scheme",)))
    assert (found.language, found.target) == (EN, "湖岸灯塔巡查制度")


def test_candidates_of_pairs_come_with_their_english(pairs: Corpus) -> None:
    found = {one.source: one.target for one in mining.mine(pairs, NoDictionary)}
    assert found["湖岸灯塔巡查制度"] == "lakeside lighthouse patrol scheme"
    assert found["图书馆"] == "library"


def test_a_chain_across_both_languages() -> None:
    corpus = Corpus()
    corpus.add("国际灯塔组织（灯塔组织）开会。", "The International Lighthouse Organization (ILO) met.", "a.tsv", 2)
    (found,) = [one for one in mining.mine(corpus, NoDictionary) if one.pattern == "declared abbreviation"]
    assert (found.source, found.target) == ("国际灯塔组织", "International Lighthouse Organization")
    assert found.variants == ("灯塔组织", "ILO")


# ------------------------------------------------------------------ documents


def candidates(*texts: str) -> dict[str, Candidate]:
    corpus = Corpus()
    for number, text in enumerate(texts, 1):
        zh = any("\u4e00" <= char <= "\u9fff" for char in text)
        corpus.add(text if zh else "", "" if zh else text, "draft.txt", number)
    return {one.source: one for one in mining.mine(corpus, NoDictionary)}


def test_titles() -> None:
    found = candidates(
        "他们通过了《湖泊灯塔守则〈修订本〉》和题为“灯塔之夜”的决议。",
        "A report entitled “The night of lighthouses” was read.",
    )
    assert {text for text, one in found.items() if one.pattern == "title marks"} == {
        "湖泊灯塔守则〈修订本〉", "灯塔之夜", "The night of lighthouses",
    }  # fmt: skip


def test_names_by_their_head() -> None:
    found = candidates(
        "请极地渡轮安全问题特别报告员出席。", "极地渡轮安全问题特别报告员同意出席。", "他感谢极地渡轮安全问题特别报告员。",
        "It thanked the Special Rapporteur on polar ferries and the Committee on the Rights of Lighthouse Keepers.",
    )  # fmt: skip
    assert found["极地渡轮安全问题特别报告员"].frequency == 3
    assert "Committee on the Rights of Lighthouse Keepers" in found


def test_every_pattern_is_found_by_its_file() -> None:
    folder = Path(mining.patterns.__path__[0])
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {pattern.name.replace(" ", "_") for pattern in mining.all_patterns()} == files


def test_long_evidence_is_cut_to_the_sentence() -> None:
    text = "无关。" * 200 + "湖岸灯塔巡查制度有效。" + "无关。" * 200
    assert excerpt(text, "灯塔巡查").strip("…") == "湖岸灯塔巡查制度有效。"


@given(st.text(alphabet="的灯塔巡查（）《》，。A b\n", max_size=80))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_mined(text: str) -> None:
    corpus = Corpus()
    corpus.add(text, "", "x", 1)
    for one in mining.mine(corpus, NoDictionary):
        assert one.source.strip()
        assert 0 <= one.score <= 1


# ------------------------------------------------------------------ spotting


def test_terms_of_a_list_are_spotted_in_any_writing() -> None:
    corpus = Corpus()
    corpus.add("燈塔與運河", "Lighthouses, a LIGHTHOUSE", "x", 1)
    corpus.add("灯塔", "", "x", 2)
    assert list(spot(corpus, ["灯塔", "lighthouse", "house", "邮局"])) == [
        ("灯塔", ZH_HANS, (0, 1)),
        ("lighthouse", EN, (0,)),
    ]


# ------------------------------------------------------------------ the termbase


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    table = tmp_path / "own.tsv"
    table.write_text(
        "id\tzh-Hans\tzh-Hans.short\ten\tstrictness\n"
        "lights\t国际湖泊灯塔保护组织\t灯塔组织\tInternational Lake Lighthouse Organization\tname\n"
        "ferry\t渡轮\t\t\tterm\n"
        "italy\t意大利\t\tItaly\tname\n",
        "utf-8",
    )
    with open_library([table], builtin=False) as found:
        yield found


def sift(library: Library, *found: Candidate, text: str = "") -> tuple[list[Candidate], list[str]]:
    corpus = Corpus()
    corpus.add(text or "。".join(one.source for one in found), "", "x", 1)
    kept, suspects = Known(library, Recogniser.of(library)).sifted(found, corpus)
    return kept, [suspect.official for suspect in suspects]


def test_what_is_known_is_left_out(library: Library) -> None:
    assert sift(library, Candidate("国际湖泊灯塔保护组织", ZH_HANS, "name", 0.9)) == ([], [])


def test_a_new_short_form_is_a_variant_of_its_concept(library: Library) -> None:
    one = Candidate("国际湖泊灯塔保护组织", ZH_HANS, "declared abbreviation", 0.9, variants=("灯塔组织", "湖灯组织"))
    (kept,), _ = sift(library, one)
    assert (kept.concept, kept.variants, kept.target) == (
        "lights",
        ("湖灯组织",),
        "International Lake Lighthouse Organization",
    )


def test_an_english_for_a_concept_that_has_none(library: Library) -> None:
    (kept,), _ = sift(library, Candidate("渡轮", ZH_HANS, "parallel", 0.9, target="ferry"))
    assert (kept.concept, kept.target) == ("ferry", "ferry")


def test_a_near_miss_of_a_name_is_a_suspect(library: Library) -> None:
    assert sift(library, Candidate("国际湖泊灯塔保获组织", ZH_HANS, "name", 0.9)) == ([], ["国际湖泊灯塔保护组织"])


def test_a_piece_of_a_known_name_is_no_candidate(library: Library) -> None:
    one = Candidate("大利", ZH_HANS, "statistical", 0.5, rows=(0,))
    assert sift(library, one, text="意大利和意大利") == ([], [])


def test_known_terms_bound_names(library: Library) -> None:
    known = Known(library, Recogniser.from_entries([TermEntry("a", Strictness.NAME, Term("灯塔组织", ZH_HANS))]))
    assert known.spans("灯塔组织", ZH_HANS) == [(0, 4, "a")]


def test_concept_ids_are_the_same_each_time() -> None:
    from yizhi.tm.mining.proposals import concept_of

    corpus = Corpus()
    corpus.add("湖灯", "lake light", "x.tsv", 3)
    one = Candidate("湖灯", ZH_HANS, "parallel", 0.5, 2, "lake light", ("LL",), rows=(0,))
    made = concept_of(one, corpus)
    assert isinstance(made, Concept)
    assert made == concept_of(one, corpus)
    assert made.references[0].title == "x.tsv:3: 湖灯 = lake light"
    assert [term.kind.value for term in made.terms] == ["full form", "full form", "abbreviation"]
