"""A term with one word exchanged: `secondary offences` for 上游犯罪, `International Organization for Standardization` for an
organization for migration.

All the words of a listed rendering are there, in their order, but one, and in its place stands a word that nothing in the source
accounts for, not even the term itself through the dictionary. A free rendering has its own words, or words that the dictionary
knows; this is another crime or body.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks.term_matching.concepts import chinese
from yizhi.checks.term_matching.senses import senses
from yizhi.termbase.lexicon.families import family, placed_words
from yizhi.termbase.text.lazy import compiled

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.checks.term_matching.concepts import Concepts
    from yizhi.checks.term_matching.unmatched import Pairing
    from yizhi.termbase.recognition.hit import Hit

LEAST_LETTERS = 4
"""Letters of a word that is exchanged for another: shorter ones are too general."""
WORDS = (2, 4)
"""Characters of a Chinese word that stands in the place of another, at least and at most."""
NAME_KEEPS = 2
"""Words that a name with one exchanged must keep to be sure of it."""
_PHRASE = compiled(r"[\w\s'’]+")
"""Words with nothing but spaces between them."""

_Words = list[tuple[int, int, str]]
"""(start, end, family, or the word itself where it says nothing) of each word of a text."""


class Exchange(NamedTuple):
    """A rendering with one word exchanged: where it and the strange word stand, and whether it is a capitalised name that keeps
    two words or more."""

    start: int
    end: int
    word: tuple[int, int]
    named: bool


def exchanged(pairing: Pairing, hit: Hit, glossary: Concepts) -> Exchange | None:
    """Return the rendering of a term of the source with one word exchanged in the translation; None where it has none."""
    target = pairing.target
    finds = _in_english if chinese(hit) else _in_chinese
    return next(finds(pairing, hit, target, glossary), None)


def _in_english(pairing: Pairing, hit: Hit, target: RecognisedSegment, glossary: Concepts) -> Iterator[Exchange]:
    words = _words(target.text)
    names = [name for _, _, name in words]
    there = set(names)
    for form in glossary.forms(hit.concept, "en"):
        wanted = [name for _, _, name in _words(form)]
        telling = [index for index, name in enumerate(wanted) if family(name) or len(name) >= LEAST_LETTERS]
        lost = [index for index in telling if wanted[index] not in there]
        if len(telling) < 2 or len(lost) != 1:
            continue
        for start in range(len(words) - len(wanted) + 1):
            position = start + lost[0]
            whole = words[start][0], words[start + len(wanted) - 1][1]
            if (
                all(names[start + index] == name for index, name in enumerate(wanted) if index != lost[0])
                and _PHRASE.fullmatch(target.text, *whole)
                # Last, for it looks at the whole pair.
                and words[position][0] in pairing.residue.foreign_words
            ):
                capital = target.text[words[position][0]].isupper() and form[:1].isupper()
                yield Exchange(*whole, words[position][:2], capital and len(telling) > NAME_KEEPS)


def _in_chinese(pairing: Pairing, hit: Hit, target: RecognisedSegment, glossary: Concepts) -> Iterator[Exchange]:
    text = target.text
    for form in glossary.forms(hit.concept, "zh"):
        for lost, retained, is_first in _halves(form, glossary):
            if lost in text or retained not in text:
                continue
            offset = text.find(retained)
            while offset >= 0:
                end = offset + len(retained)
                for start, stop in pairing.residue.foreign_spans:
                    if (stop == offset if is_first else start == end) and WORDS[0] <= stop - start <= WORDS[1]:
                        yield Exchange(min(start, offset), max(stop, end), (start, stop), False)
                offset = text.find(retained, offset + 1)


def _halves(form: str, glossary: Concepts) -> Iterator[tuple[str, str, bool]]:
    """Yield (the word that may be exchanged, what is kept, whether the word comes first) of a Chinese term of two words or more."""
    ends = {(start, end) for start, end, _ in senses(glossary.library).of_term(form) if end - start >= WORDS[0]}
    for start, end in ends:
        if start == 0 and len(form) - end >= WORDS[0]:
            yield form[:end], form[end:], True
        if end == len(form) and start >= WORDS[0]:
            yield form[start:], form[:start], False


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> _Words:
    return [(start, end, name or word) for start, end, word, name in placed_words(text)]
