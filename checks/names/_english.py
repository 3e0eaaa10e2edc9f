"""What nearly is an English name: one word is misspelt, another one, left out or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.names._index import WORD, English, Head, Name
from yizhi.termbase.model import Strictness
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.termbase.recognition.hit import Hit

SMALL = frozenset(["of", "on", "for", "in", "against", "to", "the", "and", "with", "at", "from", "by"])
LONG = 5
REACH = 40
"""Words of the longest name."""
MOST = 0.6
"""Share of a piece of text from which a name in it is what was meant."""
_PHRASE = compiled(
    # A word with a capital (not the rest of one: iPhone, d’Ivoire), and at least two more, small words in between.
    r"[A-Z\u00c0-\u1fff](?<![^\W_].)(?<![^\W_]['’].)[\w'’]*"
    rf"(?:[^\w.;:()\n]+(?:[^\Wa-z_][\w'’]*|(?:{'|'.join(sorted(SMALL))})(?![\w'’]))){{2,}}"
)
"""What a name looks like. The first words of one that is nearly a name may be small; no name of ours has no more than those."""


class EnglishNearMiss(NamedTuple):
    """Where something nearly is a name (in the user's text), the name, how sure."""

    start: int
    end: int
    name: Name
    sure: bool
    what: str


def find(index: English, text: str, terms: Sequence[Hit]) -> Iterator[EnglishNearMiss]:
    """Every place of a text that is nearly a name; it may still be another name, or a part of one. `terms` are those of the text."""
    for phrase in _PHRASE.finditer(text):
        read = _read(phrase.group())
        pairs = read.pairs
        if index.ends.isdisjoint(pairs) and index.heads.keys().isdisjoint(pairs):
            continue
        low, high = phrase.span()
        for at, pair in enumerate(pairs):
            first, last = low + read.spans[at][0], low + read.spans[at + 1][1]
            if pair in index.heads and text[first].isupper() and _open(first, high, first, terms):
                here = read.words[at : at + REACH]
                for name, number in _candidates(index.heads, index.words, here, read.known):
                    found = _compare(index, name, here)
                    if found:
                        yield from _near(phrase, read, at, at + found[0], index.names[number], found)
            if pair in index.ends and phrase[0][read.spans[at + 1][0]].isupper() and _open(low, last, last, terms):
                here = read.words[max(0, at + 2 - REACH) : at + 2][::-1]
                for name, number in _candidates(index.tails, index.backwards, here, read.known):
                    found = _compare(index, name, here)
                    if found:
                        yield from _near(phrase, read, at + 2 - found[0], at + 2, index.names[number], found)


class Phrase(NamedTuple):
    """The words of a phrase as they are compared, each two neighbours, where they stand in it, each once."""

    words: list[str]
    pairs: list[tuple[str, str]]
    spans: list[tuple[int, int]]
    known: frozenset[str]


@lru_cache(maxsize=1 << 12)
def _read(phrase: str) -> Phrase:
    """A phrase, taken apart. Kept: names come again and again."""
    tokens = list(WORD.finditer(phrase))
    words = [token.group().lower().replace("’", "'") for token in tokens]
    return Phrase(words, list(pairwise(words)), [token.span() for token in tokens], frozenset(words))


def settles(hit: Hit, start: int, end: int) -> bool:
    """Whether a hit inside a piece of text is a name and most of the piece: nothing else is meant."""
    return hit.strictness is Strictness.NAME and hit.end - hit.start >= MOST * (end - start)


def _open(start: int, end: int, edge: int, terms: Sequence[Hit]) -> bool:
    """Whether what begins or ends at an edge of a piece, and may be as long as the piece, may not be settled by a term."""
    for hit in terms:
        if hit.start < edge < hit.end:
            return False
        if edge == (hit.start if edge == start else hit.end) and settles(hit, start, end):
            return False
    return True


def _candidates(
    keys: dict[Head, list[int]], names: list[list[str]], words: Sequence[str], known: frozenset[str]
) -> list[tuple[list[str], int]]:
    """The names that begin as the words do, and can end or go on so."""
    numbers = keys.get((words[0], words[1]), [])
    fourth = None
    if len(words) > 2:
        numbers = numbers + keys.get((words[0], words[1], words[2]), [])
        if len(words) > 3:
            fourth = words[3]
            numbers = numbers + keys.get((words[0], words[1], None, fourth), [])
    return [
        (name, number)
        for number in numbers
        if (name := names[number])[-1] in known or (len(name) >= LONG and name[3] == fourth)
    ]


def _near(
    phrase: re.Match[str], read: Phrase, first: int, last: int, name: Name, found: tuple[int, bool, str]
) -> Iterator[EnglishNearMiss]:
    start, end = read.spans[first][0], read.spans[last - 1][1]
    inside = phrase[0][start:end]
    large = [word for at, stop in read.spans[first:last] if (word := phrase[0][at:stop]).lower() not in SMALL]
    if not re.search(r"[.;:()\n]", inside) and large and all(word[0].isupper() or word[0].isdigit() for word in large):
        yield EnglishNearMiss(phrase.start() + start, phrase.start() + end, name, found[1], found[2])


def _compare(index: English, name: list[str], words: Sequence[str]) -> tuple[int, bool, str] | None:
    """(words of the text that answer to the name, sure, what is wrong) where all but one word are the name's."""
    n = len(name)
    # Mostly the end of the name is nowhere near; else the last word itself may be the wrong one.
    if name[-1] not in words[n - 2 : n + 1] and (n < LONG or words[: n - 1] != name[:-1]):
        return None
    at = 0
    while at < n and at < len(words) and name[at] == words[at]:
        at += 1
    if at == n or at >= len(words):
        return None
    official, written, rest = name[at], words[at], name[at + 1 :]
    if words[at + 1 : at + 1 + len(rest)] == rest and (rest or n >= LONG):
        return _exchanged(index, n, official, written)
    if rest and list(words[at : at + len(rest)]) == rest and n >= LONG:
        return n - 1, n > LONG + 1 and official not in SMALL, f"“{official}” is missing"
    if list(words[at + 1 : at + 2 + len(rest)]) == [official, *rest] and n >= LONG and written in SMALL:
        return n + 1, False, f"“{written}” is too much"
    return None


def _exchanged(index: English, n: int, official: str, written: str) -> tuple[int, bool, str] | None:
    what = f"“{written}” for “{official}”"
    if any(map(str.isdigit, written + official)):
        return None
    if official in SMALL and written in SMALL:
        return (n, n > LONG, what) if n >= LONG and "the" not in (official, written) else None
    if written in index.vocabulary or min(len(written), len(official)) < 4:
        plural = written.rstrip("s") == official.rstrip("s")
        return (n, False, what) if plural and n > LONG else None
    return (n, True, what) if _misspelt(official, written) else None


def _misspelt(right: str, wrong: str) -> bool:
    """Whether one or, in a long word, two letters were changed, lost, added or exchanged."""
    if abs(len(right) - len(wrong)) > 2:
        return False
    rows = [list(range(len(wrong) + 1))]
    for i, a in enumerate(right, 1):
        row = [i]
        for j, b in enumerate(wrong, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == wrong[j - 2] and right[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1] <= (1 if len(right) < 7 else 2)
