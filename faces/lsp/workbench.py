"""Buffers that are open, and their checks: one at a time, of the newest version, after the last key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import NamedTuple, TypeVar

from yizhi.faces.lsp.buffer import Buffer, ContentChange
from yizhi.faces.lsp.desk import CheckedBuffer, Desk

T = TypeVar("T")
DELAY = 0.15
"""Seconds after the last key before a buffer is checked: shorter than a pause, longer than the time between two keys."""


class NumberedCheck(NamedTuple):
    """A check and its number, by which a client says which one it has."""

    number: str
    checked: CheckedBuffer


class Workbench:
    """The open buffers of one client. All methods run in the event loop; checks run in a thread beside it.

    A result is of the version that is open, or it is dropped: whoever asks for an older one gets None.
    """

    def __init__(self, desk: Desk, delay: float = DELAY) -> None:
        self.desk = desk
        self._delay = delay
        self._buffers: dict[str, Buffer] = {}
        self._checks: dict[str, NumberedCheck] = {}
        self._read: dict[str, CheckedBuffer] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="yizhi-check")
        self._numbers = count(1)

    def close(self) -> None:
        """Drop what waits, and let all files go."""
        for task in self._waiting.values():
            task.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)
        self.desk.close()

    def uris(self) -> tuple[str, ...]:
        """Return the addresses of the open buffers."""
        return tuple(self._buffers)

    def buffer(self, uri: str) -> Buffer | None:
        """Return the newest version of a buffer; None where it is not open."""
        return self._buffers.get(uri)

    def put(self, buffer: Buffer) -> None:
        """Take a buffer that was opened."""
        self._buffers[buffer.uri] = buffer

    def change(self, uri: str, changes: Sequence[ContentChange], version: int | None) -> None:
        """Take the next version of a buffer. A change of a buffer that is not open is no concern of ours."""
        buffer = self._buffers.get(uri)
        if buffer is not None:
            self._buffers[uri] = buffer.changed(changes, version)

    def drop(self, uri: str) -> None:
        """Forget a buffer that was closed."""
        self._buffers.pop(uri, None)
        self._checks.pop(uri, None)
        self._read.pop(uri, None)
        task = self._waiting.pop(uri, None)
        if task is not None:
            task.cancel()

    def forget_checks(self) -> None:
        """Take no check for current any more: a termbase, the settings or the baseline changed."""
        self._checks.clear()
        self._read.clear()

    def schedule(self, uri: str, then: Callable[[CheckedBuffer], object]) -> None:
        """Check a buffer when no key has come for a while, and give `then` the result if it is still current."""
        task = self._waiting.get(uri)
        if task is not None:
            task.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._later(uri, then))

    async def pause(self, uri: str) -> bool:
        """Wait until no key has come for a while; return whether the buffer is still what it was before."""
        buffer = self._buffers.get(uri)
        await asyncio.sleep(self._delay)
        return buffer is not None and self._buffers.get(uri) is buffer

    async def check(self, uri: str) -> NumberedCheck | None:
        """Return the check of a buffer as it is now; None where it was changed or closed meanwhile."""
        buffer = self._buffers.get(uri)
        if buffer is None:
            return None
        async with self._turn:
            if self._buffers.get(uri) is not buffer:
                return None
            current = self._checks.get(uri)
            if current is not None and current.checked.buffer is buffer:
                return current
            checked = await self.work(lambda: self.desk.check(buffer))
            if self._buffers.get(uri) is not buffer:
                return None
            numbered = NumberedCheck(str(next(self._numbers)), checked)
            self._checks[uri] = numbered
            return numbered

    async def segments(self, uri: str) -> CheckedBuffer | None:
        """Return a buffer with the places of its segments, and with its findings where they are known already."""
        buffer = self._buffers.get(uri)
        if buffer is None:
            return None
        current = self._checks.get(uri)
        if current is not None and current.checked.buffer is buffer:
            return current.checked
        cached = self._read.get(uri)
        if cached is None or cached.buffer is not buffer:
            cached = await self.work(lambda: self.desk.read(buffer))
            if self._buffers.get(uri) is buffer:  # else it was changed or closed meanwhile
                self._read[uri] = cached
        return cached

    async def work(self, job: Callable[[], T]) -> T:
        """Do something that takes time beside the event loop, one after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    async def _later(self, uri: str, then: Callable[[CheckedBuffer], object]) -> None:
        await asyncio.sleep(self._delay)
        numbered = await self.check(uri)
        if numbered is not None:
            then(numbered.checked)
