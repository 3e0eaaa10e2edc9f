"""The one place that writes to the terminal: results to stdout, progress and notes to stderr on a terminal only."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TypeVar

from yizhi.service.presentation.harmless import harmless, harmless_json

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def out(text: str = "") -> None:
    """Write a line of results. Control characters of what it quotes are neutralised; our own colours stay."""
    sys.stdout.write(_shown(text, sys.stdout) + "\n")


def out_json(document: object) -> None:
    """The one JSON document of a run."""
    text = json.dumps(document, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None)
    sys.stdout.write(harmless_json(text) + "\n")


def note(text: str) -> None:
    """A remark for a person, on stderr and only on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{_cleared()}yizhi: {_shown(text, sys.stderr)}\n")


def complain(text: str) -> None:
    """An error line about one file of a batch; the batch goes on."""
    sys.stderr.write(f"{_cleared()}yizhi: {_shown(' '.join(text.split()), sys.stderr)}\n")


def write_report(text: str) -> None:
    """Write a whole report, made by a form that neutralises what it quotes or is data for a program."""
    sys.stdout.write(text)


def write_json(part: str) -> None:
    """Write a part of a JSON document that is put together piece by piece."""
    sys.stdout.write(harmless_json(part))


def _shown(text: str, stream: IO[str]) -> str:
    return harmless(text, colours=stream.isatty())


class _HarmlessStream:
    """Standard output for rich, which lets through the control characters of what it is given."""

    def write(self, text: str) -> int:
        sys.stdout.write(_shown(text, sys.stdout))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stdout, name)


def counted(number: int, noun: str) -> str:
    """Return a number of things: `1 unit`, `1,234 units`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def console() -> Console:
    """Return a rich console on stdout: colour only on a terminal (and never with NO_COLOR), 80 columns in a pipe."""
    from rich.console import Console

    stream: Any = _HarmlessStream()
    return Console(file=stream, highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 80)


def progress(items: Iterable[T], what: str, total: int | None = None) -> Generator[T, None, None]:
    """Yield the items, with a progress bar on stderr once it takes longer than a second (on a terminal only)."""
    with meter(what, total) as show:
        for done, item in enumerate(items, 1):
            yield item
            show(done)


def watch(items: Iterable[int], what: str) -> Iterable[int]:
    """Yield numbers that are worked through, with a progress bar: what mining and other long work of a library take."""
    return progress(items, what, len(items) if isinstance(items, Sized) else None)


@contextmanager
def meter(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """What shows how much is done, how fast, and how long the rest takes; the line goes when all is done or stopped."""
    if not _is_live():
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
        time_left = f", {_span((total - done) / rate)} left" if total and rate and total > done else ""
        progress_line = f"{done:,}{of}, {rate:,.0f}/s{time_left}" if done else "…"
        sys.stderr.write(f"{_CLEAR}{_shown(what, sys.stderr)}: {progress_line}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write(_CLEAR)


@contextmanager
def waiting(what: str, patience: float = 1.0) -> Iterator[None]:
    """Show on a terminal that a work without countable steps goes on, and for how long, once it takes `patience` seconds."""
    if not _is_live():
        yield
        return
    import threading
    import time

    done = threading.Event()
    started = time.monotonic()

    def tell() -> None:
        if done.wait(patience):
            return
        while not done.wait(_BEAT):
            sys.stderr.write(f"{_CLEAR}{_shown(what, sys.stderr)}: {_span(time.monotonic() - started)}")
            sys.stderr.flush()
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


_CLEAR = "\r\x1b[K"
_BEAT = 0.25
"""Seconds between two looks at the clock."""


def _is_live() -> bool:
    """Return whether a line that changes can be shown: on a terminal that can clear it."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _cleared() -> str:
    """Return what takes away a line of progress, lest a message stand behind it."""
    return _CLEAR if _is_live() else ""


def _span(seconds: float) -> str:
    """Return a time as people say it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
