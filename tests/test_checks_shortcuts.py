"""Quick questions answer as the slow ones do: each is held against the plain way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.checks import registry
from yizhi.checks.model import Rule, nothing
from yizhi.checks.names import _inventory
from yizhi.checks.names._search import _alike, _lacks
from yizhi.checks.rule_table import DeferredStep, _read
from yizhi.checks.spelling import _english_doubles
from yizhi.checks.term_matching.support import _spelt
from yizhi.checks.weight import organ_or_post
from yizhi.checks.weight._opposites import _triggers, poles_of
from yizhi.termbase.library import open_library
from yizhi.termbase.words import language_model

STEPS = ("check", "gather", "conclude")


@pytest.mark.parametrize("name", sorted(registry.modules()))
def test_a_deferred_rule_says_what_the_rule_says(name: str) -> None:
    (deferred,) = (rule for rule in registry.rules() if rule.name == name)
    for field in fields(Rule):
        own, said = getattr(registry.rule(name), field.name), getattr(deferred, field.name)
        if field.name not in STEPS:
            assert said == own
        else:
            assert said == (own if own in (None, nothing) else DeferredStep(registry.modules()[name], field.name))


def test_a_table_of_other_rules_is_none() -> None:
    assert _read(b"{}", {"double-space": "yizhi.checks.marks.double_space"}) is None


@given(st.text(st.sampled_from("卢汉甘斯克a "), max_size=12))
def test_names_with_another_character(text: str) -> None:
    form = "卢汉斯克"
    patterns = (f"{form[:place]}[\u4e00-\u9fff]{form[place + 1 :]}" for place in range(len(form)))
    assert _spelt(form, text) is any(re.search(pattern, text) for pattern in patterns)


@given(
    st.text(st.sampled_from("委员会团"), min_size=1, max_size=4),
    st.text(st.sampled_from("委员会团"), min_size=1, max_size=4),
)
def test_strings_that_are_alike(written: str, official: str) -> None:
    lacking = {official[:place] + official[place + 1 :] for place in range(len(official))}
    if len(written) + 1 == len(official):
        assert _lacks(written, official) is (written in lacking)
    if len(written) == len(official):
        differences = sum(map(str.__ne__, written, official))
        assert _alike(written, official) is (differences == 1 or sorted(written) == sorted(official))


@given(st.lists(st.sampled_from(["the", "The", " ", "\n", "a", "x.", "(", "cat's", "ſ", "9"]), max_size=8))
def test_words_that_stand_twice(pieces: list[str]) -> None:
    text = "".join(pieces)
    if _english_doubles._DOUBLE.search(text):
        assert _english_doubles._may_double(text)


@given(st.lists(st.sampled_from(
    ["副", "秘书长", "助理", "主席", "大会", "堂", "特别", "代表", "常驻", "团", "联大", "Under-", "Secretary-General", " ",
     "Vice-", "Chair", "President", "EU", "the", "Special ", "Representative", "special representative"]
), max_size=8), st.sampled_from(["zh", "en"]))  # fmt: skip
def test_offices_that_may_be_in_a_text(pieces: list[str], lang: str) -> None:
    text = "".join(pieces)
    for _, pattern, needles in organ_or_post._patterns(lang)[0]:
        if needles and pattern.search(text):
            assert any(needle in text for needle in needles)


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        ("Secretar(?:y|ies)-General|ICC", ("-General", "ICC")),
        ("(?<!副)主席(?!台|团)", ("主席",)),
        ("[Ss]pecial [Ee]nvoys?", ("pecial ",)),
        ("(?:[Vv]ice[- ]|x)(?:a|b)s?", ()),
    ],
)
def test_what_a_match_must_have(pattern: str, needles: tuple[str, ...]) -> None:
    assert all(map(len, organ_or_post.needles(pattern))) and len(organ_or_post.needles(pattern)) == len(needles)
    assert all(
        needle in pattern and len(needle) >= len(least)
        for needle, least in zip(organ_or_post.needles(pattern), needles, strict=True)
    )


def test_poles_of_words_that_begin_alike() -> None:
    whole, begun = _triggers()
    for word in ("increase", "increasingly", "before", "reduction", "table", *list(begun)[:40], *list(whole)[:40]):
        places = whole.get(word, set()) | {
            place for start, own in begun.items() if word.startswith(start) for place in own
        }
        assert [(axis, pole) for axis, pole, _ in poles_of(word)] == sorted(places)


def test_common_words() -> None:
    model, dearest = language_model.load(), 1250
    common = model.common(dearest)
    for word in ("联合国", "会议", "的", "历措", "严厉", "委员会", "措施"):
        entry = model.word(word)
        assert (word in common) is (entry is not None and entry[0] <= dearest)
    assert max(map(len, common)) == language_model.LONGEST_MEANT


def _half(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(words[: _inventory.half(len(words))])


def test_sums_tell_every_key_of_english_names() -> None:
    names = _inventory.inventory(open_library(), "en")
    halves = Counter(_half(names.name(number).words) for number in range(len(names)))
    for number in range(0, len(names), 97):
        words = names.name(number).words
        counts = [_inventory.word_sum(word) for word in words]
        assert sum(counts) in names.orders
        # A half that a crowd of names shares tells nothing: United Nations.
        assert sum(counts[: len(_half(words))]) in names.orders or halves[_half(words)] > _inventory.CROWD
        assert _inventory.pair_sum(counts[0]) + counts[-1] in names.orders


def test_ends_of_chinese_names() -> None:
    names = _inventory.inventory(open_library(), "zh")
    for number in range(0, len(names), 97):
        name = names.name(number)
        assert name.cutting[0] == 0 and name.cutting[-1] == len(name.key) and list(name.cutting) == sorted(name.cutting)


def test_what_will_be_asked_for_is_read_together() -> None:
    library, plain = open_library(), open_library()
    ids = [concept.id for _, concept in zip(range(40), plain.concepts(), strict=False)]
    library.expect([*ids, "nobody"])
    assert [library.concept(id_) for id_ in (*ids, "nobody")] == [plain.concept(id_) for id_ in (*ids, "nobody")]
    assert library.domains(ids) == {id_: plain.domain(id_) for id_ in ids}
