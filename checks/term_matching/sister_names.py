"""One official name in the place of another: decided by the words that tell the two apart.

A name is not a term: no dictionary excuses that the source names one body or instrument and the translation another. Of a
name of the source that nothing answers for and a name of the translation that the source does not have, the *distinctive* words are
compared: those of the missing name that the other lacks must be absent from the translation, and those of the other must have no
trace in the source. Words are families of English ones; what Chinese says is read through the dictionary and the termbase.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from yizhi.checks.term_matching.senses import senses
from yizhi.termbase.lexicon.families import family
from yizhi.termbase.model import Strictness
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.checks.term_matching.concepts import Concepts
    from yizhi.checks.term_matching.unmatched import Pairing
    from yizhi.termbase.recognition.hit import Hit

ABSENT = 0.6
"""The part of the distinctive words, by weight, that must be absent on the other side."""
LEAST_LIKE = (0.34, 0.34, 0.0)
"""The part of their words that two posts, a post and a name, two names must share at least."""
ALIKE = 0.4
"""The part of their words from which two names are so alike that the English alone decides."""
LEAST_WORDS = (2, 1)
"""Words of a post, of a name that is compared: any body has a chair."""
_TOKEN = compiled(r"[A-Za-zÀ-ɏ]+|\d+")


def sisters(pairing: Pairing, glossary: Concepts) -> list[tuple[Hit, Hit, bool]]:
    """Return (name of the source, name in its place in the translation, whether nothing of the right one is there), each used once, the most alike first."""
    missing = _unanswered(pairing.source, pairing.target, glossary)
    extra = _unanswered(pairing.target, pairing.source, glossary) if missing else []
    if not extra:
        return []
    english, chinese = _words(pairing, glossary)
    ranked = sorted(
        (
            (-likeness, number, position)
            for number, first in enumerate(missing)
            for position, second in enumerate(extra)
            if (likeness := _likeness(first, second, pairing, glossary, english, chinese)) is not None
            and (likeness or len(missing) == len(extra) == 1)
        )
    )
    pairs: list[tuple[Hit, Hit, bool]] = []
    used: set[tuple[bool, int]] = set()
    for likeness, number, position in ranked:
        if used.isdisjoint({(True, number), (False, position)}):
            used |= {(True, number), (False, position)}
            pairs.append((missing[number], extra[position], not likeness))
    return pairs


def _unanswered(side: RecognisedSegment, counterpart: RecognisedSegment, glossary: Concepts) -> list[Hit]:
    """Return the names of a side that no name or term of the other side stands for: what lies inside another name does not count."""
    answers: set[str] = set()
    for hit in counterpart.hits:
        answers.add(hit.concept)
        answers.update(concept for concept, _ in hit.homonyms)
    near = set(answers).union(*(glossary.near(concept) for concept in answers))
    names: dict[str, Hit] = {}
    for hit in side.hits:
        if hit.strictness is not Strictness.NAME and not glossary.is_office(hit):
            continue
        if hit.concept in near or glossary.is_place(hit):
            continue
        if hit.homonyms and any(concept in near for concept, _ in hit.homonyms):
            continue
        if hit.term.status.valid and glossary.near(hit.concept).isdisjoint(answers):
            names.setdefault(hit.concept, hit)
    return list(names.values())


def _likeness(
    missing: Hit, extra: Hit, pairing: Pairing, glossary: Concepts, english: frozenset[str], chinese: frozenset[str]
) -> float | None:
    """Return how much two names have in common (0 to 1), if what tells them apart says that one stands for the other."""
    least = (LEAST_WORDS[hit.strictness is Strictness.NAME] for hit in (missing, extra))
    mine, theirs = (_forms(hit.concept, glossary, words) for hit, words in zip((missing, extra), least, strict=True))
    pairs = [(first, second) for first in mine for second in theirs]
    if not pairs:
        return None
    first, second = max(pairs, key=lambda pair: len(pair[0] & pair[1]) / len(pair[0] | pair[1]))
    likeness = len(first & second) / len(first | second)
    names = (missing.strictness is Strictness.NAME) + (extra.strictness is Strictness.NAME)
    if likeness < LEAST_LIKE[names]:
        return None
    source, target = (english, chinese) if pairing.source.lang == "en" else (chinese, english)
    lost, alien = _absent(first - second, target, glossary), _absent(second - first, source, glossary)
    # What English says is read word by word, what Chinese says through a dictionary, which the names themselves may have taught.
    exact = alien if pairing.source.lang == "en" else lost
    if likeness >= ALIKE and exact == 1.0:
        return likeness
    if (lost is None and alien is None) or min(1.0 if lost is None else lost, 1.0 if alien is None else alien) < ABSENT:
        return None
    return likeness


def _forms(concept: str, glossary: Concepts, least: int) -> list[frozenset[str]]:
    """Return the words of each English form of a concept that has so many, acronyms aside."""
    forms = (_families(form) for form in glossary.forms(concept, "en") if not form.isupper())
    return [form for form in forms if len(form) >= least]


def _absent(words: frozenset[str], there: frozenset[str], glossary: Concepts) -> float | None:
    """Return the part of some words, by weight, that is not there; None of no words."""
    book = senses(glossary.library)
    whole = sum(map(book.weight, words))
    return sum(map(book.weight, words - there)) / whole if whole else None


@lru_cache(maxsize=1 << 13)
def _families(text: str) -> frozenset[str]:
    """Return the families of the words of an English text, and its figures."""
    return frozenset(_each(_TOKEN.findall(text.lower())))


def _each(tokens: Iterable[str]) -> Iterable[str]:
    for token in tokens:
        if token.isdigit():
            yield token
        elif name := family(token):
            yield name


def _words(pairing: Pairing, glossary: Concepts) -> tuple[frozenset[str], frozenset[str]]:
    """Return the families of the English text and those that the Chinese may mean, with figures."""
    texts = {side.lang: side.text for side in (pairing.source, pairing.target)}
    meant = (result for _, _, result in senses(glossary.library).of(texts["zh"]))
    figures = {token for token in _TOKEN.findall(texts["zh"].lower()) if token.isdigit()}
    return _families(texts["en"]), frozenset().union(*meant) | figures
