"""Of a file with several languages: the two that are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from yizhi.termbase import language
from yizhi.termbase.errors import YizhiError


class LanguagePair(NamedTuple):
    """Two languages as a user names them. `zh` stands for all Chinese, `zh-Hant` for the one script."""

    first: str
    second: str

    def chosen(self, tags: Iterable[str]) -> list[str]:
        """Return those of some tags that belong to the pair; none where one side of it is missing."""
        sides = [[tag for tag in tags if _stands_for(name, tag)] for name in self]
        return [*sides[0], *sides[1]] if all(sides) else []


CHINESE_ENGLISH = LanguagePair("zh", "en")
"""The pair of our rules: read where nobody asks for another one and both are there."""


def parse(text: str) -> LanguagePair:
    """Return the pair in `zh,en`. Raise YizhiError for what is no two languages."""
    names = [name.strip() for name in text.replace("，", ",").split(",")]
    try:
        if len(names) == 2 and language.normalise(names[0]) != language.normalise(names[1]):
            return LanguagePair(*names)
    except ValueError:
        pass
    raise YizhiError(f"--languages wants two language tags, not {text!r}", hint="as in --languages zh,en")


def of_pair(tags: Mapping[int, str], wanted: LanguagePair | None) -> dict[int, str]:
    """Return the entries of `tags` in the languages of a pair; all of them where no pair is wanted and ours is not there."""
    pair = wanted or CHINESE_ENGLISH
    chosen = pair.chosen(tags.values())
    return {key: tag for key, tag in tags.items() if tag in chosen} if chosen or wanted else dict(tags)


def choice(tags: Iterable[str], chosen: Iterable[str]) -> str:
    """Return the note for a user on which languages of a file were read; empty where it has no others."""
    every, read = sorted(filter(None, {*tags})), sorted({*chosen})
    if len({tag.lower().replace("_", "-").split("-")[0] for tag in every}) <= 2 or every == read:
        return ""
    return f"of {', '.join(every)} only {' and '.join(read)} were read; --languages names another pair"


def _stands_for(name: str, tag: str) -> bool:
    try:
        if name.isalpha():
            return language.primary(name) == language.primary(tag)
        return language.normalise(name) == language.normalise(tag)
    except ValueError:
        return name.casefold() == tag.casefold()
