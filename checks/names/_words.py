"""How likely words are as they stand: a unigram model with the termbase's own words, junctions, and rival words of names.

`cost` of a word is its negative log probability (nats) in a mixture of general text (the segmenter's dictionary) and of
the termbase's terms. `surprise` of a junction is by how much rarer two words are beside each other than apart. *Rivals* are words that stand
for each other between names of the termbase (African and Asian, 第一 and 第二): where two real names differ by just
that, the difference is no slip.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

from yizhi.termbase.lexicon.dictionary import dictionary as dictionary_of_senses
from yizhi.termbase.lexicon.families import family
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words import dictionary

if TYPE_CHECKING:
    import marisa_trie

_SHARE = 0.5
"""Share of the termbase's own words in the mixture."""
_PSEUDO = 8.0
"""Junctions that are supposed to have been seen as often as their words are frequent, beside those that were."""
_SIZE = 20_000
"""Words that a small termbase is supposed to have beside its own: a list of one name says nothing about words."""
_UNSEEN = 0.5
"""What a word counts that the termbase does not have."""
_LOST = 8.0
"""Nats that say that a sister lacks a word which the name has."""
_USES, _RIVALLED = 4.0, 0.4
"""Names with a word, and those of them in which it has a rival, that are supposed beside those of the termbase."""
_MOST = 60
"""Rivals at one place of a name from which single pairs are not kept."""
SLOT = "_"
"""Where a word is lacking in a name."""
_SENSES, _TOGETHER = 8, 2
"""Families of a headword that still has one sense; headwords that have two families in common."""
_LIKE = 0.12
"""The part of the headwords of the rarer of two families that they have in common."""
_NUMERAL = compiled(r"[0-9〇零一二三四五六七八九十百千]+")


@lru_cache(maxsize=1 << 15)
def cut(text: str) -> tuple[str, ...]:
    """Return the cheapest way to cut a Chinese text into words of the dictionary that are no compounds."""
    lexicon = dictionary.load()
    best: list[tuple[int, int]] = [(0, 0)] + [(1 << 30, 0)] * len(text)
    for position in range(len(text)):
        here = best[position][0]
        single = False
        for word, number in lexicon.trie.iter_prefixes_with_ids(text[position : position + dictionary.LONGEST]):
            single |= len(word) == 1
            if lexicon.kinds[number] & dictionary.COMPOUND:
                continue  # 联合国开发计划署 is listed as one word
            best[position + len(word)] = min(best[position + len(word)], (here + lexicon.costs[number], position))
        if not single:
            best[position + 1] = min(best[position + 1], (here + dictionary.UNKNOWN, position))
    words, position = [], len(text)
    while position:
        start = best[position][1]
        words.append(text[start:position])
        position = start
    return tuple(reversed(words))


def edges(text: str) -> tuple[int, ...]:
    """Return the edges between the words of a Chinese text, its ends included."""
    return tuple(accumulate(map(len, cut(text)), initial=0))


class TermWords:
    """Counts of words, of junctions and of rivals in the terms of a termbase."""

    def __init__(self, lang: str, total: int, unigrams: bytes, bigrams: bytes, rivals: bytes) -> None:
        self.lang = lang
        self._total = total
        self._unigrams, self._bigrams, self._rivals = map(_trie, (unigrams, bigrams, rivals))
        self._costs: dict[str, float] = {}

    @classmethod
    def of(cls, parts: Sequence[bytes]) -> TermWords:
        """Return what `tables` made."""
        head, *tries = parts
        lang, total = head.decode("ascii").split()
        return cls(lang, int(total), *tries)

    def cost(self, word: str) -> float:
        """Of a word, in nats."""
        cached = self._costs.get(word)
        if cached is None:
            cached = self._costs[word] = self._cost(word)
        return cached

    def _cost(self, word: str) -> float:
        count = self._count(self._unigrams, word) or _UNSEEN * (len(word) < 2 or self.lang == "en")
        share = count / (self._total + _SIZE)
        if self.lang == "en":
            return -math.log(share)
        words = dictionary.load()
        general = words.costs[words.trie[word]] if word in words.trie else dictionary.UNKNOWN * len(word)
        return -math.log(_SHARE * share + (1 - _SHARE) * math.exp(-general / 100))

    def surprise(self, before: str, after: str) -> float:
        """By how many nats a word is rarer after another than it is anywhere; 0 where it is not."""
        first = self._count(self._unigrams, before)
        share = math.exp(-self.cost(after))
        together = (self._count(self._bigrams, f"{before} {after}") + _PSEUDO * share) / (first + _PSEUDO)
        return max(0.0, math.log(share / together))

    def rivals(self, official: str, written: str, slot: str) -> float:
        """Negative log probability that a name which has `official` has a sister with `written` in its place. `slot`: the name without it."""
        uses, rivalled, pair = (
            self._count(self._rivals, key) for key in (f"={official}", f"~{official}", f"{official}/{written}")
        )
        rate = (rivalled + _RIVALLED) / (uses + _USES)
        fillers = self._count(self._rivals, f"@{slot}")
        if fillers:
            rate = max(rate, 1 - 1 / fillers)
        word = self.cost(written) if written and " " not in written else _LOST + len(official.split(" ")) - 1
        if pair:
            word = min(word, -math.log(pair / (rivalled + _USES)))
        return word - math.log(rate)

    def contrasts(self, official: str, written: str) -> int:
        """In how many places of names of the termbase just these words are rivals."""
        return self._count(self._rivals, f"{official}/{written}")

    def sisters(self, former: str, latter: str) -> bool:
        """Return whether a dictionary renders Chinese words by either of two English ones."""
        first, second = family(former), family(latter)
        return bool(first and second and self._count(self._rivals, f"&{first}/{second}"))

    def uses(self, word: str) -> int:
        """Return how often the termbase's terms have a word."""
        return self._count(self._unigrams, word)

    def together(self, text: str) -> int:
        """Return how often they have a Chinese text, as a word or as words one after the other."""
        words = cut(text)
        if len(words) < 2:
            return self.uses(text)
        return min(self.beside(first, second) for first, second in pairwise(words))

    def beside(self, before: str, after: str) -> int:
        """Return how often they have one word right after another; 0 where either is empty."""
        return self._count(self._bigrams, f"{before} {after}") if before and after else 0

    @staticmethod
    def _count(trie: marisa_trie.RecordTrie, key: str) -> int:
        row = trie.get(key)
        return int(row[0][0]) if row else 0


