"""Which words may stand for each other: families, glosses, what a termbase teaches, how telling words are."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.lexicon import glosses, informativeness
from yizhi.termbase.lexicon.dictionary import dictionary, learnt, weights
from yizhi.termbase.lexicon.families import LENGTH, families, family
from yizhi.termbase.model import Status, Strictness, Term


@dataclass(frozen=True)
class Terms:
    """A termbase of pairs."""

    pairs: tuple[tuple[str, str], ...]
    status: Status = Status.PREFERRED

    @property
    def fingerprint(self) -> str:
        return repr((self.pairs, self.status))

    def terms(self) -> list[tuple[str, Strictness, Term]]:
        return [
            (str(number), Strictness.TERM, Term(text, language, self.status))
            for number, pair in enumerate(self.pairs)
            for text, language in zip(pair, ("zh-Hans", "en"), strict=True)
        ]


@pytest.mark.parametrize(
    "words",
    [
        "traffic trafficking traffickers trafficked",
        "prosecute prosecution prosecutor prosecutions",
        "investigate investigation investigating investigator",
        "politics political",
        "legislation legislative",
        "independent independence",
    ],
)
def test_words_of_one_family(words: str) -> None:
    assert len({family(word) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("smuggle", "traffic"), ("migrant", "refugee"), ("country", "council")])
def test_words_of_two_families(one: str, other: str) -> None:
    assert family(one) != family(other)


def test_words_that_say_nothing_have_no_family() -> None:
    assert families("The protection of the victims, and others.") == [family("protection"), family("victims")]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_a_family_is_short(word: str) -> None:
    assert len(family(word)) <= LENGTH


words = st.text(alphabet="abcdef", min_size=1, max_size=6)
heads = st.text(alphabet="人口贩运移民", min_size=1, max_size=glosses.LONGEST)


@given(st.dictionaries(heads, st.sets(words, min_size=1, max_size=4), max_size=12))
def test_glosses_come_back_from_their_bytes(entries: dict[str, set[str]]) -> None:
    made = glosses.compile_glosses(entries)
    again = glosses.load(made.dump())
    assert again is not None
    for head, found in entries.items():
        assert again.families_of(again.heads[head]) == found


def test_damaged_bytes_are_no_glosses() -> None:
    content = glosses.compile_glosses({"人口": {"popula"}}).dump()
    assert glosses.load(content[:-1]) is None
    assert glosses.load(b"") is None


@given(st.dictionaries(words, st.integers(1, 50), max_size=12), st.integers(50, 100))
def test_weights_come_back_and_fall_with_the_count(counts: dict[str, int], total: int) -> None:
    again = informativeness.load(informativeness.compile_telling(counts, total).dump())
    assert again is not None
    for word, count in counts.items():
        assert 0 < again.weight(word) <= 1
        assert count > 1 or again.weight(word) == 1
        assert all(again.weight(word) <= again.weight(other) for other, fewer in counts.items() if fewer <= count)


def test_damaged_bytes_are_no_weights() -> None:
    assert informativeness.load(informativeness.compile_telling({"a": 2}, 9).dump()[:-1]) is None


def test_the_dictionary_knows_ordinary_words() -> None:
    book = dictionary()
    assert family("smuggle") in book.families_of(book.heads["走私"])
    assert "發展" in book.heads, "traditional headwords too"


EMISSIONS = Terms(
    (
        ("排放", "emission"), ("排放标准", "emission standard"), ("温室气体排放", "greenhouse gas emissions"), ("标准", "standard"),
        ("渔业", "fishery"), ("林业", "forestry"), ("税收", "taxation"), ("选举", "election"), ("教育", "education"),
        ("水资源", "water resources"), ("能源", "energy"), ("气体", "gas"), ("海洋", "ocean"), ("噪声", "noise"), ("废物", "waste"),
        ("港口", "port"), ("铁路", "railway"), ("粮食", "food"), ("住房", "housing"), ("农药", "pesticide"),
        ("医院", "hospital"), ("疫苗", "vaccine"), ("桥梁", "bridge"), ("沙漠", "desert"), ("邮政", "postal service"), ("煤炭", "coal"),
    )
)  # fmt: skip


def test_a_termbase_teaches_what_its_parts_mean() -> None:
    book = learnt(EMISSIONS)
    assert book.families_of(book.heads["排放"]) == {family("emission")}
    assert book.families_of(book.heads["标准"]) == {family("standard")}
    assert "渔业" not in book.heads, "once is no evidence"


def test_proposed_terms_teach_nothing() -> None:
    assert len(learnt(Terms(EMISSIONS.pairs, Status.PROPOSED)).heads) == 0


def test_what_many_terms_share_is_less_telling() -> None:
    found = weights(EMISSIONS)
    assert found.weight("排放") < found.weight("渔业") == 1
    assert found.weight(family("emission")) < found.weight(family("standard"))
