"""Cleaning: every case as written, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases.cleaning import CASES
from damage import Kinds, damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.cleaning.clean import Cleaned, clean, lines

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

CHINESE = (
    "一. 导言",
    "1. 大会在第 78/12 号决议中请秘书长就可持续发展目标的执行进展情况提出报告，并邀请各区域委员会、各基金和方案以及国际金融机构提供资料。",
    "2. 本报告是根据该项请求编写的。报告介绍了会员国在扶贫、教育、卫生和性别平等方面采取的措施，并就今后的工作提出建议。",
    "二. 会员国采取的措施",
    "3. 许多会员国报告说，它们已将相关目标纳入国家发展计划，加强了统计机构的能力，并建立了由各部委、地方当局和民间社会参与的协调机制。一些国家还通过了新的立法，规定定期向议会报告进展情况。",
    "4. 若干内陆发展中国家和小岛屿发展中国家强调，它们仍然面临债务负担沉重、气候变化影响加剧以及获得资金机会有限等挑战，因此需要国际社会给予更多支助。",
    "(a) 加强国家统计能力，特别是在数据收集、分析和传播方面的能力；",
    "(b) 促进南南合作和三角合作，分享良好做法和经验教训。",
    "5. 在报告所涉期间，经济和社会事务部在二十五个国家举办了讲习班，共有一千多名官员参加，其中半数以上为妇女。讲习班的评价表明，绝大多数参加者认为所学知识对其工作十分有用。",
    "三. 结论和建议",
    "6. 会员国不妨考虑增加自愿捐款，以确保方案的可持续性，并将执行情况列入下届会议的临时议程，见 E/2023/15 号文件。",
)
ENGLISH = (
    "I. Introduction",
    "1. In its resolution 78/12, the General Assembly requested the Secretary-General to report on progress in the implementation of the Sustainable Development Goals, and invited the regional commissions, the funds and programmes and the international financial institutions to provide information.",
    "2. The present report was prepared pursuant to that request. It describes measures taken by Member States in the areas of poverty, education, health and gender equality, and contains recommendations for future work.",
    "II. Measures taken by Member States",
    "3. Many Member States reported that they had incorporated the relevant targets into their national development plans, strengthened their statistical institutions and established coordination mechanisms with the participation of ministries, local authorities and civil society.",
    "(a) To strengthen national statistical capacity, in particular with regard to the collection, analysis and dissemination of data;",
    "(b) To promote South-South and triangular cooperation, and to share good practices and lessons learned.",
    "4. Member States may wish to consider increasing their voluntary contributions in order to ensure the sustainability of the programme, and to include its implementation in the provisional agenda, as set out in document E/2023/15.",
)


LONG_CHINESE = tuple(
    text.replace("78/12", f"78/{12 + n}").replace("2023/15", f"2023/{15 + n}").replace("二十五", f" {25 + n} ")
    for n in range(6)
    for text in CHINESE
)
LONG_ENGLISH = tuple(
    text.replace("78/12", f"78/{12 + n}").replace("2023/15", f"2023/{15 + n}").replace("voluntary", f"{n} voluntary")
    for n in range(8)
    for text in ENGLISH
)


def paragraphs(cleaned: Cleaned) -> list[str]:
    """The texts of the running paragraphs."""
    return [paragraph.text for paragraph in cleaned.paragraphs]


def holds(text: str, mapped: Mapped) -> None:
    """Every character is the one at its place, or a space for a gap of white space and things set aside; places rise."""
    assert mapped.starts is not None
    assert mapped.ends is not None
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    for number, char in enumerate(mapped.text):
        start, end = mapped.starts[number], mapped.ends[number]
        assert start < end
        assert char == text[start] if end == start + 1 and not text[start].isspace() else char.isspace()
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)


@pytest.mark.parametrize(("name", "text", "expected", "reasons"), CASES, ids=[case[0] for case in CASES])
def test_case(name: str, text: str, expected: tuple[str, ...], reasons: tuple[str, ...]) -> None:
    cleaned = clean(text)
    assert tuple(paragraphs(cleaned)) == expected
    assert tuple(reason for _, _, reason in cleaned.removed) == reasons
    for paragraph in (*cleaned.paragraphs, *cleaned.footnotes):
        holds(text, paragraph)


def test_footnotes_are_kept_apart() -> None:
    text = next(text for name, text, *_ in CASES if name.startswith("footnotes in"))
    assert [note.text for note in clean(text).footnotes] == ["第 76/4 号决议。", "见 E/2021/9，第三章。"]


_PIECES = st.sampled_from(
    [
        "大会，",
        "请秘书长",
        "第 5 段",
        "A/78/44",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        " ",
        "1. ",
        "(a) ",
        "____",
        "1",
        "¹",
        "，2",
        "*",
        "5/22 V.19-04874",
        "http://undocs.org/A/1",
        "The Assembly ",
        "resolution",
        ".",
        "E/2020/ 30",
        "12 345",
        "\u3000",
        "𠮷",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_nothing_is_lost_and_every_place_is_right(text: str) -> None:
    cleaned = clean(text)
    covered = set()
    for mapped in cleaned.paragraphs:
        holds(text, mapped)
        assert mapped.text == mapped.text.strip()
        assert mapped.text
        covered |= {at for at, char in zip(mapped.starts or (), mapped.text, strict=True) if not char.isspace()}
    removed = {at for start, end, _ in cleaned.removed for at in range(start, end) if not text[at].isspace()}
    assert not covered & removed
    assert covered | removed == {at for at, char in enumerate(text) if not char.isspace()}


_SENTENCE = st.lists(
    st.sampled_from(["大会", "秘书长", "会员国的报告", "，", "执行", "《宪章》"]), min_size=1, max_size=60
).map("".join)


@given(st.lists(st.tuples(_SENTENCE, st.sampled_from("。；！？")).map("".join), min_size=1, max_size=20))
def test_clean_text_comes_out_unchanged(sentences: list[str]) -> None:
    assert paragraphs(clean("\n".join(sentences))) == sentences
    assert not clean("\n".join(sentences)).removed


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=12))
def test_clean_english_comes_out_unchanged(text: list[str]) -> None:
    assert paragraphs(clean("\n".join(text))) == text


def _sentences(texts: list[str]) -> list[str]:
    """Cut at sentence ends, which cleaning leaves open: a wrapped line that ends a sentence stays apart."""
    import re

    return [
        piece.strip() for text in texts for piece in re.split(r"(?<=[。！？；])|(?<=[.;])\s", text) if piece.strip()
    ]


@pytest.mark.parametrize("text", [LONG_CHINESE, LONG_ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("blank_lines", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_damage_is_undone(text: tuple[str, ...], blank_lines: bool, seed: int) -> None:
    raw = damaged(text, seed, Kinds(blank_lines=blank_lines, width=70 + 3 * seed))
    assert _sentences(paragraphs(clean(raw))) == _sentences(list(text))


def test_lines_touches_nothing() -> None:
    assert paragraphs(lines(" a \n\n5/22 V.19-04874\r\nb")) == ["a", "5/22 V.19-04874", "b"]


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="the measuring data is not beside the repository")
def test_seeds_lose_nothing() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        cleaned = clean(text)
        kept = sum(not char.isspace() for mapped in cleaned.paragraphs for char in mapped.text)
        gone = sum(not text[at].isspace() for start, end, _ in cleaned.removed for at in range(start, end))
        assert kept + gone == sum(not char.isspace() for char in text)
        assert not any("undocs.org" in mapped.text or "V.19-" in mapped.text for mapped in cleaned.paragraphs)
