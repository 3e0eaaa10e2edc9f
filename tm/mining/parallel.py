"""The English of a Chinese term, found in sentence pairs.

For every sentence with the term, each English phrase is weighed by what the words of both say about each other: how much of the
phrase comes from the term, how much of the term arrives in it (posteriors of `lexical.py`). Phrases are then weighed over all
these sentences by how often they come along and how seldom without the term (Dice), and by what makes a phrase a term: it
does not cut a name in capitals, and it ends with a noun.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yizhi.tm.mining import lexical
from yizhi.tm.mining.english_tokens import GAP, Tokens
from yizhi.tm.mining.lexical import Dictionary, LexiconEngine, ModelOne, TranslationModel
from yizhi.tm.mining.model import Watch, unwatched

LONGEST = 9
"""Words of the longest English phrase."""
SAMPLE = 40
"""Sentences in which a term is looked at; of more, evenly chosen ones."""
TRAINING = 20_000
"""Sentence pairs from which words are learnt."""

_BASE = 0.02
"""What a phrase is worth of which the words know nothing: association alone decides."""
_CUT = 0.8
"""What is left of a phrase for each name in capitals that it cuts."""
_KEPT = 8

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rendering:
    """An English phrase for a Chinese term: 0–1; sentences with both; a row that has both."""

    text: str
    score: float
    together: int
    where: int


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Occurrences of phrases in the sentences of a term, side by side."""

    hashes: NDArray[np.uint64]
    sentence: Ints
    value: Floats
    place: Ints
    length: Ints

    def take(self, which: NDArray[np.bool_] | Ints) -> _Phrases:
        return _Phrases(
            self.hashes[which], self.sentence[which], self.value[which], self.place[which], self.length[which]
        )


