"""Work in bulk without Python's cyclic collector.

Reading, checking and importing make hundreds of thousands of small values that hold no cycles; the collector goes
through all of them again and again, which took a quarter of the time and found nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """The collector rests inside; afterwards it is as it was, and leaves alone what was made by then.

    Otherwise its first step outside would go through all of it after all. What has no cycles is freed without it; what has
    them stays, so nothing that is made in bulk may have any (a closure that calls itself has one).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()


def forget() -> None:
    """Frees all that nobody uses any more, also what `paused` left alone: for a process that goes on, while it waits."""
    gc.unfreeze()
    gc.collect()
