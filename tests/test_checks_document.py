"""What is asked once a document is what would be asked of each paragraph: whole texts, guards of names, stranded characters."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.checks.document import APART, Document, documents
from yizhi.checks.names import _search
from yizhi.checks.names._inventory import STOPS, inventory
from yizhi.checks.spelling.doubled_word import repeats
from yizhi.termbase.library import open_library
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.termbase.words.lattice import BOUND, alone, joined, stranded
from yizhi.tm.model import Draft, Segment, Unit

LIBRARY = open_library()
RECOGNISER = Recogniser.of(LIBRARY)
NAMES = inventory(LIBRARY, "zh")
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
    at = rng.randrange(1, len(key) - 1)
    kind = rng.randrange(4)
    gone = rng.randrange(3, 8) if kind == 3 and len(key) >= 14 else int(kind < 3 and kind != 1)
    return key[:at] + ("" if kind in (0, 3) else rng.choice("的开发署员会国际和")) + key[at + gone :]


def stretches(text: str) -> list[_search.Stretch]:
    return list(dict.fromkeys(_search.chinese(NAMES, text, bytes(len(text) + 1))))


def test_a_name_with_one_slip_in_it_is_found_wherever_the_slip_is() -> None:
    rng = random.Random(3)
    compared = found = 0
    for number in rng.sample(range(len(NAMES)), 1500):
        key = NAMES.name(number).key
        slip = changed(key, rng)
        if slip == key or len(key) < 8 or len(key) > 40 or any(mark in key for mark in STOPS):
            continue
        text = f"在此，{slip}，是这样。"
        compared += 1
        found += any(text[near.start : near.end] == slip and near.name == number for near in stretches(text))
    # What is not found has its slip at an end that a word of the dictionary, and no slip, takes.
    assert compared > 500
    assert found > 0.8 * compared


def test_the_shared_parts_of_a_stretch_stand_in_the_name_and_in_the_text() -> None:
    rng = random.Random(5)
    for number in rng.sample(range(len(NAMES)), 400):
        slip = changed(NAMES.name(number).key, rng)
        for near in stretches(slip):
            key, window = NAMES.name(near.name).key, slip[near.start : near.end]
            assert key[: near.prefix] == window[: near.prefix]
            assert key[len(key) - near.suffix :] == window[len(window) - near.suffix :]
            assert near.prefix + near.suffix <= min(len(key), len(window))


def test_paragraphs_are_searched_as_one_text_as_each_by_itself() -> None:
    rng = random.Random(7)
    texts = [changed(NAMES.name(number).key, rng) for number in rng.sample(range(len(NAMES)), 200)]
    single = [(text[near.start : near.end], near.name) for text in texts for near in stretches(text)]
    whole = APART.join(texts)
    assert [(whole[near.start : near.end], near.name) for near in stretches(whole)] == single


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
