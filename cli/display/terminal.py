"""The one place that writes to the terminal: results to stdout, progress and notes to stderr on a terminal only."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def out(text: str = "") -> None:
    """A line of results."""
    sys.stdout.write(text + "\n")


def out_json(document: object) -> None:
    """The one JSON document of a run."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None)
    sys.stdout.write("\n")


def note(text: str) -> None:
    """A remark for a person, on stderr and only on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"yizhi: {text}\n")


def complain(text: str) -> None:
    """An error line about one file of a batch; the batch goes on."""
    sys.stderr.write(f"yizhi: {' '.join(text.split())}\n")


def counted(number: int, noun: str) -> str:
    """A number of things: `1 unit`, `1,234 units`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def console() -> Console:
    """A rich console on stdout: colour only on a terminal (and never with NO_COLOR), 80 columns in a pipe."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 80)


def progress(items: Iterable[T], what: str, total: int | None = None) -> Generator[T, None, None]:
    """The items, with a progress bar on stderr once it takes longer than a second (on a terminal only)."""
    with meter(what, total) as show:
        for done, item in enumerate(items, 1):
            yield item
            show(done)


@contextmanager
def meter(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """What shows how much is done, how fast, and how long the rest takes; the line goes when all is done or stopped."""
    if not sys.stderr.isatty():
        yield lambda done: None  # noqa: ARG005 - nobody looks
        return
    import time

    started, shown = time.monotonic(), 0.0

    def show(done: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started <= 1 or now - shown <= 0.2:
            return
        shown = now
        rate = done / (now - started)
        of = f" of {total:,}" if total else ""
        left = f", {_span((total - done) / rate)} left" if total and rate and total > done else ""
        told = f"{done:,}{of}, {rate:,.0f}/s{left}" if done else "…"
        sys.stderr.write(f"\r\x1b[K{what}: {told}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")


def _span(seconds: float) -> str:
    """A time as people say it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
