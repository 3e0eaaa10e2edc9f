"""What is made when it is first used: regular expressions, attributes.

A command that runs at every save reads the modules of all rules and formats and uses few of their expressions;
compiling those with wide Han ranges at import took a third of the start-up of `yizhi check`. What is compiled is kept for the
next start (`expressions`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, cast, overload

from yizhi.termbase.text.expressions import expression

Made = TypeVar("Made")
_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "scanner")


class _Lazy:
    """Stands for a compiled expression until something of it is asked for; from then on its methods are here."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = expression(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        attribute = getattr(pattern, name)
        setattr(self, name, attribute)
        return attribute

    def __reduce__(self) -> tuple[Any, ...]:
        return compiled, (self._source, self._flags)


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but later. A faulty expression is thus found by the first test that uses it."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


class once(Generic[Made]):  # noqa: N801 - a decorator, like `functools.cached_property`
    """An attribute that is worked out when it is first asked for, and kept on its object.

    `functools.cached_property` does the same behind a lock up to Python 3.11, which costs more than much of what we keep.
    """

    def __init__(self, work: Callable[[Any], Made]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type | None = None) -> Made: ...

    def __get__(self, owner: Any, kind: type | None = None) -> Self | Made:
        if owner is None:
            return self
        # Found on the object from now on, before this is asked: it has no `__set__`.
        value = owner.__dict__[self._name] = self._work(owner)
        return value
