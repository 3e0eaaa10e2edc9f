"""The English of a document in small letters: where its words stand, what they may be synonyms of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from yizhi.checks.document import APART
from yizhi.termbase.lexicon.families import family
from yizhi.termbase.lexicon.thesaurus import thesaurus
from yizhi.termbase.recognition.forms import plural, singular
from yizhi.termbase.text.lazy import compiled, once

LETTERS, _SHORT = 4, 3
"""Letters of the shortest word that has synonyms, and of one that says something beside a term; of the shortest synonym."""
OFTEN = 4
"""Places of the same words from which they are meant."""
_FAMILY = 0.4
"""How close a word of the same family is: politics and political."""
WORD = compiled("[a-z]+")


class WordPlace(NamedTuple):
    """Where a word stands: in which text, from where to where."""

    number: int
    start: int
    end: int


class ComparedEnglish:
    """The texts of a document in small letters, their words in order, and the words by what they may be synonyms of."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.whole = APART.join(texts)
        self.starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self.words: list[str] = WORD.findall(self.whole)
        self._synonyms: dict[str, list[tuple[str, float]]] = {}
        self.counts = Counter(self.words)
        self.pairs = Counter(pairwise(self.words))
        self.behind: dict[str, set[str]] = defaultdict(set)
        for former, latter in self.pairs:
            self.behind[former].add(latter)

    @once
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where each word stands in the whole."""
        return [match.span() for match in WORD.finditer(self.whole)]

    @once
    def numbers(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the places of each word."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            numbers[word].append(number)
        return numbers

    @once
    def by_family(self) -> Mapping[str, Sequence[str]]:
        """The words of each family."""
        families: dict[str, list[str]] = defaultdict(list)
        for word in self.counts:
            if len(word) >= LETTERS:
                families[family(word)].append(word)
        return families

    @once
    def by_number(self) -> Mapping[int, Sequence[str]]:
        """The words and pairs of words under the number of what they are in the thesaurus, plurals under that of the singular too."""
        texts: dict[int, list[str]] = defaultdict(list)
        number = thesaurus("en").number
        singles = {word: singular(word) for word in self.counts if len(word) >= _SHORT and family(word)}
        for word, single in singles.items():
            for base in {word, single}:
                texts[number(base)].append(word)
        for (former, latter), count in self.pairs.items():
            if count < OFTEN and former in singles and latter in singles:
                for base in {latter, singles[latter]}:
                    texts[number(f"{former} {base}")].append(f"{former} {latter}")
        texts.pop(-1, None)
        return texts

    def synonyms(self, word: str) -> list[tuple[str, float]]:
        """Return the words of the text that are synonyms of a word or phrase, in its number, and how close each is."""
        synonyms = self._synonyms.get(word)
        if synonyms is None:
            single = _singular_phrase(word)
            synonyms = self._synonyms[word] = [
                (text, closeness)
                for number, closeness in thesaurus("en").related(single, self.by_number).items()
                for text in self.by_number[number]
                if " " in text or (_singular_phrase(text) != text) is (single != word)
            ]
        return synonyms

    def nouns(self, word: str) -> dict[str, float]:
        """Return the words of the text that may stand for a word behind "of", in either number: itself, its synonyms, its family."""
        nouns = dict.fromkeys({word, plural(word), singular(word)}, 1.0)
        for text in self.by_family.get(family(word), ()):
            nouns.setdefault(text, _FAMILY)
        for number, closeness in thesaurus("en").related(singular(word), self.by_number).items():
            for text in self.by_number[number]:
                if " " not in text:
                    nouns.setdefault(text, closeness)
        return nouns

    def most(self, parts: Sequence[str]) -> int:
        """Return how often words may stand one after the other: as often as the rarest pair of them."""
        return min((self.pairs[pair] for pair in pairwise(parts)), default=self.counts[parts[0]])

    def places(self, text: str) -> Iterator[tuple[WordPlace, str, str]]:
        """Yield where a text stands as whole words, and the words before and behind it."""
        parts = WORD.findall(text)
        rarest = min(range(len(parts)), key=lambda number: self.counts[parts[number]])
        for place in self.numbers.get(parts[rarest], ()):
            first, last = place - rarest, place - rarest + len(parts) - 1
            if first >= 0 and self.words[first : last + 1] == parts:
                start, end = self.spans[first][0], self.spans[last][1]
                if (
                    self.whole[start:end] == text
                    and self.whole[start - 1 : start] != "-"
                    and self.whole[end : end + 1] != "-"
                ):
                    number = bisect_right(self.starts, start) - 1
                    low = self.starts[number]
                    yield (
                        WordPlace(number, start - low, end - low),
                        self._word(first - 1, number),
                        self._word(last + 1, number),
                    )

    def _word(self, position: int, number: int) -> str:
        """Return the word at a position, if it is in a text."""
        if not 0 <= position < len(self.words):
            return ""
        inside = self.starts[number] <= self.spans[position][0] < self.starts[number + 1]
        return self.words[position] if inside else ""


def _singular_phrase(phrase: str) -> str:
    head, space, last = phrase.rpartition(" ")
    return f"{head}{space}{singular(last)}"
