"""What recognition promises for every text: places, no crossing, order, pieces, covered hits, explanations, forms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhi.termbase.library import TermEntry
from yizhi.termbase.model import Kind, Status, Strictness, Term
from yizhi.termbase.recognition.edges import Edges
from yizhi.termbase.recognition.forms import forms
from yizhi.termbase.recognition.index import build, load
from yizhi.termbase.recognition.recogniser import Recogniser, pieces
from yizhi.termbase.recognition.segmentation import tokens
from yizhi.termbase.text.keys import key
from yizhi.termbase.words import dictionary

settings.register_profile("patient", deadline=None)  # the first example compiles jieba's dictionary
settings.load_profile("patient")

TERMS = [
    "联合国",
    "大会",
    "会员国",
    "国会",
    "和平",
    "平等",
    "联合国大会",
    "《公约》缔约方",
    "8.7联盟",
    "UNSC",
    "State party",
    "women's rights",
]


def entry(
    concept: str, text: str, language: str = "zh-Hans", strictness: Strictness = Strictness.TERM, **more: object
) -> TermEntry:
    return TermEntry(concept, strictness, Term(text, language, **more))  # type: ignore[arg-type]


def of(*entries: TermEntry) -> Recogniser:
    return Recogniser.from_entries(entries)


RECOGNISER = of(*(entry(f"c{n}", text, "zh-Hans" if n < 9 else "en") for n, text in enumerate(TERMS)))
PIECES = st.sampled_from(
    [
        *TERMS,
        "聯合國",
        "会员",
        "国",
        "公平和",
        "的",
        "。",
        "，",
        "《",
        "》",
        "“",
        "”",
        " ",
        "\n",
        "\n\n ",
        "第29号",
        "states parties",
        "WOMEN’S RIGHTS",
        "８．７",
        "a",
        "-",
    ]
)
WORDS = [
    "公平",
    "和平",
    "平等",
    "和",
    "的",
    "基督教堂",
    "基督",
    "教堂",
    "新闻工作者",
    "新闻",
    "工作",
    "作者",
    "石油公司",
    "第",
    "二",
    "大",
    "大会",
    "会议",
    "国会",
    "联合国",
    "会员国",
    "图书馆",
    "一马当先",
    "司法机关",
]
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
def test_hits_are_places_of_the_users_text(text: str) -> None:
    for hit in RECOGNISER.hits(text, covered=True):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.text
        assert not hit.text[0].isspace() and not hit.text[-1].isspace()


@given(TEXTS)
def test_hits_do_not_cross_and_are_in_order(text: str) -> None:
    hits = RECOGNISER.hits(text)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert not any(hit.covered for hit in hits)


@given(TEXTS)
def test_covered_hits_lie_inside_kept_ones_and_change_nothing_else(text: str) -> None:
    both = RECOGNISER.hits(text, covered=True)
    kept = [hit for hit in both if not hit.covered]
    assert kept == RECOGNISER.hits(text)
    for hit in both:
        if hit.covered:
            assert any(one.start <= hit.start and hit.end <= one.end for one in kept)


@given(TEXTS)
def test_what_is_found_tells_its_hits(text: str) -> None:
    found, both = RECOGNISER.find(text), RECOGNISER.hits(text, covered=True)
    assert found.hits(covered=True) == both and found.hits() == RECOGNISER.hits(text)


def test_what_is_found_in_a_long_text_is_the_same() -> None:
    text = "联合国大会的会员国讨论了《公约》缔约方会议。" * 3_000
    assert RECOGNISER.find(text).hits(covered=True) == list(RECOGNISER.iter_hits(text, covered=True))


@given(TEXTS)
def test_what_was_found_is_the_term_but_for_its_writing(text: str) -> None:
    for hit in RECOGNISER.hits(text):
        if hit.language != "en":
            assert key(hit.text) == key(hit.term.text)


@given(TEXTS)
def test_languages_apart(text: str) -> None:
    assert all(hit.language == "en" for hit in RECOGNISER.hits(text, "en"))
    assert all(hit.language == "zh-Hans" for hit in RECOGNISER.hits(text, "zh-Hant"))


@given(TEXTS)
def test_explanations_keep_what_recognition_keeps(text: str) -> None:
    verdicts = RECOGNISER.explain(text)
    kept = [(one.start, one.end) for one in verdicts if one.kept]
    assert kept == [(hit.start, hit.end) for hit in RECOGNISER.hits(text)]
    assert all(one.reason and text[one.start : one.end] == one.text for one in verdicts)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join), st.data())
def test_there_is_no_doubt_where_no_word_can_cross(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sure = frozenset(data.draw(st.lists(st.integers(0, len(text)), max_size=1)))
    edges = Edges(dictionary.load())
    nothing = ("", "", entry("", "").term, Strictness.TERM, ())
    if not any(edges.loose(text, [(start, end, start, end, ((*nothing, False), (*nothing, True)))])):
        assert edges.doubt(text, start, end, sure) == 0.0


@settings(max_examples=30)
@given(TEXTS)
def test_words_join_up_to_the_text_and_terms_are_whole(text: str) -> None:
    found = list(tokens(text, RECOGNISER))
    assert "".join(text[token.start : token.end] for token in found) == text
    whole = {(token.start, token.end) for token in found if token.concept}
    assert whole == {(hit.start, hit.end) for hit in RECOGNISER.hits(text)}


@given(st.text("大会。\n a，", max_size=60), st.integers(4, 20))
def test_pieces_tile_the_text(text: str, size: int) -> None:
    found = list(pieces(text, size))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= size for start, end in found)


def test_a_long_text_gives_what_its_sentences_give() -> None:
    sentence = "联合国会员国在大会上提交了报告。"
    text = sentence * 20_000
    hits = list(RECOGNISER.iter_hits(text))
    assert len(hits) == 3 * 20_000
    assert [(hit.start, hit.text) for hit in hits[-3:]] == [
        (len(text) - len(sentence), "联合国"), (len(text) - len(sentence) + 3, "会员国"), (len(text) - len(sentence) + 7, "大会"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["的" * 30_000, "和平等" * 10_000, "《" * 30_000, '中"国' * 10_000, "\n" * 30_000, "a-" * 15_000]
)
def test_odd_texts_are_done_with(text: str) -> None:
    odd = of(entry("a", "的的"), entry("b", "的的的的的"), entry("c", "和平"), entry("d", "平等"), entry("e", "中国"))
    for one, other in pairwise(odd.hits(text)):
        assert one.end <= other.start


def test_one_hit_for_homonyms_the_strictest_first() -> None:
    two = of(
        entry("loose", "方案", strictness=Strictness.CONTEXT),
        entry("admitted", "方案", status=Status.ADMITTED),
        entry("name", "方案", strictness=Strictness.NAME),
        entry("term", "方案"),
    )
    (hit,) = two.hits("方案")
    assert hit.concept == "name"
    assert [concept for concept, _ in hit.homonyms] == ["term", "admitted", "loose"]


def test_the_form_that_is_written_wins_within_a_concept() -> None:
    two = of(entry("un", "联合国"), entry("un", "聯合國", "zh-Hant"), entry("un", "联合国", status=Status.DEPRECATED))
    assert two.hits("聯合國")[0].language == "zh-Hant"
    assert two.hits("联合国")[0].term.status is Status.PREFERRED
    assert two.hits("联合国")[0].homonyms == ()


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_recognised(status: Status) -> None:
    assert of(entry("x", "妇女署", status=status)).hits("妇女署的工作")[0].term.status is status


def test_capitals_may_be_asked_for_or_not() -> None:
    assert of(entry("m", "mission", "en", case_sensitive=True)).hits("Mission, mission") != []
    assert [hit.text for hit in of(entry("m", "Mission", "en", case_sensitive=True)).hits("mission Mission")] == [
        "Mission"
    ]
    assert len(of(entry("w", "WHO", "en", case_sensitive=False)).hits("who WHO")) == 2
    assert of(entry("a", "Aids", "en", kind=Kind.ABBREVIATION)).hits("aids") == []


def test_nothing_in_an_empty_termbase_or_text() -> None:
    assert of().hits("联合国") == [] and of().explain("联合国") == []
    assert RECOGNISER.hits("") == []
    assert of(entry("x", "国"), entry("y", "、。")).hits("国、。") == []


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        ("State party", {"State parties", "States parties"}),
        ("Member States", {"Member State"}),
        ("victim of trafficking", {"victims of trafficking"}),
        ("head of State", {"heads of State"}),
        ("programme", {"programmes", "program", "programs"}),
        ("organized crime", {"organized crimes", "organised crime"}),
        ("the Convention", {"Convention"}),
        ("counter-terrorism", {"counterterrorism"}),
        ("child", {"children"}),
        ("criterion", {"criteria"}),
        ("policy", {"policies"}),
        ("boxes", {"box"}),
        ("NGO", {"NGOs"}),
        ("enterprise", {"enterprises"}),
        ("victims' rights", {"victim's rights", "victims rights"}),
    ],
)
def test_english_forms(term: str, wanted: set[str]) -> None:
    found = forms(term)
    assert found[0] == term and wanted <= set(found) and len(found) == len(set(found))


@pytest.mark.parametrize("term", ["enterprise", "HIV", "news", "access"])
def test_english_forms_that_do_not_exist(term: str) -> None:
    assert not {"enterprize", "hivs", "new", "acces"} & {form.lower() for form in forms(term)}


def test_a_name_keeps_its_number() -> None:
    assert forms("United Nations", name=True) == ["United Nations"]


@given(st.lists(st.tuples(st.sampled_from(TERMS), st.sampled_from(list(Status)), st.booleans()), max_size=8), TEXTS)
def test_the_stored_index_finds_the_same(terms: list[tuple[str, Status, bool]], text: str) -> None:
    index = build(
        entry(
            f"c{n}", term, "zh-Hans" if key(term) > "z" else "en", status=status, case_sensitive=case or None, note="注"
        )
        for n, (term, status, case) in enumerate(terms)
    )
    again = load(index.dump())
    assert again is not None
    assert Recogniser(again).hits(text, covered=True) == Recogniser(index).hits(text, covered=True)


@given(st.integers(0, 2000), st.integers(1, 255))
def test_a_damaged_index_is_not_opened(place: int, change: int) -> None:
    content = bytearray(build([entry("un", "联合国")]).dump()[:2001])
    content[place % len(content)] ^= change
    assert load(bytes(content)) is None
