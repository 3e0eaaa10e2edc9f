"""What all tests share: no real home folder is touched, and data beside the repository is optional."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# Before anything of ours is imported: caches go to a folder of the test run, kept between its processes.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="yizhi-tests-")
os.environ.pop("YIZHI_TERMBASE", None)


@pytest.fixture(autouse=True)
def _nothing_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an installation brings along would hide what the tests are to see compiled."""
    from yizhi.termbase import cache

    monkeypatch.setattr(cache, "prepared_folder", lambda: Path(os.environ["XDG_CACHE_HOME"], "none"))


@pytest.fixture
def shared() -> Path:
    """The measuring data beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the measuring data is not beside the repository")
    return SHARED
