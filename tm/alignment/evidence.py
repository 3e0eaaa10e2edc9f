"""What two documents have in common, word by word: the material that beads are scored from.

The left side is Chinese, the right side English, whichever is the source. Each sentence is a bag of tokens: dictionary
words and identities (numbers, Latin strings, marks). `TokenPairs` says which left token may stand for which right one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhi.termbase.lexicon import bilingual
from yizhi.termbase.lexicon.bilingual import Lexicon
from yizhi.termbase.lexicon.english import STOP, stem
from yizhi.tm.alignment import identities

_WIDE = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenSide:
    """The tokens of one side in text order: `tokens[starts[s]:starts[s+1]]` are sentence `s`; `lengths` in letters."""

    tokens: Ints
    weights: Floats
    starts: Ints
    lengths: Floats
    words: int
    """How many different tokens there are."""

    @property
    def sentences(self) -> int:
        """How many sentences there are."""
        return len(self.lengths)

    def numbers(self) -> Ints:
        """Return the sentence of every token."""
        return np.repeat(np.arange(self.sentences), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class TokenPairs:
    """Left token `left[k]` may be right token `right[k]`; `forward` is t(right | left), `backward` t(left | right)."""

    left: Ints
    right: Ints
    forward: Floats
    backward: Floats


@dataclass(frozen=True, slots=True)
class AlignmentEvidence:
    """Both sides and the pairs between them."""

    left: TokenSide
    right: TokenSide
    pairs: TokenPairs


def gather(
    left: Sequence[str],
    right: Sequence[str],
    lexicons: Sequence[Lexicon],
    *,
    inner: float,
    han: float,
    certainty: float,
) -> AlignmentEvidence:
    """Return the evidence of two lists of sentences (Chinese, English).

    `inner` is the weight of a dictionary word inside a longer one, `han` the length of a Han character in letters,
    `certainty` the translation probability of an identity.
    """
    shared: dict[str, int] = {}
    chinese_identities = [
        (s, shared.setdefault(item, len(shared))) for s, text in enumerate(left) for item in identities.chinese(text)
    ]
    identity_count = len(shared)
    english: dict[str, int] = {}
    english_tokens: list[tuple[int, int]] = []
    english_identities: list[tuple[int, int]] = []
    for s, text in enumerate(right):
        english_items, words = identities.english(text)
        english_identities += [(s, shared[item]) for item in english_items if item in shared]
        for word in words:
            shared_number = shared.get("~" + word)
            if shared_number is not None:
                english_identities.append((s, shared_number))
            elif word not in STOP:
                english_tokens.append((s, english.setdefault(stem(word), len(english))))
    codes = bilingual.code_points("\n".join(left))
    ends = np.cumsum([len(text) + 1 for text in left])
    hashes = bilingual.hash_words(english)
    order = np.argsort(hashes)
    chinese: list[tuple[Ints, Ints, Floats]] = []
    table: list[tuple[Ints, Ints, Floats]] = []
    words_left = 0
    places, sizes, heads = [], [], []
    for book in lexicons:
        positions, keys = bilingual.find(book, bilingual.simplify(lexicons[0], codes))
        unique, local = np.unique(keys, return_inverse=True)
        places.append(positions)
        sizes.append(book.sizes[keys].astype(np.int64))
        heads.append(local + words_left)
        table.append(_table(book, unique, words_left, hashes[order], order))
        words_left += len(unique)
    positions, size, head = (np.concatenate(parts) for parts in (places, sizes, heads))
    rank = np.lexsort((-size, positions))
    positions, size, head = positions[rank], size[rank], head[rank]
    reach = np.maximum.accumulate(np.concatenate([[0], (positions + size)[:-1]])) if len(positions) else positions
    weights = np.where(positions + size <= reach, inner, 1.0).astype(np.float32)
    chinese.append((np.searchsorted(ends, positions, side="right"), head, weights))
    side_left = _side(chinese, chinese_identities, words_left, identity_count, [_length(text, han) for text in left])
    pairs_array = np.array(english_tokens, np.int64).reshape(-1, 2)
    side_right = _side(
        [(pairs_array[:, 0], pairs_array[:, 1], np.ones(len(pairs_array), np.float32))],
        english_identities,
        len(english),
        identity_count,
        [_length(text, han) for text in right],
    )
    return AlignmentEvidence(side_left, side_right, _pairs(table, words_left, len(english), identity_count, certainty))


def _length(text: str, han: float) -> float:
    narrow = len(_WIDE.sub("", text))
    return max(1.0, narrow + han * (len(text) - narrow))


def _table(
    book: Lexicon, keys: Ints, offset: int, hashes: NDArray[np.uint64], order: Ints
) -> tuple[Ints, Ints, Floats]:
    """Return (left token, right token, weight) for every pair of the lexicon that occurs here."""
    local = np.full(len(book.vocabulary), -1, np.int64)
    if len(book.vocabulary):
        slots = np.searchsorted(book.vocabulary, hashes)
        slots[slots == len(book.vocabulary)] = 0
        hit = book.vocabulary[slots] == hashes
        local[slots[hit]] = order[hit]
    begins, counts = book.starts[keys], np.diff(book.starts)[keys]
    flat = np.repeat(begins - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())
    left = np.repeat(np.arange(len(keys)) + offset, counts)
    right = local[book.words[flat]]
    has_word = right >= 0
    return left[has_word], right[has_word], book.weights[flat][has_word]


def _side(
    words: list[tuple[Ints, Ints, Floats]],
    identity_tokens: list[tuple[int, int]],
    offset: int,
    identity_count: int,
    lengths: list[float],
) -> TokenSide:
    extra = np.array(identity_tokens, np.int64).reshape(-1, 2)
    sentence = np.concatenate([*(part[0] for part in words), extra[:, 0]])
    token = np.concatenate([*(part[1] for part in words), extra[:, 1] + offset])
    weight = np.concatenate([*(part[2] for part in words), np.ones(len(extra), np.float32)])
    rank = np.argsort(sentence, kind="stable")
    starts = np.searchsorted(sentence[rank], np.arange(len(lengths) + 1))
    return TokenSide(
        token[rank], weight[rank].astype(np.float32), starts, np.array(lengths, np.float32), offset + identity_count
    )


def _pairs(
    table: list[tuple[Ints, Ints, Floats]], offset_left: int, offset_right: int, identity_count: int, certainty: float
) -> TokenPairs:
    left = np.concatenate([part[0] for part in table])
    right = np.concatenate([part[1] for part in table])
    weight = np.concatenate([part[2] for part in table]).astype(np.float32)
    total_left = np.bincount(left, weight, offset_left)
    total_right = np.bincount(right, weight, offset_right)
    forward = weight / total_left[left]
    backward = weight / total_right[right]
    identities_range = np.arange(identity_count)
    sure = np.full(identity_count, certainty, np.float32)
    return TokenPairs(
        np.concatenate([left, identities_range + offset_left]),
        np.concatenate([right, identities_range + offset_right]),
        np.concatenate([forward, sure]).astype(np.float32),
        np.concatenate([backward, sure]).astype(np.float32),
    )
