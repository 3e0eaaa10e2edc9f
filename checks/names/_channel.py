"""How slips in names arise: what a change of one stretch of a name costs, in nats.

The channel of the noisy channel: a small word or a character is lost, put in or mistaken far more often than a whole word;
a word is mistaken for its sister (a shared character, a shared sense) more often than for any other; neighbours change
their places. Figures and numerals make another name, never a slip.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from yizhi.checks.names._words import SLOT, TermWords, cut, numbered
from yizhi.termbase.language import is_han
from yizhi.termbase.lexicon.dictionary import dictionary
from yizhi.termbase.lexicon.families import family
from yizhi.termbase.lexicon.thesaurus import thesaurus
from yizhi.termbase.records import dataclass
from yizhi.termbase.words.lattice import word
from yizhi.termbase.words.neighbours import transliterating
from yizhi.termbase.words.sounds import like

SMALL_ZH = frozenset("的和与及之等等对在")
SMALL_EN = frozenset(["of", "on", "for", "in", "against", "to", "the", "and", "with", "at", "from", "by", "a", "an"])


@dataclass(frozen=True, slots=True)
class ChannelWeights:
    """Costs of the kinds of change, in nats; set by hand on one half of published text, and held up on the other half."""

    slip: float = 5.5
    """That there is a slip in a name at all: one name in some hundreds."""
    small: float = 1.0
    """A small word lost, put in or mistaken; a character that sounds or looks like the right one; an ending of a word."""
    order: float = 1.5
    """Words that changed their places."""
    lost: float = 2.0
    """A word that is lost."""
    further: float = 1.0
    """Each further word that is lost with it."""
    character: float = 6.0
    """Any other character in the place of the right one."""
    sister: float = 2.5
    """A word for its sister."""
    strange: float = 6.0
    """A word for any other, beside the cost of that word."""
    added: float = 4.0
    """A word of weight that is too much, beside the cost of a strange one: it says which of several bodies is meant."""
    torn: float = 4.0
    """Characters lost or put in across the edges of words."""


CHANNEL = ChannelWeights()
SENSES = 0.34
"""The part of the senses of the word with fewer that two sisters share."""
LONG = 6
"""Characters of a Chinese name from which words of it, not characters alone, may be lost or mistaken."""
LONGER = 10
"""Characters that must remain of a name which has lost several words."""
_COUNTLESS = 2
"""Characters of a word in which 一 may be no numeral."""
_LONGEST = 12
"""Characters of a longer change that is still one slip."""


class NameChange(NamedTuple):
    """What became of a stretch of a name: `official` of it stands as `written`, its cost; both widened to whole words."""

    official: str
    written: str
    cost: float
    whole_official: str
    whole_written: str
    before: str
    after: str
    """The words of the name on either side."""
    slot: str
    """The name without those words."""

    @property
    def alike(self) -> bool:
        """Whether what is written is like what should be: in sound, shape, form or sense."""
        return self.cost <= CHANNEL.slip + CHANNEL.sister


@lru_cache(maxsize=1 << 13)
def chinese_change(
    name: str, window: str, prefix: int, suffix: int, words: TermWords, proper: bool = True
) -> NameChange | None:
    """Return the change that makes the window of a name; they share `prefix` characters at the start and `suffix` at the end.

    Of a term that is no proper name a word may be exchanged freely, so only characters and the order count.
    """
    long = proper and len(name) >= LONG
    official, written = name[prefix : len(name) - suffix], window[prefix : len(window) - suffix]
    first, last, before, after = _widened(cut(name), prefix, len(name) - suffix)
    whole_official, whole_written = name[first:last], window[first : len(window) - (len(name) - last)]
    if _counts(official, whole_official) or _counts(written, whole_written):
        return None
    if sorted(official) != sorted(written) and (
        max(len(official), len(written)) > _LONGEST or not all(map(is_han, written))
    ):
        return None
    if not (prefix and suffix) and not written:
        return None  # a part of the name, no more
    if not written and len(whole_official) > 1 and len(cut(official)) > 1 and len(window) < LONGER:
        return None  # what remains says what it says: 国际论坛
    unlike = len(official) == len(written) == 1 and not like(official, written)
    if unlike and _foreign(official, written, f"{before}{whole_official}{after}"):
        return None  # another place, or another spelling of its name
    cost = _chinese_cost(official, written, whole_official, whole_written, words, long)
    if cost is None:
        return None
    slot = f"{name[:first]}{SLOT}{name[last:]}"
    return NameChange(official, written, CHANNEL.slip + cost, whole_official, whole_written, before, after, slot)


def _counts(stretch: str, whole: str) -> bool:
    """Return whether there is a numeral in a stretch of some words (`whole`): 一 in a word such as 一切 or 统一 is none."""
    numerals = "".join(numbered((stretch,)))
    return bool(numerals) and (
        bool(numerals.strip("一")) or whole[:1] == "第" or word(whole) is None or len(whole) < _COUNTLESS
    )


def _widened(words: Sequence[str], start: int, end: int) -> tuple[int, int, str, str]:
    """Return the edges of the words that a stretch touches, and the words beside them."""
    origin, first, last, before, after = 0, 0, 0, "", ""
    for item in words:
        stop = origin + len(item)
        if stop <= start:
            first, before = stop, item
        elif origin < end or (origin < start < stop):
            last = stop
        elif not after:
            after = item
        origin = stop
    return first, max(first, last), before, after


def _chinese_cost(official: str, written: str, whole: str, instead: str, words: TermWords, long: bool) -> float | None:
    """`long`: whether the name is one in which whole words may be lost or mistaken."""
    weights = CHANNEL
    if len(official) > 1 and sorted(official) == sorted(written):
        return weights.order
    if not written or not official:
        return _lost_or_added(official, written, whole, words, long)
    single = len(official) == len(written) == 1
    if single and (like(official, written) or {official, written} <= SMALL_ZH):
        return weights.small
    if word(whole) is not None and word(instead) is not None and whole != instead:
        cost = weights.sister if sisters(whole, instead) else weights.strange + words.cost(instead)
        return cost if long else None
    return weights.character if single and written not in SMALL_ZH else None


def _foreign(first: str, second: str, whole: str) -> bool:
    """Return whether one character stands for an unlike one among characters that write the sounds of foreign names, most of them."""
    sounding = sum(char in transliterating() for char in whole)
    return {first, second} <= transliterating() or (len(whole) > 2 and 2 * sounding > len(whole))


def _lost_or_added(official: str, written: str, whole: str, words: TermWords, long: bool) -> float | None:
    weights = CHANNEL
    if len(official) == 1:
        return weights.small if official in SMALL_ZH else weights.lost
    if not long:
        return None
    if official:
        further = weights.further * (len(cut(official)) - 1)
        return weights.lost + further + weights.torn * (whole != official)
    return (
        weights.small + weights.lost if written in SMALL_ZH else weights.strange + weights.added + words.cost(written)
    )


@lru_cache(maxsize=1 << 12)
def sisters(first: str, second: str) -> bool:
    """Return whether two Chinese words are taken for each other: they have as many characters and share half of them, are
    synonyms, or share a sense in the dictionary."""
    if len(first) == len(second) and 2 * len({*first} & {*second}) >= len(first):
        return True
    if second in _synonyms(first) or first in _synonyms(second):
        return True
    book = dictionary()
    senses = [set(book.numbers_of(key)) for term in (first, second) if (key := book.heads.get(term, -1)) >= 0]
    return len(senses) == 2 and len(senses[0] & senses[1]) >= SENSES * min(map(len, senses))


@lru_cache(maxsize=1 << 12)
def _synonyms(word: str) -> frozenset[str]:
    return frozenset(synonym.word for synonym in thesaurus("zh").synonyms(word))


@lru_cache(maxsize=1 << 13)
def english_change(
    name: tuple[str, ...], window: tuple[str, ...], prefix: int, suffix: int, words: TermWords
) -> NameChange | None:
    """Return the same of English words in small letters."""
    official, written = name[prefix : len(name) - suffix], window[prefix : len(window) - suffix]
    if any(map(_figured, (*official, *written))) or max(len(official), len(written)) > 4:
        return None
    if len(official) == len(written) == 1 and written[0] == f"{official[0]}s" and _is_head(name, prefix):
        return None
    cost = _english_cost(official, written, words)
    if cost is None:
        return None
    before, after = (name[prefix - 1] if prefix else ""), (name[len(name) - suffix] if suffix else "")
    texts = " ".join(official), " ".join(written)
    slot = f"{' '.join(name[:prefix])}{SLOT}{' '.join(name[len(name) - suffix :])}"
    return NameChange(*texts, CHANNEL.slip + cost, *texts, before, after, slot)


def _is_head(name: Sequence[str], position: int) -> bool:
    """Return whether a word is the head of a name, of which there may be several: Departments of …, but not … on Drugs and Crime."""
    head = next((number for number, item in enumerate(name) if item in SMALL_EN), len(name)) - 1
    return position == head


def _figured(text: str) -> bool:
    return any(map(str.isdigit, text))


def _english_cost(official: Sequence[str], written: Sequence[str], words: TermWords) -> float | None:
    weights = CHANNEL
    if len(official) > 1 and sorted(official) == sorted(written):
        return weights.order
    if not written:
        lost = [weights.small if item in SMALL_EN else weights.lost for item in official]
        return max(lost) + weights.further * (len(lost) - 1)
    if not official:
        return sum(
            weights.small if item in SMALL_EN else weights.strange + weights.added + words.cost(item)
            for item in written
        )
    if len(official) != len(written):
        return None
    return sum(_word_cost(right, wrong, words) for right, wrong in zip(official, written, strict=True))


def _word_cost(right: str, wrong: str, words: TermWords) -> float:
    weights = CHANNEL
    if right == wrong:
        return 0.0
    if {right, wrong} <= SMALL_EN or (family(right) and family(right) == family(wrong)) or misspelt(right, wrong):
        return weights.small
    if {right, wrong} & SMALL_EN:
        return math.inf
    if right[:4] == wrong[:4] or words.sisters(right, wrong):
        return weights.sister
    return weights.strange + words.cost(wrong)


def misspelt(right: str, wrong: str) -> bool:
    """Return whether one or, in a long word, two letters were changed, lost, added or exchanged."""
    from rapidfuzz.distance import OSA

    limit = 1 if len(right) < 7 else 2
    return min(len(right), len(wrong)) > 3 and OSA.distance(right, wrong, score_cutoff=limit) <= limit
