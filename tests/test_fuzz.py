"""Mutated files: what once failed never fails again, and a small campaign of new ones. (`make fuzz N=10000` for a large one.)"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz import campaign

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs fork and limits of Linux")
SMALL = 60
"""Cases that run with the tests; their seed is fixed, so that a failure is a change of ours."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("originals")
    campaign.prepare(place)
    yield place


@pytest.mark.parametrize(
    "path,original,command", campaign.past_failures(), ids=lambda item: str(getattr(item, "name", ""))
)
def test_past_failures_stay_mended(folder: Path, path: Path, original: str, command: tuple[str, ...]) -> None:
    assert campaign.run_case(folder, original, path.read_bytes(), command) == ""


def test_a_small_campaign_has_no_failures() -> None:
    _, failures = campaign.campaign(SMALL, seed=1)
    assert [(failure.command, failure.original, failure.reason) for failure in failures] == []
