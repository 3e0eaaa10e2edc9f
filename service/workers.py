"""Processes beside the server that do long work, so that it answers others meanwhile and outlives a poisonous file.

Each has a session of its own, opened when it is first needed. A job is a function of a module, called with the session; one
that takes too long, or kills its process, is an error of that job alone.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from yizhi.service.session import Resources, Session
from yizhi.termbase.errors import YizhiError, internal_fault

T = TypeVar("T")
P = ParamSpec("P")
PATIENCE = 300.0
"""Seconds that a job may take."""
NICENESS = 10
"""How much a worker yields to the process that answers small questions."""
MEMORY = 8 << 30
"""Bytes of address space that a worker may have: beyond it a job fails instead of the machine."""


class Workers:
    """Some worker processes; a job takes the next that is free. Close them at the end."""

    def __init__(self, resources: Resources, number: int, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._all = [_Worker(resources) for _ in range(number)]
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._free.put(worker)

    def do(self, job: Callable[Concatenate[Session, P], T], *arguments: P.args, **_: P.kwargs) -> T:
        """Return what a job returns; it and its arguments travel to another process. Raise the YizhiError that it raises, or
        one that says that it took too long or broke its process. Blocks: call it from a thread."""
        worker = self._free.get()
        try:
            result: T = worker.do(job, arguments, self._patience)
        finally:
            self._free.put(worker)
        return result

    def close(self) -> None:
        """End the processes, also those at work."""
        for worker in self._all:
            worker.close()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._lock = Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_closed = False

    def do(self, job: Callable[..., Any], arguments: tuple[Any, ...], patience: float) -> Any:
        pipe = self._opened()
        try:
            pipe.send((job, arguments))
            if not pipe.poll(patience):
                raise YizhiError(f"this took longer than {patience:g} seconds", hint="split the draft")
            done, value = pipe.recv()
        except (EOFError, OSError) as error:
            self._stop()
            raise YizhiError("the process that worked on this broke down", hint="nothing else is touched") from error
        except YizhiError:
            self._stop()
            raise
        if done:
            return value
        message, hint, path, line = value
        raise YizhiError(message, hint=hint, path=path, line=line)

    def close(self) -> None:
        self._is_closed = True
        self._stop()

    def _opened(self) -> Connection:
        with self._lock:
            if self._is_closed:
                raise YizhiError("the server is closing")
            if self._pipe is None or self._process is None or not self._process.is_alive():
                self._discard()
                # Spawned, not forked: threads and database connections must not be carried into another process.
                context = multiprocessing.get_context("spawn")
                self._pipe, far_end = context.Pipe()
                self._process = context.Process(target=_work, args=(far_end, self._resources), daemon=True)
                self._process.start()
                far_end.close()
            return self._pipe

    def _stop(self) -> None:
        with self._lock:
            self._discard()

    def _discard(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _work(pipe: Connection, resources: Resources) -> None:
    """What a worker process does until its pipe closes."""
    _be_modest()
    with Session(resources) as session:
        while True:
            try:
                job, arguments = pipe.recv()
            except (EOFError, OSError, KeyboardInterrupt):
                return
            pipe.send(_outcome(session, job, arguments))


def _outcome(session: Session, job: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Return (done, what it returned), or (failed, the parts of its error)."""
    try:
        return True, job(session, *arguments)
    except YizhiError as error:
        return False, (error.message, error.hint, error.path, error.line)
    except Exception as error:
        fault = internal_fault(error)
        return False, (fault.message, fault.hint, None, None)


def _be_modest() -> None:
    """Yield to the process that answers small questions; leave memory for others; let Ctrl-C be the server's affair."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        os.nice(NICENESS)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