class Parallel:
    """Sentence pairs, read once."""

    def __init__(
        self,
        zh: Sequence[str],
        en: Sequence[str],
        cut: Callable[[str], list[str]],
        dictionary: Dictionary,
        watch: Watch = unwatched,
        engine: LexiconEngine | None = None,
    ) -> None:
        self._zh = zh
        self._cut = cut
        self._dictionary = dictionary
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, tuple[NDArray[np.int32], NDArray[np.float64]]] = {}
        self._tokens = Tokens.of(en, dictionary.family, watch)
        self._hashes, self._counts = self._tokens.repeated_phrases(LONGEST)
        step = max(1, -(-len(zh) // TRAINING))
        self._training = range(0, len(zh), step)
        self.step = step
        self.model = self._learn(watch, engine or ModelOne())

    def _learn(self, watch: Watch, engine: LexiconEngine) -> TranslationModel:
        """Return the lexical model, from all pairs or a part of many."""
        left, right = [], []
        for number in watch(self._training, "learning words"):
            left.append(self._sentence(number))
            right.append(self._tokens.families_in(number))
        dictionary_keys = [
            (number << 32) | family_number
            for word, number in self._numbers.items()
            for family in self._dictionary.renderings(word)
            if (family_number := self._tokens.family_number(family)) is not None
        ]
        return engine.learn(left, right, np.array(dictionary_keys, np.int64))

    def _words(self, row: int) -> NDArray[np.int32]:
        """Return the different words of a Chinese row, by number."""
        return np.unique(self._sentence(row))

    def _sentence(self, row: int) -> NDArray[np.int32]:
        """Return the words of a Chinese row, by number."""
        numbers = self._numbers
        return np.array([numbers.setdefault(word, len(numbers)) for word in self._cut(self._zh[row])], np.int32)

    # ------------------------------------------------------------------ one term

    def renderings(self, term: str, rows: Sequence[int], best: int = 5) -> list[Rendering]:
        """Return the English phrases for a term that stands in these rows, best first."""
        if not rows:
            return []
        chosen = self._chosen(rows)
        token_places, sentence = self._tokens.places(chosen)
        inside, arrive = self._evidence(term, chosen, token_places, sentence)
        phrases = self._phrases(token_places, sentence, inside, arrive, len(chosen))
        if not len(phrases.hashes):
            return []
        return _nouns_first(self._ranked(phrases, chosen, len(rows)))[:best]

    def worth(self, term: str, target: str, row: int) -> float:
        """0–1: how well the words of a phrase that stands in a row go with those of a term; 0 where it does not stand there.
        1 for phrases that are too long to be weighed."""
        words = self._tokens.norms_of(target)
        if len(words) > LONGEST:
            return 1.0
        token_places, sentence = self._tokens.places([row])
        inside, arrive = self._evidence(term, [row], token_places, sentence)
        phrases = self._phrases(token_places, sentence, inside, arrive, 1)
        phrase_values = [
            float(value)
            for value, token_place, length in zip(phrases.value, phrases.place, phrases.length, strict=True)
            if length == len(words) and self._tokens.norms[token_place : token_place + length].tolist() == words
        ]
        return max(phrase_values, default=0.0)

    def _chosen(self, rows: Sequence[int]) -> list[int]:
        """Return the rows to look at: all of few; of many, those that are learnt from if there are enough."""
        if len(rows) <= SAMPLE:
            return list(rows)
        learnt = [row for row in rows if row % self.step == 0] if self.step > 1 else []
        of = learnt if len(learnt) >= SAMPLE // 2 else rows
        size = min(SAMPLE, len(of))
        return [of[index * len(of) // size] for index in range(size)]

    def _of_row(self, row: int) -> tuple[NDArray[np.int32], Floats]:
        """Return (words of the Chinese row, for each English token what all of them say about it), kept."""
        row_data = self._rows.get(row)
        if row_data is None:
            words = self._words(row)
            families = self._tokens.families[self._tokens.starts[row] : self._tokens.starts[row + 1]]
            forward, _ = self.model.look_up(np.repeat(words, len(families)), np.tile(families, len(words)))
            row_data = self._rows[row] = words, forward.reshape(len(words), -1).sum(0).astype(np.float64)
        return row_data

    def _evidence(self, term: str, chosen: Sequence[int], token_places: Ints, sentence: Ints) -> tuple[Floats, Floats]:
        """For each English token, the posterior that it comes from the term, and the share of the term's words that arrive in it."""
        families = self._tokens.families[token_places]
        numbers = [self._numbers[word] for word in dict.fromkeys(self._cut(term)) if word in self._numbers]
        if not numbers:
            return np.zeros(len(token_places)), np.zeros(len(token_places))
        words = np.array(numbers, np.int32)
        forward, backward = self.model.look_up(np.repeat(words, len(token_places)), np.tile(families, len(words)))
        forward, backward = forward.reshape(len(words), -1), backward.reshape(len(words), -1)
        everything = np.concatenate([self._of_row(row)[1] for row in chosen])
        mine = forward.sum(0)
        inside = mine / (np.maximum(everything, mine) + lexical.NULL)
        arrive = np.zeros(len(token_places))
        for row in backward:
            arrive += row / (np.bincount(sentence, row, len(chosen))[sentence] + lexical.NULL)
        return inside, arrive / len(words)

    def _phrases(self, token_places: Ints, sentence: Ints, inside: Floats, arrive: Floats, sentences: int) -> _Phrases:
        """Return all phrases of the sentences, the best occurrence of each in a sentence."""
        tokens = self._tokens
        content = tokens.families[token_places] >= 0
        gap = tokens.families[token_places] == GAP
        capital = tokens.capitals[token_places] & content
        upto_inside, upto_arrive = _sums(inside), _sums(arrive)
        upto_content, upto_gap = _sums(content), _sums(gap)
        whole = np.bincount(sentence, inside, sentences)
        by_length = []
        # What a boundary between two words in capitals costs.
        keeps = np.ones(len(token_places) + 1)
        keeps[1:-1] = np.where(capital[1:] & capital[:-1], _CUT, 1.0)
        for length, hashed in enumerate(tokens.hashes(token_places, LONGEST), 1):
            begin = np.flatnonzero(content[: len(token_places) - length + 1] & content[length - 1 :])
            begin = begin[upto_gap[begin + length] == upto_gap[begin]]
            if not len(begin):
                break
            end = begin + length
            taken = upto_inside[end] - upto_inside[begin]
            precision = taken / (upto_content[end] - upto_content[begin])
            recall = taken / (whole[sentence[begin]] + 1e-9)
            got = np.minimum(1.0, upto_arrive[end] - upto_arrive[begin])
            value = np.sqrt((precision + _BASE) * (0.5 * recall + 0.5 * got + _BASE))
            value *= keeps[begin] * keeps[end]
            by_length.append(
                _Phrases(hashed[begin], sentence[begin], value, token_places[begin], np.full(len(begin), length))
            )
        all_phrases = _joined(by_length)
        order = np.lexsort((-all_phrases.value, all_phrases.sentence, all_phrases.hashes))
        all_phrases = all_phrases.take(order)
        new = (all_phrases.hashes[1:] != all_phrases.hashes[:-1]) | (
            all_phrases.sentence[1:] != all_phrases.sentence[:-1]
        )
        return all_phrases.take(np.concatenate((np.ones(min(1, len(order)), np.bool_), new)))

    def _ranked(self, phrases: _Phrases, chosen: Sequence[int], total: int) -> list[Rendering]:
        unique, begin, count = np.unique(phrases.hashes, return_index=True, return_counts=True)
        mean = np.add.reduceat(phrases.value, begin) / count
        together = count * (total / len(chosen))
        everywhere = np.maximum(self._everywhere(unique), together)
        dice = 2 * together / (total + everywhere)
        score = mean * np.sqrt(dice * together / total)
        ranked = []
        for k in np.argsort(-score, kind="stable")[:_KEPT]:
            places = phrases.place[begin[k] : begin[k] + count[k]]
            ranked.append(
                Rendering(
                    self._tokens.surface(places, int(phrases.length[begin[k]])),
                    float(score[k]),
                    round(float(together[k])),
                    int(chosen[int(phrases.sentence[begin[k]])]),
                )
            )
        return ranked

    def _everywhere(self, hashes: NDArray[np.uint64]) -> Floats:
        """In how many of all sentences phrases stand."""
        if not len(self._hashes):
            return np.ones(len(hashes))
        slot = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        return np.where(self._hashes[slot] == hashes, self._counts[slot], 1).astype(np.float64)


def _sums(values: NDArray[np.generic]) -> Floats:
    """Sums up to each place."""
    return np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))


def _joined(parts: list[_Phrases]) -> _Phrases:
    if not parts:
        nothing = np.zeros(0, np.int64)
        return _Phrases(np.zeros(0, np.uint64), nothing, np.zeros(0), nothing, nothing)
    return _Phrases(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.sentence for part in parts]),
        np.concatenate([part.value for part in parts]),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.length for part in parts]),
    )


_ADJECTIVES = ("al", "ic", "ive", "ous", "ary", "ed", "ing", "ish", "ese", "ian", "able", "ible", "ant", "ent", "ical")
_SHARED = 4
_ENOUGH = 0.22


def _nouns_first(renderings: list[Rendering]) -> list[Rendering]:
    """Return a noun before the adjective of the same stem (culture, cultural), where it is there often enough: terms are nouns."""
    if not renderings or not _adjectival(renderings[0].text):
        return renderings
    best = renderings[0]
    words = best.text.lower().split()
    for competitor in renderings[1:]:
        rival = competitor.text.lower().split()
        if (
            len(rival) == len(words)
            and rival[:-1] == words[:-1]
            and rival[-1][:_SHARED] == words[-1][:_SHARED]
            and not _adjectival(competitor.text)
            and competitor.together > 1
            and competitor.score >= _ENOUGH * best.score
        ):
            raised = replace(competitor, score=best.score * 0.9)
            return [raised, *(rendering for rendering in renderings if rendering is not competitor)]
    return renderings


def _adjectival(text: str) -> bool:
    word = text.split()[-1].lower()
    return len(word) > 4 and word.endswith(_ADJECTIVES) and not word.endswith(("ment", "ments"))
