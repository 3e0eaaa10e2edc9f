"""`dataclass` of the standard library, the part of it that we use, made in a fraction of the time.

A check of one page makes some fifty classes of values; the standard library writes and compiles six functions for each, and
loads a disassembler to do so, which together took a fifth of the whole check. Here a class gets one written function, its
`__init__`; comparing, hashing and showing are the same few lines for all. Whatever asks a class for its fields
(`dataclasses.replace`, `fields`, `asdict`) gets those of the standard library, made when it asks.

What is not here (ordering, keyword-only fields, `InitVar`) is the standard library's: a class that needs it takes that.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")

_MISSING: Any = object()
_INIT = """\
def __init__({parameters}):
{body}
"""


class FieldSpec(NamedTuple):
    """What `field` says of a field: as in the standard library."""

    default: Any = _MISSING
    default_factory: Any = _MISSING
    init: bool = True
    repr: bool = True
    compare: bool = True


def field(
    *, default: Any = _MISSING, default_factory: Any = _MISSING, init: bool = True, repr: bool = True, compare: bool = True  # noqa: A002 - as there
) -> Any:  # fmt: skip
    """Return a field with a default that is made for each value, or one that is left out of some methods."""
    return FieldSpec(default, default_factory, init, repr, compare)


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """Return a decorator that makes a class one of values, as the standard library's does."""
    return lambda cls: _made(cls, frozen, slots, eq)


def replace(value: T, /, **changes: Any) -> T:
    """Return a value with some fields changed."""
    specs: dict[str, FieldSpec] = type(value).__record_fields__  # type: ignore[attr-defined]
    for name, spec in specs.items():
        if spec.init:
            if name not in changes:
                changes[name] = getattr(value, name)
        elif name in changes:
            raise ValueError(f"field {name} is worked out, it cannot be changed")
    return type(value)(**changes)


def field_names(cls: type[object]) -> tuple[str, ...]:
    """Return the names of the fields of a class made here, in their order."""
    return tuple(cls.__record_fields__)  # type: ignore[attr-defined]


def _made(cls: type[T], frozen: bool, slots: bool, eq: bool) -> type[T]:
    """Return the class with its methods; with slots another one of the same name."""
    own: dict[str, FieldSpec] = {}
    space = cls.__dict__
    for name, kind in cls.__annotations__.items():
        if not str(kind).startswith(("ClassVar", "typing.ClassVar")):
            given = space.get(name, _MISSING)
            own[name] = given if isinstance(given, FieldSpec) else FieldSpec(given)
    specs: dict[str, FieldSpec] = {}
    for base in cls.__mro__[-1:0:-1]:
        specs |= base.__dict__.get("__record_fields__", {})
    specs |= own
    methods = _methods(cls, specs, frozen, eq)
    if not slots:
        for name, spec in own.items():
            if spec.default is not _MISSING:
                setattr(cls, name, spec.default)
            elif name in space:
                delattr(cls, name)
        for name, method in methods.items():
            setattr(cls, name, method)
        _set_init(cls, specs, frozen)
        return cls
    inherited = {slot for base in cls.__mro__[1:] for slot in getattr(base, "__slots__", ())}
    body = {name: value for name, value in space.items() if name not in own and name not in ("__dict__", "__weakref__")}
    body |= methods
    body["__slots__"] = tuple(name for name in own if name not in inherited)
    body |= {"__getstate__": _state, "__setstate__": _set_state}
    maker: Any = type(cls)
    again = maker(cls.__name__, cls.__bases__, body)
    _set_init(again, specs, frozen)
    return again  # type: ignore[no-any-return]


def _methods(cls: type[object], specs: dict[str, FieldSpec], frozen: bool, eq: bool) -> dict[str, Any]:
    """Return what a class gets beside its `__init__`; what it has written itself stays."""
    methods: dict[str, Any] = {
        "__record_fields__": specs,
        "__dataclass_fields__": _StandardFields(),
        "__dataclass_params__": _StandardParameters(frozen),
        "__match_args__": tuple(name for name, spec in specs.items() if spec.init),
        "__repr__": _shown,
    }
    if eq:
        methods |= _comparison(tuple(name for name, spec in specs.items() if spec.compare), frozen)
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    for name in ("__repr__", "__eq__", "__hash__"):
        # Python itself gives a class with an `__eq__` of its own `__hash__ = None`.
        if cls.__dict__.get(name) is not None:
            methods.pop(name, None)
    return methods


def _set_init(cls: Any, specs: dict[str, FieldSpec], frozen: bool) -> None:
    """Give a class its `__init__`: the one function that is written out, for it is called by the million."""
    names: dict[str, Any] = {"_missing": _MISSING, "_set": object.__setattr__}
    parameters, lines = ["self"], []
    for name, spec in specs.items():
        value = name
        if spec.default_factory is not _MISSING:
            names[f"_make_{name}"] = spec.default_factory
            value = f"_make_{name}() if {name} is _missing else {name}" if spec.init else f"_make_{name}()"
        if spec.init:
            default = ""
            if spec.default_factory is not _MISSING:
                default = "=_missing"
            elif spec.default is not _MISSING:
                names[f"_default_{name}"], default = spec.default, f"=_default_{name}"
            parameters.append(name + default)
        elif spec.default_factory is _MISSING:
            continue
        lines.append(f"    _set(self, {name!r}, {value})" if frozen else f"    self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    source = _INIT.format(parameters=", ".join(parameters), body="\n".join(lines or ["    pass"]))
    exec(source, names)  # noqa: S102 - our own words, and names that Python took for identifiers
    init = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    cls.__init__ = init


def _comparison(compared: tuple[str, ...], frozen: bool) -> dict[str, Any]:
    """Return the methods that compare values by their fields, and hash those that do not change."""
    key: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()

    def equal(self: Any, other: Any) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _shown(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, spec in self.__record_fields__.items() if spec.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: Any, name: str, value: Any) -> None:  # noqa: ARG001 - the signature of `__setattr__`
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:  # noqa: ARG001 - the signature of `__delattr__`
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__record_fields__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__record_fields__, state, strict=True):
        object.__setattr__(self, name, value)


class _StandardParameters(NamedTuple):
    """What the standard library asks of a class from which one of its own is derived."""

    frozen: bool


class _StandardFields:
    """The fields as the standard library describes them, made when something asks."""

    def __get__(self, owner: Any, kind: type) -> dict[str, Any]:
        import dataclasses

        specs: dict[str, FieldSpec] = kind.__record_fields__  # type: ignore[attr-defined]
        described: dict[str, Any] = {}
        for name, spec in specs.items():
            given = {option: value for option, value in spec._asdict().items() if value is not _MISSING}
            described[name] = dataclasses.field(**given, kw_only=False)
            described[name].name, described[name].type = name, kind.__annotations__.get(name, Any)
            # Fields of the standard library know that they are none of its other two kinds.
            described[name]._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
        return described
