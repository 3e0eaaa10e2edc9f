"""Finding concepts by a term as a person types it: exactly, written otherwise, by a part of it, by likeness."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice, pairwise
from operator import itemgetter
from re import compile as compile_pattern

from yizhi.termbase.model import Concept, Status, Term
from yizhi.termbase.records import dataclass
from yizhi.termbase.store.reading import Store, TermMatch
from yizhi.termbase.text.keys import key

_CANDIDATES = 3_000  # for each piece of a query that near misses are sought by

_LOOKED_AT = 60  # terms holding the query that are ranked by more than their length

WILDCARD = compile_pattern(r"[*?]+")
_ARTICLE = compile_pattern(r"^(?:the|an?) (?=\S)")
_RANK = {status: rank for rank, status in enumerate(Status)}


class Nearness(StrEnum):
    """How a concept was found."""

    EXACT = "exact"
    NORMALISED = "normalised"
    PART = "part"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class LookupMatch:
    """A concept that a look-up found, and how; `term` is the one that was found."""

    concept: Concept
    kind: Nearness
    term: Term


Visible = Callable[[str, Store], bool]
"""Whether a store's concept of that id is the one that counts (no later termbase has it too)."""


def rewordings(query: str) -> list[str]:
    """Return the keys of other ways to write an English query: without its article, with hyphens for spaces and the reverse, singular or plural."""
    sought = key(query)
    if not sought.isascii():
        return []
    bare = _ARTICLE.sub("", sought)
    forms = {bare, bare.replace("-", " ")}
    words = bare.split(" ")
    forms |= {
        "-".join(words[:index]) + "-" + " ".join(words[index:])
        if index == 1
        else " ".join(words[: index - 1]) + " " + words[index - 1] + "-" + " ".join(words[index:])
        for index in range(1, len(words))
    }
    for form in list(forms):
        forms |= _numbers(form)
    return sorted({key(form) for form in forms} - {sought})


def _numbers(form: str) -> set[str]:
    """Return the other number of the last word."""
    if form.endswith("ies"):
        return {form[:-3] + "y"}
    if form.endswith("s"):
        return {form[:-1], form[:-2] if form.endswith("es") else form[:-1]}
    return {form[:-1] + "ies" if form.endswith("y") else form + "s", form + "es"}


def lookup(stores: Sequence[Store], visible: Visible, query: str, limit: int) -> list[LookupMatch]:
    """At most `limit` concepts, the best first: exact, without differences of case, width and script, then those with a
    term that holds the query (shortest first); where none is exact or normalised, then the near misses too.
    """
    sought = key(query)
    if not sought or limit < 1:
        return []
    by_pattern = WILDCARD.search(query) is not None and not any(store.by_key(sought) for store in stores)
    stages = _matching(stores, sought) if by_pattern else _stages(stores, visible, query.strip(), sought)
    matches: dict[str, LookupMatch] = {}
    for kind, store, hit in stages:
        if hit.concept in matches or not visible(hit.concept, store):
            continue
        concept = store.concept(hit.concept)
        if concept is not None:
            matches[hit.concept] = LookupMatch(concept, kind, hit.term)
            if len(matches) >= limit:
                break
    return list(matches.values())


def _stages(
    stores: Sequence[Store], visible: Visible, query: str, sought: str
) -> Iterator[tuple[Nearness, Store, TermMatch]]:
    """Yield everything that is found, stage by stage; the later stages only when somebody asks on."""
    exact = [(store, hit) for store in reversed(stores) for hit in store.by_key(sought) if visible(hit.concept, store)]
    for kind in (Nearness.EXACT, Nearness.NORMALISED):
        fitting = [item for item in exact if (item[1].term.text == query) is (kind is Nearness.EXACT)]
        for store, hit in sorted(fitting, key=lambda item: _RANK[item[1].term.status]):
            yield kind, store, hit
    reworded = [
        (store, hit)
        for store in reversed(stores)
        for rewording in rewordings(query)
        for hit in store.by_key(rewording)
        if visible(hit.concept, store)
    ]
    for store, hit in sorted(reworded, key=lambda pair: _RANK[pair[1].term.status]):
        yield Nearness.NORMALISED, store, hit
    parts = heapq.merge(*(_parts(store, sought, age) for age, store in enumerate(reversed(stores))), key=itemgetter(0))
    # The shortest come first; among the first so many those where it is a word, or begins one.
    first = sorted(islice(parts, _LOOKED_AT), key=lambda item: (_inside(item[2].key, sought), item[0]))
    for _, store, hit in chain(first, parts):
        yield Nearness.PART, store, hit
    if not exact and not reworded:
        for store, hit in _near(stores, sought):
            yield Nearness.NEAR, store, hit


