"""Concepts that may be one: the same term twice, the same English with other Chinese, names that differ in a hyphen.

Near names are weighed: headings that differ in a plural and share no Chinese are two concepts (turkey 火鸡, Turkey 土耳其).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from yizhi.termbase.language import EN
from yizhi.termbase.model import Concept, Relation, Status
from yizhi.termbase.text.keys import key


class Likeness(StrEnum):
    """Why two concepts may be one, the surest first."""

    SAME = "same terms"
    OTHER_CHINESE = "same English, other Chinese"
    OTHER_ENGLISH = "same Chinese, other English"
    NEAR = "near names"


class DuplicatePair(NamedTuple):
    """Two concepts that may be one, and the terms that say so."""

    likeness: Likeness
    first: Concept
    second: Concept
    shared: tuple[str, ...]


_MANY = 12
"""Concepts that share one term at most, for it to say anything: what a dozen concepts share is a generic word."""
_SPELLING, _NUMBER = 0.8, 0.0
"""Log-odds that two names are one concept's where they differ in marks and articles alone, and where one is the plural.

Counted in the built-in table: of near names of one concept 26 % differ in marks alone, of near names of two 11 %.
"""
_CHINESE = (-1.2, -0.8, 0.0, 0.2, 0.2)
"""Log-odds by how many characters the Chinese names share, in fifths: counted among 1,081 pairs of one concept and 64 of two."""
_SECONDARY = -0.3
"""Log-odds where the near name is the preferred one of neither concept: so in 25 % of the pairs of one, in 35 % of those of two."""
_NEAR = 0.0
"""The log-odds from which near names are shown. What has no Chinese to compare is shown by its English."""
_ARTICLE = re.compile(r"^(?:the|an?) ")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:ies|s)\b")
_IDLE = re.compile(r"[\W_]+")


def duplicates(concepts: Iterable[Concept]) -> Iterator[DuplicatePair]:
    """Yield the pairs, in the order of the concepts. Concepts that are linked (homonyms, broader, replaced) are known to be two."""
    listed = list(concepts)
    by_term: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_skeleton: dict[str, list[int]] = defaultdict(list)
    for number, concept in enumerate(listed):
        for mark in _keys(concept):
            by_term[mark].append(number)
        for skeleton in _skeletons(concept):
            by_skeleton[skeleton].append(number)
    shared: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for mark, numbers in by_term.items():
        if 1 < len(numbers) <= _MANY:
            for pair in _pairs(numbers):
                shared[pair].append(mark)
    near: dict[tuple[int, int], str] = {}
    for skeleton, numbers in by_skeleton.items():
        if 1 < len(numbers) <= _MANY:
            near |= {
                pair: skeleton
                for pair in _pairs(numbers)
                if pair not in shared and _near(listed[pair[0]], listed[pair[1]], skeleton) >= _NEAR
            }
    for first, second in sorted({*shared, *near}):
        earlier, later = listed[first], listed[second]
        if _linked(earlier, later):
            continue
        marks = shared.get((first, second), [])
        texts = tuple(text for _, text in marks) or (near[first, second],)
        yield DuplicatePair(_likeness({language for language, _ in marks}), earlier, later, texts)


def _near(earlier: Concept, later: Concept, skeleton: str) -> float:
    """Return the log-odds that two concepts with near English names are one: how the names differ, and what the Chinese shares."""
    ours, theirs = _written(earlier, skeleton), _written(later, skeleton)
    evidence = _SPELLING if {_marked(text) for text in ours} & {_marked(text) for text in theirs} else _NUMBER
    if not any(_skeleton(text) == skeleton for concept in (earlier, later) for text in _first_english(concept)):
        evidence += _SECONDARY
    shares = [
        _shared_characters(ours_text, theirs_text)
        for ours_text in _texts(earlier, "zh")
        for theirs_text in _texts(later, "zh")
    ]
    return evidence + (_CHINESE[min(int(max(shares) * len(_CHINESE)), len(_CHINESE) - 1)] if shares else 0.0)


def _first_english(concept: Concept) -> list[str]:
    return [key(term.text) for term in concept.terms if term.language == EN][:1]


def _shared_characters(first: str, second: str) -> float:
    """Return the part of the characters of two texts that both have, 0 to 1."""
    return 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))


def _written(concept: Concept, skeleton: str) -> set[str]:
    return {text for text in _texts(concept, "en") if _skeleton(text) == skeleton}


def _texts(concept: Concept, language: str) -> set[str]:
    return {text for tag, text in _keys(concept) if tag == language}


def _likeness(languages: set[str]) -> Likeness:
    if not languages:
        return Likeness.NEAR
    if languages == {"en"}:
        return Likeness.OTHER_CHINESE
    return Likeness.OTHER_ENGLISH if languages == {"zh"} else Likeness.SAME


def _keys(concept: Concept) -> set[tuple[str, str]]:
    """Return the terms that may be used, by language and key."""
    return {
        (term.language.partition("-")[0], key(term.text))
        for term in concept.terms
        if term.status.valid or term.status is Status.PROPOSED
    }


def _skeletons(concept: Concept) -> set[str]:
    """English names without articles, marks and plurals."""
    return {skeleton for language, text in _keys(concept) if language == "en" and len(skeleton := _skeleton(text)) > 4}


def _skeleton(text: str) -> str:
    return _IDLE.sub("", _singular(_ARTICLE.sub("", text.lower())))


def _marked(text: str) -> str:
    """Return a name without articles and marks, its number kept."""
    return _IDLE.sub("", _ARTICLE.sub("", text.lower()))


def _singular(text: str) -> str:
    return _PLURAL.sub(lambda match: "y" if match[0] == "ies" else "", text)


def _pairs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    numbers = sorted(set(numbers))
    return ((earlier, later) for start, earlier in enumerate(numbers) for later in numbers[start + 1 :])


def _linked(earlier: Concept, later: Concept) -> bool:
    decided = (Relation.HOMONYM, Relation.BROADER, Relation.RELATED, Relation.REPLACED_BY)
    return any(
        link.concept == theirs.id and link.relation in decided
        for mine, theirs in ((earlier, later), (later, earlier))
        for link in mine.links
    )
