"""Inline codes of a source in the translation that a memory proposes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhi.tm.memory.code_anchors import anchors
from yizhi.tm.memory.codes import carried
from yizhi.tm.memory.dedupe import dedupe
from yizhi.tm.memory.match import MemoryMatch
from yizhi.tm.memory.memory import open_memory
from yizhi.tm.memory.placing import Placed, place
from yizhi.tm.memory.repair import TermSpot
from yizhi.tm.memory.writing import MemoryWriter
from yizhi.tm.model import Pair, Segment, Tag

LANGUAGES = ("en", "zh-Hans")
TERMS = {
    "General Assembly": "大会",
    "resolution": "决议",
    "Office": "办公室",
    "trafficking in persons": "贩运人口",
    "Member States": "会员国",
}


def coded(written: str) -> tuple[str, tuple[Tag, ...]]:
    """`a <1>b</1><x2/>` as text and codes."""
    text, tags = "", []
    for piece in re.split(r"(</?\w+/?>)", written):
        if not re.fullmatch(r"</?\w+/?>", piece):
            text += piece
            continue
        kind = "close" if piece.startswith("</") else "alone" if piece.endswith("/>") else "open"
        name = piece.strip("</>")
        tags.append(Tag(len(text), kind, name, f'<g id="{name}">' if kind == "open" else "</g>" if kind == "close" else f'<x id="{name}"/>'))  # fmt: skip
    return text, tuple(tags)


def shown(text: str, tags: Sequence[Tag]) -> str:
    """The other way round."""
    out, done = "", 0
    for tag in tags:
        out += text[done : tag.at] + {"open": f"<{tag.id}>", "close": f"</{tag.id}>"}.get(tag.kind, f"<{tag.id}/>")
        done = tag.at
    return out + text[done:]


def terms(text: str, language: str, other: str) -> list[TermSpot]:
    """The terms of TERMS in a text."""
    found = []
    for one, two in TERMS.items():
        mine, theirs = (one, two) if language == "en" else (two, one)
        found += [TermSpot(at.start(), at.end(), one, (theirs,)) for at in re.finditer(re.escape(mine), text)]
    return sorted(found, key=lambda spot: spot.start)


def by_evidence(source: str, translation: str, languages: tuple[str, str] = LANGUAGES) -> tuple[str, int]:
    text, tags = coded(source)
    placed = place(text, tags, translation, {}, anchors(text, translation, languages, terms))
    return shown(translation, placed.tags), len(placed.unsure)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        # around everything, before everything, behind everything
        ("<1>The meeting rose.</1>", "<1>散会。</1>"),
        ("<1><2>The meeting rose.</2></1>", "<1><2>散会。</2></1>"),
        ("<x1/>The meeting rose.<x2/>", "<x1/>散会。<x2/>"),
        ("<1>The meeting rose</1>.", "<1>散会</1>。"),
        ("The meeting rose<x1/>.", "散会<x1/>。"),
        # by clauses: a lead, a label, a sentence of two
        ("<1>Objective</1>: to rise.", "<1>目标</1>：散会。"),
        ("<1>Objective:</1> to rise.", "<1>目标：</1>散会。"),
        ("(a) <1>To rise;</1>", "(a) <1>散会；</1>"),
        ("They met. <1>They rose.</1>", "会晤。<1>散会。</1>"),
        # values and symbols
        ("See <1>A/72/127</1>, part two", "见<1>A/72/127</1>第二部分"),
        ("in 2017, <1>34</1> States", "<1>34</1>个国家在2017年"),
        ("Recalling <1>resolution 72/195</1> on it", "回顾关于它的<1>第72/195号决议</1>"),
        ("Recalling <1>resolution <2>72/195</2></1> on it", "回顾关于它的<1>第<2>72/195</2>号决议</1>"),
        ("on <1>19 December 2017</1> it met", "它在<1>2017年12月19日</1>开会"),
        ("in <1>December</1> it met", "它在<1>12月</1>开会"),
        ("the <1>seventy-fourth</1> session", "<1>第七十四届</1>会议"),
        ("in resolution 72/195<x1/> it met", "它在第72/195号<x1/>决议中开会"),
        # terms and names
        ("the <1>Office</1> on Drugs", "毒品<1>办公室</1>"),
        ("against <1>trafficking in persons</1> by <2>Member States</2>", "<2>会员国</2>打击<1>贩运人口</1>"),
        ("help of <1>UNODC</1> and others", "其他人和<1>UNODC</1>的帮助"),
        ("the General Assembly<x1/> met in it", "在那里开会的大会<x1/>"),
        # a title or remark: the one quotation or bracket
        ("the book “<1>Crime today</1>” of it", "它的《<1>今日犯罪</1>》一书"),
        ("the rule <1>(see there)</1> of it", "它的规则<1>（见彼处）</1>的"),
    ],
)  # fmt: skip
def test_sure_places(source: str, wanted: str) -> None:
    translation = coded(wanted)[0]
    assert by_evidence(source, translation) == (wanted, 0)


@pytest.mark.parametrize(
    ("source", "wanted", "unsure"),
    [
        ("the <1>very first</1> of it", "它的第一个<1></1>", 2),
        ("it <x1/>met there", "它在那里开会<x1/>", 1),
        # twice there, so nobody can say which
        ("<1>A/72/127</1> and A/72/127 again", "A/72/127和A/72/127再次<1></1>", 2),
        # the pair inside has a place, the one around it none
        ("it <1>met <2>34</2> States there</1> once", "在那里<2>34</2>国曾会晤它<1></1>", 2),
        # order of what is left is that of the source
        ("it <1>met</1> <x2/>there <3>once</3>", "曾在那里会晤<1></1><x2/><3></3>", 5),
    ],
)
def test_what_has_no_sure_place_stands_at_the_end(source: str, wanted: str, unsure: int) -> None:
    assert by_evidence(source, coded(wanted)[0]) == (wanted, unsure)


def test_from_chinese_into_english() -> None:
    chinese = ("zh-Hans", "en")
    for source, wanted in (
        ("回顾<1>第72/195号决议</1>及其附件，", "Recalling <1>resolution 72/195</1> and its annex,"),
        ("<1>大会</1>审议了报告。<x2/>", "The <1>General Assembly</1> considered the report.<x2/>"),
        ("审议了34份报告<x1/>。", "It considered 34 reports<x1/>."),
        ("<1>一、</1><2>会员国</2>的看法", "I. Views of <2>Member States</2><1></1>"),
    ):
        assert by_evidence(source, coded(wanted)[0], chinese)[0] == wanted


def test_codes_that_keep_their_order() -> None:
    text = "34 and 35 met"
    tags = tuple(Tag(at, "alone", str(at), f'<ph id="{at}" canReorder="no"/>') for at in (2, 9))
    placed = place(text, tags, "35和34会晤", {}, anchors(text, "35和34会晤", LANGUAGES))
    assert (shown("35和34会晤", placed.tags), len(placed.unsure)) == ("35和34会晤<2/><9/>", 2)


def test_codes_without_partners_and_codes_that_cross() -> None:
    tags = Tag(0, "close", "9", '<ept id="9">b</ept>'), Tag(4, "open", "8", '<bpt id="8">i</bpt>')
    placed = place("They", tags, "他们", {}, anchors("They", "他们", LANGUAGES))
    assert [(tag.at, tag.id) for tag in placed.tags] == [(0, "9"), (2, "8")]
    cross = tuple(
        Tag(at, kind, id_, f'<{"bpt" if kind == "open" else "ept"} id="{id_}"/>')
        for at, kind, id_ in ((0, "open", "1"), (3, "open", "2"), (5, "close", "1"), (8, "close", "2"))
    )
    placed = place("a, 34, b", cross, "甲，34，乙", {}, anchors("a, 34, b", "甲，34，乙", LANGUAGES))
    assert Counter(placed.tags) >= Counter(placed.unsure)
    assert sorted(tag.id for tag in placed.tags) == ["1", "1", "2", "2"]


def remembered(folder: Path, *pairs: tuple[str, str]) -> Path:
    """A memory of pairs with codes."""
    path = folder / "tm.db"

    def segment(written: str, language: str) -> Segment:
        text, tags = coded(written)
        return Segment(text, language, tags=tags)

    units = [Pair(segment(one, "en"), segment(two, "zh-Hans"), str(at)) for at, (one, two) in enumerate(pairs)]
    with MemoryWriter(path) as writer:
        for _ in writer.take(iter(units), "a"):
            pass
    return path


def first(path: Path, source: str, languages: tuple[str, str] = LANGUAGES) -> tuple[str, MemoryMatch, Placed]:
    text, tags = coded(source)
    with open_memory(path) as memory:
        match = memory.search(text, *languages, minimum=0.5, limit=1)[0]
        placed = carried(memory, Segment(text, languages[0], tags=tags), match)
    return shown(match.proposal, placed.tags), match, placed


STORED = ("Do <b>not</b> use the <i>word</i><x7/> here, <x8/>ever.", "在<x8/>这里<b>切勿</b>使用该<i>字</i><x7/>。")


def test_the_codes_that_the_memory_keeps(tmp_path: Path) -> None:
    path = remembered(tmp_path, STORED)
    # other names, the same places
    found, _, placed = first(path, "Do <1>not</1> use the <2>word</2><x3/> here, <x4/>ever.")
    assert (found, placed.unsure) == ("在<x4/>这里<1>切勿</1>使用该<2>字</2><x3/>。", ())
    # fewer of them
    assert first(path, "Do not use the <2>word</2> here, ever.")[0] == "在这里切勿使用该<2>字</2>。"
    # other places: nothing is known of them
    found, _, placed = first(path, "Do not <1>use</1> the word here, ever.")
    assert (found, len(placed.unsure)) == ("在这里切勿使用该字。<1></1>", 2)
    # and from the other side
    found, _, placed = first(path, "在这里<1>切勿</1>使用该字。", ("zh-Hans", "en"))
    assert (found, placed.unsure) == ("Do <1>not</1> use the word here, ever.", ())


def test_the_codes_of_a_similar_sentence(tmp_path: Path) -> None:
    path = remembered(
        tmp_path, ("The <b>strict</b> rule of 1 May 2017<x1/> was used.", "采用了2017年5月1日<x1/>的<b>严格</b>规则。")
    )
    found, match, placed = first(path, "The <1>strict</1> rule of 4 June 2018<x2/> was used.")
    assert match.score < 1
    assert (found, placed.unsure) == ("采用了2018年6月4日<x2/>的<1>严格</1>规则。", ())


def test_units_that_become_one_keep_their_codes_in_place(tmp_path: Path) -> None:
    path = remembered(
        tmp_path,
        ("The  <b>general</b> assembly<x1/> met.", "大會<b>開</b>會<x1/>。"),
        ("The General Assembly met.", "大会开会。"),
    )
    with MemoryWriter(path) as writer:
        (group,) = dedupe(writer)
    assert group.kept[1:] == ("The General Assembly met.", "大会开会。")
    assert first(path, "The <3>General</3> Assembly<4/> met.")[0] == "大会<3>开</3>会<4/>。"
    assert first(path, "大會<3>開</3>會。", ("zh-Hant", "en"))[0] == "The <3>General</3> Assembly met."


LEAVES = st.sampled_from(["<x/>", "word ", "34 ", "A/72/1 ", "UNODC ", ". ", ": "])
NESTED = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def written(tree: object, numbers: Iterator[int]) -> str:
    """A tree of texts and codes: a list is a pair of codes around what is in it."""
    if isinstance(tree, list):
        number = next(numbers)
        return f"<{number}>{''.join(written(one, numbers) for one in tree)}</{number}>"
    return f"<x{next(numbers)}/>" if tree == "<x/>" else str(tree)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(NESTED, max_size=5),
    st.lists(st.sampled_from(["字", "34", "A/72/1", "UNODC", "。", "：", "，"]), max_size=8),
)
def test_every_code_is_there_once_and_pairs_nest(trees: list[object], translation: list[str]) -> None:
    numbers = count(1)
    text, tags = coded("".join(written(tree, numbers) for tree in trees))
    target = "".join(translation)
    placed = place(text, tags, target, {}, anchors(text, target, LANGUAGES))
    assert Counter((tag.kind, tag.id) for tag in placed.tags) == Counter((tag.kind, tag.id) for tag in tags)
    assert all(0 <= one.at <= other.at <= len(target) for one, other in pairwise(placed.tags))
    stack: list[str] = []
    for tag in placed.tags:
        if tag.kind == "open":
            stack.append(tag.id)
        elif tag.kind == "close":
            assert stack.pop() == tag.id
    assert not stack
    assert set(placed.unsure) <= set(placed.tags)
