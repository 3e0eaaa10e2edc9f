"""Reads the axes of opposites: which poles the words of a text stand at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yizhi.checks.weight._axes import LINES


class Pole(NamedTuple):
    """A word at one pole of an axis, where it stands; a weak word only acquits."""

    pole: int
    start: int
    end: int
    strong: bool


class Axis(NamedTuple):
    """One axis: an expression for each language, whose groups `s0`, `w0`, `s1`, `w1` are the strong and weak words of its poles."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]
    renderings: tuple[tuple[str, str], tuple[str, str]]
    """For each pole its first word in English and in Chinese, for suggestions."""

    def poles(self, text: str, lang: str) -> list[Pole]:
        """Return the words of the axis in a text, the longest at each place."""
        pattern = self.english if lang == "en" else self.chinese
        return [
            Pole(int(name[1]), *match.span(), name[0] == "s")
            for match in pattern.finditer(text)
            if (name := match.lastgroup)
        ]


@lru_cache(maxsize=1)
def axes() -> tuple[Axis, ...]:
    """Return all axes, in the order of their lines."""
    return tuple(_axis(line) for line in LINES.strip().splitlines())


_Places = dict[str, set[tuple[int, int]]]


@lru_cache(maxsize=1)
def _triggers() -> tuple[_Places, _Places]:
    """Strong English words (of a phrase the longest word), and beginnings of words, with the (axis, pole) that they speak of."""
    whole: _Places = {}
    begun: _Places = {}
    for number, line in enumerate(LINES.strip().splitlines()):
        for pole, half in enumerate(line.split("|")[0].split("/")):
            for phrase in _items(half.partition("~")[0]):
                word = max(re.findall(r"[A-Za-z]+\*?", phrase), key=len).lower()
                places = begun if word.endswith("*") else whole
                places.setdefault(word.rstrip("*"), set()).add((number, pole))
    return whole, begun


@lru_cache(maxsize=1 << 15)
def poles_of(word: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Return (axis, pole, strong Chinese words of the opposite pole) for what an English word in small letters speaks of; kept,
    because words come again."""
    whole, begun = _triggers()
    places = whole.get(word, set()).union(*(begun.get(word[:end], ()) for end in range(1, len(word) + 1)))
    return tuple((axis, pole, _chinese()[axis][1 - pole]) for axis, pole in sorted(places))


@lru_cache(maxsize=1)
def _chinese() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the strong Chinese words of each axis, by pole."""
    lines = LINES.strip().splitlines()
    return tuple(
        tuple(tuple(_items(half.partition("~")[0])) for half in line.split("|")[1].split("/")) for line in lines
    )


def _axis(line: str) -> Axis:
    english, chinese = (side.split("/") for side in line.split("|"))
    first = [
        tuple(_items(side[pole].partition("~")[0])[0].rstrip("* ") for side in (english, chinese)) for pole in (0, 1)
    ]
    (en0, zh0), (en1, zh1) = first
    return Axis(_expression(english, "en"), _expression(chinese, "zh"), ((en0, zh0), (en1, zh1)))


def _expression(halves: list[str], lang: str) -> re.Pattern[str]:
    words: list[tuple[str, str]] = []
    for pole, half in enumerate(halves):
        strong, _, weak = half.partition("~")
        words += [(item, f"s{pole}") for item in _items(strong)] + [(item, f"w{pole}") for item in _items(weak)]
    # The longest word first; those of a pole that are of one length share nothing, so their order is of no account.
    words.sort(key=lambda pair: -len(pair[0].rstrip("*")))
    return re.compile("|".join(_alternatives(words, lang)), re.IGNORECASE if lang == "en" else 0)


def _alternatives(words: list[tuple[str, str]], lang: str) -> Iterator[str]:
    """Yield one group for each run of words of one kind; a group that comes again is looked at before and behind."""
    seen: dict[str, list[str]] = {}
    if lang == "zh":
        for word, name in words:
            seen.setdefault(f"{name}:{len(word)}", []).append(re.escape(word))
    else:
        for word, name in words:
            ending = "[a-z]*" if word.endswith("*") else ""
            body = re.escape(word.rstrip("*")).replace(r"\ ", r"\s+")
            seen.setdefault(f"{name}:{len(word.rstrip('*'))}", []).append(rf"\b{body}{ending}\b")
    for number, (name, bodies) in enumerate(seen.items()):
        yield f"(?P<{name.split(':')[0]}_{number}>{'|'.join(bodies)})"


def _items(text: str) -> list[str]:
    return [item for piece in text.split(",") if (item := piece.strip())]
