"""Lines that are no running text: one kind, one module, each with `find(lines) -> Iterable[Candidate]`.

All modules of this folder are asked, in no particular order; nothing else lists them.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from yizhi.termbase import plugins
from yizhi.tm.cleaning.page import PageLine, RemovalCandidate

Finder = Callable[[Sequence[PageLine]], Iterable[RemovalCandidate]]


@lru_cache(maxsize=1)
def finders() -> tuple[Finder, ...]:
    """Return the `find` of every module in this folder."""
    names = plugins.module_names(sys.modules[__name__])
    return tuple(importlib.import_module(f"{__name__}.{name}").find for name in names)


def found(lines: Sequence[PageLine]) -> dict[int, str]:
    """{line: reason} of everything to set aside: what is sure, and what is likely and stands beside it or at a page's edge."""
    sure: dict[int, str] = {}
    likely: dict[int, str] = {}
    for find in finders():
        for candidate in find(lines):
            (sure if candidate.sure else likely).setdefault(candidate.line, candidate.reason)
    for order in (sorted(likely), sorted(likely, reverse=True)):
        for index in order:
            edge = lines[index].page or (index + 1 < len(lines) and lines[index + 1].page)
            if edge or index - 1 in sure or index + 1 in sure:
                sure.setdefault(index, likely[index])
    return sure
