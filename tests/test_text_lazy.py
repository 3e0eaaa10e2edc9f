"""What is made when it is first used."""

from __future__ import annotations

import pickle
import re

import pytest

from yizhi.termbase.text.lazy import compiled, once


class Counted:
    """Counts how often it works."""

    def __init__(self) -> None:
        self.worked = 0

    @once
    def letters(self) -> tuple[str, ...]:
        """Some letters."""
        self.worked += 1
        return "a", "b"


def test_an_attribute_is_worked_out_once_for_each_object() -> None:
    one, other = Counted(), Counted()
    assert one.worked == 0
    assert one.letters is one.letters
    assert (one.worked, other.worked) == (1, 0)
    assert other.letters == ("a", "b")
    assert other.worked == 1


def test_an_attribute_is_tried_again_after_an_error() -> None:
    class Failing:
        tries = 0

        @once
        def half(self) -> float:
            self.tries += 1
            return 1 / (self.tries - 1)

    failing = Failing()
    with pytest.raises(ZeroDivisionError):
        _ = failing.half
    assert failing.half == 1.0


def test_the_class_shows_the_attribute_with_its_docstring() -> None:
    assert isinstance(Counted.letters, once)
    assert Counted.letters.__doc__ == "Some letters."


def test_a_compiled_expression_is_one_that_is_compiled_later() -> None:
    late = compiled(r"\d+", re.ASCII)
    assert late.findall("a1b22") == ["1", "22"]
    assert pickle.loads(pickle.dumps(late)).findall("3٣") == ["3"]
    assert compiled("(") is not None
