"""Every change is recorded with what was before, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from concepts import CONCEPTS, simple
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.model import Concept
from yizhi.termbase.store.history import history, last_standing, steps, undo
from yizhi.termbase.store.writing import Termbase


@pytest.fixture
def base(tmp_path: Path) -> Termbase:
    return Termbase.open_or_create(tmp_path / "t.db")


def put(base: Termbase, *concepts: Concept, action: str = "add") -> None:
    with base.change(action, who="li") as writer:
        for concept in concepts:
            writer.put(concept)


def test_a_change_says_when_who_what_and_what_was_before(base: Termbase) -> None:
    put(base, simple("a", zh="甲"))
    put(base, simple("a", zh="乙"), simple("b", zh="丙"), action="import")
    second, first = history(base)
    assert (first.number, first.who, first.action, first.concept, first.size) == (1, "li", "add", "a", 1)
    assert (second.number, second.action, second.concept, second.size) == (2, "import", "", 2)
    assert first.at <= second.at
    assert first.at.endswith("+00:00")
    assert [(step.concept, step.before, step.after) for step in steps(base, 1)] == [("a", None, simple("a", zh="甲"))]
    assert [(step.concept, step.before, step.after) for step in steps(base, 2)] == [
        ("a", simple("a", zh="甲"), simple("a", zh="乙")),
        ("b", None, simple("b", zh="丙")),
    ]
    assert [change.number for change in history(base, "b")] == [2]


def test_the_same_again_is_no_change(base: Termbase) -> None:
    put(base, simple("a", zh="甲"))
    put(base, simple("a", zh="甲"))
    assert len(history(base)) == 1


def test_undo_goes_back_step_by_step_and_is_recorded(base: Termbase) -> None:
    for text in "甲乙丙":
        put(base, simple("a", zh=text))
    seen = []
    for _ in range(3):
        undo(base)
        found = base.concept("a")
        seen.append(found.terms[0].text if found else None)
    assert seen == ["乙", "甲", None]
    assert [(change.action, change.undoes) for change in history(base)[:3]] == [("undo", 1), ("undo", 2), ("undo", 3)]
    with pytest.raises(YizhiError, match="no change to take back"):
        undo(base)


def test_an_undo_can_be_undone_by_its_number(base: Termbase) -> None:
    put(base, simple("a", zh="甲"))
    undo(base)
    undo(base, change=2)
    assert base.concept("a") == simple("a", zh="甲")
    assert last_standing(base) == 1
    undo(base)
    assert base.concept("a") is None


def test_undo_of_one_concept_leaves_the_rest_of_its_change(base: Termbase) -> None:
    put(base, simple("a", zh="甲"), simple("b", zh="乙"))
    undo(base, concept="a")
    assert list(base.ids()) == ["b"]
    with pytest.raises(YizhiError, match="no change of a to take back"):
        undo(base, concept="a")
    undo(base)
    assert list(base.ids()) == []


def test_a_change_that_another_stands_on_is_not_taken_back(base: Termbase) -> None:
    put(base, simple("a", zh="甲"), simple("b", zh="乙"))
    put(base, simple("a", zh="丙"))
    with pytest.raises(YizhiError) as caught:
        undo(base, change=1)
    assert "a was changed again after change 1; take that back first (`yizhi history a`)" in str(caught.value)
    assert sorted(base.ids()) == ["a", "b"], "nothing of it is done"
    with pytest.raises(YizhiError, match="nothing of change 9"):
        undo(base, change=9)


def test_a_removed_concept_comes_back_whole(base: Termbase) -> None:
    whole = simple("a", zh="甲", en="first", note="n", definition="d")
    put(base, whole)
    with base.change("remove") as writer:
        writer.remove("a")
    assert base.concept("a") is None
    undo(base)
    assert base.concept("a") == whole


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), CONCEPTS), min_size=1, max_size=3), max_size=4))
def test_taking_everything_back_leaves_nothing(
    tmp_path_factory: pytest.TempPathFactory, changes: list[list[tuple[str, Concept]]]
) -> None:
    with Termbase.open_or_create(tmp_path_factory.mktemp("base") / "t.db") as base:
        states = []
        for change in changes:
            before = {concept.id: concept for concept in base.concepts()}
            put(base, *(Concept(id_, concept.terms, concept.domain) for id_, concept in change))
            if {concept.id: concept for concept in base.concepts()} != before:
                states.append(before)
        while last_standing(base) is not None:
            undo(base)
            assert {concept.id: concept for concept in base.concepts()} == states.pop()
        assert states == []
