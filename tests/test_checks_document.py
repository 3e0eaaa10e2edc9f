"""What is asked once a document is what would be asked of each paragraph: whole texts, guards of names, stranded characters."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.checks.document import APART, Document, documents
from yizhi.checks.names import _chinese
from yizhi.checks.names._index import CROWD, HEADS, LONGEST, Chinese, anchor_length, chinese
from yizhi.checks.spelling.doubled_word import repeats
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.words.lattice import BOUND, alone, joined, stranded
from yizhi.tm.model import Draft, Segment, Unit

LIBRARY = open_library()
RECOGNISER = Recogniser.of(LIBRARY)
TEXTS = st.lists(st.text(st.sampled_from("ab—。的 1\n\0"), min_size=1, max_size=6), max_size=6)


def document(texts: list[str]) -> Document:
    units = tuple(Unit(str(n), Segment(text, "zh-Hans"), None, document="d") for n, text in enumerate(texts))
    found = documents(Draft("d.txt", "txt", "zh-Hans", None, units), RECOGNISER)
    return found[0] if found else Document(Draft("d.txt", "txt", "zh-Hans", None, ()), "d")


@given(TEXTS)
def test_the_paragraphs_in_which_something_matches(texts: list[str]) -> None:
    whole = document(texts)
    for pattern in ("a", "b。", "1?—", "[ab]{2}"):
        wanted = [text for text in texts if re.search(pattern, text)]
        assert [side.text for _, side in whole.matching("zh", re.compile(pattern))] == wanted


@given(TEXTS)
def test_every_place_of_the_whole_is_one_in_a_paragraph(texts: list[str]) -> None:
    whole = document(texts)
    places = [(number, at) for number, text in enumerate(texts) for at in range(len(text) + 1)]
    assert [whole.located("zh", place) for place in range(len(whole.whole("zh")))] == places
    assert whole.whole("zh").count(APART) == len(texts)
    assert not list(whole.matching("en", re.compile("a")))


def changed(key: str, rng: random.Random) -> str:
    """A name with one slip: a character or a part lost, exchanged, added."""
    at = rng.randrange(len(key))
    kind = rng.randrange(4)
    gone = rng.randrange(3, 8) if kind == 3 and len(key) >= LONGEST else int(kind < 3 and kind != 1)
    return key[:at] + ("" if kind in (0, 3) else rng.choice("的开发署员会国际和")) + key[at + gone :]


def nowhere(start: int, end: int) -> bool:
    return False


def all_keys(index: Chinese) -> Iterator[str]:
    """The keys of all names of an index, which are read as they are asked for and have no length."""
    with suppress(IndexError):
        for number in count():
            yield index.names[number].key


def test_no_guard_hides_what_a_comparison_with_the_single_name_finds() -> None:
    index = chinese(LIBRARY)
    rng = random.Random(3)
    keys = list(all_keys(index))
    numbers = rng.sample(range(len(keys)), 1500)
    ends = Counter(part for key in keys for part in (key[: anchor_length(len(key))], key[-anchor_length(len(key)) :]))
    compared = 0
    for number in numbers:
        name = index.names[number]
        text = f"在此，{changed(name.key, rng)}，是这样。"
        single = {(near.start, near.end, near.name.key) for near in _chinese.against(name, text)}
        length = anchor_length(len(name.key))
        told = max(ends[name.key[:length]], ends[name.key[-length:]]) < CROWD // 2
        if single and told and not any(key in text for key in keys):
            compared += 1
            assert single <= {(near.start, near.end, near.name.key) for near in _chinese.find(index, text, nowhere)}, (
                text
            )
    assert compared > 200


def test_names_in_another_order_are_found_in_all_paragraphs_as_in_each() -> None:
    index = chinese(LIBRARY)
    rng = random.Random(5)
    texts, wanted = [], []
    for number in sorted(index.orders.values())[::5]:
        key = index.names[number].key
        head = next((head for head in HEADS if key.endswith(head)), None)
        if head and len(key) < _chinese.FARTHEST and all("\u4e00" <= char <= "\u9fff" for char in key):
            body = key.removesuffix(head)
            texts.append("。" + "".join(rng.sample(body, len(body))) + head)
            wanted.append("".join(sorted(key)))

    def found(text: str) -> list[_chinese.ChineseNearMiss]:
        return [near for near in _chinese.find(index, text, nowhere) if sorted(near.official) == sorted(near.written)]

    single = [found(text) for text in texts]
    told = sum(
        key in {"".join(sorted(near.written)) for near in nears} for key, nears in zip(wanted, single, strict=True)
    )
    assert told > 0.95 * len(texts) > 100  # a shuffled name may end with another head than its own, or stay as it was
    written = [near.written for nears in single for near in nears]
    # A name with one word changed is told before the reordered ones, so the order of one long text is not that of many.
    assert sorted(near.written for near in found(APART.join(texts))) == sorted(written)


@given(st.text(st.sampled_from("国家的\u0100\u5600一。\0\U00020000\ud800"), max_size=30))
def test_repetitions(text: str) -> None:
    for length in (1, 2, 3):
        found = list(repeats(text, [length]))
        assert all(0 <= place <= len(text) for place in found)
        for again in re.finditer(rf"(?=([国家一]{{{length}}})\1)", text):
            # Runs are stepped through by their length, so the place is in the repetition or up to one length before it.
            assert any(again.start() - length < place <= again.start() for place in found), text


def plainly(text: str) -> list[int]:
    """Stranded characters, one after another."""

    def together(pair: str) -> bool:
        return all("\u4e00" <= char <= "\u9fff" for char in pair) and joined(pair)

    return [
        at
        for at, char in enumerate(text)
        if "\u4e00" <= char <= "\u9fff"
        and alone(char) >= BOUND
        and not (at and together(text[at - 1 : at + 1]))
        and not (at + 1 < len(text) and together(text[at : at + 2]))
    ]


@given(st.text(st.sampled_from("严历厉措施联合国贩毒的在a1，。\0\U00020000\ud800"), max_size=14))
def test_stranded_characters(text: str) -> None:
    assert stranded(text) == plainly(text)


@pytest.mark.parametrize("text", ["", "历", "严历措施", "\U00020000历措施"])
def test_stranded_characters_at_the_edges(text: str) -> None:
    assert stranded(text) == plainly(text)
