"""Where an English text may nearly have a name: stretches of words that share both ends with one, one half of it, or its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from yizhi.checks.names._channel import SMALL_EN
from yizhi.checks.names._inventory import (
    CLOSED_KEY,
    HEAD_KEY,
    ORDER_KEY,
    PAIR_KEY,
    TAIL_KEY,
    WORD,
    Inventory,
    pair_sum,
    word_sum,
)
from yizhi.checks.names._search import Stretch
from yizhi.termbase.text.lazy import compiled

LEAST = 0.4
"""The part of a name, or of the stretch, that must stand as it should."""
LEAST_WORDS, MOST_WORDS = 2, 12
"""Words of a half of a name, or of one in another order."""
REACH = 40
"""Words of the longest stretch."""
_PHRASE = compiled(
    # A word with a capital (not the rest of one: iPhone, d’Ivoire), and at least one more, small words in between.
    r"[A-Z\u00c0-\u1fff](?<![^\W_].)(?<![^\W_]['’].)[\w'’]*"
    rf"(?:[^\w.;:()\n]+(?:[^\Wa-z_][\w'’]*|(?:{'|'.join(sorted(SMALL_EN))})(?![\w'’]))){{1,}}"
)
"""What a name looks like."""


class EnglishStretch(NamedTuple):
    """Where a phrase nearly has a name: places in the text, the words there in small letters, each with its place."""

    start: int
    end: int
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    stretch: Stretch
    continued: bool = False


def english(names: Inventory, text: str) -> Iterator[EnglishStretch]:
    """Yield the stretches of a text (not normalised): capitalised but for small words."""
    for phrase in _PHRASE.finditer(text):
        shift = phrase.start()
        for item in _of_phrase(names, phrase.group()):
            places = tuple((shift + start, shift + end) for start, end in item.spans)
            yield item._replace(start=shift + item.start, end=shift + item.end, spans=places)


@lru_cache(maxsize=1 << 12)
def _of_phrase(names: Inventory, phrase: str) -> tuple[EnglishStretch, ...]:
    """Return the stretches of a phrase, at places of it. Kept: names come again and again."""
    return tuple(_stretches(names, phrase))


def _stretches(names: Inventory, phrase: str) -> Iterator[EnglishStretch]:
    words, spans = _read(phrase)
    for stretch in _matched(names, words):
        first, last = stretch.start, stretch.end
        official = names.name(stretch.name).words
        written, places = words[first:last], spans[first:last]
        if written[-1].endswith("'s") and not official[-1].endswith("'s"):
            # The possessive is the text's, not the name's.
            written = (*written[:-1], written[-1][:-2])
            places = (*places[:-1], (places[-1][0], places[-1][1] - 2))
        if written == tuple(official) or _loose(written[0], written[-1], official):
            continue
        start, end = places[0][0], places[-1][1]
        if re.search(r"[.,;:()\n]", phrase[start:end]) or names.numbers(CLOSED_KEY + "".join(written)):
            continue
        continued = first > 0 and words[first - 1] not in SMALL_EN and _joins(phrase, spans[first - 1], spans[first])
        yield EnglishStretch(start, end, written, places, stretch, continued)


def _loose(first: str, last: str, name: Sequence[str]) -> bool:
    """Return whether a stretch begins or ends with a small word, as the name does not."""
    return (first in SMALL_EN and first != name[0]) or (last in SMALL_EN and last != name[-1])


def _joins(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether a word with a capital stands right before another one."""
    return text[before[0]].isupper() and text[before[1] : after[0]] == " "


def _read(phrase: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Return the words of a phrase in small letters, and where each stands."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for token in WORD.finditer(phrase):
        text = token.group().lower().replace("’", "'")
        bare = text.rstrip("0123456789")  # a footnote's mark may be glued to a word
        words.append(bare if len(bare) > 2 else text)
        spans.append((token.start(), token.start() + len(words[-1])))
    return tuple(words), tuple(spans)


def _matched(names: Inventory, words: tuple[str, ...]) -> tuple[Stretch, ...]:
    """Return the stretches of the words of a phrase, each once."""
    out: dict[tuple[int, int, int], Stretch] = {}
    orders, counts = names.orders, [word_sum(word) for word in words]
    for low in range(len(words) - 1):
        first, total = pair_sum(counts[low]), counts[low]
        for high in range(low + 2, min(len(words), low + REACH) + 1):
            total += counts[high - 1]
            # What most windows have is no half of a name and no pair of ends: sums tell without putting words together.
            if first + counts[high - 1] in orders:
                for stretch in _by_ends(names, words, low, high):
                    out.setdefault(stretch[:3], stretch)
            if total in orders and LEAST_WORDS <= high - low <= MOST_WORDS:
                for stretch in _by_words(names, words, low, high):
                    out.setdefault(stretch[:3], stretch)
    return tuple(out.values())


def _by_ends(names: Inventory, words: Sequence[str], low: int, high: int) -> Iterator[Stretch]:
    for (number,) in names.numbers(f"{PAIR_KEY}{words[low]} {words[high - 1]}"):
        stretch = _aligned(names, number, words, low, high)
        if stretch is not None:
            yield stretch


def _by_words(names: Inventory, words: Sequence[str], low: int, high: int) -> Iterator[Stretch]:
    """Stretches of which a window is one half, or which have the words of a name in another order."""
    for (number,) in names.numbers(ORDER_KEY + " ".join(sorted(words[low:high]))):
        if names.name(number).words != words[low:high]:
            stretch = _aligned(names, number, words, low, high, least=0.0)
            if stretch is not None:
                yield stretch
    joined = " ".join(words[low:high])
    for (number,) in names.numbers(HEAD_KEY + joined):
        size = len(names.name(number).words)
        if low + size <= len(words):
            stretch = _aligned(names, number, words, low, low + size)
            if stretch is not None and not stretch.suffix:
                yield stretch
    for (number,) in names.numbers(TAIL_KEY + joined):
        start = high - len(names.name(number).words)
        if 0 <= start < low:
            stretch = _aligned(names, number, words, start, high)
            if stretch is not None and not stretch.prefix:
                yield stretch


def _aligned(
    names: Inventory, number: int, words: Sequence[str], low: int, high: int, least: float = LEAST
) -> Stretch | None:
    key = names.name(number).words
    size, width = len(key), high - low
    most = min(size, width)
    if abs(size - width) > 3:
        return None
    prefix = 0
    while prefix < most and key[prefix] == words[low + prefix]:
        prefix += 1
    suffix = 0
    while suffix < most - prefix and key[-suffix - 1] == words[high - suffix - 1]:
        suffix += 1
    if prefix + suffix == size == width or prefix + suffix < least * max(size, width):
        return None
    return Stretch(low, high, number, prefix, suffix)
