"""Floors of quality on our own sentences (`benchmarks/quality.py`): a change that finds less, or alarms more, fails here."""

from __future__ import annotations

import pytest

from benchmarks.quality import Checker, alarms, recall, sentences

FLOORS = {
    "zh: character twice": 0.55,
    "zh: neighbours exchanged": 0.15,
    "en: letter lost": 0.60,
    "en: word twice": 0.90,
    "pair: another figure": 0.80,
    "pair: another month": 0.80,
}
"""Recall of each kind; a little below what was measured, for the sentences grow with the cases."""
MOST_ALARMS = 25
"""Warnings per 1,000 sentences that must be left alone by the rule whose case they are; those of other rules' cases included."""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def test_slips_are_found(checker: Checker) -> None:
    scores = recall(checker, sentences(), seed=1)
    assert {kind: score.recall for kind, score in scores.items() if score.recall < FLOORS[kind]} == {}
    assert all(score.tried >= 5 for score in scores.values())


def test_sentences_as_they_stand_are_left_alone(checker: Checker) -> None:
    corpus = sentences()
    told = [
        f"{finding.rule}: {finding.text} | {sentence.zh} | {sentence.en}"
        for sentence, finding in alarms(checker, corpus)
    ]
    assert 1000 * len(told) / len(corpus) <= MOST_ALARMS, told
