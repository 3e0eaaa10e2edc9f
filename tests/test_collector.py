"""Work in bulk without the cyclic collector."""

from __future__ import annotations

import gc

import pytest

from termbase.collector import paused


def test_the_collector_rests_inside_and_works_afterwards() -> None:
    assert gc.isenabled()
    with paused():
        assert not gc.isenabled()
        with paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="inside"), paused():
        raise ValueError("inside")
    assert gc.isenabled()


def test_what_was_made_inside_is_left_alone() -> None:
    with paused():
        made = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= len(made)
    gc.unfreeze()
