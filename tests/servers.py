"""A server in the process of the tests: asked as a client on this machine asks, without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from yizhi.faces.web.app import application
from yizhi.faces.web.backend import Backend
from yizhi.faces.web.guard import GuardRules, own_hosts
from yizhi.service.resources import Resources

PORT = 8477
HOST = f"127.0.0.1:{PORT}"
TOKEN = "a-token-of-the-tests-0001"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
EXTENSION = "moz-extension://0f3c9d1e"
TERMS = (
    "id\tstrictness\tzh-Hans\ten\tzh-Hans.short\n"
    "sc\tname\t安全理事会\tSecurity Council\t安理会\n"
    "ga\tname\t大会\tGeneral Assembly\t\n"
)


def resources(folder: Path, memory: Path | None = None) -> Resources:
    """Terms, a termbase of one's own and a baseline in a folder."""
    terms = folder / "terms.tsv"
    terms.write_text(TERMS, encoding="utf-8")
    return Resources((terms,), False, memory, own=folder / "own.db", baseline=folder / "baseline.json")


@contextmanager
def client(given: Resources, *, strict: bool = False) -> Iterator[TestClient]:
    """A client of a server that works with these resources."""
    rules = GuardRules(own_hosts("127.0.0.1", PORT), TOKEN, frozenset({EXTENSION}), strict)
    with TestClient(application(Backend(given, workers=1), rules), base_url=f"http://{HOST}") as opened:
        yield opened


def error(answer: Any) -> str:
    """What an answer says is wrong."""
    return str(answer.json()["error"]["message"])
