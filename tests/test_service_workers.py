"""Worker processes: what breaks or hangs in one is an error of its own job, and the next job is done."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import resources

from yizhi.service import jobs
from yizhi.service.jobs import DraftData
from yizhi.service.session import Session
from yizhi.service.workers import Workers
from yizhi.termbase.errors import YizhiError


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    opened = Workers(resources(tmp_path), 1, patience=20)
    yield opened
    opened.close()


def break_down(_: Session) -> None:
    os._exit(3)


def fail(_: Session) -> None:
    raise RuntimeError("a fault of ours")


def hang(_: Session) -> None:
    threading.Event().wait()


def process(_: Session) -> int:
    return os.getpid()


def test_a_job_is_done_in_another_process_with_its_own_session(workers: Workers) -> None:
    first = workers.do(process)
    assert first not in (os.getpid(), None)
    examined = workers.do(jobs.examine, DraftData("a.tsv", "zh\ten\n共45名。\tThere were 54.\n".encode()))
    assert (examined.findings, len(examined.units)) == (1, 1)
    assert workers.do(process) == first, "it stays for the next job"


def test_a_problem_of_the_user_comes_back_as_it_is(workers: Workers) -> None:
    with pytest.raises(YizhiError) as caught:
        workers.do(jobs.examine, DraftData("a.xlf", b"<xliff"))
    assert (caught.value.path, caught.value.line, "not well-formed" in caught.value.message) == ("a.xlf", 1, True)


def test_a_process_that_breaks_down_takes_nothing_along(workers: Workers) -> None:
    with pytest.raises(YizhiError, match="broke down"):
        workers.do(break_down)
    assert workers.do(process) != os.getpid()


def test_a_fault_is_told_and_the_process_goes_on(workers: Workers) -> None:
    first = workers.do(process)
    with pytest.raises(YizhiError, match="RuntimeError: a fault of ours"):
        workers.do(fail)
    assert workers.do(process) == first


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    workers = Workers(resources(tmp_path), 1, patience=0)
    with pytest.raises(YizhiError, match="took longer than 0 seconds"):
        workers.do(hang)
    workers.close()
    with pytest.raises(YizhiError, match="closing"):
        workers.do(process)
