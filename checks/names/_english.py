"""What nearly is an English name: one word is misspelt, another one, left out or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.names._index import WORD, English, Head, Name

SMALL = frozenset(["of", "on", "for", "in", "against", "to", "the", "and", "with", "at", "from", "by"])
LONG = 5
REACH = 40
"""Words of the longest name."""


@dataclass(frozen=True, slots=True)
class Near:
    """Where something nearly is a name (in the user's text), the name, how sure."""

    start: int
    end: int
    name: Name
    sure: bool
    what: str


def find(index: English, text: str) -> Iterator[Near]:
    """Every place of a text that is nearly a name; it may still be another name, or a part of one."""
    written = WORD.findall(text)
    words = [word.lower() for word in written]
    if "’" in text:
        words = [word.replace("’", "'") for word in words]
    tokens: list[re.Match[str]] = []
    for at, pair in enumerate(pairwise(words)):
        begins = pair in index.begin and written[at][0].isupper()
        ends = pair in index.end and written[at + 1][0].isupper()
        if not (begins or ends):
            continue
        tokens = tokens or list(WORD.finditer(text))
        if begins:
            here = words[at : at + REACH]
            for number in _candidates(index.heads, here):
                found = _compare(index, index.words[number], here)
                if found:
                    yield from _near(text, tokens, at, at + found[0], index.names[number], found)
        if ends:
            here = words[max(0, at + 2 - REACH) : at + 2][::-1]
            for number in _candidates(index.tails, here):
                found = _compare(index, index.words[number][::-1], here)
                if found:
                    yield from _near(text, tokens, at + 2 - found[0], at + 2, index.names[number], found)


def _candidates(keys: dict[Head, list[int]], words: Sequence[str]) -> Iterator[int]:
    """The names that begin as the words do."""
    yield from keys.get((words[0], words[1]), ())
    if len(words) > 2:
        yield from keys.get((words[0], words[1], words[2]), ())
        if len(words) > 3:
            yield from keys.get((words[0], words[1], None, words[3]), ())


def _near(
    text: str, tokens: Sequence[re.Match[str]], first: int, last: int, name: Name, found: tuple[int, bool, str]
) -> Iterator[Near]:
    start, end = tokens[first].start(), tokens[last - 1].end()
    inside = text[start:end]
    large = [token.group() for token in tokens[first:last] if token.group().lower() not in SMALL]
    if not re.search(r"[.;:()\n]", inside) and large and all(word[0].isupper() or word[0].isdigit() for word in large):
        yield Near(start, end, name, found[1], found[2])


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
