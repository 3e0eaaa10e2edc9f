"""The log-odds of slips in Chinese: what the weights mean, and the threshold from which a slip is told."""

from __future__ import annotations

from dataclasses import fields

from yizhi.checks.spelling._slip_odds import MOST_HERE, WEIGHTS, SlipEvidence, features, log_odds
from yizhi.termbase.words.neighbours import Slip

PLAIN = SlipEvidence(
    slip=Slip.EXCHANGED,
    characters=2,
    cost=None,
    better_cost=7.5,
    gain=9.0,
    gain_around=9.0,
    odds=6.0,
    foreign=False,
    foreign_beside=0,
    edges=0,
    listed=0,
    better_listed=20,
    pairs=0,
    odd_pairs=0,
    classes=0.0,
)


def test_every_feature_is_a_weight() -> None:
    names = {field.name for field in fields(WEIGHTS)}
    for slip in Slip:
        for characters in (1, 2):
            for cost in (None, 10.0):
                assert features(PLAIN._replace(slip=slip, characters=characters, cost=cost)).keys() <= names


def test_what_nine_nats_speak_for_is_told_and_two_are_not() -> None:
    assert log_odds(PLAIN) > WEIGHTS.told
    assert log_odds(PLAIN._replace(gain=2.0, gain_around=2.0)) < WEIGHTS.told


def test_a_stretch_that_terms_have_is_not_told() -> None:
    assert log_odds(PLAIN._replace(listed=20)) < WEIGHTS.told


def test_better_words_elsewhere_in_the_document_count_up_to_a_few_places() -> None:
    once, often = (log_odds(PLAIN._replace(better_times=times)) for times in (1, MOST_HERE))
    assert log_odds(PLAIN) < once < often == log_odds(PLAIN._replace(better_times=100))


def test_words_that_stand_again_beside_a_neighbour_are_rather_meant() -> None:
    assert log_odds(PLAIN._replace(recurring=1)) < log_odds(PLAIN)
