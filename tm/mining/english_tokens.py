"""English rows as arrays of numbers: which word, which family of words, where, and how often phrases stand anywhere."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.mining.model import Watch
from yizhi.tm.mining.stopwords import SMALL, norm

GAP, SMALL_WORD = -1, -2
"""Families of what is no word, and of words with which no phrase begins or ends."""

_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’.&-][A-Za-zÀ-ɏ0-9]+)*|\d[\d.,/]*|[^\sA-Za-z0-9À-ɏ]")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of all rows, a gap after each row; row r is at `starts[r]:starts[r + 1]`.

    `norms` number the words without capitals and plural endings, `families` what the dictionary takes for one; `offsets` are
    places in the row's text. `capitals` marks words with one that do not begin the row.
    """

    texts: Sequence[str]
    norms: NDArray[np.int32]
    families: NDArray[np.int32]
    offsets: NDArray[np.int32]
    capitals: NDArray[np.bool_]
    starts: Ints
    _numbers: dict[str, int]
    _norms: dict[str, int]

    @classmethod
    def of(cls, texts: Sequence[str], family: Callable[[str], str], watch: Watch) -> Tokens:
        """Return the tokens of texts."""
        norms, families, offsets, starts = array("i"), array("i"), array("i"), array("q", [0])
        capitals = bytearray()
        norm_numbers: dict[str, int] = {}
        numbers: dict[str, int] = {}
        seen_words: dict[str, tuple[int, int, bool]] = {}
        for row in watch(range(len(texts)), "reading"):
            start = True
            for match in _TOKEN.finditer(texts[row]):
                word = match[0]
                entry = seen_words.get(word)
                if entry is None:
                    entry = seen_words[word] = _numbered(word, family, norm_numbers, numbers)
                norms.append(entry[0])
                families.append(entry[1])
                capitals.append(entry[2] and not start)
                offsets.append(match.start())
                start = start and entry[1] == GAP
            norms.append(GAP)
            families.append(GAP)
            capitals.append(False)
            offsets.append(len(texts[row]))
            starts.append(len(norms))
        return cls(
            texts, np.frombuffer(norms, np.int32), np.frombuffer(families, np.int32), np.frombuffer(offsets, np.int32),
            np.frombuffer(capitals, np.bool_), np.frombuffer(starts, np.int64), numbers, norm_numbers,
        )  # fmt: skip

    def norms_of(self, phrase: str) -> list[int]:
        """Return the numbers of the words of a phrase; -2 for one that stands nowhere."""
        return [self._norms.get(norm(match[0]), -2) for match in _TOKEN.finditer(phrase) if match[0][0].isalnum()]

    def family_number(self, family: str) -> int | None:
        """Return the number of a family that stands in the texts."""
        return self._numbers.get(family)

    def families_in(self, row: int) -> NDArray[np.int32]:
        """Return the families of a row's words that say something, in their order."""
        row_families = self.families[self.starts[row] : self.starts[row + 1]]
        return row_families[row_families >= 0]

    def places(self, rows: Sequence[int]) -> tuple[Ints, Ints]:
        """Return the tokens of some rows, and for each of them which of the rows it is in."""
        sizes = [int(self.starts[row + 1] - self.starts[row]) for row in rows]
        token_places = np.concatenate([np.arange(self.starts[row], self.starts[row + 1]) for row in rows])
        return token_places, np.repeat(np.arange(len(rows)), sizes)

    def hashes(self, token_places: Ints, longest: int) -> Iterator[NDArray[np.uint64]]:
        """For each length from 1 on, one number for the phrase of so many words at each place (over the end: for nothing)."""
        hashed = np.zeros(len(token_places), np.uint64)
        last = len(self.norms) - 1
        for inner in range(longest):
            hashed = (
                hashed ^ (self.norms[np.minimum(token_places + inner, last)].astype(np.uint64) + _FACTOR)
            ) * _FACTOR
            hashed ^= hashed >> np.uint64(29)
            yield hashed

    def repeated_phrases(self, longest: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Return (hash, number of rows) of the phrases that stand in two rows or more, hashes rising."""
        row = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))
        content, gap = self.families >= 0, np.concatenate(([0], np.cumsum(self.families == GAP)))
        hashes, counts = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
        every_place = np.arange(len(self.norms))
        for length, hashed in enumerate(self.hashes(every_place, longest), 1):
            candidate_places = np.flatnonzero(content[: len(content) - length + 1] & content[length - 1 :])
            candidate_places = candidate_places[gap[candidate_places + length] == gap[candidate_places]]
            if not len(candidate_places):
                break
            place_hashes = hashed[candidate_places]
            # Places rise, so within a phrase the rows do too when the sorting is stable.
            order = np.argsort(place_hashes, kind="stable")
            place_hashes, of = place_hashes[order], row[candidate_places[order]]
            new = np.ones(len(place_hashes), np.bool_)
            new[1:] = (place_hashes[1:] != place_hashes[:-1]) | (of[1:] != of[:-1])
            unique, number = np.unique(place_hashes[new], return_counts=True)
            hashes.append(unique[number > 1])
            counts.append(number[number > 1].astype(np.int32))
        all_hashes = np.concatenate(hashes)
        order = np.argsort(all_hashes)
        return all_hashes[order], np.concatenate(counts)[order]

    def surface(self, places: Ints, length: int) -> str:
        """Return a phrase as it is mostly written; of equals, with fewer capitals."""
        seen: Counter[str] = Counter()
        for token_place in places[:20].tolist():
            text = self.texts[int(np.searchsorted(self.starts, token_place, side="right")) - 1]
            last = _TOKEN.match(text, int(self.offsets[token_place + length - 1]))
            seen[text[int(self.offsets[token_place]) : last.end() if last else None]] += 1
        return " ".join(max(seen, key=lambda item: (seen[item], -sum(map(str.isupper, item)))).split())


def _numbered(
    word: str, family: Callable[[str], str], norms: dict[str, int], families: dict[str, int]
) -> tuple[int, int, bool]:
    """Return (norm, family, whether it has a capital) of a token."""
    if not word[0].isalnum():
        return GAP, GAP, False
    plain = norm(word)
    number = norms.setdefault(plain, len(norms))
    if word.lower() in SMALL:
        return number, SMALL_WORD, False
    kin = family(word.lower()) or plain
    return number, families.setdefault(kin, len(families)), word[0].isupper()
