"""What the server's faces ask: the session in a thread for small questions, worker processes for long work."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from yizhi.faces.web.shelf import Shelf
from yizhi.service.session import Resources, Session
from yizhi.service.workers import Workers

if TYPE_CHECKING:
    from asyncio import Task

    from anyio import CapacityLimiter

T = TypeVar("T")
P = ParamSpec("P")
SMALL = 2_000
"""Characters up to which a text is checked at once; longer ones go to a worker, so that others need not wait."""
ASKERS = 8
"""Threads for small questions. They wait for one another anyway: the session answers one at a time."""
WAITING = 64
"""Long jobs that are begun or wait; a worker takes one at a time."""
MOST_WORKERS = 4


class Backend:
    """A session, worker processes and the drafts that were sent."""

    def __init__(self, resources: Resources, workers: int = 0) -> None:
        self.session = Session(resources)
        self.shelf = Shelf()
        self._workers = Workers(resources, workers or min(MOST_WORKERS, max(1, (os.cpu_count() or 1) - 1)))
        self._tasks: dict[str, Task[None]] = {}
        self._limiters: tuple[CapacityLimiter, CapacityLimiter] | None = None

    async def ask(self, question: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return the answer to a small question, asked in a thread."""
        from functools import partial

        from anyio import to_thread

        return await to_thread.run_sync(partial(question, *arguments, **named), limiter=self._limits()[0])

    async def work(self, job: Callable[Concatenate[Session, P], T], *arguments: P.args, **_: P.kwargs) -> T:
        """Return what a long job returns, done in a worker process."""
        from functools import partial

        from anyio import to_thread

        return await to_thread.run_sync(partial(self._workers.do, job, *arguments), limiter=self._limits()[1])

    def start(self, key: str, work: Coroutine[None, None, None]) -> None:
        """Begin something that an answer does not wait for; `finished` waits for it by its key."""
        import asyncio

        task = asyncio.get_running_loop().create_task(work)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._tasks.pop(key, None) if self._tasks.get(key) is done else None)

    async def finished(self, key: str) -> None:
        """Wait until what was begun under a key is done; at once where there is nothing."""
        import asyncio

        task = self._tasks.get(key)
        if task is not None:
            await asyncio.wait({task})

    def close(self) -> None:
        """End the workers and let the files go."""
        self._workers.close()
        self.session.close()

    def _limits(self) -> tuple[CapacityLimiter, CapacityLimiter]:
        """Return how many threads either kind may have; made in the event loop that they belong to."""
        if self._limiters is None:
            from anyio import CapacityLimiter

            self._limiters = CapacityLimiter(ASKERS), CapacityLimiter(WAITING)
        return self._limiters
