"""Regular expressions that are compiled when they are first used.

A command that runs at every save reads the modules of all rules and formats and uses few of their expressions;
compiling those with wide Han ranges at import took a third of the start-up of `yizhi check`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled expression until something of it is asked for; each method is looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return compiled, (self._source, self._flags)


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but later. A faulty expression is thus found by the first test that uses it."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
