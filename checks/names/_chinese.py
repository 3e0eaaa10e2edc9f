"""What nearly is a Chinese name: one place in it is another one than in the official name, or its words are in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from yizhi.checks.names._index import BEYOND, HEADS, LONGEST, ORDERED, Chinese, Name, anchor_length, weight
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.lattice import alone, joined, word
from yizhi.termbase.words.sounds import like

DISTINCT = frozenset(
    "东西南北中上下前后左右内外大小新旧男女老少正副第一二三四五六七八九十百千零甲乙丙丁海陆空国省市县区州洲水土军民公私亚非欧美拉年月日"
)
"""Characters that make another name out of a name."""
PARTICLES = frozenset("的和与及之")
FARTHEST = 40
_HEAD = compiled("|".join(HEADS))
_STOP = compiled("[，。；：、《》（）()“” ]")
SELDOM = 900
"""Cost as a word of its own (hundredths of a nat) from which a character seldom is one."""
SHORT, LONG, LONGER = 6, 7, 9


class ChineseNearMiss(NamedTuple):
    """Where something nearly is a name (in normalised text), the name, what it has there, what stands instead; how sure."""

    start: int
    end: int
    name: Name
    official: str
    written: str
    sure: bool


def find(index: Chinese, text: str, inside: Callable[[int, int], bool]) -> Iterator[ChineseNearMiss]:
    """Every place of normalised text (of one paragraph, or of all) that is nearly a name; it may still be another, or a part of one.

    `inside` says whether a piece of the text lies inside a longer term: then it is no anchor.
    """
    if index.automaton is None:
        return
    anchors = index.anchors
    for start, end, number in index.automaton.find_overlapping(text):
        begins, ahead, ends, behind = anchors[number]
        after = text[end : start + ahead] if begins else ""
        before = text[end - behind if end > behind else 0 : start] if ends else ""
        if (begins and not begins.keys().isdisjoint(after)) or (ends and not ends.keys().isdisjoint(before)):
            if inside(start, end):
                continue
            uses = {(name, False) for char in after for name in begins.get(char, ())}
            uses |= {(name, True) for char in before for name in ends.get(char, ())}
            for which, at_end in sorted(uses):
                near = _at_anchor(index.names[which], text, start, end, at_end)
                if near is not None:
                    yield near
    yield from _reordered(index, text)


def _at_anchor(name: Name, text: str, start: int, end: int, at_end: bool) -> ChineseNearMiss | None:
    """Whether the name that has an anchor is nearly there. Mostly its other end is nowhere near, or it stands there itself."""
    key = name.key
    if at_end:
        if text.find(key[:2], max(0, end - len(key) - BEYOND), end) < 0 and not text.endswith(key[2:], 0, end):
            return None
        return None if text.endswith(key, 0, end) else _before(name, text, end)
    if text.find(key[-2:], start, start + len(key) + BEYOND) < 0 and not text.startswith(key[:-2], start):
        return None
    return None if text.startswith(key, start) else _after(name, text, start)


def against(name: Name, text: str) -> Iterator[ChineseNearMiss]:
    """Every place of a normalised text that is nearly this one name."""
    length = anchor_length(len(name.key))
    for anchor, at_end in ((name.key[:length], False), (name.key[-length:], True)):
        place = text.find(anchor)
        while place >= 0:
            near = _before(name, text, place + length) if at_end else _after(name, text, place)
            if near is not None:
                yield near
            place = text.find(anchor, place + 1)


def _after(name: Name, text: str, start: int) -> ChineseNearMiss | None:
    """The text begins as the name does."""
    key, n = name.key, len(name.key)
    at = anchor_length(n)
    limit = len(text)
    while at < n and start + at < limit and text[start + at] == key[at]:
        at += 1
    if at == n or start + at >= limit:
        return None
    rest, here = key[at:], start + at
    # Most candidates end here: the end of the name is nowhere near.
    if len(rest) > 2 and text.find(key[-2:], here, here + len(rest) + 3) < 0:
        return None
    for dropped, added in _changes(n):
        tail = rest[dropped:]
        if dropped > len(rest) or (not tail and (dropped, added) != (1, 1)):
            continue
        if text.startswith(tail, here + added):
            written = text[here : here + added]
            end = here + added + len(tail)
            return _judge(name, start, end, at, rest[:dropped], written)
    return None


def _before(name: Name, text: str, end: int) -> ChineseNearMiss | None:
    """The text ends as the name does."""
    key, n = name.key, len(name.key)
    at = anchor_length(n)
    while at < n and end - at > 0 and text[end - at - 1] == key[n - at - 1]:
        at += 1
    if at == n or end - at <= 0:
        return None
    rest, here = key[: n - at], end - at
    if len(rest) > 2 and text.find(key[:2], max(0, here - len(rest) - 3), here) < 0:
        return None
    for dropped, added in _changes(n):
        if dropped > len(rest):
            continue
        head = rest[: len(rest) - dropped]
        begin = here - added - len(head)
        if begin < 0 or not text.startswith(head, begin):
            continue
        if not head and not (dropped == added and dropped):
            continue
        return _judge(name, begin, end, len(head), rest[len(head) :], text[here - added : here])
    return None


def _changes(n: int) -> tuple[tuple[int, int], ...]:
    """(characters of the name that are gone, characters that stand there instead), the small ones first."""
    return _MIDDLE if n < LONGEST else _ALL


_MIDDLE = ((1, 0), (0, 1), (1, 1), (2, 2))
_ALL = (*_MIDDLE, (1, 2), (2, 1), (2, 0), *((gone, 0) for gone in range(3, 13)))


def _judge(name: Name, start: int, end: int, place: int, official: str, written: str) -> ChineseNearMiss | None:
    n = len(name.key)
    changed = {*official} ^ {*written}
    if not written:
        # A part that is left out of a long name, or a character out of the middle of one.
        sure = len(official) == 1 or n - len(official) >= LONGEST - 2
        fine = place > 0 and n - len(official) >= LONG - 1 and len(official) <= 0.45 * n
        if len(official) > 2 and not sure:
            return None
        if not fine and place > 0 and len(official) == 1 and n >= SHORT and not name.abbreviation:
            after = name.key[place + 1 : place + 2]
            fine = after != "" and not joined(name.key[place - 1] + after) and alone(after) >= SELDOM
            # 国际委员会 is what it says, and no 国际法委员会 that lost a character.
            fine = fine and (word(name.key[:place]) is None or word(name.key[place + 1 :]) is None)
        return ChineseNearMiss(start, end, name, official, written, sure) if fine and not changed & DISTINCT else None
    if not official:
        if any(not "\u4e00" <= char <= "\u9fff" for char in written):
            return None
        odd = n >= SHORT and _odd(name.key[place - 1 : place], written, name.key[place : place + 1])
        fine = (n >= LONG and (written in PARTICLES or n >= LONGER)) or odd
        return (
            ChineseNearMiss(start, end, name, official, written, n > LONGER or odd)
            if fine and not changed & DISTINCT
            else None
        )
    if len(official) == len(written) == 1 and written not in DISTINCT and like(official, written):
        return ChineseNearMiss(start, end, name, official, written, True)
    if changed & DISTINCT or any(not "\u4e00" <= char <= "\u9fff" for char in official + written):
        return None
    if len(official) == len(written) == 1:
        return _one_for_one(name, start, end, place, official, written)
    if len(official) == len(written) and {*official} & {*written}:
        # A word for a word that shares a character: 发展 for 开发.
        words = word(official) is not None and word(written) is not None
        fine = n >= 5 and not name.abbreviation and (n >= LONGER or words)
        return ChineseNearMiss(start, end, name, official, written, n > 5) if fine else None
    shared = bool({*official} & {*written})
    return ChineseNearMiss(start, end, name, official, written, shared) if n >= LONGEST and shared else None


def _one_for_one(name: Name, start: int, end: int, place: int, official: str, written: str) -> ChineseNearMiss | None:
    n = len(name.key)
    if not 0 < place < n - 1 or name.abbreviation or n < SHORT:
        return None
    odd = _odd(name.key[place - 1], written, name.key[place + 1])
    return ChineseNearMiss(start, end, name, official, written, odd or n >= LONGER + 2) if odd or n >= LONGER else None


def _odd(before: str, written: str, after: str) -> bool:
    """Whether a character makes no word with its neighbours, and seldom is one: a slip of the hand."""
    if len(written) != 1 or not before or not after or alone(written) < SELDOM:
        return False
    return not joined(before + written) and not joined(written + after)


def whole(index: Chinese, title: str, start: int) -> Iterator[ChineseNearMiss]:
    """Whether a title (normalised, at a place) has the words of a name in another order: it may hold marks that end a name elsewhere."""
    number = index.orders.get(sum(map(_WEIGHTS.__getitem__, title)))
    if number is not None:
        yield from _permuted(index.names[number], title, start)


class _Weights(dict[str, int]):
    """The weights of characters, each worked out once."""

    def __missing__(self, char: str) -> int:
        known = self[char] = weight(char)
        return known


_WEIGHTS = _Weights()


def _reordered(index: Chinese, text: str) -> Iterator[ChineseNearMiss]:
    """Strings that end as names do and have exactly the characters of one, in another order."""
    orders = index.orders
    for found in _HEAD.finditer(text):
        at = end = found.end()
        # Mostly a character close before is in no name that has those of the head.
        alphabet, low = index.alphabets[found.group()], max(0, end - FARTHEST + 1)
        while at > low and text[at - 1] in alphabet:
            at -= 1
        if end - at < ORDERED:
            continue
        backwards = text[at:end][::-1]
        stop = _STOP.search(backwards, ORDERED - 1)
        if stop:
            backwards = backwards[: stop.start()]
        totals = list(accumulate(map(_WEIGHTS.__getitem__, backwards)))
        if orders.keys().isdisjoint(totals):
            continue
        for length, total in enumerate(totals, 1):
            if length >= ORDERED and total in orders:
                yield from _permuted(index.names[orders[total]], text[end - length : end], end - length)


def _permuted(name: Name, window: str, start: int) -> Iterator[ChineseNearMiss]:
    """A window that has exactly the characters of a name, in another order."""
    if window != name.key and sorted(window) == sorted(name.key) and not any(map(str.isdigit, window)):
        yield ChineseNearMiss(start, start + len(window), name, name.key, window, True)
