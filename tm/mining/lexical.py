"""Which words of two languages stand for each other, learnt from sentence pairs: what an engine has to give, and the built-in
one, IBM Model 1 in both directions.

Source: Brown et al., The Mathematics of Statistical Machine Translation (1993), Model 1. Words count once a sentence. A dictionary, where
one is given, gives its pairs a head start, which decides where a memory is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

ROUNDS = 6
_HEAD_START = 12.0
"""How much likelier at first a pair of the dictionary is than another one."""
_LEARNT = 0.4
"""Counts added to a pair of the dictionary in each round."""
NULL = 0.02
"""Probability of a word to come from nothing in the other sentence, relative to a sure pair."""

Words = NDArray[np.int32]
"""A sentence: the numbers of its words in their order."""
Keys = NDArray[np.int64]
"""Pairs of words: `zh << 32 | en`."""


class Dictionary(Protocol):
    """A bilingual dictionary: what mining needs of one."""

    def family(self, word: str) -> str:
        """Return what an English word in lower case shares with its other forms; empty for a word that says nothing."""

    def renderings(self, word: str) -> frozenset[str]:
        """Return the families of English words that may render a Chinese word."""


@dataclass(frozen=True, slots=True)
class TranslationModel:
    """t(en | zh) and t(zh | en) of the pairs of words that stood together, by key `zh << 32 | en` (rising)."""

    keys: Keys
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]

    @classmethod
    def empty(cls) -> TranslationModel:
        """Return nothing learnt."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))

    def look_up(self, zh: Words, en: Words) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return (t(en | zh), t(zh | en)) of pairs; 0 for those that never stood together."""
        if not len(self.keys):
            nothing = np.zeros(len(zh), np.float32)
            return nothing, nothing
        pair_keys = (zh.astype(np.int64) << 32) | en
        index = np.minimum(np.searchsorted(self.keys, pair_keys), len(self.keys) - 1)
        hit = self.keys[index] == pair_keys
        return np.where(hit, self.forward[index], 0), np.where(hit, self.backward[index], 0)


class LexiconEngine(Protocol):
    """Learns from sentence pairs; `known` are pairs of a dictionary."""

    def learn(self, zh: Sequence[Words], en: Sequence[Words], dictionary_keys: Keys) -> TranslationModel: ...


class ModelOne:
    """The built-in engine."""

    def learn(self, zh: Sequence[Words], en: Sequence[Words], dictionary_keys: Keys) -> TranslationModel:
        """Return the model of sentence pairs, whatever the order of their words."""
        return _learn([np.unique(words) for words in zh], [np.unique(words) for words in en], dictionary_keys)


def _learn(zh: Sequence[Words], en: Sequence[Words], dictionary_keys: Keys, rounds: int = ROUNDS) -> TranslationModel:
    """Return the model of sentence pairs, each given as the numbers of its different words."""
    first, second, sentence = _crossed(zh, en)
    if not len(first):
        return TranslationModel.empty()
    crossed = (first.astype(np.int64) << 32) | second
    keys = np.unique(crossed)
    which = np.searchsorted(keys, crossed).astype(np.int32)
    del crossed
    in_dictionary = np.isin(keys, dictionary_keys)
    start = np.where(in_dictionary, _HEAD_START, 1.0).astype(np.float32)
    extra = np.where(in_dictionary, _LEARNT, 0.0)
    heads, tails = (keys >> 32), keys & 0xFFFFFFFF
    slot = _slots(sentence, second)
    del second
    forward = _train(which, slot, heads, start, extra, rounds)
    slot = _slots(sentence, first)
    del sentence, first
    backward = _train(which, slot, tails, start, extra, rounds)
    return TranslationModel(keys, forward, backward)


def _slots(sentence: NDArray[np.int32], word: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return a number for each (sentence, word)."""
    together = (sentence.astype(np.int64) << 32) | word
    return np.searchsorted(np.unique(together), together).astype(np.int32)


def _crossed(
    zh: Sequence[Words], en: Sequence[Words]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return every word with every word of its sentence's other side: (zh, en, sentence)."""
    sizes = np.array([len(a) * len(b) for a, b in zip(zh, en, strict=True)], np.int64)
    left, right = np.empty(sizes.sum(), np.int32), np.empty(sizes.sum(), np.int32)
    begin = 0
    for a, b, size in zip(zh, en, sizes.tolist(), strict=True):
        left[begin : begin + size] = np.repeat(a, len(b))
        right[begin : begin + size] = np.tile(b, len(a))
        begin += size
    return left, right, np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)


def _train(
    which: NDArray[np.int32],
    slot: NDArray[np.int32],
    heads: NDArray[np.int64],
    start: NDArray[np.float32],
    extra: NDArray[np.float64],
    rounds: int,
) -> NDArray[np.float32]:
    """Expectation maximisation: `which` pair of words each crossing is, the `slot` (sentence, word) that it may explain, the
    word (`heads`) over whose pairs probabilities add up to 1."""
    _, group = np.unique(heads, return_inverse=True)
    table = start / np.bincount(group, start)[group]
    for _ in range(rounds):
        value = table[which]
        share = value / (np.bincount(slot, value)[slot] + NULL)
        counts = np.bincount(which, share, len(start)) + extra
        table = counts / (np.bincount(group, counts)[group] + 1e-12)
    return table.astype(np.float32)