def _matching(stores: Sequence[Store], sought: str) -> Iterator[tuple[Nearness, Store, TermMatch]]:
    """Yield the terms that a pattern with `*` and `?` fits as a whole, the shortest first."""
    from fnmatch import translate

    longest = max(WILDCARD.split(sought), key=len)
    if not longest:
        return
    pattern = compile_pattern(translate(sought))
    parts = heapq.merge(
        *(_parts(store, longest, age, whole=True) for age, store in enumerate(reversed(stores))), key=itemgetter(0)
    )
    for _, store, hit in parts:
        if pattern.match(hit.key):
            yield Nearness.PART, store, hit


def _parts(
    store: Store, sought: str, age: int, *, whole: bool = False
) -> Iterator[tuple[tuple[int, int], Store, TermMatch]]:
    for hit in store.containing(sought):
        if whole or hit.key != sought:
            yield (len(hit.key), age), store, hit


def _inside(key: str, part: str) -> int:
    """Return how deep in a word a part sits: 0 it is whole words (or Han, which has no word edges to see), 1 begins one, 2 neither."""
    best, offset = 2, key.find(part)
    while offset >= 0 and best:
        end = offset + len(part)
        if not _joined(key[offset - 1 : offset], part[0]):
            best = min(best, int(_joined(part[-1], key[end : end + 1])))
        offset = key.find(part, offset + 1)
    return best


def _joined(before: str, after: str) -> bool:
    """Return whether two characters stand in one word of a script that shows its words."""
    return (before + after).isascii() and before.isalnum() and after.isalnum()


def _near(stores: Sequence[Store], sought: str) -> Iterator[tuple[Store, TermMatch]]:
    """Yield terms within a few slips of the query, the fewest first. A slip: a character too many, missing, wrong, or two swapped."""
    from rapidfuzz.distance import OSA

    slips = allowed(len(sought))
    if not slips:
        return
    lengths = range(max(1, len(sought) - slips), len(sought) + slips + 1)
    ranked: list[tuple[tuple[int, int, str], int, int]] = []
    for age, store in enumerate(reversed(stores)):
        for number, candidate in dict(store.resembling(_sought(sought, slips), lengths, _CANDIDATES)).items():
            distance = OSA.distance(sought, candidate, score_cutoff=slips)
            if distance <= slips:
                ranked.append(((distance, _strange(sought, candidate), candidate), age, number))
    for _, age, number in sorted(ranked):
        store = stores[-1 - age]
        yield store, store.numbered(number)


def _strange(first: str, second: str) -> int:
    """Return how many characters have no counterpart; none where two are merely swapped."""
    left, right = Counter(first), Counter(second)
    return (left - right).total() + (right - left).total()


def allowed(length: int) -> int:
    """Return how many slips a term of so many characters may have and still be the one that was meant."""
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 12 else min(3 + (length - 12) // 12, 6)


def _sought(text: str, slips: int) -> list[str]:
    """Pieces one of which is whole in a term within so many slips. Two swapped characters spoil two pieces where those
    meet, so the cuts are made a second time, one character before.
    """
    return list(dict.fromkeys(pieces(text, slips + 1) + pieces(text, slips + 1, shift=1)))


def pieces(text: str, number: int, shift: int = 0) -> list[str]:
    """Return the text cut into so many pieces, as even as can be. With fewer slips than pieces, one piece comes through whole."""
    size, more = divmod(len(text), number)
    cuts = [max(0, index * size + min(index, more) - shift) for index in range(1, number)]
    return [text[start:end] for start, end in pairwise([0, *cuts, len(text)]) if start < end]
