"""What a form of sentence pairs is, and how one is found and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yizhi.termbase import plugins
from yizhi.termbase.errors import YizhiError
from yizhi.tm.formats import pairs as forms
from yizhi.tm.model import Pair


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said once for all the pairs of a file: the languages, a title, and which tags to write for languages.

    `tags` are (language, tag) where a client wants another tag than ours: (`zh-Hans`, `zh-CN`).
    """

    source_language: str
    target_language: str
    title: str = ""
    tags: tuple[tuple[str, str], ...] = ()

    def tag(self, language: str) -> str:
        """Return how a language is written in this file."""
        return dict(self.tags).get(language, language)


@dataclass(frozen=True, slots=True)
class WrittenPairs:
    """How many pairs were written, and how many the form has no place for (an empty side)."""

    pairs: int
    left_out: int = 0


Writer = Callable[[Path, Iterable[Pair], Heading], WrittenPairs]
"""Writes a file, whole or not at all."""


@dataclass(frozen=True, slots=True)
class PairFormat:
    """A form of sentence pairs: a module of this folder with such a `FORM` is one."""

    name: str
    endings: tuple[str, ...]
    write: Writer
    keeps_decisions: bool = False
    """Whether a person can correct the pairs in it and have `align` read them again."""


@lru_cache(maxsize=1)
def known() -> dict[str, PairFormat]:
    """Return every form by its name."""
    return {form.name: form for form in plugins.declared(forms, "FORM", PairFormat).values()}


def form_of(path: Path) -> PairFormat:
    """Return the form that a file's ending names. Raise YizhiError for an unknown one."""
    for form in known().values():
        if path.name.lower().endswith(form.endings):
            return form
    endings = ", ".join(sorted(ending for form in known().values() for ending in form.endings))
    raise YizhiError("the ending says no form of sentence pairs", hint=f"one of: {endings}", path=path)


def write(path: Path, pairs: Iterable[Pair], heading: Heading) -> WrittenPairs:
    """Write the pairs in the form that the ending names; the file is whole or untouched."""
    return form_of(path).write(path, pairs, heading)
