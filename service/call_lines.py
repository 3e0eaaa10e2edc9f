"""What a call says to its user (`LOCATION: what is wrong; what to do`, a prompt, a line of progress) in the user's language.

Messages are made in English, wherever something goes wrong, and programs get them so. The one place that writes them for
a person asks here: the line is taken apart at its marks, and each part sought among the templates of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations

from yizhi.service.catalogue import FOLDER

DOMAIN = "calls"
"""A catalogue of its own: `table` is a key here, and a word of a draft in a finding."""
MOST_PARTS = 4
"""So often a line is taken apart: location, what is wrong, its own reason, what to do."""
_MARKS = {": ": ": ", "; ": "；"}
"""Where a line can be taken apart, and what joins its translated parts."""
_HOLE = re.compile(r"\{[0-9]\}")
_ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")


def spoken(line: str, language: str, depth: int = MOST_PARTS) -> str:
    """Return a line in a language; as it is where the catalogue has no words for it."""
    if language == "en" or not line.strip():
        return line
    if depth <= 0:
        return _exact(line, language)
    whole = _matched(line, language, depth, strict=True)
    if whole is not None:
        return whole
    candidates = [line, *_joined(line, language, depth), *filter(None, [_matched(line, language, depth, strict=False)])]
    return min(candidates, key=lambda candidate: len(_ENGLISH_WORD.findall(candidate)))


def prompt(words: str, language: str) -> str:
    """Return fixed words of a prompt or a screen in a language."""
    return words if language == "en" or not words else _exact(words, language)


def _joined(line: str, language: str, depth: int) -> Iterator[str]:
    """Yield the line taken apart at each of its marks, both parts translated."""
    for mark, joint in _MARKS.items():
        end = line.find(mark)
        while end >= 0:
            before, after = line[:end], line[end + len(mark) :]
            yield spoken(before, language, depth - 1) + joint + spoken(after, language, depth - 1)
            end = line.find(mark, end + 1)


def _matched(line: str, language: str, depth: int, strict: bool) -> str | None:
    """Return what the first template that fits makes of a line; if `strict`, none whose holes hold several parts."""
    exact = _exact(line, language)
    if exact != line:
        return exact
    for template, pieces in _templates(language):
        if not _may_fit(line, pieces):
            continue
        match = _pattern(template).fullmatch(line)
        if match and not (strict and any(mark in part for part in match.groups() for mark in _MARKS)):
            return _filled(_exact(template, language), match.groupdict(), language, depth)
    return None


def _filled(translated: str, parts: dict[str, str], language: str, depth: int) -> str:
    """Return a translated template with its holes filled: what fills one may be a message itself."""
    return _HOLE.sub(lambda hole: spoken(parts[f"p{hole.group()[1]}"], language, depth - 1), translated)


def _may_fit(line: str, pieces: Iterable[str]) -> bool:
    """Return whether the fixed words of a template stand in a line, in their order: most templates need not be compiled."""
    offset = 0
    for piece in pieces:
        offset = line.find(piece, offset)
        if offset < 0:
            return False
        offset += len(piece)
    return True


def _exact(words: str, language: str) -> str:
    return _translations(language).gettext(words) if words else words


@lru_cache(maxsize=2)
def _translations(language: str) -> NullTranslations:
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)


@lru_cache(maxsize=2)
def _templates(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the templates with holes, each with its fixed words, those with the most fixed words first."""
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.templates"
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    return tuple((line, tuple(filter(None, _HOLE.split(line)))) for line in lines if _HOLE.search(line))


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern[str]:
    """Return the expression of a template; each hole has its number as a name."""
    source, end, seen = "", 0, set()
    for hole in _HOLE.finditer(template):
        name = f"p{hole.group()[1]}"
        source += re.escape(template[end : hole.start()]) + (f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
        seen.add(name)
        end = hole.end()
    return re.compile(source + re.escape(template[end:]), re.S)
