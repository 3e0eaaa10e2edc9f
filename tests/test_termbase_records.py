"""Records are what the standard library's `dataclass` makes of the same class."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, ClassVar

import pytest

from yizhi.termbase import records


@records.dataclass(frozen=True, slots=True)
class Point:
    """A value."""

    across: int
    down: int = 0
    names: dict[str, int] = records.field(default_factory=dict, compare=False)
    kinds: ClassVar[int] = 3

    @property
    def total(self) -> int:
        """Of both."""
        return self.across + self.down


@records.dataclass(slots=True)
class Tally:
    """A thing that changes."""

    counts: list[int] = records.field(default_factory=list)
    worked_out: int = records.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.worked_out = len(self.counts)


@records.dataclass(frozen=True, eq=False)
class Kept:
    """A value with identity."""

    text: str = "text"


def standard(cls: type[Any], **options: bool) -> type[Any]:
    """The same fields by the standard library."""
    fields = [(field.name, Any, copy.copy(field)) for field in dataclasses.fields(cls)]
    return dataclasses.make_dataclass(cls.__name__, fields, **options)


def test_values_compare_hash_and_show_as_in_the_standard_library() -> None:
    other = standard(Point, frozen=True)
    for first, second in (((1, 2), (1, 2)), ((1,), (1, 0)), ((1, 2), (2, 1))):
        names = ("across", "down")
        theirs = [other(**dict(zip(names, values, strict=False))) for values in (first, second)]
        ours = [Point(*first), Point(*second)]
        assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
        assert (hash(ours[0]) == hash(ours[1])) == (hash(theirs[0]) == hash(theirs[1]))
        assert repr(ours[0]) == repr(theirs[0])
    assert Point(1) != (1, 0, {})
    assert Point(1, names={"a": 1}) == Point(1)


def test_values_do_not_change() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.across = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.across
    assert not hasattr(point, "__dict__")
    assert point.kinds == 3


def test_defaults_are_made_for_each() -> None:
    assert Point(1).names is not Point(1).names
    tally = Tally([1, 2])
    tally.counts.append(3)
    assert (tally.worked_out, Tally().counts) == (2, [])
    assert repr(Tally([1])) == "Tally(counts=[1])"
    with pytest.raises(TypeError, match="unhashable"):
        hash(tally)


def test_some_fields_change_in_a_new_value() -> None:
    point = Point(1, 2, {"a": 1})
    for replace in (records.replace, dataclasses.replace):
        assert replace(point, down=5) == Point(1, 5)
        assert replace(point, down=5).names is point.names
    with pytest.raises(ValueError, match="worked_out"):
        records.replace(Tally(), worked_out=1)
    assert records.field_names(Point) == tuple(field.name for field in dataclasses.fields(Point))


def test_values_travel() -> None:
    point = Point(1, 2, {"a": 1})
    again = pickle.loads(pickle.dumps(point))
    assert (again, again.names, again.total) == (point, {"a": 1}, 3)
    assert copy.deepcopy(point) == point
    assert dataclasses.asdict(point) == {"across": 1, "down": 2, "names": {"a": 1}}
    match point:
        case Point(across, down):
            assert (across, down) == (1, 2)


def test_a_class_of_the_standard_library_may_derive_from_one() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Marked(Point):
        mark: str = "x"

    assert dataclasses.replace(Marked(1, 2, mark="y"), down=3) == Marked(1, 3, mark="y")


def test_identity_may_be_all_that_counts() -> None:
    assert Kept() != Kept()
    assert len({Kept(), Kept()}) == 2
    assert Kept().text == "text"
    with pytest.raises(TypeError):
        Kept("a", "b")  # type: ignore[call-arg]