def _trie(content: bytes) -> marisa_trie.RecordTrie:
    import marisa_trie

    trie = marisa_trie.RecordTrie("<I")
    trie.frombytes(content)
    return trie


def tables(terms: Iterable[Sequence[str]], names: Sequence[Sequence[str]], lang: str) -> list[bytes]:
    """Of terms and names, cut into words: the head, and the counts of words, junctions and rivals."""
    unigrams: Counter[str] = Counter()
    bigrams: Counter[str] = Counter()
    for words in terms:
        unigrams.update(words)
        bigrams.update(map(" ".join, pairwise(words)))
    head = f"{lang} {sum(unigrams.values()) or 1}".encode("ascii")
    rivals = _rivalling(names, "" if lang == "zh" else " ")
    if lang == "en":
        rivals.update(_synonyms({name for word in unigrams if (name := family(word))}))
    return [head, *map(_counted, (unigrams, bigrams, rivals))]


def _counted(counts: Counter[str]) -> bytes:
    import marisa_trie

    content: bytes = marisa_trie.RecordTrie("<I", ((key, (count,)) for key, count in counts.items())).tobytes()
    return content


def _rivalling(names: Sequence[Sequence[str]], gap: str) -> Counter[str]:
    """`=word`: names with it; `~word`: in how many places of names it has a rival; `word/rival`: in how many that one."""
    slots: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    whole = {gap.join(words) for words in names}
    for words in names:
        for position, word in enumerate(words):
            counts[f"={word}"] += 1
            counts["="] += 1
            slot = f"{gap.join(words[:position])}{SLOT}{gap.join(words[position + 1 :])}"
            slots.setdefault(slot, set()).add(word)
            lacking = gap.join((*words[:position], *words[position + 1 :]))
            if lacking in whole:
                slots[slot].add("")
    for slot, fillers in slots.items():
        if len(fillers) < 2:
            continue
        counts[f"@{slot}"] = len(fillers)
        for word in fillers:
            counts[f"~{word}"] += 1
        if len(fillers) <= _MOST:
            for first, second in combinations(sorted(fillers), 2):
                counts[f"{first}/{second}"] += 1
                counts[f"{second}/{first}"] += 1
    return counts


def _synonyms(vocabulary: set[str]) -> Counter[str]:
    """`&one/other`: in how many headwords of the dictionary two families stand as renderings."""
    book = dictionary_of_senses()
    pairs: Counter[tuple[int, int]] = Counter()
    uses = Counter[int](book.families)
    names = {number: name for name in vocabulary if (number := book.names.get(name, -1)) >= 0}
    for low, high in pairwise(book.starts):
        numbers = [number for number in book.families[low:high] if number in names]
        if 2 <= len(numbers) <= _SENSES:
            pairs.update((first, second) for first in numbers for second in numbers if first != second)
    return Counter(
        {
            f"&{names[first]}/{names[second]}": count
            for (first, second), count in pairs.items()
            if count >= max(_TOGETHER, _LIKE * min(uses[first], uses[second]))
        }
    )


def numbered(words: Iterable[str]) -> Iterator[str]:
    """Yield the figures and numerals in words: what makes another name for certain."""
    for word in words:
        yield from _NUMERAL.findall(word)
