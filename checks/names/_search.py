"""Where a Chinese text may nearly have a name: stretches that share both ends with one, or one half of it. Linear in the text.

A search yields (start, end, name, shared prefix, shared suffix); whether it is a slip is weighed by `_near`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import ne
from typing import NamedTuple

from yizhi.checks.names import _inventory
from yizhi.checks.names._channel import sisters
from yizhi.checks.names._inventory import (
    FIRST,
    HEAD,
    HEAD_KEY,
    LAST,
    ORDER_KEY,
    PAIR_KEY,
    STOP,
    TAIL,
    TAIL_KEY,
    Inventory,
    ends_key,
    half,
)
from yizhi.checks.names._words import TermWords
from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.lattice import alone, word

FARTHEST = 45
"""Characters of the longest Chinese stretch."""
SHUFFLED = 26
"""The same of one that has the words of a name in another order."""
_WALL = compiled(f"[{_inventory.STOPS}的了是在]")
"""What is in no name in another order."""
BEYOND = 6
"""Characters that a stretch may have more than the name."""
LEAST = 0.5
"""The part of a name, or of the stretch, that must stand as it should."""
SELDOM = 900
"""Cost as a word of its own (hundredths of a nat) from which a character seldom is one."""


WITHIN_SHORT, WITHIN_LONG = 1, 2
"""What `inside` says of a place within a term, and within one of so many characters: where it ends no shuffled name does."""
LONG_TERM = 5


class Stretch(NamedTuple):
    """A stretch of text (characters of Chinese, words of English) that shares a prefix and a suffix with a name."""

    start: int
    end: int
    name: int
    prefix: int
    suffix: int


def chinese(names: Inventory, text: str, inside: bytes | bytearray) -> Iterator[Stretch]:
    """Yield the stretches of a normalised text, in the order of what they were found by. `inside`: for each place
    0, or that it is within a short or a long term."""
    automaton = names.automaton
    if automaton is None:
        return
    roles, orders = names.roles, _Orders(names, text, inside)
    opened: list[tuple[int, int]] = []
    for start, end, pattern in automaton.find_overlapping(text):
        role = roles[pattern]
        if role & STOP:
            opened.clear()
            continue
        if not inside[end]:
            if role & LAST:
                yield from _paired(names, text, opened, start, end, pattern)
                yield from orders.ending(end)
            if role & TAIL:
                covered = end - inside.rfind(0, 0, end) if inside.find(0, start, end) < 0 else 0
                for (number,) in names.numbers(TAIL_KEY + text[start:end]):
                    yield from (item for item in _before(names, number, text, end, covered) if not inside[item.start])
        if not inside[start]:
            if role & HEAD:
                covered = inside.find(0, end) - start if inside.find(0, start + 1, end + 1) < 0 else 0
                for (number,) in names.numbers(HEAD_KEY + text[start:end]):
                    yield from (item for item in _after(names, number, text, start, covered) if not inside[item.end])
            if role & FIRST:
                opened.append((start, pattern))


def _paired(
    names: Inventory, text: str, opened: list[tuple[int, int]], start: int, end: int, last: int
) -> Iterator[Stretch]:
    """Stretches that end here and have both ends of a name; `opened` are places with the pattern there, `last` the one here."""
    ends, tail = names.ends, text[start:end]
    for low, first in reversed(opened):
        if end - low > FARTHEST:
            break
        if start - low > 1 and ends_key(first, last) in ends:
            for (number,) in names.numbers(PAIR_KEY + text[low : low + 2] + tail):
                stretch = _compared(names, number, text, low, end)
                if stretch is not None:
                    yield stretch


def title(names: Inventory, text: str, start: int) -> Iterator[Stretch]:
    """Return whether a title (normalised, at a place) has the words of a name in another order: it may hold marks that end a name elsewhere."""
    for (number,) in names.numbers(ORDER_KEY + "".join(sorted(text))):
        yield from _reordered(names, number, text, start)


def _reordered(names: Inventory, number: int, text: str, start: int) -> Iterator[Stretch]:
    key = names.name(number).key
    if key != text and sorted(key) == sorted(text):
        prefix = next(position for position, char in enumerate(key) if char != text[position])
        suffix = next(position for position in range(len(key)) if key[-position - 1] != text[-position - 1])
        yield Stretch(start, start + len(text), number, prefix, suffix)


class _Orders:
    """Stretches that have all the characters of a name in another order: sums of characters tell."""

    def __init__(self, names: Inventory, text: str, inside: bytes | bytearray) -> None:
        self._names, self._text, self._inside = names, text, inside
        self._sums = list(accumulate(map(_cubes().__getitem__, text), initial=0)) if names.orders else []
        """Of all characters before a place."""
        self._walls = [match.end() for match in _WALL.finditer(text)] if names.orders else []

    def ending(self, end: int) -> Iterator[Stretch]:
        """Yield those that end at a place, the shortest first."""
        orders, sums, walls = self._names.orders, self._sums, self._walls
        if not orders or self._inside[end - 1] >= WITHIN_LONG:
            return
        wall = bisect_right(walls, end)
        low = max(walls[wall - 1] if wall else 0, end - SHUFFLED + 1)
        total = sums[end]
        for position in range(end - _inventory.ORDERED, low - 1, -1):
            number = orders.get(total - sums[position])
            if number is not None and not self._inside[position]:
                yield from _reordered(self._names, number, self._text[position:end], position)


class _Cubes(dict[str, int]):
    """What a character counts in the sum of a name."""

    def __missing__(self, char: str) -> int:
        cube = self[char] = ord(char) ** 3
        return cube


@lru_cache(maxsize=1)
def _cubes() -> _Cubes:
    return _Cubes()


def _compared(names: Inventory, number: int, text: str, low: int, end: int) -> Stretch | None:
    """Return a stretch with both ends of a name."""
    key = names.name(number).key
    size, width = len(key), end - low
    if width > size + BEYOND or width < LEAST * size:
        return None
    most = min(size, width)
    prefix = 2
    while prefix < most and key[prefix] == text[low + prefix]:
        prefix += 1
    suffix = 2
    while suffix < most - prefix and key[-suffix - 1] == text[end - suffix - 1]:
        suffix += 1
    if prefix + suffix > most or (prefix + suffix == size == width):
        return None
    if prefix + suffix < LEAST * max(size, width):
        return None
    return Stretch(low, end, number, prefix, suffix)


def _after(names: Inventory, number: int, text: str, start: int, covered: int) -> Sequence[Stretch]:
    """Stretches that begin as a name does and end otherwise: the change reaches its last word.

    `covered`: so many characters are those of a term that covers the half; then more of the name must stand behind it.
    """
    name = names.name(number)
    key, edges, size = name.key, name.cutting, len(name.key)
    bare = covered > 0 and not _goes_on(key[covered : covered + 2], text[start + covered : start + covered + 2])
    prefix = half(size)
    while prefix < size and text[start + prefix : start + prefix + 1] == key[prefix]:
        prefix += 1
    if prefix == size:
        return ()
    edge = edges[bisect_right(edges, prefix) - 1]
    widths = _fitting(key[edge:], text[start + edge : start + size + 1], names.words, sisters_only=bare)
    ends = [start + edge + width for width in widths]
    return [_stretch(number, key, text, start, end) for end in ends if text[end - 2 : end] != key[-2:]]


def _before(names: Inventory, number: int, text: str, end: int, covered: int) -> Sequence[Stretch]:
    """Stretches that end as a name does and begin otherwise."""
    name = names.name(number)
    key, edges, size = name.key, name.cutting, len(name.key)
    rest = size - covered
    bare = covered > 0 and not _goes_on(
        key[max(0, rest - 2) : max(0, rest)][::-1], text[max(0, end - covered - 2) : end - covered][::-1]
    )
    suffix, most = half(size), min(size, end)
    while suffix < most and text[end - suffix - 1] == key[size - suffix - 1]:
        suffix += 1
    if suffix == size:
        return ()
    edge = edges[bisect_left(edges, size - suffix)]
    position = end - size + edge
    there = text[max(0, end - size - 1) : position]
    starts = [position - width for width in _fitting(key[:edge], there, names.words, backwards=True, sisters_only=bare)]
    return [_stretch(number, key, text, start, end) for start in starts if text[start : start + 2] != key[:2]]


def _goes_on(official: str, written: str) -> bool:
    """Return whether what lies beyond a term has the next character of a name, or the one after that."""
    return official[:1] == written[:1] != "" or official[1:] == written[1:] != ""


def _stretch(number: int, key: str, text: str, start: int, end: int) -> Stretch:
    """Return a stretch with what it shares with a name at either end."""
    window = text[start:end]
    prefix = _shared(key, window)
    most = min(len(key), len(window)) - prefix
    return Stretch(start, end, number, prefix, min(most, _shared(key[::-1], window[::-1])))


def _shared(key: str, window: str) -> int:
    """Return how many characters two strings begin with alike."""
    return next(
        (position for position, differs in enumerate(map(ne, key, window)) if differs), min(len(key), len(window))
    )


def _fitting(
    official: str, there: str, words: TermWords, *, backwards: bool = False, sisters_only: bool = False
) -> list[int]:
    """Return how much of what stands there may stand for the first or last words of a name.

    `sisters_only`: what stands before is a term of its own, so that only another word for that of the name says that the name is meant.
    """
    size, edge = len(official), 0 if backwards else -1
    widths: list[int] = []
    for width in (size, size - 1, size + 1):
        written = there[-width:] if backwards else there[:width]
        if width < 1 or len(written) != width:
            continue
        # Words that are not alike in their characters are two words of one sense, or stand for each other in other names.
        if not _alike(written, official):
            fits = width > 1 and word(written) is not None
            fits = fits and (sisters(official, written) or words.contrasts(official, written) > 0)
        else:
            fits = not sisters_only and (
                written[edge] == official[edge]
                or width > size
                or alone(written[edge]) >= SELDOM
                or word(written) is not None
            )
        # Most do not fit; what may stand there is asked of the others.
        if fits and _HAN.fullmatch(written):
            widths.append(width)
    if size > 2 and not sisters_only and (there[-1:] if backwards else there[:1]) == official[edge]:
        widths.append(1)  # all but the character at the very end is lost: 伊拉克团
    return widths


_HAN = compiled(f"[{HAN}]+")


def _alike(written: str, official: str) -> bool:
    """Return whether one string is the other one in another order, with another character, or without one of its characters."""
    difference = len(written) - len(official)
    if not difference:
        return sum(map(ne, written, official)) == 1 or sorted(written) == sorted(official)
    return len(written) > 1 and (_lacks(written, official) if difference < 0 else _lacks(official, written))


def _lacks(shorter: str, longer: str) -> bool:
    """Return whether one string is the other one, which has one character more, without one of its characters."""
    if shorter[0] != longer[0]:
        return shorter == longer[1:]
    position = _shared(shorter, longer)
    return shorter[position:] == longer[position + 1 :]
