"""Alignment: what has one name in both languages: values, labels, words of the lexicon, terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.lexicon import bilingual
from yizhi.termbase.model import Concept, Status, Term
from yizhi.tm.alignment import anchors, identities
from yizhi.tm.alignment.align import Aligner, AlignmentSide

# ------------------------------------------------------------------ identities


@pytest.mark.parametrize(
    ("zh", "en", "shared"),
    [
        ("第五十八届会议", "at its fifty-eighth session", {"#58"}),
        ("2019年4月15日", "15 April 2019", {"#2019", "@4", "#15"}),
        ("十二月三日", "3 December", {"@12", "#3"}),
        ("350万人", "3.5 million people", {"#3500000"}),
        ("1 860万美元", "$18.6 million", {"#18600000"}),
        ("两万三千五百", "twenty-three thousand five hundred", {"#23500"}),
        ("一百零五个", "one hundred and five", {"#105"}),
        ("第2388（2017）号决议", "resolution 2388 (2017)", {"#2388", "#2017"}),
        ("A/74/127号文件", "document A/74/127", {"~a/74/127"}),
        ("Ａ／７４／１２７", "A/74/127", {"~a/74/127"}),
        ("12,345和100 000", "12,345 and 100,000", {"#12345", "#100000"}),
        ("百分之三十五", "35 per cent", {"#35"}),
        ("为什么？", "Why?", {"?"}),
        ("二〇二一年", "2021", {"#2021"}),
        ("一个人", "one person", set()),
    ],
)
def test_the_same_value_has_the_same_name(zh: str, en: str, shared: set[str]) -> None:
    found, words = identities.english(en)
    english = {*found, *("~" + word for word in words)}
    assert set(identities.chinese(zh)) & english == shared


@pytest.mark.parametrize(
    ("text", "value"),
    [("三十五", 35), ("二〇一五", 2015), ("两万三", 20003), ("十", 10), ("一亿二千万", 120_000_000), ("万", None)],
)
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert identities.han_value(text) == value


@given(st.text(max_size=80))
def test_identities_take_any_text(text: str) -> None:
    list(identities.chinese(text))
    identities.english(text)
    anchors.label(text)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("12. The Committee", ("12",)),
        ("十二、结论", ("12",)),
        ("XII. Conclusions", ("12",)),
        ("(a) To meet", ("a",)),
        ("(i) To meet", ("i", "1")),
        ("（一）开会", ("1",)),
        ("第十二条 定义", ("12",)),
        ("Article 12", ("12",)),
        ("甲. 管理", ("a",)),
        ("A. Governance", ("a",)),
        ("② 第二", ("2",)),
        ("3.5 per cent", ()),
        ("The 12 States", ()),
        ("一个国家", ()),
    ],
)
def test_labels(text: str, readings: tuple[str, ...]) -> None:
    assert anchors.label(text) == readings


# ------------------------------------------------------------------ lexicon


def test_a_lexicon_finds_its_headwords_in_both_scripts_and_survives_the_disk(tmp_path: Path) -> None:
    made = bilingual.compile_glosses(
        {"缔约国": ["State party", "States parties"], "国": ["country"]}, {"締": "缔", "約": "约", "國": "国"}
    )
    file = tmp_path / "lexicon"
    file.write_bytes(bilingual.dump(made))
    kept = bilingual.load(file)
    assert kept is not None
    codes = bilingual.simplify(kept, bilingual.code_points("各締約國和缔约国"))
    at, found = bilingual.find(kept, codes)
    assert sorted((int(a), int(kept.sizes[f])) for a, f in zip(at, found, strict=True)) == [
        (1, 3),
        (3, 1),
        (5, 3),
        (7, 1),
    ]


@pytest.mark.parametrize("damage", [b"", b"x" * 200, b"\x80" + b"\0" * 63 + b"yizhi lexicon 1\n{}" + b" " * 200])
def test_a_damaged_lexicon_counts_as_missing(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "lexicon"
    file.write_bytes(damage)
    assert bilingual.load(file) is None


class _Terms:
    fingerprint = "test"

    def concepts(self) -> list[Concept]:
        zh, en = Term("蓝皮哨兵", "zh-Hans"), Term("quibblewort", "en")
        odd = Term("红皮哨兵", "zh-Hans", Status.PROPOSED)
        return [Concept("c", (zh, en, odd))]


def test_the_termbase_is_evidence() -> None:
    def score(zh: str, *terms: _Terms) -> float:
        return Aligner(terms=terms).align(AlignmentSide([zh], None, True), AlignmentSide(["Quibbleworts."]))[0].score

    assert score("蓝皮哨兵。", _Terms()) > score("蓝皮哨兵。") + 0.01
    assert score("红皮哨兵。", _Terms()) == score("红皮哨兵。")
